/** Reading links off a list page: what every CMS family needs and none should word differently. */
import type { Cheerio, CheerioAPI } from 'cheerio'
import type { ListItem } from './cms.ts'

type Selection = Cheerio<Parameters<CheerioAPI['contains']>[0]>

const printedDay = /(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})/

/** The first calendar day printed in a text, as ISO; null where there is none that exists. */
export function dayIn(text: string): string | null {
  const [, year, month, day] = printedDay.exec(text) ?? []
  if (year === undefined || month === undefined || day === undefined) return null
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null
}

/** The absolute address of a link without its fragment; null for anything that is not a web page. */
export function absoluteUrl(href: string | undefined, base: string): string | null {
  const target = href?.trim()
  if (target === undefined || target === '' || target.startsWith('#')) return null
  if (!URL.canParse(target, base)) return null
  const url = new URL(target, base)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  url.hash = ''
  return url.href
}

/** The address that relative links count from: the page's own, or its base element's. */
export function baseOf($: CheerioAPI, pageUrl: string): string {
  return absoluteUrl($('base[href]').first().attr('href'), pageUrl) ?? pageUrl
}

/** Text with white space folded. */
export function plainText(text: string): string {
  return text.replace(/[\s\u00a0\u200b\ufeff]+/g, ' ').trim()
}

/** The words of a link: its title attribute where the printed text is cut short, else the text. */
export function linkWords(link: Selection): string {
  const text = plainText(link.text())
  const title = plainText(link.attr('title') ?? '')
  const cut = /(?:…|\.{2,})$/.test(text)
  return title !== '' && (text === '' || cut || title.includes(text)) ? title : text
}

/** The element of the list that a link stands in: list item, table row or definition. */
export function rowOf(link: Selection): Selection {
  const row = link.closest('li, tr, dd, dl, p')
  return row.length === 0 ? link.parent() : row
}

/** Rows with many links, by element: a list may stand in one row, and must not be counted once a link. */
const crowded = new WeakMap<object, boolean>()

function isCrowded(row: Selection): boolean {
  const [element] = row.toArray()
  if (element === undefined) return false
  const known = crowded.get(element)
  if (known !== undefined) return known
  const many = row.find('a[href]').length > 3
  crowded.set(element, many)
  return many
}

/** Day printed beside a link; null where its row carries several links, so that the day may be another's. */
export function rowDay(link: Selection): string | null {
  const row = rowOf(link)
  return isCrowded(row) ? null : dayIn(plainText(row.text()))
}

/** Entries among the links of a page or of a part of it: those whose address has the shape of an article. */
export function articleLinks(
  $: CheerioAPI,
  links: Selection,
  base: string,
  isArticle: (url: string) => boolean,
): ListItem[] {
  const items: ListItem[] = []
  for (const element of links.toArray()) {
    const link = $(element)
    const url = absoluteUrl(link.attr('href'), base)
    if (url === null || !isArticle(url)) continue
    const title = linkWords(link)
    if (title !== '') items.push({ url, title, date: rowDay(link) })
  }
  return distinctItems(items)
}

/** The address behind the words 下一页; null where the page has none, or only a script stands behind them. */
export function followingLink($: CheerioAPI, base: string): string | null {
  const link = $('a[href]')
    .toArray()
    .find((element) => /^(?:(?:下一页|下页|后一页|next)[>›»]*|[>›»])$/i.test(plainText($(element).text())))
  return link === undefined ? null : absoluteUrl($(link).attr('href'), base)
}

/** Items without repeats by address; of two the longer title is kept. */
export function distinctItems(items: readonly ListItem[]): ListItem[] {
  const byUrl = new Map<string, ListItem>()
  for (const item of items) {
    const known = byUrl.get(item.url)
    if (known === undefined) byUrl.set(item.url, item)
    else
      byUrl.set(item.url, {
        url: item.url,
        title: item.title.length > known.title.length ? item.title : known.title,
        date: known.date ?? item.date,
      })
  }
  return [...byUrl.values()]
}

/** The number of entries that a list prints of itself (共52条, 共 52 条记录, 总数：52); null where none or where two differ. */
export function printedTotal(text: string): number | null {
  const totals = new Set<number>()
  for (const match of text.matchAll(
    /共(?:有|计)?\s*(\d{1,6})\s*条|(?:总数|总记录数?|记录总数)\s*[:：]?\s*(\d{1,6})/g,
  ))
    totals.add(Number(match[1] ?? match[2]))
  const [only, ...others] = totals
  return only === undefined || others.length > 0 ? null : only
}

/** Whether a page says in words that it has nothing to show. */
export function saysNothing(text: string): boolean {
  return /暂无(?:相关)?(?:数据|信息|内容|记录|年报|报告)?|没有(?:找到|查到|查询到|相关|符合)|未(?:找到|查到|查询到)/.test(
    text,
  )
}
