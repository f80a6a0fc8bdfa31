/** A table as a rectangle: spans filled, every square knowing the one source cell that covers it. */
import { cellWords, type OutlineCell, type OutlineTable } from '../page/outline.ts'
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
  /** The distinct cells over each row, from left to right. */
  lines: GridCell[][]
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
        return { value: gridOf(table, rows, allColumns(width)), problems }
      }
      const cell: GridCell = {
        source,
        ...cellWords(source),
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
  return { value: gridOf(table, rows, allColumns(width)), problems }
}

const allColumns = (width: number): number[] => Array.from({ length: width }, (_, column) => column)

/** A grid of these rows, each filled up to the same width; `columns` are the page's own numbers of the columns. */
export function gridOf(table: OutlineTable, rows: (GridCell | null)[][], columns: readonly number[]): Grid {
  const width = columns.length
  const lines: GridCell[][] = []
  for (let down = 0; down < rows.length; down += 1) {
    const row = (rows[down] ??= [])
    const line: GridCell[] = []
    for (let column = 0; column < width; column += 1) {
      const cell = (row[column] ??= null)
      if (cell !== null && cell !== line.at(-1)) line.push(cell)
    }
    lines.push(line)
  }
  return { table, width, columns, rows, lines }
}

/** The distinct cells over a row, from left to right. */
export function cellsOfRow(grid: Grid, row: number): GridCell[] {
  return grid.lines[row] ?? []
}
