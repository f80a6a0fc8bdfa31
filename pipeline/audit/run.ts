/** Runs the rules over one report, or over everything that is known of a site. Pure. */
import type { Problem } from '../../parsers/problem.ts'
import type { Report } from '../../parsers/report/report.ts'
import { rules } from './catalogue.ts'
import { isReason, reasons } from './reasons.ts'
import type {
  CheckResult,
  CountyRule,
  Finding,
  PlacedCheck,
  ReportRule,
  Rule,
  SeriesRule,
  Severity,
} from './rule.ts'
import type { CountySubject, Prose, ReportSubject } from './subject.ts'
import { identifyReport } from '../report-identity.ts'
import { gatherSubjects, loneSubject, revisionKey, type SiteAudit } from './site-subjects.ts'
import { notApplicable } from './verdicts.ts'
import { sentenceOf } from './wording.ts'

/** A check with the rule it belongs to. */
export type RuledCheck = CheckResult & { code: string; severity: Severity }

const ofReport = rules.filter((rule): rule is ReportRule => rule.scope === 'report')
const ofSeries = rules.filter((rule): rule is SeriesRule => rule.scope === 'series')
const ofCounty = rules.filter((rule): rule is CountyRule => rule.scope === 'county')

/** What nobody can decide weighs one step less than what is broken. */
const milder = { E: 'W', W: 'I', I: 'I' } as const

/** What the local policy makes of a check: its severity, a stand-down, or an exception with its reason. */
function rule(
  check: CheckResult,
  { code, severity }: Rule,
  { policy, publisher, year }: PlacedCheck['on'],
): RuledCheck {
  const local = policy.severities.get(code) ?? severity
  const { check: name, cells, stated } = check
  if (check.verdict === 'kept')
    return { verdict: 'kept', trivial: check.trivial, check: name, cells, stated, code, severity: local }
  if (check.verdict === 'not_applicable') {
    const { because } = check
    return { verdict: 'not_applicable', because, check: name, cells, stated, code, severity: local }
  }
  const weight = check.verdict === 'uncertain' ? milder[local] : local
  const exception = policy.exceptions.find(
    (one) => one.code === code && one.year === year && one.publisher === publisher?.code,
  )
  if (exception === undefined || !isReason(exception.reason)) {
    const message = policy.wordings.size === 0 ? check.message : sentenceOf(check.saying, policy.wordings)
    return { ...check, code, severity: weight, message }
  }
  return {
    ...notApplicable(`已认可的例外：${reasons[exception.reason]}`),
    check: name,
    cells,
    stated,
    code,
    severity: weight,
  }
}

/** A rule that does not apply here says so once a report. */
function standDown({ code, severity }: Rule, reason: string): RuledCheck {
  return { ...notApplicable(`本地停用：${reason}`), check: code, cells: [], stated: [], code, severity }
}

function auditSubject(subject: ReportSubject): RuledCheck[] {
  return ofReport.flatMap((one) => {
    const disabled = subject.policy.disabled.get(one.code)
    if (disabled !== undefined) return [standDown(one, disabled)]
    return one.run(subject).map((check) => rule(check, one, subject))
  })
}

/** All checks of one report by itself, in the order of codes and lines; kept and not applicable ones too. */
export function auditReport(
  report: Report,
  problems: readonly Problem[] = [],
  prose: Prose | null = null,
): RuledCheck[] {
  return auditSubject(loneSubject(report, problems, prose))
}

function runWide<S>(
  wide: readonly { rule: Rule; run: (subject: S) => PlacedCheck[] }[],
  subject: S,
  give: (check: RuledCheck, on: PlacedCheck['on']) => void,
): void {
  for (const { rule: one, run } of wide)
    for (const { on, ...check } of run(subject))
      if (!on.policy.disabled.has(one.code)) give(rule(check, one, on), on)
}

const seriesRuns = ofSeries.map((one) => ({
  rule: one,
  run: (years: readonly ReportSubject[]) => one.run(years),
}))
const countyRuns = ofCounty.map((one) => ({ rule: one, run: (county: CountySubject) => one.run(county) }))

/**
 * The checks of every revision of a site's reports, by `revisionKey`, and of each report that is owed and not here, by its identity.
 * Rules across years and units are told of current revisions only.
 */
export function auditSite(site: SiteAudit): Map<string, RuledCheck[]> {
  const { revisions, series, counties } = gatherSubjects(site)
  const results = new Map<string, RuledCheck[]>()
  const homes = new Map<PlacedCheck['on'], RuledCheck[]>()
  for (const { key, subject, current } of revisions) {
    const checks = auditSubject(subject)
    results.set(key, checks)
    homes.set(subject, checks)
    if (!current) continue
    for (const one of [...ofSeries, ...ofCounty]) {
      const disabled = subject.policy.disabled.get(one.code)
      if (disabled !== undefined) checks.push(standDown(one, disabled))
    }
  }
  for (const owed of counties.flatMap((county) => county.owed)) {
    const checks: RuledCheck[] = []
    results.set(identifyReport(owed.publisher, owed.year).key, checks)
    homes.set(owed, checks)
  }
  const give = (check: RuledCheck, on: PlacedCheck['on']): void => void homes.get(on)?.push(check)
  for (const years of series) runWide(seriesRuns, years, give)
  for (const county of counties) runWide(countyRuns, county, give)
  for (const checks of results.values())
    checks.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
  return results
}

/** Only what an auditor is asked to look at. */
export function findingsOf(checks: readonly RuledCheck[]): Finding[] {
  return checks.flatMap((check) =>
    check.verdict === 'broken' || check.verdict === 'uncertain' ? [check] : [],
  )
}

export { revisionKey, type SiteAudit }
