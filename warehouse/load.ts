/** Builds a warehouse file out of shards: always the whole content, in one order, so that building is repeatable. */
import { sharedTables, stored, type StoredTable } from './columns.ts'
import { failedChecks, type FailedCheck } from './failed.ts'
import type { Builder } from './reader.ts'
import type { SharedRows } from './rows.ts'
import type { Shard } from './shard.ts'
import { snapshotSql } from './sql.ts'

/** Everything that one snapshot is made of. */
export interface SnapshotContent {
  shared: SharedRows
  shards: readonly Shard[]
}

const cellsAtOnce = 20

const shardColumns: Readonly<Record<string, (shard: Shard) => string | number>> = {
  shard: ({ shard }) => shard,
  hash: ({ hash }) => hash,
  report_count: ({ reports }) => reports,
  fact_count: ({ facts }) => facts,
  figure_count: ({ figures }) => figures,
  number_count: ({ numbers }) => numbers,
}

/** All tables that are appended rather than gathered. */
export function appendedTables({ shared, shards }: SnapshotContent): StoredTable[] {
  const sorted = [...shards].sort((a, b) => (a.shard < b.shard ? -1 : 1))
  return [...sharedTables(shared), stored('shards', shardColumns, sorted)]
}

/** Orders the figures by cell, some cells at a time, so that memory stays bounded whatever the number of reports. */
async function fillValues(builder: Builder, cells: number): Promise<void> {
  for (let first = 1; first <= cells; first += cellsAtOnce) {
    await builder.bind('first_cell', first)
    await builder.bind('last_cell', first + cellsAtOnce - 1)
    await builder.run(snapshotSql.values)
  }
}

/**
 * Builds a whole warehouse file at `path`, which must not exist, from shards that lie in `folder`, and answers the checks that failed;
 * none means that it may be published.
 */
export async function buildWarehouse(
  path: string,
  folder: string,
  content: SnapshotContent,
): Promise<FailedCheck[]> {
  // The engine is loaded only where something is built.
  const { openForBuilding } = await import('./open.ts')
  const builder = await openForBuilding(path)
  try {
    // Each of some two hundred statements would otherwise be put onto the disk by itself.
    await builder.run(`BEGIN;${snapshotSql.tables};COMMIT`)
    for (const table of appendedTables(content)) await builder.append(table)
    await builder.bind('folder', folder)
    if (content.shards.length > 0) await builder.run(snapshotSql.gather)
    await builder.run(snapshotSql.marts)
    await fillValues(builder, content.shared.codebook.length)
    await builder.run(snapshotSql.checks)
    return await failedChecks(builder, 'snapshot')
  } finally {
    await builder.close()
  }
}
