/** A dashboard on loopback over a seeded warehouse, for tests. */
import { mkdtemp, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Dashboard, Review } from '../../dashboards/server.ts'
import { startDashboard } from '../../dashboards/server.ts'
import { openReadOnly } from '../../warehouse/open.ts'
import { publishRows } from '../support/load-rows.ts'
import { seedRecords } from './seed-records.ts'
import type { Seed } from './seed.ts'

/** The dashboard, a way to publish another seed under it, and everything it complained of. */
export interface Served {
  dashboard: Dashboard
  publish: (next: Seed) => Promise<string>
  tick: (milliseconds: number) => void
  complaints: unknown[]
  close: () => Promise<void>
}

/** Serves a seed; null serves a directory where nothing was published. The clock stands still until `tick`. */
export async function serveSeed(
  first: Seed | null,
  options: { hostile?: string; review?: Review; breakSnapshot?: boolean } = {},
): Promise<Served> {
  const directory = await mkdtemp(join(tmpdir(), 'gouji-dashboard-'))
  const pages = new Map(first?.pages ?? [])
  const complaints: unknown[] = []
  let hash: string | null = null
  let now = 0

  async function publishSeed(next: Seed): Promise<string> {
    const publication = await publishRows(directory, next.rows)
    if (publication.refused.length > 0)
      throw new Error(`seed refused: ${JSON.stringify(publication.refused)}`)
    for (const [snapshot, page] of next.pages) pages.set(snapshot, page)
    hash = publication.hash
    return hash
  }

  if (first !== null) await publishSeed(first)
  if (options.breakSnapshot === true) await truncate(join(directory, `${hash}.duckdb`), 4000)
  const dashboard = await startDashboard({
    host: '127.0.0.1',
    port: 0,
    openCurrent: () => openReadOnly(join(directory, `${hash}.duckdb`)),
    readPage: (snapshot) => Promise.resolve(pages.get(snapshot) ?? null),
    about: () =>
      Promise.resolve(hash === null ? null : { data_as_of: '2023-02-02T18:20:44.000Z', run: 'test-1', hash }),
    recall: seedRecords(options.hostile ?? ''),
    readOriginal: (snapshot) => {
      const page = pages.get(snapshot)
      return Promise.resolve(
        page === undefined ? null : { bytes: new TextEncoder().encode(page.text), extension: 'html' },
      )
    },
    ...(options.review === undefined ? {} : { review: options.review }),
    now: () => now,
    report: (error) => complaints.push(error),
  })
  return {
    dashboard,
    publish: publishSeed,
    tick: (milliseconds) => {
      now += milliseconds
    },
    complaints,
    close: async () => {
      await dashboard.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
