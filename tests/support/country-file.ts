/** The warehouse file of a made-up country, and what building it took. */
import { statSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buildWarehouse } from '../../warehouse/load.ts'
import { megabytes, peakMemory } from './bench-lines.ts'
import { generateShards } from './national.ts'
import { stopwatch } from './stopwatch.ts'

/** Builds the file of so many counties in `folder`, out of shards that are made where they do not lie there yet; tells what that took. */
export async function buildCountry(folder: string, counties: number): Promise<string> {
  await mkdir(folder, { recursive: true })
  const watch = stopwatch()
  const content = await watch.time('shards', () => generateShards(folder, counties))
  const facts = content.shards.reduce((sum, shard) => sum + shard.facts, 0)
  console.log(
    `${counties} counties, ${facts} facts; shards ready after ${watch.spent('shards').wall.toFixed(0)} s`,
  )
  const file = join(folder, `${counties}.duckdb`)
  await rm(file, { force: true })
  const failed = await watch.time('build', () => buildWarehouse(file, folder, content))
  if (failed.length > 0) throw new Error(`the country fails its checks: ${JSON.stringify(failed)}`)
  const { wall, cpu } = watch.spent('build')
  console.log(
    `  snapshot built in ${wall.toFixed(1)} s (to reach 600 for 80 million), ${cpu.toFixed(0)} s CPU; 80 million facts at this rate ${((wall * 8e7) / facts).toFixed(0)} s, ${((cpu * 8e7) / facts).toFixed(0)} s CPU; peak memory of the process ${peakMemory()} (to reach 4096); file ${megabytes(statSync(file).size)}`,
  )
  return file
}
