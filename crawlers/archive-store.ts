/** The open archive: WARC and index, append-only; bytes are on disk before the row that names them. One writer at a time. */
import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Archive, ArchiveRow, Attribution, SetAside } from './archive-row.ts'
import { decodePayload, encodeSnapshot } from './warc.ts'

/** The WARC file that is written to. */
export const warcName = 'pages-00001.warc.gz'

/** Writes at a known place, so that a write cut short is written over, and waits until it is on disk. */
async function writeDurably(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let done = 0
  while (done < bytes.length)
    done += (await handle.write(bytes, done, bytes.length - done, position + done)).bytesWritten
  await handle.datasync()
}

/** The payload of a row where it still matches its digest, else null. */
export async function payloadOf(warc: FileHandle, row: ArchiveRow): Promise<Uint8Array | null> {
  const members = Buffer.alloc(row.length)
  const { bytesRead } = await warc.read(members, 0, row.length, row.offset)
  const payload = await decodePayload(members.subarray(0, bytesRead))
  return payload !== null && createHash('sha256').update(payload).digest('hex') === row.sha256
    ? payload
    : null
}

/** An archive that has been opened and judged. */
export interface OpenedArchive {
  folder: string
  warc: FileHandle
  index: FileHandle
  rows: ArchiveRow[]
  damaged: ArchiveRow[]
  index_end: number
  warc_end: number
  aside: SetAside[]
  writable: boolean
}

/** The archive over two open files. */
export function createArchive(state: OpenedArchive): Archive {
  const newest = new Map<string, number>()
  const stored = new Map<string, ArchiveRow>()
  for (const [at, row] of state.rows.entries()) {
    newest.set(row.url, at)
    if (!state.damaged.includes(row)) stored.set(row.sha256, row)
  }
  let turn: Promise<unknown> = Promise.resolve()

  /** One write after another, whoever asks. */
  function inTurn<T>(write: () => Promise<T>): Promise<T> {
    if (!state.writable)
      throw new Error(`${state.folder} was opened for reading: open it with mode "write" to add.`)
    const mine = turn.then(write)
    turn = Promise.allSettled([mine])
    return mine
  }

  const latest = (url: string): ArchiveRow | null => state.rows[newest.get(url) ?? -1] ?? null

  async function writeRow(row: ArchiveRow): Promise<void> {
    const line = Buffer.from(`${JSON.stringify(row)}\n`, 'utf8')
    await writeDurably(state.index, line, state.index_end)
    state.index_end += line.length
    stored.set(row.sha256, row)
    const at = newest.get(row.url)
    const known = at === undefined ? undefined : state.rows[at]
    if (at !== undefined && known?.sha256 === row.sha256) state.rows[at] = row
    else newest.set(row.url, state.rows.push(row) - 1)
  }

  return {
    rows: () => state.rows,
    latest,
    aside: state.aside,
    damaged: state.damaged,
    async read(sha256) {
      const row = stored.get(sha256) ?? state.damaged.find((one) => one.sha256 === sha256)
      if (row === undefined) throw new Error(`${state.folder} holds no bytes with SHA-256 ${sha256}.`)
      const payload = await payloadOf(state.warc, row)
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
        let place = same && { file: same.file, offset: same.offset, length: same.length }
        if (place === undefined) {
          const members = await encodeSnapshot(snapshot, attribution)
          place = { file: warcName, offset: state.warc_end, length: members.length }
          await writeDurably(state.warc, members, place.offset)
          state.warc_end += members.length
        }
        const said = { url, answered_by: snapshot.url, fetched_at, status, headers, media_type, via }
        const row: ArchiveRow = { ...place, sha256, byte_count: bytes.length, ...said, ...attribution }
        await writeRow(row)
        return { row, stored: true }
      })
    },
    attribute(url, attribution) {
      return inTurn(async () => {
        const row = latest(url)
        if (row === null) throw new Error(`${url} was never archived, so it cannot be attributed.`)
        if (!sameAttribution(row, attribution)) await writeRow({ ...row, ...attribution })
      })
    },
    async close() {
      await turn
      await state.warc.close()
      await state.index.close()
    },
  }
}

/** The list page that carried a link is left out: on lists that count down it changes with every new entry. */
function sameAttribution(row: ArchiveRow, attribution: Attribution): boolean {
  return (
    row.role === attribution.role &&
    row.site === attribution.site &&
    row.publisher === attribution.publisher &&
    row.year === attribution.year &&
    row.link_title === attribution.link_title &&
    row.looks_like_report === attribution.looks_like_report
  )
}
