/** The shape of rules that hold one side of a table against the other by more or less. */
import type { CellId } from '../../../parsers/codebook/codebook.ts'
import type { Edition } from '../../../parsers/codebook/form.ts'
import { judgeSum, type Panel, type Relation } from '../panel.ts'
import type { ReportRule } from '../rule.ts'
import type { Judgement } from '../verdicts.ts'
import type { Saying } from '../wording.ts'
import { reportRule } from './report.ts'

/** One comparison: Σ left, its relation, Σ right, in one edition of one table. */
export interface Bound {
  of: string
  table: 't0' | 't2'
  edition: Edition
  left: readonly CellId[]
  relation: Relation
  right: readonly CellId[]
  tell: (panel: Panel, left: number, right: number) => Saying
}

/** A row of rules. */
export interface BoundRule extends Omit<ReportRule, 'run' | 'scope'> {
  bounds: readonly Bound[]
}

/** Makes the rule of a row. */
export function boundRule({ bounds, ...rule }: BoundRule): ReportRule {
  const lines = bounds.map((bound) => ({ ...bound, cells: [...bound.left, ...bound.right] }))
  return reportRule({
    ...rule,
    judge: ({ report, panel }) =>
      lines
        .filter(({ table, edition }) => report.editions[table] === edition)
        .map(({ of, cells, relation, tell, ...sides }): Judgement => ({
          ...judgeSum(panel, sides, (left, right) => tell(panel, left, right), relation),
          of,
          cells,
        })),
  })
}
