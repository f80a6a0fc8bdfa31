/** What an audit rule is: one comparison the auditor would make, its words, its reasons and its examples. */
import type { CellId } from '../../parsers/codebook/codebook.ts'
import type { RuleExample } from './example.ts'
import type { ReasonCode } from './reasons.ts'
import type { CountySubject, OwedSubject, ReportSubject } from './subject.ts'
import type { Suspect } from './suspect.ts'
import type { Saying } from './wording.ts'

/** E: a contradiction or a breach of duty; W: probably a mistake; I: worth a look. */
export type Severity = 'E' | 'W' | 'I'

/** What is told of a check that does not hold: the figures that were compared, and the sentence for the auditor. */
export interface Told {
  expected: number | null
  actual: number | null
  message: string
  /** What the sentence was made of. */
  saying: Saying
}

/** The four answers a check can give. A kept sum of noughts is `trivial`: it proves nothing. Figures are null where words are compared. */
export type Verdict =
  | { verdict: 'kept'; trivial: boolean }
  | ({ verdict: 'broken' } & Told)
  | ({ verdict: 'uncertain' } & Told)
  | { verdict: 'not_applicable'; because: string }

/** One check carried out on one report: which comparison, its operands, and the answer. */
export type CheckResult = Verdict & {
  /** Names the comparison within the rule: ID-303:t3.granted. */
  check: string
  cells: readonly CellId[]
  /** Positions of the operands in the report's narrative figures. */
  stated: readonly number[]
  /** The one cell that would repair every failed sum of its table, where there is just one. */
  suspect?: Suspect
}

/** A check of a rule that looks at more than one report, with the report that it is told of, be it here or only owed. */
export type PlacedCheck = CheckResult & { on: ReportSubject | OwedSubject }

interface RuleBase {
  code: string
  severity: Severity
  /** Chinese, for the catalogue: what must hold. */
  title: string
  /** What the rule rests on: an identity printed in the form, an article, a notice. */
  basis: string
  /** Reasons an auditor may give for letting a broken check stand. */
  reasons?: readonly ReasonCode[]
  examples: readonly RuleExample[]
}

/** Looks at one revision of one report. */
export interface ReportRule extends RuleBase {
  scope: 'report'
  run: (subject: ReportSubject) => CheckResult[]
}
/** Looks at the current reports of one publisher, oldest year first. */
export interface SeriesRule extends RuleBase {
  scope: 'series'
  run: (years: readonly ReportSubject[]) => PlacedCheck[]
}
/** Looks at all current reports of a county for one year, with the expected set. */
export interface CountyRule extends RuleBase {
  scope: 'county'
  run: (county: CountySubject) => PlacedCheck[]
}

/** One code of the catalogue of findings. */
export type Rule = ReportRule | SeriesRule | CountyRule

/** A finding: a check that was broken or could not be decided. */
export type Finding = CheckResult & { verdict: 'broken' | 'uncertain'; code: string; severity: Severity }
