/** Table four, 政府信息公开行政复议、行政诉讼情况: one row of figures under two or three rows of headings. */
import type { CellId } from '../codebook/codebook.ts'
import { results, routes, type Edition, type Result, type Route } from '../codebook/form.ts'
import { matchLabel } from '../codebook/spellings.ts'
import type { Fact } from '../facts.ts'
import { cellsOfRow, type Grid, type GridCell } from '../grid/grid.ts'
import { looksLikeFigure } from '../grid/number.ts'
import { problem } from '../problem.ts'
import { namedColumns, tieCells, type NamedColumns, type TiedCell } from './alignment.ts'
import { resultLabels, routeLabels } from './labels.ts'
import { FactSheet, readFact, type TableReading } from './reading.ts'
import type { Segment } from './tables.ts'
import { cellsVotedDown } from './vote.ts'

type ReviewCell = `t4.${Route}.${Result}`

const printed = routes.flatMap((route) =>
  results.map((result): ReviewCell => `t4.${route.code}.${result.code}`),
)

const isHeading = (cell: GridCell): boolean =>
  cell.label !== '' &&
  (matchLabel(cell.label, resultLabels) !== null ||
    matchLabel(cell.label, routeLabels) !== null ||
    /诉讼|复议/.test(cell.label))

/** What each grid column stands for, where both its headings can be read; astray where two columns claim one figure. */
function readHeadings(grid: Grid, from: number, to: number): NamedColumns<ReviewCell> {
  const byColumn = new Map<number, ReviewCell>()
  for (let column = 0; column < grid.width; column += 1) {
    let route: Route | null = null
    let result: Result | null = null
    let other = false
    for (let row = from; row < to; row += 1) {
      const label = grid.rows[row]?.[column]?.label ?? ''
      const named = matchLabel(label, routeLabels)?.code ?? null
      // A route over a column that already stands under 行政诉讼 is one of its two; 行政复议 never is.
      if (/诉讼/.test(label) && named === null) other = true
      route = named ?? route
      result = matchLabel(label, resultLabels)?.code ?? result
    }
    if (route !== null && result !== null && !(other && route === 'reconsideration'))
      byColumn.set(column, `t4.${route}.${result}`)
  }
  return namedColumns(grid, { first: from, end: to, start: 0 }, byColumn, false)
}

/** The figures of one row: all cells, without a label of the row and empty cells before the first figure where there are too many. */
function figuresOf(cells: GridCell[]): GridCell[] {
  const first = cells.findIndex((cell) => cell.label !== '')
  return cells.length > printed.length && first > 0 ? cells.slice(first) : cells
}

function readRow(grid: Grid, row: number, named: NamedColumns<ReviewCell>): Fact[] | null {
  const cells = cellsOfRow(grid, row)
  const whole = named.byColumn.size === printed.length
  const choices = [
    whole ? cells.filter((cell) => cell.column >= named.from) : cells,
    figuresOf(cells),
    cells.slice(cells.findIndex((cell) => looksLikeFigure(cell.label))),
  ]
  const tied = choices.reduce<TiedCell<ReviewCell>[] | null>(
    (found, figures) => found ?? tieCells(figures, named, printed),
    null,
  )
  return (
    tied?.map(({ code, cell, column, by, covered }) => readFact(code, grid, cell, { column, by, covered })) ??
    null
  )
}

const sameFigures = (a: readonly Fact[], b: readonly Fact[]): boolean =>
  a.length === b.length &&
  a.every((fact, index) => fact.value === b[index]?.value && fact.state === b[index]?.state)

/** Reads one piece into the sheet; true where it had a row of figures. */
function readPiece({ grid, from, to }: Segment, sheet: FactSheet): boolean {
  const rows = Array.from({ length: to - from }, (_, index) => from + index)
  const below =
    rows.findLastIndex((row) => cellsOfRow(grid, row).some((cell) => cell.row === row && isHeading(cell))) + 1
  const named = readHeadings(grid, from, from + below)
  const figures = rows.slice(below).filter((row) => {
    const [only, ...others] = cellsOfRow(grid, row)
    return only !== undefined && (others.length > 0 || (only.colspan > 1 && looksLikeFigure(only.label)))
  })
  const filled = figures.filter((row) => cellsOfRow(grid, row).some((cell) => /\d/.test(cell.label)))
  const [first, ...more] = filled.length > 0 ? filled : figures.slice(0, 1)
  if (first === undefined) return false
  const at = cellsOfRow(grid, first)[0]?.source.start ?? grid.table.start
  const facts = readRow(grid, first, named)
  const others = more.map((row) => readRow(grid, row, named))
  if (facts === null) sheet.problems.push(problem('table_not_aligned', '第四部分的数字与表头不能对应', at))
  else if (others.some((other) => other === null || !sameFigures(facts, other)))
    sheet.problems.push(problem('table_ambiguous', '第四部分有多行数字', at))
  else for (const fact of facts) sheet.add(fact)
  return true
}

/** Reads table four from all its pieces. `edition` is that of its neighbours: the form of this table has not changed since 2019. */
export function readReviews(pieces: Segment[], edition: Edition): TableReading {
  const sheet = new FactSheet()
  const start = pieces[0]?.grid.table.start ?? null
  const read = pieces.map((piece) => readPiece(piece, sheet))
  const cells = new Set<CellId>(sheet.values().map((fact) => fact.cell))
  for (const route of routes)
    if (cells.size > 0 && results.some((result) => !cells.has(`t4.${route.code}.${result.code}`)))
      sheet.problems.push(problem('column_missing', `第四部分“${route.label}”`, start))
  const down = cellsVotedDown(sheet.values(), edition)
  if (down.size > 0) {
    sheet.drop(down)
    sheet.problems.push(problem('table_not_aligned', '第四部分只能按位置对应，而勾稽关系不能为之作证', start))
  }
  if (!read.includes(true)) sheet.problems.push(problem('row_missing', '第四部分没有数据行', start))
  return { edition, facts: sheet.finish(4, edition), problems: sheet.problems }
}
