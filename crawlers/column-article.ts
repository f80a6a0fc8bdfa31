/** A column page that is itself the article: no list on it, but a body under a title. */
import type { CheerioAPI } from 'cheerio'
import type { ListPage, ListReading } from './cms.ts'
import { dayIn, plainText } from './links.ts'
import { pageHeadings } from './page-heading.ts'

/** Where the article's day is printed, in the wordings of the products. */
const printedDay = /(?:时间|日期|发布于)\s*[:：][^<]{0,40}/
const declaredDay = /<meta[^>]{1,80}name="?PubDate"?[^>]{1,80}content="([^"]{8,20})"/i

/** The column as one article: its own address, the title it prints, the day beside 时间. */
export function columnArticle(page: ListPage): ListReading {
  const [title] = pageHeadings(page.text)
  const date = dayIn(declaredDay.exec(page.text)?.[1] ?? '') ?? dayIn(printedDay.exec(page.text)?.[0] ?? '')
  return {
    kind: 'article',
    items: [{ url: page.url, title: plainText(title ?? ''), date }],
    next: [],
    total: null,
    pages: null,
  }
}

/** Whether a page holds a body of at least some length in one of the places where its product puts it. */
export function hasBody($: CheerioAPI, places: string, atLeast = 1): boolean {
  return plainText($(places).text()).length >= atLeast
}
