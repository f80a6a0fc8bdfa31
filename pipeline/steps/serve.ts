/** Step: serve the published snapshot, and archived pages as evidence behind it. */
import { openArchive } from '../../crawlers/archive.ts'
import { startDashboard, type ArchivedPage, type Dashboard } from '../../dashboards/server.ts'
import { decode } from '../../parsers/page/decode.ts'
import { openReadOnly } from '../../warehouse/open.ts'
import { readCurrent } from '../../warehouse/publish.ts'
import type { Context } from '../context.ts'
import { latestPublication, stampOf } from '../run-log.ts'

/** Reads one archived page for the evidence frame: the bytes are hashed again on the way. */
export async function readEvidence(
  { workspace, effects }: Context,
  snapshot: string,
): Promise<ArchivedPage | null> {
  const archive = await openArchive(workspace.archive, {
    mode: 'read',
    verify: 'last',
    aside_stamp: stampOf(effects.now()),
  })
  try {
    const row = archive.rows().find((candidate) => candidate.sha256 === snapshot)
    if (row === undefined) return null
    const { text, charset } = decode(await archive.read(snapshot), row.headers['content-type'] ?? null).value
    return {
      text,
      url: row.url,
      fetched_at: row.fetched_at,
      sha256: row.sha256,
      charset: charset.name,
      charset_because: charset.because,
      media_type: row.media_type,
    }
  } finally {
    await archive.close()
  }
}

/** Starts the dashboard on the workspace's published snapshot; a newer one is picked up without a restart. */
export async function serveWorkspace(
  context: Context,
  listen: { host: string; port: number },
): Promise<Dashboard> {
  const { workspace } = context
  return startDashboard({
    ...listen,
    openCurrent: async () => openReadOnly((await readCurrent(workspace.warehouse)).path),
    readPage: (snapshot) => readEvidence(context, snapshot),
    about: async () => {
      const manifest = await latestPublication(workspace.runs)
      if (manifest === null) return null
      return { data_as_of: manifest.started_at, run: manifest.run, hash: String(manifest['snapshot']) }
    },
  })
}
