/** A table as a rectangle: spans filled, every square knowing the one source cell that covers it. */
import { cellLabel, cellText, type OutlineCell, type OutlineTable } from '../page/outline.ts'
import { problem, type Parsed } from '../problem.ts'

/** The cell over a square; `row` and `column` are those of its upper left square. */
export interface GridCell {
  source: OutlineCell
  /** Text with lines kept apart, and the same without white space. */
  text: string
  label: string
  row: number
  column: number
  rowspan: number
  colspan: number
}

/** Squares by row and column; null where no cell covers the square. Rows all have `width` squares; `columns` are the page's own. */
export interface Grid {
  table: OutlineTable
  width: number
  columns: readonly number[]
  rows: (GridCell | null)[][]
}

/** The largest table of the form is 10 × 28; layout tables of old systems run to some hundred columns, what goes beyond is mischief. */
export const gridLimits = { columns: 1000, rows: 1000, squares: 50_000 } as const

/**
 * Lays a table out as a browser does: cells take the first free squares of their row, spans reach over the next ones.
 * Spans are cut at the last row and at the limits; what goes beyond a limit is a problem, never a guess.
 */
export function layOut(table: OutlineTable): Parsed<Grid> {
  const problems = []
  const rows: (GridCell | null)[][] = []
  let width = 0
  const height = Math.min(table.rows.length, gridLimits.rows)
  if (table.rows.length > gridLimits.rows)
    problems.push(problem('grid_too_large', `${table.rows.length} 行`, table.start))
  const free = (row: number, column: number): boolean => (rows[row]?.[column] ?? null) === null
  let squares = 0
  for (let row = 0; row < height; row += 1) {
    let column = 0
    for (const source of table.rows[row] ?? []) {
      while (!free(row, column)) column += 1
      const colspan = Math.min(source.colspan, gridLimits.columns - column)
      const rowspan = Math.min(source.rowspan, height - row)
      squares += colspan * rowspan
      if (colspan < 1 || squares > gridLimits.squares) {
        problems.push(problem('grid_too_large', `第 ${row + 1} 行`, source.start))
        return { value: rectangle(table, rows, width), problems }
      }
      const cell: GridCell = {
        source,
        text: cellText(source),
        label: cellLabel(source),
        row,
        column,
        rowspan,
        colspan,
      }
      for (let down = row; down < row + rowspan; down += 1) {
        const line = (rows[down] ??= [])
        for (let across = column; across < column + colspan; across += 1) line[across] ??= cell
      }
      column += colspan
      width = Math.max(width, column)
    }
    rows[row] ??= []
  }
  return { value: rectangle(table, rows, width), problems }
}

/** The grid with every row filled up to the same width. */
function rectangle(table: OutlineTable, rows: (GridCell | null)[][], width: number): Grid {
  const columns = Array.from({ length: width }, (_, column) => column)
  return {
    table,
    width,
    columns,
    rows: Array.from(rows, (row) => columns.map((column) => row?.[column] ?? null)),
  }
}

/** The distinct cells over a row, from left to right. */
export function cellsOfRow(grid: Grid, row: number): GridCell[] {
  const seen: GridCell[] = []
  for (const cell of grid.rows[row] ?? []) if (cell !== null && cell !== seen.at(-1)) seen.push(cell)
  return seen
}
