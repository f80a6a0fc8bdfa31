/** 大汉 Hanweb JCMS: lists in an XML data store, embedded and by dataproxy.jsp; the search of 信息公开; the viewer of annual reports. */
import {
  scoreMarks,
  type CmsFamily,
  type ListColumn,
  type ListItem,
  type ListPage,
  type ListReading,
} from '../cms.ts'
import { columnArticle, hasBody } from '../column-article.ts'
import {
  absoluteUrl,
  articleLinks,
  baseOf,
  dayIn,
  distinctItems,
  plainText,
  printedTotal,
  saysNothing,
} from '../links.ts'
import { parseMarkup, printedText } from '../markup.ts'
import { getPage, postForm, type PageRequest } from '../request.ts'
import { readStaticList } from '../static-list.ts'

const article = /\/art\/\d{4}\/\d{1,2}\/\d{1,2}\/art_\d+_\d+\.html$/
const viewer = /\/xxgkAnnualReport\.jsp\b/
const search = /\/module\/xxgk\/search\.jsp\b/
const bodies = '#zoom, .article-content, .xxgk_content, #article'
const marks = [/\bdataproxy\.jsp\b/, /\bjpage\b/, /\/col\/col\d+\//, /\/module\/xxgk\//, /<recordset>/]
/** Records asked for at a time; far below the number at which servers cut. */
const window = 100

/** The CDATA sections that stand first in elements of one name. Scanned, not matched: a page may hold any number of openings. */
function* cdataIn(text: string, element: string): Generator<string> {
  const opening = `<${element}>`
  for (let at = text.indexOf(opening); at >= 0; at = text.indexOf(opening, at + 1)) {
    const from = text.indexOf('<![CDATA[', at)
    const to = from < 0 ? -1 : text.indexOf(']]>', from)
    if (to < 0) return
    if (text.slice(at + opening.length, from).trim() === '') yield text.slice(from + 9, to)
    at = Math.max(at, to)
  }
}

function numberIn(text: string, pattern: RegExp): number | null {
  const found = pattern.exec(text)?.[1]
  return found === undefined ? null : Number(found)
}

/** The day in an article's address, which is not padded: /art/2016/1/13/. */
function addressDay(url: string): string | null {
  const [, day] = /\/art\/(\d{4}\/\d{1,2}\/\d{1,2})\//.exec(url) ?? []
  return dayIn(day ?? '')
}

/** The entries of a data store: the first link of each record. */
function storedItems(text: string, base: string): ListItem[] {
  const items: ListItem[] = []
  for (const record of cdataIn(text, 'record')) {
    const $ = parseMarkup(record)
    const [item] = articleLinks($, $('a[href]'), base, () => true)
    if (item !== undefined)
      items.push({ ...item, date: dayIn(plainText($.root().text())) ?? addressDay(item.url) })
  }
  return distinctItems(items)
}

/** The parameters that the page's script hands to the data proxy: ajaxParam:{col:1,columnid:7,…}. */
function proxyFields(text: string): Record<string, string> | null {
  const given = /\bajaxParam\s*[:=]\s*\{([^{}]{1,1000})\}/.exec(text)?.[1]
  if (given === undefined) return null
  const pairs = given.matchAll(/["']?(\w+)["']?\s*:\s*(?:"([^"]*)"|'([^']*)'|([\w/.-]*))/g)
  const fields: Record<string, string> = {}
  for (const [, name, double, single, bare] of pairs)
    if (name !== undefined) fields[name] = double ?? single ?? bare ?? ''
  return fields
}

/** The next window of records: by start and end, or by page number where the server obeys nothing else. */
function nextWindow(
  page: ListPage,
  column: ListColumn,
  known: { shown: number; total: number | null },
): PageRequest | null {
  const asked = new URL(page.url)
  const isProxy = asked.pathname.endsWith('/dataproxy.jsp')
  const fields = isProxy ? Object.fromEntries(new URLSearchParams(page.sent ?? '')) : proxyFields(page.text)
  const proxy = isProxy
    ? asked.origin + asked.pathname
    : absoluteUrl(
        /\bproxyUrl\s*[:=]\s*["']([^"'?]+)/.exec(page.text)?.[1] ?? '/module/web/jpage/dataproxy.jsp',
        page.url,
      )
  if (fields === null || proxy === null || known.shown === 0) return null
  const url = new URL(proxy)
  const referer = column.url
  if (column.options['paging'] === 'page') {
    const at = isProxy ? Number(asked.searchParams.get('page') ?? '1') : 0
    const perPage = String(window)
    if (known.total !== null && at * window >= known.total) return null
    url.search = new URLSearchParams({ ...fields, page: String(at + 1), perpage: perPage }).toString()
    return getPage(url.href, referer)
  }
  const before = isProxy ? Number(asked.searchParams.get('startrecord') ?? '1') - 1 : 0
  const start = before + known.shown + 1
  if (known.total === null ? !isProxy && known.shown < 15 : start > known.total) return null
  url.search = new URLSearchParams({
    startrecord: String(start),
    endrecord: String(start + window - 1),
    perpage: String(window),
  }).toString()
  return postForm(url.href, fields, referer)
}

/** A data store, embedded in a column page or answered by the proxy. */
function readStore(page: ListPage, column: ListColumn): ListReading {
  const items = storedItems(page.text, page.url)
  const total =
    numberIn(page.text, /<totalrecord>\s*(\d{1,6})/i) ??
    numberIn(page.text, /\btotalRecord\s*[:=]\s*["']?(\d{1,6})/)
  const pages = numberIn(page.text, /<totalpage>\s*(\d{1,5})/i)
  const [group] = cdataIn(page.text, 'nextgroup')
  const named = group === undefined ? null : absoluteUrl(parseMarkup(group)('a[href]').attr('href'), page.url)
  const counted = named === null ? nextWindow(page, column, { shown: items.length, total }) : null
  const next = named === null ? counted : getPage(named, column.url)
  return { kind: 'list', items, next: next === null || next.url === page.url ? [] : [next], total, pages }
}

/** One page of the disclosure search; the page number is a field of the form. */
function readSearch(page: ListPage, column: ListColumn): ListReading {
  const $ = parseMarkup(page.text)
  const items = articleLinks($, $('a[href]'), baseOf($, page.url), (url) => article.test(url))
  const printed = printedText($)
  const pages = numberIn(printed, /共\s*(\d{1,4})\s*页/) ?? numberIn(printed, /\d{1,4}\s*\/\s*(\d{1,4})\s*页/)
  const fields = Object.fromEntries(new URLSearchParams(page.sent ?? ''))
  const current = Number(fields['currpage'] ?? '1')
  const more = items.length > 0 && pages !== null && current < pages
  const next = more ? [postForm(page.url, { ...fields, currpage: String(current + 1) }, column.url)] : []
  const total = printedTotal(printed) ?? (items.length === 0 && saysNothing(printed) ? 0 : null)
  return { kind: 'list', items, next, total, pages }
}

/** One unit and year of the viewer: the report, or words that there is none. */
function readViewer(page: ListPage): ListReading {
  const $ = parseMarkup(page.text)
  if (hasBody($, bodies, 100)) return columnArticle(page)
  const items = articleLinks($, $('a[href]'), baseOf($, page.url), (url) => article.test(url))
  const nothing = items.length === 0 && saysNothing(printedText($))
  return { kind: 'list', items, next: [], total: nothing ? 0 : null, pages: null }
}

/** The number in the middle of an article's address is its column's. */
function columnOf(articleUrl: string): string | null {
  const column = /\/art_(\d+)_\d+\.html$/.exec(articleUrl)?.[1]
  return column === undefined ? null : new URL(`/col/col${column}/index.html`, articleUrl).href
}

export const family: CmsFamily = {
  name: 'hanweb',
  label: '大汉 Hanweb JCMS',
  options: {
    paging: 'page: where the data proxy ignores startrecord and obeys only the page number',
    title: 'words that the disclosure search looks for in titles, where the entry is module/xxgk/search.jsp',
  },
  interfaces: ['/jpage/dataproxy.jsp'],
  columnOf,
  detect: (page) =>
    scoreMarks(page, marks, /\/art\/\d{4}\/\d{1,2}\/\d{1,2}\/art_\d+_\d+\.html|\/module\/xxgk\//),
  start(column) {
    const url = new URL(column.url)
    url.hash = ''
    if (!search.test(url.pathname)) return [getPage(url.href)]
    const title = column.options['title']
    const fields = {
      infotypeId: '',
      vc_title: typeof title === 'string' ? title : '年度报告',
      vc_number: '',
      currpage: '1',
    }
    return [postForm(url.href, { ...Object.fromEntries(url.searchParams), ...fields }, url.href)]
  },
  list(page, column): ListReading {
    if (viewer.test(page.url)) return readViewer(page)
    if (search.test(page.url)) return readSearch(page, column)
    if (/<recordset>|<datastore>/.test(page.text)) return readStore(page, column)
    const reading = readStaticList(page, { isArticle: (url) => article.test(url), bodies })
    if (reading.kind === 'article') return reading
    return {
      ...reading,
      items: reading.items.map((item) => ({ ...item, date: item.date ?? addressDay(item.url) })),
    }
  },
}
