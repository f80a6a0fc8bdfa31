/** 新点 Epoint: a column page whose list comes from a JSON interface that wants the site's id; older sites have static lists. */
import { z } from 'zod'
import {
  scoreMarks,
  type CmsFamily,
  type ListColumn,
  type ListItem,
  type ListPage,
  type ListReading,
} from '../cms.ts'
import { parseJson } from '../json.ts'
import { absoluteUrl, dayIn, distinctItems, plainText } from '../links.ts'
import { parseMarkup } from '../markup.ts'
import { getPage, postJson } from '../request.ts'
import { readStaticList } from '../static-list.ts'

const pageSize = 20
const siteScript = '/js/webBuilderCommon.js'
const listPath = '/rest/lightfrontaction/getgovinfolist'
const article = /\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.html$|\/\d{6,8}\/\d{12,20}\.html$/i
const bodies = '.ewb-article, .ewb-info-con, #zoom, .article-content'
const marks = [
  /\bEWB-FRONT\b/,
  /\bgovInfoPub/,
  /\bwebBuilderCommon\.js\b/,
  /\bsiteInfo\s*=\s*\{/,
  /"infourl"\s*:/,
]

const count = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)])
const siteInfo = z.object({ siteGuid: z.string().min(1), projectName: z.string().regex(/^\/[\w./-]*$/) })
const question = z.object({
  deptcode: z.string(),
  categorynum: z.string(),
  siteGuid: z.string(),
  pageIndex: z.int(),
  pageSize: z.int(),
})
const answer = z.object({
  custom: z.object({
    total: count.nullish(),
    data: z.array(
      z.object({
        infourl: z.string(),
        realtitle: z.string().nullish(),
        title: z.string().nullish(),
        infodate: z.string().nullish(),
        deptname: z.string().nullish(),
      }),
    ),
  }),
})

/** An option of the entry, else the parameter of that name in the column's address; '' where neither is given. */
function given(name: 'deptcode' | 'categorynum', column: ListColumn): string {
  const option = column.options[name]
  return option === undefined ? (new URL(column.url).searchParams.get(name) ?? '') : String(option)
}

/** The site's own script names its id and the path of its interfaces. */
function readSiteScript(page: ListPage, column: ListColumn): ListReading {
  const text = /\bsiteInfo\s*=\s*(\{[^{}]{1,2000}\})/.exec(page.text)?.[1] ?? ''
  const site = siteInfo.safeParse(parseJson(text.replaceAll("'", '"')))
  if (!site.success) return { kind: 'list', items: [], next: [], total: null, pages: null }
  const { siteGuid, projectName } = site.data
  const first = column.options['first_page']
  const body: z.infer<typeof question> = {
    deptcode: given('deptcode', column),
    categorynum: given('categorynum', column),
    siteGuid,
    pageIndex: typeof first === 'number' ? first : 0,
    pageSize,
  }
  const url = new URL(projectName.replace(/\/$/, '') + listPath, page.url).href
  return { kind: 'lead', items: [], next: [postJson(url, body, column.url)], total: null, pages: null }
}

function readAnswer(page: ListPage, column: ListColumn): ListReading {
  const parsed = answer.safeParse(parseJson(page.text))
  if (!parsed.success) return { kind: 'list', items: [], next: [], total: null, pages: null }
  const { data, total: printed } = parsed.data.custom
  const items = distinctItems(
    data.flatMap((entry): ListItem[] => {
      const url = absoluteUrl(entry.infourl, column.url)
      const issuer = plainText(entry.deptname ?? '')
      const title = plainText(
        parseMarkup(entry.realtitle ?? entry.title ?? '')
          .root()
          .text(),
      )
      if (url === null) return []
      return [{ url, title, date: dayIn(entry.infodate ?? ''), ...(issuer === '' ? {} : { issuer }) }]
    }),
  )
  const total = printed ?? null
  const asked = question.safeParse(parseJson(page.sent ?? ''))
  const pages = total === null ? null : Math.ceil(total / pageSize)
  if (!asked.success) return { kind: 'list', items, next: [], total, pages }
  const first = column.options['first_page']
  const shown = (asked.data.pageIndex - (typeof first === 'number' ? first : 0) + 1) * pageSize
  const more = data.length > 0 && total !== null && shown < total
  const following = { ...asked.data, pageIndex: asked.data.pageIndex + 1 }
  return { kind: 'list', items, next: more ? [postJson(page.url, following, column.url)] : [], total, pages }
}

export const family: CmsFamily = {
  name: 'epoint',
  label: '新点 Epoint',
  options: {
    categorynum: 'number of the category, where the column address carries none',
    deptcode: 'code of the unit, where the column address carries none',
    first_page: 'number of the first page where it is not 0',
  },
  interfaces: [siteScript, listPath],
  detect: (page) =>
    scoreMarks(page, marks, /\/lightfrontaction\/|\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.html/i),
  list(page, column): ListReading {
    const { pathname } = new URL(page.url)
    if (pathname.endsWith(listPath)) return readAnswer(page, column)
    if (pathname.endsWith(siteScript)) return readSiteScript(page, column)
    const reading = readStaticList(page, { isArticle: (url) => article.test(url), bodies })
    const leads = /govInfoPub|EWB-FRONT|webBuilderCommon/.test(page.text + page.url)
    if (reading.items.length > 0 || given('categorynum', column) === '' || !leads) return reading
    const script = new URL(siteScript, page.url).href
    return { kind: 'lead', items: [], next: [getPage(script, page.url)], total: null, pages: null }
  },
}
