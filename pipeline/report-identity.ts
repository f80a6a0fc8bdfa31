/** The name that a report keeps through all its revisions, and before it is there at all. Pure. */
import type { Publisher } from '../crawlers/site.ts'
import type { ReportKind } from '../parsers/report/report.ts'

/** Names a publisher's report of a year: `<publisher>/<year>/<kind>`. A government's own report is the county's summary. */
export function identifyReport(
  { code, kind: of }: Pick<Publisher, 'code' | 'kind'>,
  year: number,
): { key: string; kind: ReportKind } {
  const kind = of === 'government' ? 'summary' : 'own'
  return { key: `${code}/${year}/${kind}`, kind }
}
