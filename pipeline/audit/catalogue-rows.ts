/** The catalogue of findings as rows, generated from the rules, for the terminal and for files. Pure. */
import { reasons } from './reasons.ts'
import type { Rule, Severity } from './rule.ts'
import { wordings } from './wordings.ts'

/** How often a code's checks came out how, on current reports, and how auditors have judged its findings. */
export interface CheckCounts {
  kept: number
  trivially_kept: number
  broken: number
  uncertain: number
  not_applicable: number
  confirmed: number
  dismissed: number
  /** True where so many were dismissed that the code is only information. */
  demoted: boolean
}

/** One code of the catalogue. Counts are null where nothing has been published. */
export interface CatalogueRow extends Record<keyof CheckCounts, number | boolean | null> {
  code: string
  severity: Severity
  title: string
  basis: string
  /** What it looks at: one report, a publisher's years, a county's year. */
  scope: string
  /** Each example with the answer that it gets. */
  examples: string
  /** Sentences by the key under which a rule pack may reword them. */
  wordings: string
  /** Reasons that may be given for an exception. */
  reasons: string
  /** Checks that could be decided: kept, trivially kept, broken and uncertain ones. */
  applied: number | null
}

const scopes: Readonly<Record<Rule['scope'], string>> = {
  report: '单份报告',
  series: '同一单位各年度',
  county: '同县同年度',
}
/** Chinese words of the answers a check can give. */
export const verdictWords: Readonly<Record<string, string>> = {
  kept: '相符',
  broken: '不符',
  uncertain: '存疑',
  not_applicable: '不适用',
}
const uncounted: Readonly<Record<keyof CheckCounts, null>> = {
  kept: null,
  trivially_kept: null,
  broken: null,
  uncertain: null,
  not_applicable: null,
  confirmed: null,
  dismissed: null,
  demoted: null,
}

/** The catalogue in the order of codes, with counts by code where there are any. */
export function catalogueOf(
  rules: readonly Rule[],
  counts: ReadonlyMap<string, CheckCounts> = new Map(),
): CatalogueRow[] {
  return rules.map(({ code, severity, title, basis, scope, reasons: excuses = [], examples }) => {
    const own = counts.get(code)
    const said = Object.entries(wordings).filter(([key]) => key.split('.')[0] === code)
    return {
      ...(own ?? uncounted),
      code,
      severity,
      title,
      basis,
      scope: scopes[scope],
      examples: examples
        .map(({ name, expect }) => `${verdictWords[expect.verdict] ?? expect.verdict}：${name}`)
        .join('；'),
      wordings: said.map(([key, sentence]) => `${key}：${sentence}`).join('　'),
      reasons: excuses.map((reason) => reasons[reason]).join('；'),
      applied: own === undefined ? null : own.kept + own.trivially_kept + own.broken + own.uncertain,
    }
  })
}
