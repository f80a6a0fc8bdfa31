/** The public shape of `gouji read --json`: keys are only ever added. */
import type { Parsed } from '../parsers/problem.ts'
import type { Report } from '../parsers/report/report.ts'
import { auditReport, findingsOf } from './audit/run.ts'

/** One line of `gouji read --json`. */
export function publicReport(file: string, { value: report, problems }: Parsed<Report>): object {
  const { title, publisher, year, kind, dates, charset, editions, sections, facts, stated, ...more } = report
  const findings = findingsOf(auditReport(report)).map(
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
    problems,
    findings,
  }
}
