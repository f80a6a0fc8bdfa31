/** Sorts the rows of a sheet into tables and prose: a workbook has only cells, a report has both. */
import type { Block, MarkupCell } from './markup.ts'

/** A merged range, all four edges included, counted from 0. */
export interface SheetRange {
  top: number
  left: number
  bottom: number
  right: number
}

/** A chapter heading of the form, which may stand between two tables without an empty row. */
const heading = /^[一二三四五六七八][、.．]/

/** Squares under merged ranges that are followed; a form has some hundred. */
const mostMerged = 500_000

interface Row {
  no: number
  columns: number[]
  only: string | null
  spanned: boolean
}

/** A row of one text is prose where it is a heading or long, or where no table goes on around it. */
function isProse(rows: readonly Row[], index: number): boolean {
  const row = rows[index]
  if (row === undefined || row.only === null || row.spanned) return false
  if (heading.test(row.only) || row.only.length > 60) return true
  const tabular = (other: Row | undefined): boolean => other !== undefined && other.columns.length > 1
  return !(tabular(rows[index - 1]) || tabular(rows[index + 1]))
}

/** Blocks of one sheet. `cells` maps "row/column" to text; empty rows end a table only between prose. */
export function arrangeSheet(
  cells: ReadonlyMap<string, string>,
  merges: readonly SheetRange[],
  height: number,
): Block[] {
  const rows: Row[] = Array.from({ length: height }, (_, no) => ({
    no,
    columns: [],
    only: null,
    spanned: false,
  }))
  for (const [address, text] of cells) {
    const [row = 0, column = 0] = address.split('/').map(Number)
    const line = rows[row]
    if (line === undefined) continue
    line.columns.push(column)
    line.only = line.columns.length === 1 ? text : null
  }
  const origin = new Map<string, SheetRange>()
  const covered = new Set<string>()
  let squares = 0
  for (const range of merges) {
    squares += (Math.min(range.bottom, height) - range.top + 1) * (range.right - range.left + 1)
    if (squares > mostMerged) break
    origin.set(`${range.top}/${range.left}`, range)
    for (let row = range.top; row <= Math.min(range.bottom, height - 1); row += 1) {
      const line = rows[row]
      if (line !== undefined && range.bottom > range.top) line.spanned = true
      for (let column = range.left; column <= range.right; column += 1)
        if (row !== range.top || column !== range.left) covered.add(`${row}/${column}`)
    }
  }
  const filled = rows.filter((row) => row.columns.length > 0 || row.spanned)
  const blocks: Block[] = []
  let table: Row[] = []
  const flush = (): void => {
    if (table.length > 0) blocks.push({ kind: 'table', rows: writeRows(table, cells, origin, covered) })
    table = []
  }
  for (const [index, row] of filled.entries()) {
    if (isProse(filled, index)) {
      flush()
      blocks.push({ kind: 'paragraph', text: row.only ?? '' })
    } else table.push(row)
  }
  flush()
  return blocks
}

function writeRows(
  table: readonly Row[],
  cells: ReadonlyMap<string, string>,
  origin: ReadonlyMap<string, SheetRange>,
  covered: ReadonlySet<string>,
): MarkupCell[][] {
  let left = Infinity
  let right = 0
  for (const { no, columns } of table)
    for (const column of columns) {
      left = Math.min(left, column)
      right = Math.max(right, column, origin.get(`${no}/${column}`)?.right ?? 0)
    }
  const shown = new Set(table.map((row) => row.no))
  return table.map(({ no }) => {
    const row: MarkupCell[] = []
    for (let column = left; column <= right; column += 1) {
      const key = `${no}/${column}`
      if (covered.has(key)) continue
      const range = origin.get(key)
      let rowspan = 1
      if (range !== undefined)
        for (let down = no + 1; down <= range.bottom; down += 1) if (shown.has(down)) rowspan += 1
      const text = cells.get(key) ?? ''
      row.push({
        lines: text === '' ? [] : text.split('\n'),
        colspan: range === undefined ? 1 : Math.min(range.right, right) - column + 1,
        rowspan,
      })
    }
    return row
  })
}
