/** The CSV twin of a view: RFC 4180, safe to open in a spreadsheet. Pure. */
import type { Column } from '../view.ts'

/** First characters that a spreadsheet may take for a formula, full-width twins included. */
const formulaStart = /^[=+\-@\t\r＝＋－＠]/u

function fieldOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const guarded = formulaStart.test(text) ? `'${text}` : text
  return /[",\r\n]/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/**
 * Writes rows as CSV with a heading line of Chinese labels (unit in brackets). Numbers stay numbers, -8 and +10 as
 * numbers too; only texts that a spreadsheet would run as a formula get a leading apostrophe. Absent is an empty field.
 */
export function writeCsv(columns: readonly Column[], rows: readonly object[]): string {
  const heading = columns.map((column) =>
    fieldOf(column.unit === undefined ? column.label : `${column.label}（${column.unit}）`),
  )
  const lines = rows.map((row) => {
    const values = new Map<string, unknown>(Object.entries(row))
    return columns.map(({ name, say }) => {
      const value = values.get(name)
      return fieldOf(say !== undefined && typeof value === 'string' ? say(value) : value)
    })
  })
  return [heading, ...lines].map((line) => `${line.join(',')}\r\n`).join('')
}
