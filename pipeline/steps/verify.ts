/** Step: hash every archived page again. */
import { openWhole } from '../../crawlers/archive-whole.ts'
import type { Context } from '../context.ts'
import type { ExitName } from '../exit.ts'
import { stampOf } from '../run-log.ts'

/** Verifies the whole archive: digests of pages and of the records around them, index lines, lengths of files. Nothing is changed. */
export async function verifyArchive({ workspace, effects }: Context): Promise<ExitName> {
  const archive = await openWhole(workspace.archive, {
    verify: 'all',
    aside_stamp: stampOf(effects.now()),
  })
  try {
    for (const row of archive.damaged)
      effects.print(`受损　${row.sha256}　${row.url}　${row.file} ${row.offset}+${row.length}`)
    for (const fault of archive.faults) effects.print(`不完整　${fault}`)
    effects.print(`已核对 ${archive.rows().length} 个页面，受损 ${archive.damaged.length} 个`)
    return archive.damaged.length + archive.faults.length > 0 ? 'unverified' : 'complete'
  } finally {
    await archive.close()
  }
}
