/** Any list of plain links: 下一页, numbered pages (index_k, _k, ?page=), or a pattern that the site file gives. */
import { load, type CheerioAPI } from 'cheerio'
import { readTitle } from '../../parsers/page/title.ts'
import type { CmsFamily, ListItem, ListOptions, ListPage, ListReading } from '../cms.ts'
import {
  absoluteUrl,
  baseOf,
  dayIn,
  distinctItems,
  linkWords,
  plainText,
  printedTotal,
  rowOf,
} from '../links.ts'
import { pageHeadings } from '../page-heading.ts'

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
    const row = rowOf(link)
    const date = row.find('a[href]').length > 3 ? null : dayIn(plainText(row.text()))
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

/** The following page by 下一页, by the next number of the pager, or by the site file's pattern; null where there is none. */
function nextPage(
  $: CheerioAPI,
  page: ListPage,
  options: ListOptions,
  at: { current: number; last: number | null },
): string | null {
  const base = baseOf($, page.url)
  const links = $('a[href]')
    .toArray()
    .map((element) => ({ words: plainText($(element).text()), href: $(element).attr('href') }))
  const named = links.find(({ words }) => /^(?:下一页|下页|后一页|next)[>›»]*$/i.test(words))
  const next = named === undefined ? null : absoluteUrl(named.href, base)
  if (next !== null) return next
  const numbered = links.find(({ words }) => words === String(at.current + 1))
  const counted = numbered === undefined ? null : absoluteUrl(numbered.href, base)
  if (counted !== null) return counted
  const pattern = options['page_pattern']
  if (typeof pattern !== 'string' || at.last === null || at.current >= at.last) return null
  const offset = typeof options['page_offset'] === 'number' ? options['page_offset'] : 0
  return absoluteUrl(pattern.replaceAll('{k}', String(at.current + 1 + offset)), base)
}

export const family: CmsFamily = {
  name: 'generic',
  label: '通用列表',
  options: {
    page_pattern: 'address of page k relative to the list, with {k} in it: index_{k}.html, ?page={k}',
    page_offset: 'what to add to the page number to get k, e.g. -1 where page 2 is index_1',
  },
  detect(page) {
    return /<a\b[^>]+href/i.test(page.text) ? 0.1 : 0
  },
  list(page, options): ListReading {
    const $ = load(page.text)
    const printed = plainText($('body').text())
    const [title] = pageHeadings(page.text)
    const items = listedItems($, page)
    const total = printedTotal(printed)
    const reports = items.some((item) => readTitle(item.title).report)
    const article =
      !reports && total === null && $(bodies).text().trim().length > 200 && readTitle(title ?? '').report
    if (article) {
      const own = {
        url: page.url,
        title: plainText(title ?? ''),
        date: dayIn(/(?:时间|日期)[:：][^<]{0,40}/.exec(page.text)?.[0] ?? ''),
      }
      return { items: [own], next: [], total, pages: null, article }
    }
    const last = /共\s*(\d{1,4})\s*页|\d{1,4}\s*\/\s*(\d{1,4})\s*页/.exec(printed)
    const pages = last === null ? null : Number(last[1] ?? last[2])
    const next = nextPage($, page, options, { current: currentPage($, page.url, printed), last: pages })
    return { items, next: next === null || next === page.url ? [] : [{ url: next }], total, pages, article }
  },
}
