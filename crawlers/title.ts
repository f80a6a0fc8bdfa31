/** What a link of a column promises: whose report, which year, and why it is thought so. */
import { readTitle, type TitleReading } from '../parsers/page/title.ts'
import type { PageRef } from './page-ref.ts'
import { matchPublisher, reportKindOf } from './publishers.ts'
import { publisherNamed, yearNamed, type Column } from './column.ts'
import type { Site } from './site.ts'

/** A link taken as a report, as far as its words go, or left with the reason. */
export type LinkReading =
  | {
      taken: true
      publisher: string | null
      year: number | null
      /** Whether the words say the year, or only the column does. */
      year_from: PageRef['year_from']
      report_kind: TitleReading['kind']
      reason: string
    }
  | { taken: false; reason: string }

/** What a column says of every link in it. */
type Whereabouts = Pick<Column, 'publisher' | 'year'>

const cutShort = /(?:…|⋯|\.{2,})$/
const annual = /年度?(?:工作)?报告|年报/
const otherMatter = /预算|决算|法治|网站|统计|财政|制度|通知|指南|格式|报表|情况|解读|图解|读懂/

/** The words with what the column adds: a cut title, a bare 年度报告 of one publisher, a bare name in the column of one year. */
function readInColumn(words: string, where: Whereabouts, site: Site): TitleReading {
  const reading = readTitle(words)
  if (reading.report || reading.code === 'other_document') return reading
  const taken = (reason: string, found: Partial<TitleReading> = {}): TitleReading => ({
    ...reading,
    ...found,
    report: true,
    code: 'report',
    reason,
  })
  if (cutShort.test(words.trim()) && /信息公开|政务公开/.test(words))
    return taken('标题被截断，以页面标题为准')
  if (where.publisher !== null && annual.test(words) && !otherMatter.test(words))
    return taken('标题只说年度报告，依栏目判断')
  const year = yearNamed(words)
  if (where.publisher !== null && year !== null) return taken('标题只写年度，依单位栏目判断', { year })
  const named = where.year === null ? null : publisherNamed(words, site)
  if (named !== null) return taken('标题只写单位，依年度栏目判断', { publisher: named.name })
  return reading
}

/** Reads the words of one link in the light of the column that it stands in, and of the issuer that the list names beside it. */
export function readLink(words: string, where: Whereabouts, site: Site, issuer?: string): LinkReading {
  const reading = readInColumn(words, where, site)
  if (!reading.report) return { taken: false, reason: reading.reason }
  const own =
    where.publisher === null ? undefined : site.publishers.find(({ code }) => code === where.publisher)
  const match = reading.publisher === null ? null : matchPublisher(reading.publisher, site)
  const named = match?.kind === 'one' ? match.publisher : undefined
  const byIssuer = issuer === undefined || named !== undefined ? null : matchPublisher(issuer, site)
  const issued = byIssuer?.kind === 'one' && reading.publisher === null ? byIssuer.publisher : undefined
  const publisher = named ?? issued ?? own
  const whose =
    named !== undefined
      ? own !== undefined && own.code !== named.code
        ? `标题写明${named.name}，与栏目单位${own.name}不同，以标题为准`
        : `标题写明${named.name}`
      : match?.kind === 'several'
        ? `标题中的“${reading.publisher}”可指${match.publishers.map(({ name }) => name).join('、')}`
        : issued !== undefined
          ? `列表写明发布机构为${issued.name}`
          : own !== undefined
            ? `栏目属于${own.name}`
            : reading.publisher === null
              ? '标题没有写明单位'
              : `站点登记中没有“${reading.publisher}”`
  const year = reading.year ?? where.year
  return {
    taken: true,
    publisher: publisher?.code ?? null,
    year,
    year_from: reading.year !== null ? 'title' : year === null ? null : 'column',
    report_kind: publisher === undefined ? reading.kind : reportKindOf(publisher),
    reason: `${reading.reason}；${whose}${reading.year === null && year !== null ? `；年度取自栏目（${year}）` : ''}`,
  }
}

/** Fills what a link left open with what the page's own title says; what the link said stands, what only its column said gives way. */
export function completeRef(ref: PageRef, own: TitleReading | null, site: Site): PageRef {
  if (own === null) return ref
  const match = own.publisher === null || ref.publisher !== null ? null : matchPublisher(own.publisher, site)
  const publisher = ref.publisher ?? (match?.kind === 'one' ? match.publisher.code : null)
  const firm = ref.year_from === 'title' || own.year === null
  const year = firm ? ref.year : own.year
  const report_kind = ref.report_kind ?? own.kind
  if (publisher === ref.publisher && year === ref.year && report_kind === ref.report_kind) return ref
  const year_from = firm ? ref.year_from : 'title'
  return { ...ref, publisher, year, year_from, report_kind, reason: `${ref.reason}；单位或年度取自页面标题` }
}
