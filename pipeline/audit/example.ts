/** The examples of rules: small reports that each show one verdict, test and documentation at once. */
import type { CellId } from '../../parsers/codebook/codebook.ts'
import type { Edition } from '../../parsers/codebook/form.ts'
import type { ValueState } from '../../parsers/facts.ts'
import type { Problem } from '../../parsers/problem.ts'
import type { Report, Stated } from '../../parsers/report/report.ts'
import type { Publisher } from '../../crawlers/site.ts'
import type { ExpectedRow } from '../../warehouse/rows.ts'
import type { Limits, Policy } from './policy.ts'
import type { Verdict } from './rule.ts'

/** A report in few words. What is not said is ordinary: 石门镇, its 2023 report, six chapters, published in time. */
export interface ExampleReport {
  year?: number
  publisher?: Partial<Publisher>
  /** Editions by table; a table whose edition is not given is not there. */
  editions?: Partial<Record<'t0' | 't2' | 't3' | 't4', Edition>>
  /** Cells not named here are 0 in every table whose edition is given. */
  cells?: Partial<Record<CellId, number | Exclude<ValueState, 'number'>>>
  /** The printed text of cells, where it matters. */
  raws?: Partial<Record<CellId, string>>
  /** Cells of the form for which the page has one cell only. */
  together?: readonly CellId[]
  stated?: Partial<Stated>[]
  report?: Partial<Omit<Report, 'stated' | 'facts' | 'editions'>>
  problems?: readonly Pick<Problem, 'code' | 'detail'>[]
  /** Paragraphs by chapter number; 0 stands before the first chapter. */
  prose?: readonly (readonly [section: number, text: string])[]
  published?: string | null
  first_seen?: string
  due?: string
  url?: string
}

/** One example of a rule. */
export interface RuleExample extends ExampleReport {
  name: string
  /** Code of the county; an ordinary county where absent. */
  county?: string
  /** Earlier reports of the same publisher, for rules across years. */
  before?: readonly ExampleReport[]
  /** Other reports of the county for the same year. */
  others?: readonly ExampleReport[]
  /** What is owed besides, for rules on the expected set. */
  owed?: readonly { publisher: Partial<Publisher>; state: ExpectedRow['state'] }[]
  /** Links whose pages could not be had. */
  dead?: readonly string[]
  /** Documents on the report's page that could not be had. */
  documents?: readonly string[]
  /** Further pages of the same report. */
  copies?: readonly { url: string; same: boolean }[]
  /** Share of common passages with the first of `others`, else with the first of `before`. */
  alike?: number
  part?: 'body' | 'plan'
  /** State of the example's own report in the expected set; on time where absent. */
  state?: ExpectedRow['state']
  policy?: Partial<Omit<Policy, 'limits'>> & { limits?: Partial<Limits> }
  expect: { check: string; verdict: Verdict['verdict'] }
}
