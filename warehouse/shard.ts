/** Shards: what one county came to, checked and kept as Parquet files under the hash of its content. */
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { sharedTables, siteTables, type StoredTable } from './columns.ts'
import { hasCode, sync } from './disk.ts'
import { failedChecks } from './failed.ts'
import { fingerprint } from './fingerprint.ts'
import type { Builder, Row } from './reader.ts'
import type { CodebookRow, SiteRows } from './rows.ts'
import { shardSql } from './sql.ts'

/** Schema of the record that lies in each shard. */
export const shardSchema = z.object({
  /** Code of the site. */
  shard: z.string(),
  /** SHA-256 of its content: equal rows, equal hash, whatever their order. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  reports: z.number(),
  facts: z.number(),
  /** Cells of current reports, and those of them that hold a number. */
  figures: z.number(),
  numbers: z.number(),
  /** Checks that it failed; not empty means that no snapshot may hold it. */
  failed: z.array(z.object({ check: z.string(), breaches: z.number(), details: z.array(z.string()) })),
})

/** A shard that lies in a folder of shards. */
export type Shard = z.infer<typeof shardSchema>

/** Keeps shards, one at a time, in memory bounded by the largest. */
export interface ShardStore {
  /** Writes the rows of one site; rows that are there already are not written again. Throws where a row cannot be stored at all. */
  write(shard: string, rows: SiteRows): Promise<Shard>
  /** Report and digest of the figures of every current report: equal figures, equal digest. */
  digests(shard: Shard): Promise<Row[]>
  /** Report, cell, state, value and raw text of every figure of some of its current reports. */
  figures(shard: Shard, reports: readonly string[]): Promise<Row[]>
  /** Publisher and year of every report that it owes. */
  owed(shard: Shard): Promise<Row[]>
  /** Report and snapshot of every current report: the archived page that it was read from. */
  pages(shard: Shard): Promise<Row[]>
  close(): Promise<void>
}

const record = 'shard.json'
/** Tables of fewer rows are not worth zstd. */
const shortTable = 4096

/** A shard by its hash; null where it is not in the folder. */
export async function findShard(folder: string, hash: string): Promise<Shard | null> {
  let text: string
  try {
    text = await readFile(join(folder, hash, record), 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
  return shardSchema.parse(JSON.parse(text))
}

/** How much a shard holds. */
function countIn({ reports, facts }: SiteRows): Pick<Shard, 'reports' | 'facts' | 'figures' | 'numbers'> {
  const current = new Map(reports.filter((row) => row.current).map((row) => [row.report, row.revision]))
  const figures = facts.filter((fact) => current.get(fact.report) === fact.revision)
  return {
    reports: reports.length,
    facts: facts.length,
    figures: figures.length,
    numbers: figures.filter((fact) => fact.state === 'number').length,
  }
}

/** Puts a folder of finished files onto the disk and under its name; another writer may have been first with the same content. */
async function place(room: string, folder: string): Promise<void> {
  for (const name of await readdir(room)) await sync(join(room, name))
  await rename(room, folder).catch((error: unknown) => {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error
  })
}

/** SQL for the digest of a report's figures, from their columns `cell`, `state`, `value` and `raw`: equal figures, equal digest. */
export const figureDigest = `bit_xor(md5_number(concat_ws(chr(31), cell, state, ifnull(value::VARCHAR, ''), raw)))::VARCHAR`

const digestsSql = `SELECT r.report, ${figureDigest} AS digest
  FROM read_parquet(getvariable('folder') || '/facts.parquet') f
  JOIN read_parquet(getvariable('folder') || '/reports.parquet') r USING (report_no)
  JOIN codebook c USING (cell_no) WHERE r.current GROUP BY r.report`

const figuresSql = `SELECT r.report, c.cell, f.state::VARCHAR AS state, f.value, f.raw
  FROM read_parquet(getvariable('folder') || '/facts.parquet') f
  JOIN read_parquet(getvariable('folder') || '/reports.parquet') r USING (report_no)
  JOIN codebook c USING (cell_no)
  WHERE r.current AND list_contains(string_split(getvariable('reports'), chr(10)), r.report) ORDER BY r.report, c.cell_no`

const owedSql = `SELECT publisher, year FROM read_parquet(getvariable('folder') || '/expected.parquet')
  ORDER BY publisher, year`

const pagesSql = `SELECT report, snapshot FROM read_parquet(getvariable('folder') || '/reports.parquet')
  WHERE current ORDER BY report`

/** A database in memory with the tables of one shard; the engine is loaded only where one is needed. */
async function openBuilder(forms: readonly StoredTable[]): Promise<Builder> {
  const { openForBuilding } = await import('./open.ts')
  // A county is small: handing its pieces to several threads costs more than they save.
  const builder = await openForBuilding(':memory:', { memory_limit: '1GB', threads: 1 })
  await builder.run(shardSql.tables)
  await builder.run(shardSql.checks)
  for (const table of forms) await builder.append(table)
  return builder
}

/** Opens a folder of shards. */
export async function openShards(folder: string, codebook: readonly CodebookRow[]): Promise<ShardStore> {
  await mkdir(folder, { recursive: true })
  const forms = sharedTables({ codebook: [...codebook] }).filter(({ table }) => table === 'codebook')
  const made = { codebook: fingerprint({}, {}, forms) }
  let opened: Promise<Builder> | null = null
  const open = (): Promise<Builder> => (opened ??= openBuilder(forms))
  const ask = async (sql: string, { hash }: Shard): Promise<Row[]> => {
    const builder = await open()
    await builder.bind('folder', join(folder, hash))
    return builder.query(sql)
  }
  return {
    async write(shard, rows) {
      const tables = siteTables(rows, codebook)
      const hash = fingerprint(shardSql, { ...made, shard }, tables)
      const known = await findShard(folder, hash)
      if (known !== null) return known
      const builder = await open()
      const room = await mkdtemp(join(folder, `.building-${process.pid}-`))
      try {
        await builder.run('BEGIN')
        for (const table of tables) await builder.append(table)
        const failed = await failedChecks(builder, 'site')
        for (const { table, length } of tables)
          await builder.save(table, join(room, `${table}.parquet`), length < shortTable ? 'snappy' : 'zstd')
        const done = { shard, hash, ...countIn(rows), failed }
        await writeFile(join(room, record), `${JSON.stringify(done, null, 2)}\n`)
        await place(room, join(folder, hash))
        return done
      } finally {
        await builder.run('ROLLBACK')
        await rm(room, { recursive: true, force: true })
      }
    },
    digests: (shard) => ask(digestsSql, shard),
    async figures(shard, reports) {
      await (await open()).bind('reports', reports.join('\n'))
      return ask(figuresSql, shard)
    },
    owed: (shard) => ask(owedSql, shard),
    pages: (shard) => ask(pagesSql, shard),
    async close() {
      await (await opened)?.close()
    },
  }
}
