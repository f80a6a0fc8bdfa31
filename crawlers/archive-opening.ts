/** Judging an archive at opening: which index rows stand, where sound bytes end, what must be put aside. Pure. */
import { z } from 'zod'
import { archiveRowSchema, type ArchiveRow } from './archive-row.ts'
import { checkLine } from './archive-seal.ts'

/** One line of the index that stands. */
interface IndexLine {
  row: ArchiveRow
  /** Byte offset just behind the line. */
  end: number
}

/** What the bytes of an index say. */
export interface IndexReading {
  lines: IndexLine[]
  /** Lines in the middle that are no rows: their bytes stay where they are and are reported. */
  broken: { line: number; bytes: Uint8Array }[]
  /** Byte offset behind the last whole row; what follows is torn. */
  sound_end: number
}

/** A line whose own digest holds is what we wrote, and was a row then: its fields need not be judged one by one each night. */
const signedRow = z.custom<ArchiveRow>(
  (value) =>
    typeof value === 'object' && value !== null && 'file' in value && 'sha256' in value && 'url' in value,
)

function rowOf(line: string): ArchiveRow | null {
  const text = checkLine(line)
  if (text === null) return null
  try {
    const schema = text === line ? archiveRowSchema : signedRow
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Reads an index; a last line without its line feed is torn even where it parses. */
export function readIndex(bytes: Uint8Array): IndexReading {
  const reading: IndexReading = { lines: [], broken: [], sound_end: 0 }
  const decoder = new TextDecoder()
  let pending: IndexReading['broken'] = []
  let start = 0
  for (let number = 1; ; number += 1) {
    const feed = bytes.indexOf(10, start)
    if (feed < 0) break
    const row = rowOf(decoder.decode(bytes.subarray(start, feed)))
    if (row === null) pending.push({ line: number, bytes: bytes.subarray(start, feed + 1) })
    else {
      reading.broken.push(...pending)
      pending = []
      reading.lines.push({ row, end: feed + 1 })
      reading.sound_end = feed + 1
    }
    start = feed + 1
  }
  return reading
}

/** One run of bytes in a WARC file that rows point to. */
export interface Span {
  file: string
  offset: number
  length: number
  members_sha256?: string | undefined
}

/** Everything that a row points to: the members of its page, and of its revisit where it has one. */
export function spansOf({ file, offset, length, members_sha256, revisit }: ArchiveRow): Span[] {
  return [{ file, offset, length, members_sha256 }, ...(revisit === undefined ? [] : [revisit])]
}

/** Byte offset behind the last record that a row points to, by file. */
export function warcEnds(rows: readonly ArchiveRow[]): Map<string, number> {
  const ends = new Map<string, number>()
  for (const { file, offset, length } of rows.flatMap(spansOf))
    ends.set(file, Math.max(ends.get(file) ?? 0, offset + length))
  return ends
}

/** Rows in the order of the index; a row that only changes an attribution takes the place of the version it speaks of. */
export function foldRows(rows: readonly ArchiveRow[]): ArchiveRow[] {
  const folded: ArchiveRow[] = []
  const newest = new Map<string, number>()
  for (const row of rows) {
    const at = newest.get(row.url)
    const known = at === undefined ? undefined : folded[at]
    if (at !== undefined && known?.sha256 === row.sha256)
      folded[at] = { ...row, fetched_at: known.fetched_at }
    else {
      newest.set(row.url, folded.length)
      folded.push(row)
    }
  }
  return folded
}
