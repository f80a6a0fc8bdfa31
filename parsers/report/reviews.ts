/** Table four, 政府信息公开行政复议、行政诉讼情况: one row of figures under two rows of headings. */
import type { CellId } from '../codebook/codebook.ts'
import { results, routes, type Edition, type Result, type Route } from '../codebook/form.ts'
import { matchLabel } from '../codebook/spellings.ts'
import type { Fact } from '../facts.ts'
import { cellsOfRow, type Grid, type GridCell } from '../grid/grid.ts'
import { problem } from '../problem.ts'
import { resultLabels, routeLabels } from './labels.ts'
import { FactSheet, readFact, type TableReading } from './reading.ts'
import type { Segment } from './tables.ts'
import { cellsVotedDown } from './vote.ts'

const printed = routes.flatMap((route) => results.map((result): CellId => `t4.${route.code}.${result.code}`))

const isHeading = (cell: GridCell): boolean =>
  cell.label !== '' &&
  (matchLabel(cell.label, resultLabels) !== null ||
    matchLabel(cell.label, routeLabels) !== null ||
    /诉讼|复议/.test(cell.label))

/** The cell each grid column stands for, where both its headings can be read and no other column has the same. */
function columnsByLabel(grid: Grid, from: number, to: number): Map<number, CellId> {
  const found = new Map<number, CellId>()
  for (let column = 0; column < grid.width; column += 1) {
    let route: Route | null = null
    let result: Result | null = null
    for (let row = from; row < to; row += 1) {
      const label = grid.rows[row]?.[column]?.label ?? ''
      route = matchLabel(label, routeLabels)?.code ?? route
      result = matchLabel(label, resultLabels)?.code ?? result
    }
    if (route !== null && result !== null) found.set(column, `t4.${route}.${result}`)
  }
  const counts = [...found.values()]
  return new Set(counts).size === counts.length ? found : new Map()
}

/** Reads the figures of one row; null where they can be tied to nothing. */
function readRow(grid: Grid, row: number, columns: Map<number, CellId>): Fact[] | null {
  const cells = cellsOfRow(grid, row)
  if (
    columns.size > 0 &&
    [...columns.keys()].every((column) => (grid.rows[row]?.[column] ?? null) !== null)
  ) {
    const named = [...columns].map(([column, id]) => {
      const cell = grid.rows[row]?.[column] ?? null
      return cell === null
        ? null
        : readFact(id, grid, cell, { column, by: 'label', covered: cell.colspan > 1 })
    })
    const over = cells.filter((cell) => cell.label !== '' && !columns.has(cell.column) && !isHeading(cell))
    if (over.every((cell) => cell.colspan > 1 || !/\d/.test(cell.label)))
      return named.filter((fact) => fact !== null)
  }
  const figures =
    cells.length > printed.length ? cells.slice(cells.findIndex((cell) => cell.label !== '')) : cells
  if (figures.length !== printed.length || figures.some((cell) => cell.colspan > 1)) return null
  return figures.flatMap((cell, index) => {
    const id = printed[index]
    return id === undefined ? [] : [readFact(id, grid, cell, { column: cell.column, by: 'position' })]
  })
}

/** Reads table four from all its pieces. `edition` is that of its neighbours: the form of this table has not changed since 2019. */
export function readReviews(pieces: Segment[], edition: Edition): TableReading {
  const sheet = new FactSheet()
  let read = false
  for (const { grid, from, to } of pieces) {
    const rows = Array.from({ length: to - from }, (_, index) => from + index)
    const below =
      rows.findLastIndex((row) => cellsOfRow(grid, row).some((cell) => cell.row === row && isHeading(cell))) +
      1
    const columns = columnsByLabel(grid, from, from + below)
    const figures = rows.slice(below).filter((row) => cellsOfRow(grid, row).length > 1)
    const filled = figures.filter((row) => cellsOfRow(grid, row).some((cell) => cell.label !== ''))
    const [row, ...more] = filled.length > 0 ? filled : figures
    if (row === undefined) continue
    read = true
    const facts = readRow(grid, row, columns)
    const at = cellsOfRow(grid, row)[0]?.source.start ?? grid.table.start
    if (facts === null) sheet.problems.push(problem('table_not_aligned', '第四部分的数字与表头不能对应', at))
    for (const fact of facts ?? []) sheet.add(fact)
    for (const extra of more)
      sheet.problems.push(
        problem(
          'row_unknown',
          `第四部分第 ${extra - from + 1} 行`,
          cellsOfRow(grid, extra)[0]?.source.start ?? null,
        ),
      )
  }
  const down = cellsVotedDown(sheet.values(), edition)
  if (down.size > 0) {
    sheet.drop(down)
    sheet.problems.push(
      problem(
        'table_not_aligned',
        '第四部分只能按位置对应，而勾稽关系不成立',
        pieces[0]?.grid.table.start ?? null,
      ),
    )
  }
  if (!read)
    sheet.problems.push(problem('row_missing', '第四部分没有数据行', pieces[0]?.grid.table.start ?? null))
  return { edition, facts: sheet.finish(4, edition), problems: sheet.problems }
}
