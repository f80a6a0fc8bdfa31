/** 博达 VSB (网站群): lists whose page files count down, articles at /info/{tree}/{news}.htm, columns that are one article. */
import { load, type CheerioAPI } from 'cheerio'
import type { CmsFamily, ListItem, ListPage, ListReading, ListRequest } from '../cms.ts'
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

const articleUrl = /\/info\/\d+\/\d+\.html?$|\/content\.jsp\?.*\burltype=news\.NewsContentUrl\b/
const bodySelector = '[id^="vsb_content"], .v_news_content, form[name="_newscontent_fromname"]'

/** Article links: those in the lines of the list component where the page marks them, else every link of an article's shape. */
function articleItems($: CheerioAPI, page: ListPage): ListItem[] {
  const base = baseOf($, page.url)
  const lines = $('[id^="line_"], [id^="lineu"]')
  const links = lines.length > 0 ? lines.find('a[href]') : $('a[href]')
  const items: ListItem[] = []
  links.each((_, element) => {
    const link = $(element)
    const url = absoluteUrl(link.attr('href'), base)
    if (url === null || !articleUrl.test(url) || url === page.url) return
    const title = linkWords(link)
    if (title !== '') items.push({ url, title, date: dayIn(plainText(rowOf(link).text())) })
  })
  return distinctItems(items)
}

/** The following page: the list's own 下页 link, else what the countdown of file names says. */
function nextPage(
  $: CheerioAPI,
  page: ListPage,
  at: { current: number; last: number } | null,
): ListRequest[] {
  const base = baseOf($, page.url)
  const link = $('a[href]')
    .toArray()
    .find((element) => /^(?:下页|下一页|>)$/.test(plainText($(element).text())))
  const named = link === undefined ? null : absoluteUrl($(link).attr('href'), base)
  if (named !== null) return named === page.url ? [] : [{ url: named }]
  if (at === null || at.current >= at.last) return []
  const url = new URL(page.url)
  const counted = /^(.*)\/(\d+)\.htm$/.exec(url.pathname)
  const file = at.last - at.current
  if (counted !== null && at.current > 1) url.pathname = `${counted[1]}/${file}.htm`
  else url.pathname = url.pathname.replace(/\.htm$/, `/${file}.htm`)
  return [{ url: url.href }]
}

export const family: CmsFamily = {
  name: 'vsb',
  label: '博达 VSB 网站群',
  options: {},
  detect(page) {
    const marks = [
      /_showDynClicks|vsb_content|v_news_content/,
      /\/system\/resource\//,
      /\bp_pages\b|\bfanye\d+\b/,
      /\bid="line_?u\d/,
    ]
    const seen = marks.filter((mark) => mark.test(page.text)).length
    const shape = articleUrl.test(page.url) || /href="[^"]*\binfo\/\d+\/\d+\.htm"/.test(page.text)
    return Math.min(1, seen * 0.4 + (shape ? 0.2 : 0))
  },
  list(page): ListReading {
    const $ = load(page.text)
    const items = articleItems($, page)
    const printed = plainText($('.p_pages, [id^="fanye"], .pb_sys_common').text() || $('body').text())
    const total = printedTotal(printed)
    const [, current, last] =
      /(\d{1,5})\s*\/\s*(\d{1,5})(?!\s*\/|\d)/.exec(printed.replace(/20\d\d\/\d{1,2}\/\d{1,2}/g, '')) ?? []
    const at =
      total === null || current === undefined || last === undefined
        ? null
        : { current: Number(current), last: Number(last) }
    const article = items.length === 0 && total === null && $(bodySelector).text().trim() !== ''
    if (article) {
      const [title] = pageHeadings(page.text)
      const own = {
        url: page.url,
        title: plainText(title ?? ''),
        date: dayIn(/时间[:：][^<]{0,40}/.exec(page.text)?.[0] ?? ''),
      }
      return { items: [own], next: [], total, pages: null, article }
    }
    return { items, next: nextPage($, page, at), total, pages: at?.last ?? null, article }
  },
}
