/** Any list of plain links: 下一页, numbered pages (index_k, _k, ?page=), or a pattern that the site file gives. */
import type { CheerioAPI } from 'cheerio'
import { readTitle } from '../../parsers/page/title.ts'
import type { CmsFamily, ListColumn, ListItem, ListPage, ListReading } from '../cms.ts'
import { columnArticle, hasBody } from '../column-article.ts'
import {
  absoluteUrl,
  baseOf,
  distinctItems,
  followingLink,
  linkWords,
  plainText,
  printedTotal,
  rowDay,
} from '../links.ts'
import { parseMarkup, printedText } from '../markup.ts'
import { pageHeadings } from '../page-heading.ts'
import { readPageScript } from '../page-script.ts'
import { getPage } from '../request.ts'

const pageWords =
  /^(?:首页|尾页|末页|上页|上一页|下页|下一页|后一页|next|prev|[<>‹›«»]+|\d{1,4}|第?\d+页|更多|返回.*)$/i
const furniture = 'nav, header, footer, aside, .nav, .footer, .header, .breadcrumb, .position, .crumbs'
const bodies =
  '#zoom, #vsb_content, .v_news_content, .TRS_Editor, .trs_editor_view, .article-content, .wzzw-article, .j-fontContent, #UCAP-CONTENT, article'

/** Links that read like entries of a list: dated, or worded at length, outside of the page's furniture. */
function listedItems($: CheerioAPI, page: ListPage): ListItem[] {
  const base = baseOf($, page.url)
  const items: ListItem[] = []
  $('a[href]').each((_, element) => {
    const link = $(element)
    if (link.closest(furniture).length > 0) return
    const url = absoluteUrl(link.attr('href'), base)
    const title = linkWords(link)
    if (url === null || url === page.url || title === '' || pageWords.test(title)) return
    const date = rowDay(link)
    if (date !== null || title.length >= 10) items.push({ url, title, date })
  })
  return distinctItems(items)
}

/** Number of the page that is shown: the unlinked number of the pager, else what the address says, else 1. */
function currentPage($: CheerioAPI, url: string, printed: string): number {
  const marked = plainText(
    $('.page, .pager, .pages, .pagination, #page_div')
      .find('.current, .cur, .on, .active, strong')
      .first()
      .text(),
  )
  if (/^\d{1,4}$/.test(marked)) return Number(marked)
  const said = /第\s*(\d{1,4})\s*页|(\d{1,4})\s*\/\s*\d{1,4}\s*页/.exec(printed)
  if (said !== null) return Number(said[1] ?? said[2])
  const query = /[?&](?:page|pageIndex|pageNum|currpage|pageNo)=(\d{1,4})/i.exec(url)
  return query === null ? 1 : Number(query[1])
}

/** The following page by 下一页, by the next number of the pager, by script, or by the site file's pattern; null where there is none. */
function nextPage(
  $: CheerioAPI,
  page: ListPage,
  { options }: ListColumn,
  at: { current: number; last: number | null },
): string | null {
  const base = baseOf($, page.url)
  const named = followingLink($, base)
  if (named !== null) return named
  const numbered = $('a[href]')
    .toArray()
    .find((element) => plainText($(element).text()) === String(at.current + 1))
  const counted = numbered === undefined ? null : absoluteUrl($(numbered).attr('href'), base)
  if (counted !== null) return counted
  const script = readPageScript(page.text)
  if (script !== null) return absoluteUrl(script.next ?? undefined, base)
  const pattern = options['page_pattern']
  if (typeof pattern !== 'string' || at.last === null || at.current >= at.last) return null
  const offset = typeof options['page_offset'] === 'number' ? options['page_offset'] : 0
  return absoluteUrl(pattern.replaceAll('{k}', String(at.current + 1 + offset)), base)
}

/** The one frame of a page that shows nothing else; null where there is none or several. */
function onlyFrame($: CheerioAPI, page: ListPage): string | null {
  const [only, ...others] = $('iframe[src], frame[src]').toArray()
  return only === undefined || others.length > 0
    ? null
    : absoluteUrl($(only).attr('src'), baseOf($, page.url))
}

export const family: CmsFamily = {
  name: 'generic',
  label: '通用列表',
  options: {
    page_pattern: 'address of page k relative to the list, with {k} in it: index_{k}.html, ?page={k}',
    page_offset: 'what to add to the page number to get k, e.g. -1 where page 2 is index_1',
  },
  interfaces: [],
  detect: (page) => (/<a\b[^>]+href/i.test(page.text) ? 0.1 : 0),
  list(page, column): ListReading {
    const $ = parseMarkup(page.text)
    const printed = printedText($)
    const [title] = pageHeadings(page.text)
    const items = listedItems($, page)
    const script = readPageScript(page.text)
    const total = printedTotal(printed) ?? script?.total ?? null
    const reports = items.some((item) => readTitle(item.title).report)
    if (!reports && total === null && hasBody($, bodies, 200) && readTitle(title ?? '').report)
      return columnArticle(page)
    const frame = items.length === 0 && total === null ? onlyFrame($, page) : null
    if (frame !== null && frame !== page.url)
      return { kind: 'lead', items: [], next: [getPage(frame)], total: null, pages: null }
    const last = /共\s*(\d{1,4})\s*页|\d{1,4}\s*\/\s*(\d{1,4})\s*页/.exec(printed)
    const pages = last === null ? (script?.pages ?? null) : Number(last[1] ?? last[2])
    const current = currentPage($, page.url, printed)
    const next = nextPage($, page, column, { current, last: pages })
    return {
      kind: 'list',
      items,
      next: next === null || next === page.url ? [] : [getPage(next)],
      total,
      pages,
    }
  },
}
