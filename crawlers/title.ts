/** What a link of a column promises: whose report, which year, and why it is thought so. */
import { readTitle, type TitleReading } from '../parsers/page/title.ts'
import type { PageRef } from './page-ref.ts'
import { matchPublisher } from './publishers.ts'
import type { Entry, Site } from './site.ts'

/** A link taken as a report, as far as its words go, or left with the reason. */
export type LinkReading =
  | {
      taken: true
      publisher: string | null
      year: number | null
      report_kind: TitleReading['kind']
      reason: string
    }
  | { taken: false; reason: string }

const cutShort = /(?:…|⋯|\.{2,})$/
const annual = /年度?(?:工作)?报告|年报/
const otherMatter = /预算|决算|法治|网站|统计|财政|制度|通知|指南|格式|报表|情况|解读|图解|读懂/

/** The words with what the column adds: a cut title, or a bare 年度报告 in the column of one publisher. */
function readInColumn(words: string, entry: Entry): TitleReading {
  const reading = readTitle(words)
  if (reading.report || reading.code === 'other_document') return reading
  if (cutShort.test(words.trim()) && /信息公开|政务公开/.test(words))
    return { ...reading, report: true, code: 'report', reason: '标题被截断，以页面标题为准' }
  if (entry.publisher !== undefined && annual.test(words) && !otherMatter.test(words))
    return { ...reading, report: true, code: 'report', reason: '标题只说年度报告，依栏目判断' }
  return reading
}

/** Reads the words of one link in the light of the column that it stands in. */
export function readLink(words: string, entry: Entry, site: Site): LinkReading {
  const reading = readInColumn(words, entry)
  if (!reading.report) return { taken: false, reason: reading.reason }
  const own = site.publishers.find((publisher) => publisher.code === entry.publisher)
  const match = reading.publisher === null ? null : matchPublisher(reading.publisher, site)
  const named = match?.kind === 'one' ? match.publisher : undefined
  const publisher = named ?? own
  const whose =
    named !== undefined
      ? own !== undefined && own.code !== named.code
        ? `标题写明${named.name}，与栏目单位${own.name}不同，以标题为准`
        : `标题写明${named.name}`
      : match?.kind === 'several'
        ? `标题中的“${reading.publisher}”可指${match.publishers.map(({ name }) => name).join('、')}`
        : own !== undefined
          ? `栏目属于${own.name}`
          : reading.publisher === null
            ? '标题没有写明单位'
            : `站点登记中没有“${reading.publisher}”`
  const kindOfPublisher = publisher === undefined ? null : publisher.kind === 'government' ? 'summary' : 'own'
  return {
    taken: true,
    publisher: publisher?.code ?? null,
    year: reading.year,
    report_kind: kindOfPublisher ?? reading.kind,
    reason: `${reading.reason}；${whose}`,
  }
}

/** Fills what a link left open with what the page's own title says; what the link said stands. */
export function completeRef(ref: PageRef, own: TitleReading | null, site: Site): PageRef {
  if (own === null || (ref.publisher !== null && ref.year !== null && ref.report_kind !== null)) return ref
  const match = own.publisher === null ? null : matchPublisher(own.publisher, site)
  const publisher = ref.publisher ?? (match?.kind === 'one' ? match.publisher.code : null)
  const year = ref.year ?? own.year
  const report_kind = ref.report_kind ?? own.kind
  if (publisher === ref.publisher && year === ref.year && report_kind === ref.report_kind) return ref
  return { ...ref, publisher, year, report_kind, reason: `${ref.reason}；单位或年度取自页面标题` }
}
