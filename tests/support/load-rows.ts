/** Rows of a whole small warehouse, loaded or published as one shard. */
import { join } from 'node:path'
import type { FailedCheck } from '../../warehouse/failed.ts'
import { buildWarehouse, type SnapshotContent } from '../../warehouse/load.ts'
import { publish, shardFolder, type Publication } from '../../warehouse/publish.ts'
import type { WarehouseRows } from '../../warehouse/rows.ts'
import { openShards } from '../../warehouse/shard.ts'

/** Writes rows as one shard into the folder of shards of a warehouse. */
export async function shardRows(directory: string, rows: WarehouseRows): Promise<SnapshotContent> {
  const { codebook, codes = [], decisions = [], check_ratings = [], ...site } = rows
  const store = await openShards(shardFolder(directory), codebook)
  try {
    return {
      shared: { codebook, codes, decisions, check_ratings },
      shards: [await store.write('990001', site)],
    }
  } finally {
    await store.close()
  }
}

/** Builds a warehouse file, unless the shard itself fails, and answers the checks that failed. */
export async function loadRows(directory: string, file: string, rows: WarehouseRows): Promise<FailedCheck[]> {
  const content = await shardRows(directory, rows)
  const failed = content.shards.flatMap((shard) => shard.failed)
  return failed.length > 0 ? failed : buildWarehouse(join(directory, file), shardFolder(directory), content)
}

/** Publishes rows. */
export async function publishRows(
  directory: string,
  rows: WarehouseRows,
  options: Parameters<typeof publish>[2] = {},
): Promise<Publication> {
  return publish(directory, await shardRows(directory, rows), options)
}
