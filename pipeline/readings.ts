/** What was read before, by content: the same bytes under the same name, read by the same code, are not read again. May be deleted at any time. */
import { createHash, randomUUID } from 'node:crypto'
import { renameSync, writeFileSync } from 'node:fs'
import { access, mkdir, readFile, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip, gzipSync } from 'node:zlib'
import type { ArchiveRow } from '../crawlers/archive-row.ts'
import type { DocumentReading } from '../parsers/document.ts'
import type { ProblemCode } from '../parsers/problem.ts'
import { isAbsent } from './absent.ts'

const unpack = promisify(gunzip)

/** Limits of this machine on this night say nothing of the document: it is read again the next time. */
const passing: readonly ProblemCode[] = ['memory_limit', 'time_limit', 'reader_stopped']

/** The memory of readings, for one version of the reading code. */
export interface Readings {
  recall(row: ArchiveRow): Promise<DocumentReading | null>
  /** Whether a page was read before; what was torn is only found out by recalling it. */
  holds(row: ArchiveRow): Promise<boolean>
  keep(row: ArchiveRow, reading: DocumentReading): Promise<void>
  /** Deletes what other versions of the code have read. */
  forgetOthers(): Promise<void>
}

/** Everything that reading depends on besides the code. */
function nameOf({ sha256, role, url, headers }: ArchiveRow): string {
  return createHash('sha256')
    .update(`${sha256}\n${role}\n${url}\n${headers['content-type'] ?? ''}`)
    .digest('hex')
}

/** Offsets that count up one by one are told as runs: [first, how many]. */
function runsOf(offsets: Int32Array): number[] {
  const runs: number[] = []
  let first = 0
  for (let at = 1; at <= offsets.length; at += 1) {
    const before = offsets[at - 1] ?? 0
    if (at < offsets.length && offsets[at] === before + 1) continue
    runs.push(offsets[first] ?? 0, at - first)
    first = at
  }
  return runs
}

function offsetsOf(runs: readonly number[], length: number): Int32Array {
  const offsets = new Int32Array(length)
  let at = 0
  for (let pair = 0; pair < runs.length; pair += 2)
    for (let step = 0; step < (runs[pair + 1] ?? 0); step += 1) {
      offsets[at] = (runs[pair] ?? 0) + step
      at += 1
    }
  return offsets
}

type Stored = Omit<DocumentReading, 'prose'> & {
  prose: (Omit<DocumentReading['prose'][number], 'offsets'> & { runs: number[]; length: number })[]
}

function encode(reading: DocumentReading): string {
  const prose = reading.prose.map(({ offsets, ...rest }) => ({
    ...rest,
    runs: runsOf(offsets),
    length: offsets.length,
  }))
  return JSON.stringify({ ...reading, prose } satisfies Stored)
}

function decode(text: string): DocumentReading {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by `encode` of the very same code: its version is the folder's name
  const stored = JSON.parse(text) as Stored
  const prose = stored.prose.map(({ runs, length, ...rest }) => ({
    ...rest,
    offsets: offsetsOf(runs, length),
  }))
  return { ...stored, prose }
}

/** Puts a reading in its place, whole or not at all: workers on several machines may keep the same page at the same time. */
function place(path: string, packed: Uint8Array): void {
  const draft = `${path}.${randomUUID()}`
  writeFileSync(draft, packed)
  renameSync(draft, path)
}

/** Opens the memory; nothing is touched before something is asked for. What may not be recalled is read anew, what may not be kept is forgotten. */
export function openReadings(
  folder: string,
  version: string,
  may: { recall: boolean; keep: boolean } = { recall: true, keep: true },
): Readings {
  const pathOf = (row: ArchiveRow): string => {
    const name = nameOf(row)
    return join(folder, version.slice(0, 16), name.slice(0, 2), `${name}.json.gz`)
  }
  return {
    async recall(row) {
      if (!may.recall) return null
      try {
        return decode((await unpack(await readFile(pathOf(row)))).toString('utf8'))
      } catch (error) {
        // Absent, or torn by a power cut: read again.
        if (isAbsent(error) || error instanceof SyntaxError) return null
        if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) return null
        throw error
      }
    },
    async holds(row) {
      try {
        await access(pathOf(row))
        return true
      } catch (error) {
        if (isAbsent(error)) return false
        throw error
      }
    },
    async keep(row, reading) {
      if (!may.keep || reading.problems.some(({ code }) => passing.includes(code))) return
      const path = pathOf(row)
      // Handing so little to a thread costs more than doing it.
      const packed = gzipSync(encode(reading), { level: 1 })
      try {
        place(path, packed)
      } catch (error) {
        // The first of its folder, or somebody has deleted the memory meanwhile.
        if (!isAbsent(error)) throw error
        await mkdir(dirname(path), { recursive: true })
        place(path, packed)
      }
    },
    async forgetOthers() {
      if (!may.keep) return
      const names = await readdir(folder).catch((error: unknown): string[] => {
        if (isAbsent(error)) return []
        throw error
      })
      for (const name of names)
        if (name !== version.slice(0, 16)) await rm(join(folder, name), { recursive: true, force: true })
    },
  }
}
