/** The open archive: WARC and index, append-only; bytes are on disk before the row that names them. One writer at a time. */
import { rename, writeFile, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Span } from './archive-opening.ts'
import type { Archive, ArchiveRow, Attribution, SetAside } from './archive-row.ts'
import { signLine } from './archive-seal.ts'
import { writeDurably, type WarcFiles } from './archive-warcs.ts'
import type { Snapshot } from './fetched.ts'
import { encodeRevisit, encodeSnapshot } from './warc.ts'

/** The index and the seal of an archive folder. */
export const indexName = 'index.jsonl'
export const sealName = 'seal.json'

/** An archive that has been opened and judged. */
export interface OpenedArchive {
  folder: string
  warcs: WarcFiles
  index: FileHandle
  rows: ArchiveRow[]
  damaged: ArchiveRow[]
  index_end: number
  aside: SetAside[]
  faults: string[]
  writable: boolean
}

/** The archive over its open files. */
export function createArchive(state: OpenedArchive): Archive {
  const newest = new Map<string, number>()
  const stored = new Map<string, ArchiveRow>()
  for (const [at, row] of state.rows.entries()) {
    newest.set(row.url, at)
    if (!state.damaged.includes(row)) stored.set(row.sha256, row)
  }
  let turn: Promise<unknown> = Promise.resolve()
  /** Writes that are not done yet. */
  let waiting = 0
  let grown = false

  /** One write after another, whoever asks. */
  function inTurn<T>(write: () => Promise<T>): Promise<T> {
    if (!state.writable)
      throw new Error(`${state.folder} was opened for reading: open it with mode "write" to add.`)
    waiting += 1
    const mine = turn.then(write).finally(() => {
      waiting -= 1
    })
    turn = Promise.allSettled([mine])
    return mine
  }

  const latest = (url: string): ArchiveRow | null => state.rows[newest.get(url) ?? -1] ?? null

  async function writeRow(row: ArchiveRow): Promise<void> {
    const line = Buffer.from(`${signLine(row)}\n`, 'utf8')
    await writeDurably(state.index, line, state.index_end)
    state.index_end += line.length
    grown = true
    stored.set(row.sha256, row)
    const at = newest.get(row.url)
    const known = at === undefined ? undefined : state.rows[at]
    if (at !== undefined && known?.sha256 === row.sha256) state.rows[at] = row
    else newest.set(row.url, state.rows.push(row) - 1)
  }

  /** Set last of all, by rename: a seal is whole or the one before. */
  async function writeSeal(): Promise<void> {
    const seal = { index_bytes: state.index_end, warcs: Object.fromEntries(state.warcs.ends) }
    const fresh = join(state.folder, `${sealName}.new`)
    await writeFile(fresh, `${signLine(seal)}\n`, { flush: true })
    await rename(fresh, join(state.folder, sealName))
  }

  async function storePage(snapshot: Snapshot, attribution: Attribution): Promise<Span> {
    return state.warcs.append(encodeSnapshot(snapshot, attribution))
  }

  /** The bytes lie where they lay; only that they were seen again, under which address and when, is written. */
  async function storeRevisit(
    snapshot: Snapshot,
    attribution: Attribution,
    { file, offset, length, members_sha256, answered_by, fetched_at }: ArchiveRow,
  ): Promise<Pick<ArchiveRow, 'file' | 'offset' | 'length' | 'members_sha256' | 'revisit'>> {
    const first = { url: answered_by, fetched_at }
    const revisit = await state.warcs.append(encodeRevisit(snapshot, attribution, first))
    return { file, offset, length, ...(members_sha256 === undefined ? {} : { members_sha256 }), revisit }
  }

  return {
    rows: () => state.rows,
    latest,
    aside: state.aside,
    faults: state.faults,
    damaged: state.damaged,
    async read(sha256) {
      const row = stored.get(sha256) ?? state.damaged.find((one) => one.sha256 === sha256)
      if (row === undefined) throw new Error(`${state.folder} holds no bytes with SHA-256 ${sha256}.`)
      const payload = await state.warcs.payload(row)
      if (payload !== null) return payload
      throw new Error(
        `${join(state.folder, row.file)} at byte ${row.offset}: the record of ${row.url} no longer matches SHA-256 ${sha256}. Restore the file from a backup.`,
      )
    },
    add(snapshot, attribution) {
      return inTurn(async () => {
        const { bytes, sha256, fetched_at, status, headers, media_type, via } = snapshot
        const url = snapshot.requested_url
        const known = latest(url)
        const same = stored.get(sha256)
        if (known?.sha256 === sha256 && same !== undefined) return { row: known, stored: false }
        const place =
          same === undefined
            ? await storePage(snapshot, attribution)
            : await storeRevisit(snapshot, attribution, same)
        const said = { url, answered_by: snapshot.url, fetched_at, status, headers, media_type, via }
        const row: ArchiveRow = { ...place, sha256, byte_count: bytes.length, ...said, ...attribution }
        await writeRow(row)
        return { row, stored: true }
      })
    },
    attribute(url, attribution) {
      const standing = latest(url)
      // What stands and is what is said already needs no turn, unless a write before it may yet change it.
      if (state.writable && waiting === 0 && standing !== null && sameAttribution(standing, attribution))
        return Promise.resolve()
      return inTurn(async () => {
        const row = latest(url)
        if (row === null) throw new Error(`${url} was never archived, so it cannot be attributed.`)
        if (!sameAttribution(row, attribution)) await writeRow({ ...row, ...attribution })
      })
    },
    async close() {
      await turn
      await state.warcs.close()
      await state.index.close()
      if (grown) await writeSeal()
    },
  }
}

/** Whether a row says what is said of a page now. The list page that carried a link is left out: on lists that count down it changes with every new entry. */
export function sameAttribution(row: ArchiveRow, attribution: Attribution): boolean {
  return (
    row.role === attribution.role &&
    row.site === attribution.site &&
    row.publisher === attribution.publisher &&
    row.year === attribution.year &&
    row.link_title === attribution.link_title &&
    row.looks_like_report === attribution.looks_like_report
  )
}
