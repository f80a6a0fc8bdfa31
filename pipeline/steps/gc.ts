/** Step: delete what is no longer needed. The archive, the decisions and the published data are never touched. */
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { keepSnapshots } from '../../warehouse/publish.ts'
import { readingVersion } from '../code-version.ts'
import type { Context } from '../context.ts'
import { openReadings } from '../readings.ts'
import { runsIn } from '../run-log.ts'
import { takeLock } from '../lock.ts'
import { isAbsent } from '../absent.ts'

/** What of an old run goes; its manifest and digest stay, so that what was published and why is known for good. */
const bulky = ['events.jsonl', 'digest.html', 'digest.md']

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isAbsent(error)) return 0
    throw error
  }
}

async function bulkOfRuns(runs: string, keep: number): Promise<string[]> {
  const old = (await runsIn(runs)).slice(keep)
  const paths: string[] = []
  for (const run of old)
    for (const name of await readdir(join(runs, run)))
      if (bulky.includes(name) || name.endsWith('.new')) paths.push(join(runs, run, name))
  return paths
}

/** How much is kept: snapshots that can be compared, and runs with all their events. */
export interface KeepChoice {
  snapshots: number
  runs: number
  dryRun: boolean
  json: boolean
}

/** Deletes old snapshots, the events of old runs, and readings of other versions of the program. */
export async function collectGarbage(context: Context, choice: KeepChoice): Promise<void> {
  const { workspace, effects } = context
  const release = await takeLock(workspace.lock)
  try {
    const snapshots = await keepSnapshots(workspace.warehouse, choice.snapshots, choice.dryRun)
    const bulk = await bulkOfRuns(workspace.runs, choice.runs)
    let bytes = snapshots.bytes
    for (const path of bulk) bytes += await sizeOf(path)
    if (!choice.dryRun) {
      for (const path of bulk) await rm(path, { force: true })
      await openReadings(join(workspace.cache, 'readings'), readingVersion()).forgetOthers()
    }
    const counts = { snapshots: snapshots.names.length, run_files: bulk.length, bytes }
    if (choice.json) effects.print(JSON.stringify(counts))
    else
      effects.print(
        `${choice.dryRun ? '将删除' : '已删除'}旧数据集 ${counts.snapshots} 个、旧运行的明细 ${counts.run_files} 个文件，共 ${(bytes / 1e6).toFixed(1)} MB；证据库、审计结论与现行数据不动`,
      )
  } finally {
    await release()
  }
}
