/** The read-only dashboard server: views with their twins, archived pages, static files. GET and HEAD only. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { makeApp } from './routes.ts'
import { readAssets } from './assets.ts'
import type { SnapshotSource } from './snapshot.ts'
import { holdSnapshot } from './snapshot.ts'
import type { ReadPage } from './archived-page.ts'

export type { ArchivedPage, ReadPage } from './archived-page.ts'

const secondMs = 1000

/** What the hub hands to the dashboard; the clock and the complaints have defaults for a real run. */
export interface DashboardOptions {
  host: string
  /** 0 lets the system choose. */
  port: number
  openCurrent: SnapshotSource['openCurrent']
  readPage: ReadPage
  about: SnapshotSource['about']
  now?: () => number
  report?: (error: unknown) => void
}

/** A running dashboard. */
export interface Dashboard {
  url: string
  /** Opens the current snapshot at once instead of within a second. */
  reload: () => Promise<void>
  close: () => Promise<void>
}

/** Starts the dashboard. Rejects where the address cannot be listened on. */
export async function startDashboard(options: DashboardOptions): Promise<Dashboard> {
  const { host, port, openCurrent, readPage, about } = options
  const report = options.report ?? ((error: unknown) => process.stderr.write(`${describe(error)}\n`))
  const holder = holdSnapshot({ openCurrent, about, now: options.now ?? Date.now, everyMs: secondMs, report })
  const app = makeApp({ holder, readPage, assets: await readAssets(), report })
  const { server, address } = await new Promise<{ server: ReturnType<typeof serve>; address: AddressInfo }>(
    (resolve, reject) => {
      const started = serve({ fetch: app.fetch, hostname: host, port }, (info) =>
        resolve({ server: started, address: info }),
      )
      started.once('error', (error) => {
        reject(
          new Error(`dashboards: cannot listen on ${host}:${port}; choose another port`, { cause: error }),
        )
      })
    },
  )
  const shownHost = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return {
    url: `http://${shownHost}:${address.port}/`,
    reload: holder.reload,
    close: async () => {
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error === undefined || error === null ? resolve() : reject(error)))
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await holder.close()
    },
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
