/** The catalogue of findings as rows, generated from the rules: for the dashboard, the terminal and the documents. Pure. */
import { reasons } from './reasons.ts'
import type { Rule, Severity, Verdict } from './rule.ts'

/** How often a code's checks came out how, on current reports; `dismissed` by auditors. */
export interface CheckCounts {
  kept: number
  trivially_kept: number
  broken: number
  uncertain: number
  not_applicable: number
  dismissed?: number
}

/** One code of the catalogue. Counts are null where nothing was audited. */
export interface CatalogueRow {
  code: string
  severity: Severity
  title: string
  basis: string
  /** What it looks at: one report, a publisher's years, a county's year. */
  scope: string
  /** Chinese reasons that may be given for an exception. */
  reasons: readonly string[]
  examples: readonly { name: string; verdict: Verdict['verdict'] }[]
  /** Checks that could be decided: kept, trivially kept, broken and uncertain ones. */
  applied: number | null
  counts: CheckCounts | null
}

const scopes: Readonly<Record<Rule['scope'], string>> = {
  report: '单份报告',
  series: '同一单位各年度',
  county: '同县同年度',
}

/** The catalogue in the order of codes, with counts by code where there are any. */
export function catalogueOf(
  rules: readonly Rule[],
  counts: ReadonlyMap<string, CheckCounts> = new Map(),
): CatalogueRow[] {
  return rules.map(({ code, severity, title, basis, scope, reasons: excuses = [], examples }) => {
    const own = counts.get(code) ?? null
    return {
      code,
      severity,
      title,
      basis,
      scope: scopes[scope],
      reasons: excuses.map((reason) => reasons[reason]),
      examples: examples.map(({ name, expect }) => ({ name, verdict: expect.verdict })),
      applied: own === null ? null : own.kept + own.trivially_kept + own.broken + own.uncertain,
      counts: own,
    }
  })
}
