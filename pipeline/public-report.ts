/** The public shape of `gouji read --json`: keys are only ever added. */
import type { DocumentReading } from '../parsers/document.ts'
import { auditReport, findingsOf } from './audit/run.ts'

/** One line of `gouji read --json`. */
export function publicReport(
  file: string,
  { value: report, problems, prose, carrier }: DocumentReading,
): object {
  const { title, publisher, year, kind, dates, charset, editions, sections, facts, stated, ...more } = report
  const findings = findingsOf(auditReport(report, problems, prose)).map(
    ({ code, severity, verdict, message, check, cells, stated: sentences }) => ({
      code,
      severity,
      verdict,
      message,
      check,
      cells,
      stated: sentences,
    }),
  )
  return {
    file,
    title,
    publisher,
    year,
    kind,
    dates,
    charset,
    editions,
    sections,
    facts,
    stated,
    ...more,
    carrier,
    problems,
    findings,
  }
}
