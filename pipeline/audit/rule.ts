/** What an audit rule is: one comparison the auditor would make, its words, its reasons and its examples. */
import type { CellId } from '../../parsers/codebook/codebook.ts'
import type { Edition } from '../../parsers/codebook/form.ts'
import type { ValueState } from '../../parsers/facts.ts'
import type { Report, Stated } from '../../parsers/report/report.ts'
import type { Panel } from './panel.ts'

/** E: a contradiction or a breach of duty; W: probably a mistake; I: worth a look. */
export type Severity = 'E' | 'W' | 'I'

/** The four answers a check can give. A kept sum of noughts is `trivial`: it proves nothing. */
export type Verdict =
  | { verdict: 'kept'; trivial: boolean }
  | { verdict: 'broken'; expected: number; actual: number; message: string }
  | { verdict: 'uncertain'; expected: number | null; actual: number | null; message: string }
  | { verdict: 'not_applicable'; because: string }

/** One check carried out on one report: which comparison, its operands, and the answer. */
export type CheckResult = Verdict & {
  /** Names the comparison within the rule: ID-303:t3.granted. */
  check: string
  cells: readonly CellId[]
  /** Positions of the operands in the report's narrative figures. */
  stated: readonly number[]
}

/** What rules may look at: one report, its figures behind a panel. */
export interface Subject {
  report: Pick<Report, 'editions' | 'stated' | 'sections' | 'year' | 'publisher'>
  panel: Panel
}

/** A small report that shows one verdict of a rule: test and documentation at once. */
export interface RuleExample {
  name: string
  editions?: { t2?: Edition; t3?: Edition; t4?: Edition }
  /** Cells not named here are 0 in every table whose edition is given. */
  cells?: Partial<Record<CellId, number | Exclude<ValueState, 'number'>>>
  stated?: Partial<Stated>[]
  expect: { check: string; verdict: Verdict['verdict'] }
}

/** One code of the catalogue of findings. */
export interface Rule {
  code: string
  severity: Severity
  /** Chinese, for the catalogue. */
  title: string
  /** What the rule rests on: an identity printed in the form, an article, a notice. */
  basis: string
  run: (subject: Subject) => CheckResult[]
  examples: readonly RuleExample[]
}

/** A finding: a check that was broken or could not be decided. */
export type Finding = CheckResult & { verdict: 'broken' | 'uncertain'; code: string; severity: Severity }
