/** 大汉 JPaaS: a column page that names its list's unit, and an interface that answers with a piece of HTML inside JSON. */
import { z } from 'zod'
import { scoreMarks, type CmsFamily, type ListColumn, type ListPage, type ListReading } from '../cms.ts'
import { parseJson } from '../json.ts'
import { absoluteUrl, articleLinks, baseOf, plainText, printedTotal } from '../links.ts'
import { parseMarkup } from '../markup.ts'
import { getPage } from '../request.ts'
import { readStaticList } from '../static-list.ts'

const pageSize = 15
const article =
  /\/art\/\d{4}\/(?:\d{1,2}\/\d{1,2}\/)?art_[0-9a-f]{32}\.html$|\/art\/\d{4}\/\d{1,2}\/\d{1,2}\/art_\d+_\d+\.html$/
const bodies = '.wzzw-article, #zoom'
const unitPath = '/front/page/build/unit'
const marks = [/\bjpaas-publish-server\b/, /\bbulidstatic\b/, /\bpagination\\?["'][^<>]{0,80}\bcount=/]

const unitData = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))
const answer = z.object({ success: z.boolean().optional(), data: z.object({ html: z.string() }) })

/** The list units that a column page asks for: the address with its parameters, and the unit's name. */
function unitsOf(page: ListPage): { url: URL; tag: string }[] {
  const $ = parseMarkup(page.text)
  return $('script[querydata]')
    .toArray()
    .flatMap((element) => {
      const script = $(element)
      const target = absoluteUrl(script.attr('url'), baseOf($, page.url))
      // The attribute is JSON in single quotes: {'webId':'1','pageId':'2'}.
      const data = unitData.safeParse(parseJson((script.attr('querydata') ?? '').replaceAll("'", '"')))
      if (target === null || !data.success || !new URL(target).pathname.endsWith(unitPath)) return []
      const url = new URL(target)
      for (const [name, value] of Object.entries(data.data))
        if (value !== null) url.searchParams.set(name, String(value))
      return [{ url, tag: String(data.data['tagId'] ?? '') }]
    })
}

/** Where the list of the column stands: the unit of the option's name, else the one whose name speaks of a list, else the only one. */
function leadTo(page: ListPage, column: ListColumn): ListReading | null {
  const units = unitsOf(page)
  const wanted = column.options['tag_id']
  const unit =
    wanted === undefined
      ? (units.find(({ tag }) => /列表|分页|list/i.test(tag)) ?? (units.length === 1 ? units[0] : undefined))
      : units.find(({ tag }) => tag === String(wanted))
  if (unit === undefined) return null
  unit.url.searchParams.set('paramJson', JSON.stringify({ pageNo: 1, pageSize }))
  return { kind: 'lead', items: [], next: [getPage(unit.url.href, page.url)], total: null, pages: null }
}

/** One answer of the interface; bare pageNo is ignored on many sites, so that the page number goes inside paramJson. */
function readUnit(page: ListPage, column: ListColumn): ListReading {
  const parsed = answer.safeParse(parseJson(page.text))
  if (!parsed.success) return { kind: 'list', items: [], next: [], total: null, pages: null }
  const $ = parseMarkup(parsed.data.data.html)
  const items = articleLinks($, $('a[href]'), column.url, (url) => article.test(url))
  const pager = $('.pagination[count]')
  const count = pager.attr('count') ?? ''
  const total = /^\d{1,6}$/.test(count) ? Number(count) : printedTotal(plainText($.root().text()))
  const rows = /^[1-9]\d{0,3}$/.test(pager.attr('rows') ?? '') ? Number(pager.attr('rows')) : pageSize
  const url = new URL(page.url)
  const asked = z
    .object({ pageNo: z.int().positive() })
    .safeParse(parseJson(url.searchParams.get('paramJson') ?? ''))
  const current = asked.success ? asked.data.pageNo : 1
  const pages = total === null ? null : Math.ceil(total / rows)
  url.searchParams.set('paramJson', JSON.stringify({ pageNo: current + 1, pageSize: rows }))
  const more = items.length > 0 && pages !== null && current < pages
  return { kind: 'list', items, next: more ? [getPage(url.href, column.url)] : [], total, pages }
}

export const family: CmsFamily = {
  name: 'jpaas',
  label: '大汉 JPaaS 集约化平台',
  options: { tag_id: 'name (tagId) of the unit that holds the list, where the page has several' },
  interfaces: [`/jpaas-publish-server${unitPath}`],
  detect: (page) => scoreMarks(page, marks, /\/art\/\d{4}\/art_[0-9a-f]{32}\.html|\/jpaas-publish-server\//),
  list(page, column): ListReading {
    if (new URL(page.url).pathname.endsWith(unitPath)) return readUnit(page, column)
    const lead = leadTo(page, column)
    return lead ?? readStaticList(page, { isArticle: (url) => article.test(url), bodies })
  },
}
