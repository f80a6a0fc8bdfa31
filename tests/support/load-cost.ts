/** What writing counties into shards costs, against the same rows appended to the same tables and nothing else. */
import { join } from 'node:path'
import { codebookRows } from '../../pipeline/form-rows.ts'
import { siteTables } from '../../warehouse/columns.ts'
import { openForBuilding } from '../../warehouse/open.ts'
import type { SiteRows } from '../../warehouse/rows.ts'
import { openShards } from '../../warehouse/shard.ts'
import { shardSql } from '../../warehouse/sql.ts'
import { stopwatch } from './stopwatch.ts'

/** Rows of all tables, and rows a second of processor by either way. */
export interface LoadCost {
  rows: number
  ours: number
  bare: number
}

/**
 * Loads counties by either way in turn, so often, each into a database that is opened once; the first round warms both up and does not
 * count. Shards are made in `folder`, under another name each round, so that none is there already.
 */
export async function measureLoad(
  folder: string,
  counties: readonly SiteRows[],
  rounds: number,
): Promise<LoadCost> {
  const forms = codebookRows()
  const bare = await openForBuilding(':memory:', { memory_limit: '1GB', threads: 1 })
  await bare.run(`${shardSql.tables}\n${shardSql.checks}`)
  const store = await openShards(join(folder, 'shards'), forms)
  const watch = stopwatch()
  let rows = 0
  for (let round = 0; round <= rounds; round += 1) {
    const name = (way: string): string => (round === 0 ? `${way}, warming up` : way)
    for (const [at, county] of counties.entries()) {
      const tables = siteTables(county, forms)
      await bare.run('BEGIN')
      await watch.time(name('bare'), async () => {
        for (const table of tables) await bare.append(table)
      })
      await bare.run('ROLLBACK')
      await watch.time(name('ours'), () => store.write(`${round} ${at}`, county))
      if (round > 0) rows += tables.reduce((sum, { length }) => sum + length, 0)
    }
  }
  await store.close()
  await bare.close()
  return { rows, ours: rows / watch.spent('ours').cpu, bare: rows / watch.spent('bare').cpu }
}
