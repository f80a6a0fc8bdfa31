/** The CSV twin of a view: RFC 4180, safe to open in a spreadsheet. Pure. */
import type { Column } from '../view.ts'

/** First characters that a spreadsheet may take for a formula, full-width twins included. */
const formulaStart = /^[=+\-@\t\r＝＋－＠]/u
/** A plain number as a text: no spreadsheet runs it as a formula. */
const plainNumber = /^[+-]?\d+(?:\.\d+)?$/u
/** Digits that a spreadsheet would round or strip of their leading nought. */
const longCode = /^(?:\d{12,}|0\d+)$/u

/** How texts are written that a spreadsheet would take for something else; `excel` also keeps codes of digits whole. */
function guard(text: string, excel: boolean): string {
  if (excel && longCode.test(text)) return `\t${text}`
  return formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text
}

function fieldOf(value: unknown, excel: boolean): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const guarded = guard(text, excel)
  return /[",\r\n\t]/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/**
 * Writes rows as CSV with a heading line of Chinese labels (unit in brackets). Numbers stay numbers, -8 and +10 as
 * numbers too; only texts that a spreadsheet would run as a formula get a leading apostrophe. Absent is an empty field. The
 * `excel` variant begins with a byte-order mark, and codes of twelve digits get a leading tab, so that they stay text.
 */
export function writeCsv(columns: readonly Column[], rows: readonly object[], excel = false): string {
  const heading = columns.map((column) =>
    fieldOf(column.unit === undefined ? column.label : `${column.label}（${column.unit}）`, excel),
  )
  const lines = rows.map((row) => {
    const values = new Map<string, unknown>(Object.entries(row))
    return columns.map(({ name, say }) => {
      const value = values.get(name)
      return fieldOf(say !== undefined && typeof value === 'string' ? say(value) : value, excel)
    })
  })
  const text = [heading, ...lines].map((line) => `${line.join(',')}\r\n`).join('')
  return excel ? `\uFEFF${text}` : text
}
