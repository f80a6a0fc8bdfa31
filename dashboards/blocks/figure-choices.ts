/** The figures of the form as choices of a select, the most asked for first. Pure. */
import { nameOfLabel } from '../labels.ts'
import type { ScopeCell } from '../scope.ts'
import type { Choice } from './filter-form.ts'

const usual = [
  't3.new_received.total',
  't3.results_total.total',
  't3.granted.total',
  't3.carried_out.total',
  't2.normative_docs.in_force',
  't2.licensing.decisions',
  't2.penalty.decisions',
  't4.reconsideration.total',
  't4.litigation_direct.total',
]
const tableNames: ReadonlyMap<number, string> = new Map([
  [0, '附表'],
  [2, '表二 主动公开'],
  [3, '表三 申请'],
  [4, '表四 复议与诉讼'],
])

/** All figures that some report states first by use, then by table; figures no report states stand in their table too. */
export function figureChoices(cells: readonly ScopeCell[]): Choice[] {
  const byCell = new Map(cells.map((cell) => [cell.cell, cell]))
  const first = usual.flatMap((id) => {
    const cell = byCell.get(id)
    return cell === undefined ? [] : [cell]
  })
  const choice = (cell: ScopeCell, group: string): Choice => ({
    value: cell.cell,
    label: nameOfLabel(cell.label),
    group,
  })
  return [
    ...first.map((cell) => choice(cell, '常用')),
    ...cells
      .filter((cell) => !usual.includes(cell.cell))
      .map((cell) => choice(cell, tableNames.get(cell.table_no) ?? `表 ${cell.table_no}`)),
  ]
}
