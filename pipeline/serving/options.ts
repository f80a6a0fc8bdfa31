/** Everything that the dashboard needs of a workspace, for serving it and for drawing it into files. */
import type { PageOptions } from '../../dashboards/server.ts'
import { openReadOnly } from '../../warehouse/open.ts'
import { readCurrent } from '../../warehouse/publish.ts'
import type { Context } from '../context.ts'
import { latestPublication } from '../run-log.ts'
import { keepArchive } from './archived-pages.ts'
import { packParquet } from './parquet.ts'
import { recallOf } from './records.ts'

/** A page waits this long for one query, in milliseconds; then it says so. */
const queryLimit = 1000

/** The dashboard's sources, and how to let go of them. */
export interface DashboardSources {
  options: PageOptions
  close: () => Promise<void>
}

/** Gathers the sources; nothing is opened before it is asked for. `timeoutMs` is the limit of one query. */
export function dashboardSources(context: Context, timeoutMs = queryLimit): DashboardSources {
  const { workspace } = context
  const pages = keepArchive(context)
  return {
    options: {
      openCurrent: async () =>
        openReadOnly((await readCurrent(workspace.warehouse)).path, { timeout_ms: timeoutMs }),
      readPage: pages.readPage,
      readOriginal: pages.readOriginal,
      recall: recallOf(context),
      packer: async (name) => packParquet((await readCurrent(workspace.warehouse)).path, name),
      about: async () => {
        const manifest = await latestPublication(workspace.runs)
        if (manifest === null) return null
        return { data_as_of: manifest.started_at, run: manifest.run, hash: String(manifest['snapshot']) }
      },
    },
    close: pages.close,
  }
}
