/** The whole archive for readers: the pages of single runs on this machine, and the parts that workers of a queue have written. */
import { join, relative } from 'node:path'
import { stat } from 'node:fs/promises'
import { openArchive, type ArchiveSettings } from './archive.ts'
import { currentPart, sitesWithParts } from './archive-part.ts'
import type { Archive, ArchiveRow } from './archive-row.ts'
import { indexName } from './archive-store.ts'

type ReadSettings = Omit<ArchiveSettings, 'mode'>

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Bytes of an index; null where there is none. */
async function indexSize(folder: string): Promise<number | null> {
  try {
    return (await stat(join(folder, indexName))).size
  } catch (error) {
    if (isGone(error)) return null
    throw error
  }
}

/** One ordinary archive of the whole: the site whose part it is, null for the folder's own. */
interface Home {
  folder: string
  site: string | null
}

/** Where pages of a site lie, of all sites where null. */
async function homesOf(folder: string, site: string | null): Promise<(Home & { size: number })[]> {
  const found: (Home & { size: number })[] = []
  const own = await indexSize(folder)
  if (own !== null) found.push({ folder, site: null, size: own })
  for (const one of site === null ? await sitesWithParts(folder) : [site]) {
    const part = await currentPart(folder, one)
    const size = part === null ? null : await indexSize(part)
    if (part !== null && size !== null) found.push({ folder: part, site: one, size })
  }
  return found
}

/** The index of each ordinary archive of the whole, in order: its path and its bytes. Indexes only grow. */
export async function indexesOfWhole(folder: string): Promise<{ path: string; size: number }[]> {
  const homes = await homesOf(folder, null)
  return homes.map((home) => ({ path: join(home.folder, indexName), size: home.size }))
}

/**
 * Opens what is archived of one site, or of all, for reading. Files of rows are named from the archive's folder. Of many parts only the
 * one that was read from last stays open.
 */
export async function openWhole(
  folder: string,
  settings: ReadSettings,
  site: string | null = null,
): Promise<Archive> {
  const all = await homesOf(folder, site)
  if (all.every((home) => home.site === null)) return openArchive(folder, { ...settings, mode: 'read' })
  return openHomes(folder, all, settings)
}

/** Opens what is archived of one site anywhere but in `home`, for reading; null where there is nothing. */
export async function openElsewhere(
  folder: string,
  site: string,
  home: string,
  settings: ReadSettings,
): Promise<Archive | null> {
  const others = (await homesOf(folder, site)).filter((one) => one.folder !== home)
  return others.length === 0 ? null : openHomes(folder, others, settings)
}

async function openHomes(folder: string, all: readonly Home[], settings: ReadSettings): Promise<Archive> {
  const rows: ArchiveRow[] = []
  const [damaged, faults]: [ArchiveRow[], string[]] = [[], []]
  const homes = new Map<string, Home>()
  for (const home of all) {
    const archive = await openArchive(home.folder, { ...settings, mode: 'read' })
    try {
      const place = relative(folder, home.folder)
      const named = (row: ArchiveRow): ArchiveRow => ({ ...row, file: join(place, row.file) })
      const bad = new Set(archive.damaged.map(({ sha256 }) => sha256))
      rows.push(...archive.rows().map(named))
      damaged.push(...archive.damaged.map(named))
      faults.push(...archive.faults.map((fault) => (place === '' ? fault : `${place}：${fault}`)))
      for (const { sha256 } of archive.rows())
        if (!bad.has(sha256) || !homes.has(sha256)) homes.set(sha256, home)
    } finally {
      await archive.close()
    }
  }
  const newest = new Map<string, ArchiveRow>()
  for (const row of rows) {
    const known = newest.get(row.url)
    if (known === undefined || known.fetched_at <= row.fetched_at) newest.set(row.url, row)
  }
  let open: { home: Home; archive: Archive } | null = null
  let turn: Promise<unknown> = Promise.resolve()

  async function close(): Promise<void> {
    const before = open
    open = null
    await before?.archive.close()
  }

  async function readFrom(home: Home, sha256: string, again: boolean): Promise<Uint8Array> {
    try {
      if (open?.home !== home) {
        await close()
        const part = home.site === null ? null : await currentPart(folder, home.site)
        open = {
          home,
          archive: await openArchive(part ?? home.folder, { ...settings, verify: 'last', mode: 'read' }),
        }
      }
      return await open.archive.read(sha256)
    } catch (error) {
      // A worker may have gone on in the next generation of a part and cleared this one away.
      if (!again || !isGone(error)) throw error
      await close()
      return readFrom(home, sha256, false)
    }
  }

  const refuse = (): never => {
    throw new Error(`${folder} was opened whole, for reading: open one part to add.`)
  }
  return {
    rows: () => rows,
    latest: (url) => newest.get(url) ?? null,
    async read(sha256) {
      const home = homes.get(sha256)
      if (home === undefined) throw new Error(`${folder} holds no bytes with SHA-256 ${sha256}.`)
      const mine = turn.then(() => readFrom(home, sha256, true))
      turn = Promise.allSettled([mine])
      return mine
    },
    add: refuse,
    attribute: refuse,
    aside: [],
    faults,
    damaged,
    async close() {
      await turn
      await close()
    },
  }
}
