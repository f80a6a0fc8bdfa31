/** A list that stands in the page itself, its further pages named by createPageHTML or by a 下一页 link: what most products share. */
import type { ListPage, ListReading } from './cms.ts'
import { columnArticle, hasBody } from './column-article.ts'
import { absoluteUrl, articleLinks, baseOf, followingLink, printedTotal } from './links.ts'
import { parseMarkup, printedText } from './markup.ts'
import { readPageScript } from './page-script.ts'
import { getPage } from './request.ts'

/** What differs from product to product. */
export interface StaticListShape {
  isArticle: (url: string) => boolean
  /** Selector of the places where an article's body stands. */
  bodies: string
}

/** Reads a list page: entries by the shape of their address, the next page by script, else by its 下一页 link. */
export function readStaticList(page: ListPage, { isArticle, bodies }: StaticListShape): ListReading {
  const $ = parseMarkup(page.text)
  const base = baseOf($, page.url)
  const items = articleLinks($, $('a[href]'), base, (url) => isArticle(url) && url !== page.url)
  const script = readPageScript(page.text)
  if (items.length === 0 && script === null && hasBody($, bodies, 100)) return columnArticle(page)
  const next = script === null ? followingLink($, base) : absoluteUrl(script.next ?? undefined, base)
  return {
    kind: 'list',
    items,
    next: next === null || next === page.url ? [] : [getPage(next)],
    total: script?.total ?? printedTotal(printedText($)),
    pages: script?.pages ?? null,
  }
}
