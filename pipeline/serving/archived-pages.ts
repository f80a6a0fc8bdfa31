/** Archived pages for the dashboard: one open archive, opened anew when a page is asked for that it did not hold yet. */
import { indexesOfWhole, openWhole } from '../../crawlers/archive-whole.ts'
import type { Archive, ArchiveRow } from '../../crawlers/archive-row.ts'
import type { ArchivedOriginal, ArchivedPage } from '../../dashboards/server.ts'
import { recognise } from '../../parsers/attachment/carrier.ts'
import { decode } from '../../parsers/page/decode.ts'
import type { Context } from '../context.ts'
import { ReadPool } from '../read-pool.ts'
import { stampOf } from '../run-log.ts'

/** The archive as the dashboard reads it. */
export interface ArchivedPages {
  readPage: (snapshot: string) => Promise<ArchivedPage | null>
  readOriginal: (snapshot: string) => Promise<ArchivedOriginal | null>
  close: () => Promise<void>
}

interface Opened {
  archive: Archive
  bySnapshot: ReadonlyMap<string, ArchiveRow>
  mark: string
  users: number
  retired: boolean
}

const keptPages = 24

/** Keeps the archive open; bytes are hashed again on every reading, and documents that are no HTML are drawn in a worker. */
export function keepArchive({ workspace, effects }: Context): ArchivedPages {
  const pool = new ReadPool({ size: 1 })
  const pages = new Map<string, ArchivedPage>()
  let opened: Opened | null = null
  let opening: Promise<Opened> | null = null

  async function settle(one: Opened): Promise<void> {
    if (one.retired && one.users === 0) await one.archive.close()
  }

  async function open(mark: string): Promise<Opened> {
    const archive = await openWhole(workspace.archive, {
      verify: 'last',
      aside_stamp: stampOf(effects.now()),
    })
    const bySnapshot = new Map(archive.rows().map((row) => [row.sha256, row] as const))
    const before = opened
    opened = { archive, bySnapshot, mark, users: 0, retired: false }
    if (before !== null) {
      before.retired = true
      await settle(before)
    }
    return opened
  }

  /** The archive that holds a snapshot: bytes never change under their digest, so only an unknown one is looked for anew. */
  async function holding(snapshot: string): Promise<Opened> {
    if (opened?.bySnapshot.has(snapshot) === true) return opened
    const mark = JSON.stringify(await indexesOfWhole(workspace.archive))
    if (opened?.mark === mark) return opened
    opening ??= open(mark).finally(() => {
      opening = null
    })
    return opening
  }

  async function use<T>(
    snapshot: string,
    work: (archive: Archive, row: ArchiveRow) => Promise<T>,
  ): Promise<T | null> {
    const one = await holding(snapshot)
    const row = one.bySnapshot.get(snapshot)
    if (row === undefined) return null
    one.users += 1
    try {
      return await work(one.archive, row)
    } finally {
      one.users -= 1
      await settle(one)
    }
  }

  async function draw(bytes: Uint8Array, row: ArchiveRow): Promise<ArchivedPage> {
    const contentType = row.headers['content-type'] ?? null
    const about = { url: row.url, fetched_at: row.fetched_at, sha256: row.sha256 }
    const { carrier } = await recognise(bytes)
    if (carrier === 'html') {
      const { text, charset } = decode(bytes, contentType).value
      const chosen = { charset: charset.name, charset_because: charset.because }
      // Sites send pages as downloads and as plain text; what has tags was read as a page.
      const media_type = /<[a-z!]/iu.test(text.slice(0, 4096)) ? 'text/html' : row.media_type
      return { text, ...about, ...chosen, media_type, carrier }
    }
    const { value, problems } = await pool.render(bytes, { url: row.url, contentType })
    const text =
      value?.html ?? `<p>${problems.map((one) => one.detail.replace(/[<&]/gu, ' ')).join('</p><p>')}</p>`
    return { text, ...about, charset: 'utf-8', charset_because: 'carrier', media_type: 'text/html', carrier }
  }

  return {
    readPage: async (snapshot) => {
      const known = pages.get(snapshot)
      const page =
        known ?? (await use(snapshot, async (archive, row) => draw(await archive.read(snapshot), row)))
      if (page === null) return null
      pages.delete(snapshot)
      pages.set(snapshot, page)
      const oldest = pages.keys().next()
      if (pages.size > keptPages && oldest.done !== true) pages.delete(oldest.value)
      return page
    },
    readOriginal: (snapshot) =>
      use(snapshot, async (archive) => {
        const bytes = await archive.read(snapshot)
        const { carrier } = await recognise(bytes)
        const sheet = bytes[0] === 0x50 ? 'xlsx' : 'xls'
        return { bytes, extension: carrier === 'sheet' ? sheet : carrier }
      }),
    close: async () => {
      const one = opened
      opened = null
      await pool.close()
      if (one === null) return
      one.retired = true
      await settle(one)
    },
  }
}
