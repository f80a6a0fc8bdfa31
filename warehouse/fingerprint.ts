/** The name of content: equal content, equal name, whatever the order, the machine or the hour. Pure. */
import { createHash } from 'node:crypto'
import type { StoredTable } from './columns.ts'
import { canonicalText } from './order.ts'

const pieceRows = 65_536

/** SHA-256, in hex, of the SQL that shapes a file, of the names of what else it is made from, and of tables as they will be stored. */
export function fingerprint(
  sql: Readonly<Record<string, string>>,
  made: Readonly<Record<string, string>>,
  tables: readonly StoredTable[],
): string {
  const hash = createHash('sha256')
  hash.update(`${canonicalText(sql)}\n${canonicalText(made)}\n`)
  for (const { table, names, length, values } of [...tables].sort((a, b) => (a.table < b.table ? -1 : 1))) {
    hash.update(`${table} ${length}\n`)
    for (const name of [...names].sort())
      for (let from = 0; from < length; from += pieceRows)
        hash.update(`${name} ${JSON.stringify(values(name, from, Math.min(from + pieceRows, length)))}\n`)
  }
  return hash.digest('hex')
}
