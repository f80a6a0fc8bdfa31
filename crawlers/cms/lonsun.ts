/** 龙讯 Lonsun: disclosure lists /public/column/{organ}?…&pageIndex=n, articles /public/{organ}/{id}.html, a viewer by year. */
import { scoreMarks, type CmsFamily, type ListPage, type ListReading } from '../cms.ts'
import { columnArticle, hasBody } from '../column-article.ts'
import { articleLinks, baseOf, followingLink, printedTotal, saysNothing } from '../links.ts'
import { parseMarkup, printedText } from '../markup.ts'
import { getPage } from '../request.ts'

const article = /\/public\/\d+\/\d+\.html$|\/content\/article\/\d+(?:\.html)?$/
const viewer = /[?&]action=detail\b/
const bodies = '.j-fontContent, .wzcon'
const marks = [/\bj-fontContent\b/, /\bls-row\b/, /\/public\/column\/\d+/]

/** A number that the pager's script gives one of these names, e.g. pageCount: 5. */
function named(names: string, scripts: string): number | null {
  const found = new RegExp(`\\b(?:${names})["']?\\s*[:=]\\s*["']?(\\d{1,6})`).exec(scripts)
  return found === null ? null : Number(found[1])
}

/** The same list with the next page number; the first page may carry none. */
function countedPage(page: ListPage, pages: number | null): string | null {
  const url = new URL(page.url)
  const current = Number(url.searchParams.get('pageIndex') ?? '1')
  if (pages === null || !Number.isInteger(current) || current >= pages) return null
  url.searchParams.set('pageIndex', String(current + 1))
  return url.href
}

export const family: CmsFamily = {
  name: 'lonsun',
  label: '龙讯 Lonsun 政务公开',
  options: {},
  interfaces: [],
  detect: (page) =>
    scoreMarks(page, marks, /\/public\/(?:column\/\d+|\d+\/\d+\.html)|\/content\/column\/\d+/),
  list(page): ListReading {
    const $ = parseMarkup(page.text)
    const base = baseOf($, page.url)
    const items = articleLinks($, $('a[href]'), base, (url) => article.test(url) && url !== page.url)
    const printed = printedText($)
    const scripts = $('script').text()
    const total = printedTotal(printed) ?? named('total|totalCount|totalRows', scripts)
    const isViewer = viewer.test(page.url)
    if (hasBody($, bodies, 100) && (isViewer || (items.length === 0 && total === null)))
      return columnArticle(page)
    if (isViewer && items.length === 0 && saysNothing(printed))
      return { kind: 'list', items, next: [], total: 0, pages: null }
    const said = /\b\d{1,4}\s*\/\s*(\d{1,4})\s*页|共\s*(\d{1,4})\s*页/.exec(printed)
    const pages =
      named('pageCount|pages|totalPage', scripts) ?? (said === null ? null : Number(said[1] ?? said[2]))
    const next = followingLink($, base) ?? countedPage(page, pages)
    return {
      kind: 'list',
      items,
      next: next === null || next === page.url ? [] : [getPage(next)],
      total,
      pages,
    }
  },
}
