/** The SQL of the warehouse, read once. */
import { readFileSync } from 'node:fs'

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8')

/** What shapes the shard of one county: its tables and what they must hold. */
export const shardSql = { tables: read('tables.sql'), checks: read('site-checks.sql') } as const

/** What shapes a snapshot, in the order in which it is run: tables, then shards gathered, then marts and their values, then checks. */
export const snapshotSql = {
  tables: shardSql.tables,
  gather: read('gather.sql'),
  marts: read('marts.sql'),
  values: read('values.sql'),
  checks: read('checks.sql'),
} as const
