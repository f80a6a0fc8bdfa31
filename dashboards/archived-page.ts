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
  /** What the bytes are: html, docx, doc, pdf, sheet; absent means html. `text` is then what was drawn of them. */
  carrier?: string
}

/** Reads one archived page by the SHA-256 of its bytes; null where the archive has none. */
export type ReadPage = (snapshot: string) => Promise<ArchivedPage | null>

/** The bytes as fetched, and the ending that names what they are, letters and digits only. */
export interface ArchivedOriginal {
  bytes: Uint8Array
  extension: string
}

/** Reads the bytes of one archived page; null where the archive has none. */
export type ReadOriginal = (snapshot: string) => Promise<ArchivedOriginal | null>

const mostMarks = 400

function readStretches(text: string | null): { start: number; end: number }[] {
  const stretches = (text ?? '').split(',').flatMap((one) => {
    const [, start, end] = /^(\d{1,9})-(\d{1,9})$/u.exec(one) ?? []
    return start === undefined || end === undefined ? [] : [{ start: Number(start), end: Number(end) }]
  })
  return stretches.slice(0, mostMarks)
}

/**
 * Reads `at=120-180,300-340` into highlights, numbered where there are several, and `also=` into changed stretches
 * without a number; what is no stretch is left out.
 */
export function readMarks(at: string | null, also: string | null = null): Highlight[] {
  const marks = readStretches(at)
  return [
    ...marks.map((mark, index) => ({ ...mark, label: marks.length < 2 ? '' : markOf(index) })),
    ...readStretches(also).map((mark) => ({ ...mark, label: '', changed: true })),
  ]
}
