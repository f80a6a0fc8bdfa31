/** The name that a report keeps through all its revisions, and before it is there at all. Pure. */
import { reportKindOf } from '../crawlers/publishers.ts'
import type { Publisher } from '../crawlers/site.ts'
import type { ReportKind } from '../parsers/report/report.ts'

/** Names a publisher's report of a year: `<publisher>/<year>/<kind>`. */
export function identifyReport(
  publisher: Pick<Publisher, 'code' | 'kind'>,
  year: number,
): { key: string; kind: ReportKind } {
  const kind = reportKindOf(publisher)
  return { key: `${publisher.code}/${year}/${kind}`, kind }
}
