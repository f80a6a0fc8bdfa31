/** Packs a dataset of the published snapshot as Parquet: read-only beside the dashboard's own reader, written to a file of its own. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { datasets } from '../../dashboards/export/datasets.ts'
import { wholeQuery } from '../../dashboards/export/dataset-query.ts'
import { openForBuilding } from '../../warehouse/open.ts'

/** A path as a text of SQL; paths are the only things that cannot be bound. */
const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`

/** Writes datasets of a snapshot as Parquet files into a folder; answers their paths by name. */
export async function writeParquet(
  snapshot: string,
  names: readonly string[],
  folder: string,
): Promise<Map<string, string>> {
  const room = await mkdtemp(join(tmpdir(), 'gouji-parquet-'))
  try {
    const builder = await openForBuilding(join(room, 'room.duckdb'))
    const written = new Map<string, string>()
    try {
      await builder.run(`ATTACH ${quoted(snapshot)} AS snapshot (READ_ONLY)`)
      await builder.run('USE snapshot')
      for (const name of names) {
        const dataset = datasets.find((one) => one.name === name)
        if (dataset === undefined) throw new Error(`pipeline: there is no dataset ${name}`)
        const path = join(folder, `${name}.parquet`)
        await builder.run(
          `COPY (${wholeQuery(dataset)}) TO ${quoted(path)} (FORMAT parquet, COMPRESSION zstd)`,
        )
        written.set(name, path)
      }
      await builder.run('USE room')
      await builder.run('DETACH snapshot')
    } finally {
      await builder.close()
    }
    return written
  } finally {
    await rm(room, { recursive: true, force: true })
  }
}

/** One dataset's Parquet bytes. */
export async function packParquet(snapshot: string, name: string): Promise<Uint8Array> {
  const room = await mkdtemp(join(tmpdir(), 'gouji-parquet-'))
  try {
    const path = (await writeParquet(snapshot, [name], room)).get(name)
    if (path === undefined) throw new Error(`pipeline: ${name} was not packed`)
    return await readFile(path)
  } finally {
    await rm(room, { recursive: true, force: true })
  }
}
