/** What the hub reads from the archive for the evidence frame, and the marks an address asks for. Pure. */
import type { Highlight } from './evidence-marks.ts'
import { markOf } from './evidence-marks.ts'

/** One archived page, decoded. Times are UTC ISO text; sha256 is of the bytes as fetched. */
export interface ArchivedPage {
  text: string
  url: string
  fetched_at: string
  sha256: string
  charset: string
  charset_because: string
  media_type: string | null
}

/** Reads one archived page by the SHA-256 of its bytes; null where the archive has none. */
export type ReadPage = (snapshot: string) => Promise<ArchivedPage | null>

const mostMarks = 200

/** Reads `at=120-180,300-340` into highlights, numbered where there are several; what is no stretch is left out. */
export function readMarks(at: string | null): Highlight[] {
  const stretches = (at ?? '').split(',').flatMap((text) => {
    const [, start, end] = /^(\d{1,9})-(\d{1,9})$/u.exec(text) ?? []
    return start === undefined || end === undefined ? [] : [{ start: Number(start), end: Number(end) }]
  })
  const marks = stretches.slice(0, mostMarks)
  return marks.map((mark, index) => ({ ...mark, label: marks.length < 2 ? '' : markOf(index) }))
}
