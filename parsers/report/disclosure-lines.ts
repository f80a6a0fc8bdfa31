/** The rows of table two as they stand on the page: which row of the form each is, and which headings stand above it. */
import { matchLabel } from '../codebook/spellings.ts'
import { cellsOfRow, type Grid, type GridCell } from '../grid/grid.ts'
import { looksLikeFigure } from '../grid/number.ts'
import { disclosureRowLabels, editionMarks, type DisclosureRow } from './labels.ts'
import type { Segment } from './tables.ts'

/** A row of figures: its label cell, the row of the form it stands for if known, the cells behind the label and the headings above. */
export interface DisclosureLine {
  grid: Grid
  label: GridCell
  code: DisclosureRow | null
  how: 'exact' | 'near' | 'order'
  values: GridCell[]
  headings: GridCell[]
  /** How many columns behind the last heading are empty from the heading down. */
  spare: number
  /** Number of the block 第二十条第（…）项 that the row stands in. */
  block: number
}

/** Everything a page prints in table two; `strangers` are cells that say something and belong to no row of figures. */
export interface DisclosureRows {
  lines: DisclosureLine[]
  labels: string[]
  strangers: GridCell[]
}

const clause = /第二十条/

const isMark = (label: string): boolean =>
  /信息内容/.test(label) || editionMarks['2019'].test(label) || editionMarks['2021'].test(label)

/** The cells of a row of headings, without figures that reach down from above and empty cells behind the last. */
function headingsOf(cells: GridCell[], row: number): GridCell[] {
  const own = cells.filter((cell) => cell.row === row)
  return own.slice(0, own.findLastIndex((cell) => cell.label !== '') + 1)
}

/** Two rows that claim one row of the form: the one with the exact words keeps it. */
function demoteNear(lines: DisclosureLine[]): void {
  const exact = new Set(lines.filter((line) => line.how === 'exact').map((line) => line.code))
  for (const line of lines)
    if (line.how === 'near' && exact.has(line.code)) {
      line.code = null
      line.how = 'order'
    }
}

/** A row whose label is lost has its place where the rows around it in the same block leave exactly one open. */
function placeByOrder(lines: DisclosureLine[]): void {
  const pairs = [
    ['rules', 'normative_docs'],
    ['penalty', 'coercion'],
  ] as const
  for (const line of lines) {
    if (line.code !== null || line.label.label !== '') continue
    const [first, second, ...more] = lines.filter((other) => other.block === line.block)
    if (first === undefined || second === undefined || more.length > 0) continue
    for (const [upper, lower] of pairs) {
      if (line === first && second.code === lower) line.code = upper
      if (line === second && first.code === upper) line.code = lower
    }
  }
}

/** Sorts the rows of all pieces; headings hold until the next block begins. */
export function disclosureLines(pieces: Segment[]): DisclosureRows {
  const lines: DisclosureLine[] = []
  const labels: string[] = []
  const strangers: GridCell[] = []
  let headings: GridCell[] = []
  let spare = 0
  let block = 0
  for (const { grid, from, to } of pieces)
    for (let row = from; row < to; row += 1) {
      const cells = cellsOfRow(grid, row)
      for (const cell of cells) if (cell.row === row && cell.label !== '') labels.push(cell.label)
      if (cells.some((cell) => cell.row === row && clause.test(cell.label))) {
        headings = []
        spare = 0
        block += 1
      }
      const [first, ...rest] = cells.filter((cell) => !clause.test(cell.label))
      if (first === undefined) continue
      const match = first.row === row ? matchLabel(first.label, disclosureRowLabels) : null
      if (match !== null)
        lines.push({
          grid,
          label: first,
          code: match.code,
          how: match.how,
          values: rest,
          headings,
          spare,
          block,
        })
      else if (cells.some((cell) => cell.row === row && isMark(cell.label))) {
        if (headings.length > 0) block += 1
        const over = isMark(first.label) && !/信息内容/.test(first.label) ? [first, ...rest] : rest
        headings = headingsOf(over, row)
        spare = over.filter((cell) => cell.row === row).length - headings.length
      } else if (rest.some((cell) => cell.label !== '') && rest.every((cell) => looksLikeFigure(cell.label)))
        lines.push({ grid, label: first, code: null, how: 'order', values: rest, headings, spare, block })
      else if (first.row === row && first.label !== '') strangers.push(first)
    }
  demoteNear(lines)
  placeByOrder(lines)
  return { lines, labels, strangers }
}
