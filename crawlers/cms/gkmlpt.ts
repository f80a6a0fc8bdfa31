/** 广东 gkmlpt (省集约化信息公开目录): a page that leads to a JSON catalogue; its NFCMS part has static lists of post_{id}.html. */
import { z } from 'zod'
import {
  scoreMarks,
  type CmsFamily,
  type ListColumn,
  type ListItem,
  type ListPage,
  type ListReading,
} from '../cms.ts'
import { absoluteUrl, dayIn, distinctItems, plainText } from '../links.ts'
import { parseJson } from '../json.ts'
import { getPage } from '../request.ts'
import { readStaticList } from '../static-list.ts'

const perPage = 100
const post = /\/content\/(?:\w+\/){0,2}m?post_\d+\.html$/
const bodies = '.article-content, .news_cont_d_wrap'
const marks = [/\bgkmlpt\b/, /\bSID\s*:\s*['"]\d+/, /\bNFCMS_SITE_ID\b/, /"articles"\s*:\s*\[\s*\{/]

const seconds = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)])
/** One page of /api/all: the members that a list needs; times are Unix seconds. */
const catalogue = z.object({
  total: z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]),
  articles: z.array(
    z.object({
      title: z.string(),
      url: z.string(),
      post_url: z.string().nullish(),
      publisher: z.string().nullish(),
      created_at: z.string().nullish(),
      display_publish_time: seconds.nullish(),
      first_publish_time: seconds.nullish(),
    }),
  ),
})

/** The calendar day in China of a moment in Unix seconds. */
function chinaDay(moment: number): string {
  return new Date((moment + 8 * 3600) * 1000).toISOString().slice(0, 10)
}

function catalogueItems(articles: z.infer<typeof catalogue>['articles'], base: string): ListItem[] {
  return distinctItems(
    articles.flatMap((entry): ListItem[] => {
      const url = absoluteUrl(entry.post_url ?? undefined, base) ?? absoluteUrl(entry.url, base)
      const moment = entry.display_publish_time ?? entry.first_publish_time ?? null
      const date = moment === null ? dayIn(entry.created_at ?? '') : chinaDay(moment)
      const issuer = plainText(entry.publisher ?? '')
      return url === null
        ? []
        : [{ url, title: plainText(entry.title), date, ...(issuer === '' ? {} : { issuer }) }]
    }),
  )
}

/** One page of the catalogue; `page` counts from 1 in its own address. */
function readCatalogue(page: ListPage): ListReading {
  const parsed = catalogue.safeParse(parseJson(page.text))
  if (!parsed.success) return { kind: 'list', items: [], next: [], total: null, pages: null }
  const { total, articles } = parsed.data
  const url = new URL(page.url)
  const current = Number(url.searchParams.get('page') ?? '1')
  const pages = Math.ceil(total / perPage)
  url.searchParams.set('page', String(current + 1))
  return {
    kind: 'list',
    items: catalogueItems(articles, page.url),
    next: articles.length > 0 && current < pages ? [getPage(url.href)] : [],
    total,
    pages,
  }
}

/** The catalogue's address: the site's id from the page's script, the category from the option or the column's fragment. */
function leadTo(page: ListPage, column: ListColumn): ListReading {
  const sid = /\bSID\s*:\s*['"](\d+)['"]/.exec(page.text)?.[1]
  const given = column.options['category']
  const category = given === undefined ? new URL(column.url).hash.slice(1) : String(given)
  const root = /^(.*?\/gkmlpt)(?:\/|$)/.exec(page.url)?.[1]
  const known = sid !== undefined && root !== undefined && /^\d+$/.test(category)
  const next = known ? [getPage(`${root}/api/all/${category}?page=1&sid=${sid}`, page.url)] : []
  return { kind: 'lead', items: [], next, total: null, pages: null }
}

export const family: CmsFamily = {
  name: 'gkmlpt',
  label: '广东省政府信息公开目录平台（gkmlpt）',
  options: {
    category: 'number of the catalogue category, where the column address carries none as its fragment',
  },
  interfaces: [],
  detect: (page) => scoreMarks(page, marks, /\/gkmlpt\/|\/content\/(?:\w+\/){0,2}m?post_\d+\.html/),
  list(page, column): ListReading {
    if (/\/gkmlpt\/api\/all\//.test(page.url)) return readCatalogue(page)
    if (/\/gkmlpt\/(?:index|policy)?$/.test(new URL(page.url).pathname)) return leadTo(page, column)
    return readStaticList(page, { isArticle: (url) => post.test(url), bodies })
  },
}
