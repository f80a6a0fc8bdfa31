/** The WARC files of an archive: written at the end of the newest, read anywhere, followed by a next one when full. */
import { hash } from 'node:crypto'
import { writeSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { spansOf, type Span } from './archive-opening.ts'
import type { ArchiveRow } from './archive-row.ts'
import { decodePayload } from './warc.ts'

/** Name of the WARC file of a number, from 1. */
export function warcNameAt(number: number): string {
  return `pages-${String(number).padStart(5, '0')}.warc.gz`
}

/** Writes at a known place, so that a write cut short is written over, and resolves when it is on disk. */
export async function writeDurably(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  // Into the system's memory at once, which costs less than another thread would; only the disk is waited for.
  for (let done = 0; done < bytes.length;)
    done += writeSync(handle.fd, bytes, done, bytes.length - done, position + done)
  await handle.datasync()
}

/** The files, opened as they are needed. */
export interface WarcFiles {
  /** Writes members behind the last ones and says where they lie; they are on disk when this resolves. */
  append(members: Uint8Array): Promise<Span & { members_sha256: string }>
  /** The payload of a row where it still matches its digest, else null. */
  payload(row: ArchiveRow): Promise<Uint8Array | null>
  /** Whether every member of a row, headers and gzip framing included, is what was written. */
  isWhole(row: ArchiveRow): Promise<boolean>
  /** Bytes of each file that rows point to. */
  ends: ReadonlyMap<string, number>
  close(): Promise<void>
}

const hex = (bytes: Uint8Array): string => hash('sha256', bytes, 'hex')

/** The files of a folder whose sound bytes end as given. */
export function openWarcs(
  folder: string,
  settings: { ends: ReadonlyMap<string, number>; writable: boolean; rotate_bytes: number },
): WarcFiles {
  const ends = new Map(settings.ends)
  const handles = new Map<string, Promise<FileHandle>>()
  const numbers = [...ends.keys()].map((name) => Number(name.slice(6, 11)))
  let number = Math.max(1, ...numbers)

  function handleOf(name: string, fresh = false): Promise<FileHandle> {
    const known = handles.get(name)
    if (known !== undefined) return known
    const opening = open(join(folder, name), fresh ? 'w+' : settings.writable ? 'r+' : 'r')
    handles.set(name, opening)
    return opening
  }

  async function readSpan({ file, offset, length }: Span): Promise<Uint8Array> {
    const bytes = Buffer.alloc(length)
    const { bytesRead } = await (await handleOf(file)).read(bytes, 0, length, offset)
    return bytes.subarray(0, bytesRead)
  }

  return {
    ends,
    async append(members) {
      const full = (ends.get(warcNameAt(number)) ?? 0) >= settings.rotate_bytes
      if (full) number += 1
      const file = warcNameAt(number)
      const offset = ends.get(file) ?? 0
      await writeDurably(await handleOf(file, full), members, offset)
      ends.set(file, offset + members.length)
      return { file, offset, length: members.length, members_sha256: hex(members) }
    },
    async payload(row) {
      const payload = await decodePayload(await readSpan(row))
      return payload !== null && hex(payload) === row.sha256 ? payload : null
    },
    async isWhole(row) {
      for (const span of spansOf(row))
        if (span.members_sha256 !== undefined && hex(await readSpan(span)) !== span.members_sha256)
          return false
      return true
    },
    async close() {
      for (const opening of handles.values()) await (await opening).close()
    },
  }
}
