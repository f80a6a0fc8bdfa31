/** The dashboard server: views with their twins, archived pages, static files. Read-only unless review is switched on. */
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { makeApp, views } from './routes.ts'
import { readAssets } from './assets.ts'
import { addressesOf } from './still/states.ts'
import type { SnapshotSource } from './snapshot.ts'
import { holdSnapshot } from './snapshot.ts'
import type { ReadOriginal, ReadPage } from './archived-page.ts'
import type { Packer } from './export/datasets.ts'
import type { Review } from './review/form.ts'
import { usualTwins } from './twins.ts'
import type { Recall } from './view.ts'

export type { ArchivedOriginal, ArchivedPage } from './archived-page.ts'
export type { Deed, Review } from './review/form.ts'
export { NoSnapshot } from './snapshot.ts'
export type { Recall } from './view.ts'

const secondMs = 1000

/** What the hub hands to the dashboard; the clock and the complaints have defaults for a real run. */
export interface PageOptions {
  openCurrent: SnapshotSource['openCurrent']
  readPage: ReadPage
  about: SnapshotSource['about']
  /** The record of runs, sources and decisions; absent: none is kept. */
  recall?: Recall
  /** The original bytes of an archived page, for saving; absent: none are given out. */
  readOriginal?: ReadOriginal
  /** Packs datasets in forms that only the warehouse's driver writes. */
  packer?: Packer
  /** How decisions are recorded; absent: nobody can decide, and only GET and HEAD are answered. */
  review?: Review
  /** Which further forms of its rows a page links to; absent: all. */
  twinNames?: readonly string[]
  now?: () => number
  report?: (error: unknown) => void
}

/** The same, and where to listen. */
export interface DashboardOptions extends PageOptions {
  host: string
  /** 0 lets the system choose. */
  port: number
}

/** The dashboard's pages without a listener: what `fetch` answers is what a browser would be given. */
export interface Pages {
  fetch: (request: Request) => Response | Promise<Response>
  /** Addresses of every page of the menu, and of its filter states, from which all others are reached by links. */
  addresses: () => Promise<string[]>
  /** Opens the current snapshot at once instead of within a second. */
  reload: () => Promise<void>
  close: () => Promise<void>
}

/** Puts the pages together; no snapshot is opened before the first request. */
export async function openPages(options: PageOptions): Promise<Pages> {
  const { openCurrent, readPage, about } = options
  const report = options.report ?? ((error: unknown) => process.stderr.write(`${describe(error)}\n`))
  const holder = holdSnapshot({
    openCurrent,
    about,
    recall: options.recall ?? (() => Promise.resolve([])),
    now: options.now ?? Date.now,
    everyMs: secondMs,
    report,
  })
  const app = makeApp({
    holder,
    readPage,
    readOriginal: options.readOriginal ?? (() => Promise.resolve(null)),
    packer: options.packer ?? null,
    review: options.review ?? null,
    twinNames: options.twinNames ?? usualTwins,
    assets: await readAssets(),
    report,
  })
  return {
    fetch: app.fetch,
    addresses: () => holder.use(({ scope }) => Promise.resolve(addressesOf(views, scope))),
    reload: holder.reload,
    close: holder.close,
  }
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
  const { host, port } = options
  const pages = await openPages(options)
  const { server, address } = await new Promise<{ server: ReturnType<typeof serve>; address: AddressInfo }>(
    (resolve, reject) => {
      const started = serve({ fetch: pages.fetch, hostname: host, port }, (info) =>
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
    reload: pages.reload,
    close: async () => {
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error === undefined || error === null ? resolve() : reject(error)))
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await pages.close()
    },
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
