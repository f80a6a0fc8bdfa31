/** The spreadsheet form of rows: typed cells, and a sheet that says what they are. Pure. */
import type { CellObject, WorkSheet } from '@e965/xlsx'
import { utils, write } from '@e965/xlsx'
import type { Column } from '../view.ts'

/** One sheet of rows. */
export interface Sheet {
  /** Tab name; cut to what spreadsheets allow. */
  name: string
  columns: readonly Column[]
  rows: readonly object[]
}

const widest = 44
const mostRows = 1_048_575
const longestText = 32_767

/** A cell that is what it says: text is never a formula, numbers stay numbers, absent is an empty cell. */
function cellOf(value: unknown, say: Column['say']): CellObject | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return { t: 'n', v: value }
  if (typeof value === 'boolean') return { t: 'b', v: value }
  if (Array.isArray(value))
    return value.length === 0 ? null : { t: 's', v: value.join('、').slice(0, longestText) }
  const text = typeof value === 'string' ? (say === undefined ? value : say(value)) : JSON.stringify(value)
  return { t: 's', v: text.slice(0, longestText) }
}

function headingOf({ label, unit }: Column): string {
  return unit === undefined ? label : `${label}（${unit}）`
}

function sheetOf(heading: readonly string[], lines: readonly (readonly (CellObject | null)[])[]): WorkSheet {
  const sheet: WorkSheet = {}
  const widths = heading.map((text) => [...text].length * 2 + 2)
  heading.forEach((text, column) => {
    sheet[utils.encode_cell({ r: 0, c: column })] = { t: 's', v: text } satisfies CellObject
  })
  lines.forEach((line, row) =>
    line.forEach((cell, column) => {
      if (cell === null) return
      sheet[utils.encode_cell({ r: row + 1, c: column })] = cell
      widths[column] = Math.max(widths[column] ?? 0, Math.min(widest, String(cell.v).length + 2))
    }),
  )
  sheet['!ref'] = utils.encode_range({
    s: { r: 0, c: 0 },
    e: { r: lines.length, c: Math.max(0, heading.length - 1) },
  })
  sheet['!cols'] = widths.map((wch) => ({ wch }))
  sheet['!autofilter'] = { ref: sheet['!ref'] }
  return sheet
}

/** A tab name without the letters that spreadsheets refuse, at most 31 long. */
function tabOf(name: string): string {
  return name.replace(/[\\/?*[\]:]/gu, ' ').slice(0, 31)
}

/** Writes a workbook: one tab a sheet, and 说明 with `notes` (name, text) and the meaning of every column. Throws on too many rows. */
export function writeXlsx(
  sheets: readonly Sheet[],
  notes: readonly (readonly [string, string])[],
): Uint8Array {
  const book = utils.book_new()
  for (const { name, columns, rows } of sheets) {
    if (rows.length > mostRows)
      throw new Error(
        `dashboards: ${name} has ${rows.length} rows, more than a sheet holds; export CSV or Parquet`,
      )
    const lines = rows.map((row) => {
      const values = new Map<string, unknown>(Object.entries(row))
      return columns.map((column) => cellOf(values.get(column.name), column.say))
    })
    utils.book_append_sheet(book, sheetOf(columns.map(headingOf), lines), tabOf(name))
  }
  const text = (value: string): CellObject => ({ t: 's', v: value })
  const said = notes.map(([name, note]) => [text(name), text(note)])
  const meant = sheets.flatMap(({ name, columns }) =>
    columns.map((column) => [text(`${name} · ${headingOf(column)}`), text(column.name)]),
  )
  utils.book_append_sheet(book, sheetOf(['项目', '说明'], [...said, ...meant]), '说明')
  const bytes: unknown = write(book, { type: 'array', bookType: 'xlsx', compression: true })
  if (!(bytes instanceof ArrayBuffer)) throw new Error('dashboards: the spreadsheet library wrote no bytes')
  return new Uint8Array(bytes)
}
