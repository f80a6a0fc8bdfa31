/** Step: hash every archived page again. */
import { openArchive } from '../../crawlers/archive.ts'
import type { Context } from '../context.ts'
import type { ExitName } from '../exit.ts'
import { stampOf } from '../run-log.ts'

/** Verifies the whole archive; damaged pages are listed, nothing is changed. */
export async function verifyArchive({ workspace, effects }: Context): Promise<ExitName> {
  const archive = await openArchive(workspace.archive, {
    mode: 'read',
    verify: 'all',
    aside_stamp: stampOf(effects.now()),
  })
  try {
    for (const row of archive.damaged)
      effects.print(`受损　${row.sha256}　${row.url}　${row.file} ${row.offset}+${row.length}`)
    for (const part of archive.aside) effects.print(`尾部不完整　${part.detail}`)
    effects.print(`已核对 ${archive.rows().length} 个页面，受损 ${archive.damaged.length} 个`)
    return archive.damaged.length + archive.aside.length > 0 ? 'unverified' : 'complete'
  } finally {
    await archive.close()
  }
}
