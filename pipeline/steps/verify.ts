/** Step: hash every archived page again. */
import { dirname, join } from 'node:path'
import { noteDamage } from '../../crawlers/archive-damage.ts'
import { openWhole } from '../../crawlers/archive-whole.ts'
import type { Archive } from '../../crawlers/archive-row.ts'
import type { Context } from '../context.ts'
import type { ExitName } from '../exit.ts'
import { stampOf } from '../run-log.ts'

/** Leaves each part of the archive its own note, and takes away notes of what is whole again. */
async function noteAll(archive: Archive, folder: string): Promise<void> {
  const homes = new Map(archive.rows().map(({ file }) => [dirname(file), new Array<string>()]))
  for (const { file, sha256 } of archive.damaged) homes.get(dirname(file))?.push(sha256)
  for (const [home, digests] of homes) await noteDamage(join(folder, home), digests)
}

/** Verifies the whole archive: digests of pages and of the records around them, index lines, lengths of files. What is damaged is left where it is, and noted so that the next crawl asks for it anew. */
export async function verifyArchive({ workspace, effects }: Context, dry_run: boolean): Promise<ExitName> {
  const archive = await openWhole(workspace.archive, {
    verify: 'all',
    aside_stamp: stampOf(effects.now()),
  })
  try {
    for (const row of archive.damaged)
      effects.print(`受损　${row.sha256}　${row.url}　${row.file} ${row.offset}+${row.length}`)
    for (const fault of archive.faults) effects.print(`不完整　${fault}`)
    effects.print(`已核对 ${archive.rows().length} 个页面，受损 ${archive.damaged.length} 个`)
    if (!dry_run) await noteAll(archive, workspace.archive)
    if (archive.damaged.length + archive.faults.length === 0) return 'complete'
    const files = [...new Set(archive.damaged.map(({ file }) => join(workspace.archive, file)))]
    if (files.length > 0)
      effects.log(
        `请从备份恢复：${files.join('、')}；没有备份时，下一次 crawl 或 night 会重新采集受损的页面，网站上已改动或删除的无法找回。`,
      )
    return 'unverified'
  } finally {
    await archive.close()
  }
}
