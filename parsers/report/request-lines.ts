/** The rows of table three as they stand on the page: which row of the form each is, and which cells are its figures. */
import type { Applicant, RequestRow } from '../codebook/form.ts'
import { matchLabel, plainLabel } from '../codebook/spellings.ts'
import { cellsOfRow, type Grid, type GridCell } from '../grid/grid.ts'
import { looksLikeFigure } from '../grid/number.ts'
import { namedColumns, type NamedColumns } from './alignment.ts'
import { applicantLabels, requestLabels } from './labels.ts'
import type { Segment } from './tables.ts'

/** A row of the page: its label cell, the row of the form it stands for if known, and the cells behind the label. */
export interface RequestLine {
  grid: Grid
  row: number
  label: GridCell | null
  code: RequestRow | null
  how: 'exact' | 'near' | 'order'
  values: GridCell[]
}

/** The applicants' headings of a grid, and the grid column that the first figure stands in (-1 where unknown). */
export interface RequestHeading {
  named: NamedColumns<Applicant>
  start: number
}

/** Words that only stand over columns; 总计 and 其他 also name rows. */
const headingWords = /^(?:自然人|法人或其他组织|商业企业|科研机构|社会公益组织|法律服务机构|申请人情况)$/
const columnCount = 7
const longestHeading = 20

const isFigure = (cell: GridCell): boolean => looksLikeFigure(cell.label)

/** （七）合计 for （七）总计 is common; 合计 without the numeral is a row somebody added. */
const totalRow = /^[(（]?七[)）]?[、.．]?合计$/

function rowOf(cell: GridCell): { code: RequestRow; how: 'exact' | 'near' } | null {
  if (totalRow.test(cell.label)) return { code: 'results_total', how: 'near' }
  return matchLabel(cell.label, requestLabels)
}

const isHeading = (cells: GridCell[], row: number): boolean =>
  cells.some((cell) => cell.row === row && headingWords.test(plainLabel(cell.label)))

/**
 * Splits a row into its label and the cells behind it. Where the column of the first figure is known (`start`) the label is the last
 * cell with words before it; else it is the last cell that names a row, with no other words between it and the figures.
 */
function readLine(grid: Grid, row: number, start: number): RequestLine {
  const cells = cellsOfRow(grid, row)
  const line = (at: number, label: GridCell | null, values: GridCell[]): RequestLine => {
    const match = label !== null && label.row === row && at >= 0 ? rowOf(label) : null
    return { grid, row, label, code: match?.code ?? null, how: match?.how ?? 'order', values }
  }
  if (isHeading(cells, row)) return line(-1, cells.find((cell) => cell.label !== '') ?? null, [])
  if (start >= 0) {
    const values = cells.filter((cell) => cell.column >= start)
    const at = cells.findLastIndex(
      (cell) => cell.column < start && cell.row === row && cell.rowspan === 1 && cell.label !== '',
    )
    const label = cells[at] ?? null
    const apart = cells.every((cell) => cell.column >= start || cell.column + cell.colspan <= start)
    const words = cells.every((cell) => cell.column >= start || cell.label === '' || !isFigure(cell))
    const adjacent = label === null || label.column + label.colspan === start
    if (apart && words && adjacent) return line(at, label, values)
  }
  let found = -1
  for (const [at, cell] of cells.slice(0, 5).entries()) {
    if (cell.label !== '' && isFigure(cell)) break
    if (cell.row === row && cell.rowspan === 1 && rowOf(cell) !== null) found = at
  }
  if (found >= 0) {
    const values = cells.slice(found + 1)
    const [next] = values
    const words = values.length > columnCount && next !== undefined && !isFigure(next)
    return line(words ? -1 : found, cells[found] ?? null, values)
  }
  const first = cells.findIndex((cell) => isFigure(cell) && cell.row === row && cell.label !== '')
  const words = cells.filter((cell) => cell.label !== '' && !isFigure(cell))
  return line(-1, words.at(-1) ?? null, first < 0 ? cells.slice(-columnCount) : cells.slice(first))
}

/** The applicants named over grid columns in rows [first, end); headings left of `start` or over several columns have gone astray. */
export function headingOver(grid: Grid, first: number, end: number, start: number): NamedColumns<Applicant> {
  const byColumn = new Map<number, Applicant>()
  let astray = false
  for (let row = first; row < end; row += 1)
    for (const cell of cellsOfRow(grid, row)) {
      if (cell.row !== row || cell.label.length > longestHeading) continue
      const match = matchLabel(cell.label, applicantLabels)
      if (match === null) continue
      const known = byColumn.get(cell.column)
      if (cell.column < start || cell.colspan > 1 || (known !== undefined && known !== match.code))
        astray = true
      else byColumn.set(cell.column, match.code)
    }
  return namedColumns(grid, { first, end, start }, byColumn, astray)
}

/** Two rows that claim one row of the form: the one with the exact words keeps it. */
function demoteNear(lines: RequestLine[]): void {
  const exact = new Set(lines.filter((line) => line.how === 'exact').map((line) => line.code))
  for (const line of lines)
    if (line.how === 'near' && exact.has(line.code)) {
      line.code = null
      line.how = 'order'
    }
}

/** What a page has of table three: its rows of figures in order, the headings by piece, and the cells over the first row of figures. */
export interface RequestLines {
  lines: RequestLine[]
  headings: Map<Grid, RequestHeading>
  over: string[]
}

/** The cells that begin in rows [from, to) of a grid, without white space. */
function labelsIn(grid: Grid, from: number, to: number): string[] {
  const labels: string[] = []
  for (let row = from; row < to; row += 1)
    for (const cell of cellsOfRow(grid, row)) if (cell.row === row) labels.push(cell.label)
  return labels
}

/** Finds the rows of all pieces; a piece without headings of its own takes those of the piece before it. */
export function linesOf(pieces: Segment[]): RequestLines {
  const lines: RequestLine[] = []
  let over: string[] | null = null
  const headings = new Map<Grid, RequestHeading>()
  let before: RequestHeading = {
    named: { byColumn: new Map(), astray: false, from: 0, to: 0, spare: new Set() },
    start: -1,
  }
  let width = 0
  for (const { grid, from, to } of pieces) {
    const rough = Array.from({ length: to - from }, (_, index) => readLine(grid, from + index, -1))
    const first = rough.find((line) => line.code !== null)
    if (first === undefined) continue
    over ??= labelsIn(grid, from, first.row)
    const edges = rough
      .filter((line) => line.code !== null && line.label !== null && line.values.length === columnCount)
      .map((line) => (line.label === null ? -1 : line.label.column + line.label.colspan))
    const start = edges.length > 0 && edges.every((edge) => edge === edges[0]) ? (edges[0] ?? -1) : -1
    const named = headingOver(grid, from, first.row, Math.max(start, 0))
    const own = named.byColumn.size > 0 || named.astray
    const heading = own || grid.width !== width ? { named, start } : { named: before.named, start }
    before = heading
    width = grid.width
    headings.set(grid, heading)
    const read = rough.map((line) => (start < 0 ? line : readLine(grid, line.row, start)))
    lines.push(
      ...read
        .slice(first.row - from)
        .filter((line) => line.code !== null || line.values.some((cell) => cell.label !== '')),
    )
  }
  demoteNear(lines)
  return { lines, headings, over: over ?? [] }
}
