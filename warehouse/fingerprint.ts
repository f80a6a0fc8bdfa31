/** The name of a snapshot's content: equal content, equal name, whatever the order, the machine or the hour. Pure. */
import { createHash } from 'node:crypto'
import { canonicalText, sortRows } from './order.ts'
import type { WarehouseRows } from './rows.ts'

/** SHA-256, in hex, of the SQL that shapes the file and of all rows in canonical order. */
export function fingerprintRows(rows: WarehouseRows, sql: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256')
  hash.update(canonicalText(sql)).update('\n')
  for (const [table, lines] of Object.entries(sortRows(rows)).sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${table} ${lines.length}\n`)
    for (const line of lines) hash.update(canonicalText(line)).update('\n')
  }
  return hash.digest('hex')
}
