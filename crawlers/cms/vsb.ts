/** 博达 VSB (网站群): lists whose page files count down, articles at /info/{tree}/{news}.htm, columns that are one article. */
import type { CheerioAPI } from 'cheerio'
import { scoreMarks, type CmsFamily, type ListPage, type ListReading } from '../cms.ts'
import { columnArticle, hasBody } from '../column-article.ts'
import { absoluteUrl, articleLinks, baseOf, plainText, printedTotal } from '../links.ts'
import { parseMarkup, printedText } from '../markup.ts'
import { getPage, type PageRequest } from '../request.ts'

const articleUrl = /\/info\/\d+\/\d+\.html?$|\/content\.jsp\?.*\burltype=news\.NewsContentUrl\b/
const bodies = '[id^="vsb_content"], .v_news_content, form[name="_newscontent_fromname"]'
const marks = [
  /_showDynClicks|vsb_content|v_news_content/,
  /\/system\/resource\//,
  /\bp_pages\b|\bfanye\d+\b/,
  /\bid="line_?u\d/,
]

/** The following page: the list's own 下页 link, else what the countdown of file names says. */
function nextPage(
  $: CheerioAPI,
  page: ListPage,
  at: { current: number; last: number } | null,
): PageRequest[] {
  const base = baseOf($, page.url)
  const link = $('a[href]')
    .toArray()
    .find((element) => /^(?:下页|下一页|>)$/.test(plainText($(element).text())))
  const named = link === undefined ? null : absoluteUrl($(link).attr('href'), base)
  if (named !== null) return named === page.url ? [] : [getPage(named)]
  if (at === null || at.current >= at.last) return []
  const url = new URL(page.url)
  const counted = /^(.*)\/(\d+)\.htm$/.exec(url.pathname)
  const file = at.last - at.current
  if (counted !== null && at.current > 1) url.pathname = `${counted[1]}/${file}.htm`
  else url.pathname = url.pathname.replace(/\.htm$/, `/${file}.htm`)
  return [getPage(url.href)]
}

/** The dynamic address under which every column answers by its number. */
function columnOf(articleUrl: string): string | null {
  const tree = /\/info\/(\d+)\/\d+\.html?$/.exec(articleUrl)?.[1]
  return tree === undefined
    ? null
    : new URL(`/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=${tree}`, articleUrl).href
}

export const family: CmsFamily = {
  name: 'vsb',
  label: '博达 VSB 网站群',
  options: {},
  interfaces: [],
  columnOf,
  detect: (page) => scoreMarks(page, marks, /\binfo\/\d+\/\d+\.htm/),
  list(page): ListReading {
    const $ = parseMarkup(page.text)
    const base = baseOf($, page.url)
    const lines = $('[id^="line_"], [id^="lineu"]')
    const links = lines.length > 0 ? lines.find('a[href]') : $('a[href]')
    const items = articleLinks($, links, base, (url) => articleUrl.test(url) && url !== page.url)
    const printed = plainText($('.p_pages, [id^="fanye"], .pb_sys_common').text()) || printedText($)
    const total = printedTotal(printed)
    const [, current, last] =
      /(\d{1,5})\s*\/\s*(\d{1,5})(?!\s*\/|\d)/.exec(printed.replace(/20\d\d\/\d{1,2}\/\d{1,2}/g, '')) ?? []
    const at =
      total === null || current === undefined || last === undefined
        ? null
        : { current: Number(current), last: Number(last) }
    if (items.length === 0 && total === null && hasBody($, bodies)) return columnArticle(page)
    return { kind: 'list', items, next: nextPage($, page, at), total, pages: at?.last ?? null }
  },
}
