/** Runs the rules over one report. Pure. */
import type { Report } from '../../parsers/report/report.ts'
import { rules } from './catalogue.ts'
import { panelOf } from './panel.ts'
import type { CheckResult, Finding, Severity } from './rule.ts'

/** A check with the rule it belongs to. */
export type RuledCheck = CheckResult & { code: string; severity: Severity }

/** All checks of a report in the order of codes and lines; kept and not applicable ones too. */
export function auditReport(
  report: Pick<Report, 'editions' | 'stated' | 'sections' | 'year' | 'publisher' | 'facts'>,
): RuledCheck[] {
  const subject = { report, panel: panelOf(report.facts) }
  return rules.flatMap((rule) =>
    rule.run(subject).map((check) => ({ ...check, code: rule.code, severity: rule.severity })),
  )
}

/** Only what an auditor is asked to look at. */
export function findingsOf(checks: readonly RuledCheck[]): Finding[] {
  return checks.flatMap((check) =>
    check.verdict === 'broken' || check.verdict === 'uncertain' ? [check] : [],
  )
}
