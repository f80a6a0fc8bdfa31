/** Ties the cells of a row of figures to the columns of the form: by the headings that stand over them, by order only as the last resort. */
import type { Fact } from '../facts.ts'
import type { Grid, GridCell } from '../grid/grid.ts'
import { looksLikeFigure } from '../grid/number.ts'

/**
 * Columns of a table: what the headings over each grid column name, whether some heading stands where no figure can be, the grid
 * columns [from, to) in which figures stand, and the columns behind them whose headings are empty cells.
 */
export interface NamedColumns<Code> {
  byColumn: ReadonlyMap<number, Code>
  astray: boolean
  from: number
  to: number
  spare: ReadonlySet<number>
}

/** One figure tied to its column of the form. `covered`: the cell reaches over several columns and is the figure of none. */
export interface TiedCell<Code> {
  code: Code
  cell: GridCell
  column: number
  by: Fact['matched_by']
  covered: boolean
}

/** What headings in rows [first, end) say of the columns: `byColumn` as read from them, the rest from where they stand. */
export function namedColumns<Code>(
  grid: Grid,
  rows: { first: number; end: number; start: number },
  byColumn: ReadonlyMap<number, Code>,
  astray: boolean,
): NamedColumns<Code> {
  const from = rows.start > 0 ? rows.start : Math.min(grid.width, ...byColumn.keys())
  const spare = new Set<number>()
  for (let column = Math.max(-1, ...byColumn.keys()) + 1; column < grid.width; column += 1) {
    const above = grid.rows.slice(rows.first, rows.end).map((row) => row[column] ?? null)
    if (above.length > 0 && above.every((cell) => cell?.label === '')) spare.add(column)
  }
  const twice = new Set(byColumn.values()).size < byColumn.size
  return { byColumn, astray: astray || twice, from, to: grid.width, spare }
}

const isBlank = (cell: GridCell): boolean => cell.label === ''

/** True where the headings that can be read stand exactly where the printed order has them, counted from the first figure. */
function inPrintedOrder<Code>(
  values: readonly GridCell[],
  named: NamedColumns<Code>,
  printed: readonly Code[],
): boolean {
  if (named.astray) return false
  return values.every((cell, index) => {
    const code = named.byColumn.get(cell.column)
    return code === undefined || code === printed[index]
  })
}

/** True for single cells of figures side by side in one row: no words among them, nothing reaching down from rows above. */
function areNeighbours(values: readonly GridCell[]): boolean {
  const [first] = values
  return values.every(
    (cell, index) =>
      looksLikeFigure(cell.label) &&
      cell.colspan === 1 &&
      cell.row === first?.row &&
      cell.column === (first?.column ?? 0) + index,
  )
}

/** True where the headings that can be read name columns in the printed order: where they do not, either they or the figures have moved. */
function keepsOrder<Code>(byColumn: ReadonlyMap<number, Code>, printed: readonly Code[]): boolean {
  const places = [...byColumn].toSorted(([a], [b]) => a - b).map(([, code]) => printed.indexOf(code))
  return places.every((place, index) => index === 0 || place > (places[index - 1] ?? -1))
}

/** True where the page has no column of figures without a name: then a column that is not named is not there. */
function allNamed<Code>({ byColumn, from, to }: NamedColumns<Code>): boolean {
  for (let column = from; column < to; column += 1) if (!byColumn.has(column)) return false
  return true
}

/**
 * Ties the cells behind a row's label to columns. By label where a heading stands over every figure and over nothing else (a column that is empty from its heading down does no harm); by position
 * where there are exactly as many single cells as the form has columns. Null where neither holds: then nobody can tell.
 */
export function tieCells<Code>(
  values: readonly GridCell[],
  named: NamedColumns<Code>,
  printed: readonly Code[],
): TiedCell<Code>[] | null {
  const { byColumn, astray } = named
  if (!astray && !keepsOrder(byColumn, printed)) return null
  if (!astray && byColumn.size > 0) {
    const tied: TiedCell<Code>[] = []
    for (const [column, code] of byColumn) {
      const cell = values.find((one) => one.column <= column && column < one.column + one.colspan)
      if (cell !== undefined) tied.push({ code, cell, column, by: 'label', covered: cell.colspan > 1 })
    }
    const used = new Set(tied.map(({ cell }) => cell))
    const idle = values.filter((cell) => !used.has(cell))
    const whole = byColumn.size === printed.length
    if (
      tied.length === byColumn.size &&
      (whole || allNamed(named)) &&
      idle.every((cell) => whole && named.spare.has(cell.column) && isBlank(cell))
    )
      return tied
  }
  if (values.length !== printed.length || !areNeighbours(values)) return null
  const ordered = inPrintedOrder(values, named, printed)
  return printed.flatMap((code, index): TiedCell<Code>[] => {
    const cell = values[index]
    if (cell === undefined) return []
    const by = ordered && byColumn.get(cell.column) === code ? 'label' : 'position'
    return [{ code, cell, column: cell.column, by, covered: false }]
  })
}
