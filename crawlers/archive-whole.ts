/** The whole archive for readers: the pages of single runs on this machine, and the parts that workers of a queue have written. */
import { join, relative } from 'node:path'
import { stat } from 'node:fs/promises'
import { openArchive, type ArchiveSettings } from './archive.ts'
import { currentPart, sitesWithParts } from './archive-part.ts'
import type { Archive, ArchiveRow } from './archive-row.ts'
import { indexName } from './archive-store.ts'

type ReadSettings = Omit<ArchiveSettings, 'mode'>

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
      throw error
    },
  )
}

/** The folders that hold pages of a site, of all sites where null: the archive's own and the parts. */
async function foldersOf(folder: string, site: string | null): Promise<string[]> {
  const sites = site === null ? await sitesWithParts(folder) : [site]
  const parts: string[] = []
  for (const one of sites) {
    const part = await currentPart(folder, one)
    if (part !== null && (await exists(join(part, indexName)))) parts.push(part)
  }
  const own = parts.length === 0 || (await exists(join(folder, indexName)))
  return own ? [folder, ...parts] : parts
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
  const folders = await foldersOf(folder, site)
  if (folders.every((one) => one === folder)) return openArchive(folder, { ...settings, mode: 'read' })
  const rows: ArchiveRow[] = []
  const [damaged, faults]: [ArchiveRow[], string[]] = [[], []]
  const homes = new Map<string, string>()
  for (const one of folders) {
    const archive = await openArchive(one, { ...settings, mode: 'read' })
    try {
      const place = relative(folder, one)
      const named = (row: ArchiveRow): ArchiveRow => ({ ...row, file: join(place, row.file) })
      rows.push(...archive.rows().map(named))
      damaged.push(...archive.damaged.map(named))
      faults.push(...archive.faults.map((fault) => (place === '' ? fault : `${place}：${fault}`)))
      for (const { sha256 } of archive.rows())
        if (!archive.damaged.some((row) => row.sha256 === sha256) || !homes.has(sha256))
          homes.set(sha256, one)
    } finally {
      await archive.close()
    }
  }
  const newest = new Map<string, ArchiveRow>()
  for (const row of rows) {
    const known = newest.get(row.url)
    if (known === undefined || known.fetched_at <= row.fetched_at) newest.set(row.url, row)
  }
  let open: { folder: string; archive: Promise<Archive> } | null = null
  let turn: Promise<unknown> = Promise.resolve()

  async function readFrom(home: string, sha256: string): Promise<Uint8Array> {
    if (open?.folder !== home) {
      const before = open
      open = { folder: home, archive: openArchive(home, { ...settings, verify: 'last', mode: 'read' }) }
      await (await before?.archive)?.close()
    }
    return (await open.archive).read(sha256)
  }

  const refuse = (): never => {
    throw new Error(`${folder} was opened whole, for reading: open one part to add.`)
  }
  return {
    rows: () => rows,
    latest: (url) => newest.get(url) ?? null,
    read(sha256) {
      const home = homes.get(sha256)
      if (home === undefined) throw new Error(`${folder} holds no bytes with SHA-256 ${sha256}.`)
      const mine = turn.then(() => readFrom(home, sha256))
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
      await (await open?.archive)?.close()
    },
  }
}
