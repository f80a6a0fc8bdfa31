/** Lines of glyphs cut where a wide gap parts them: what stands in one cell of a table that has no ruling lines. */
import type { Glyph } from './pdf-marks.ts'
import { linesOf, type TextLine } from './pdf-lines.ts'

/** Glyphs further apart than this do not stand in one cell; parts of the size of the type. */
const cellGap = 0.5

/** A line of the page and its pieces from left to right. */
export interface SegmentedLine {
  baseline: number
  size: number
  segments: TextLine[]
  glyphs: readonly Glyph[]
}

const value = /^[-+−－]?[\d,，.．]*\d[\d,，.．]*(?:[%％]|万?元|[件条个次份])?$|^[-—–－/／]{1,3}$|^无$/

/** True for what may stand in a cell of figures: a number or one of the ways to write nothing. */
export function isValue({ text }: TextLine): boolean {
  return value.test(text.replaceAll(' ', ''))
}

export const centreOf = ({ left, right }: Pick<TextLine, 'left' | 'right'>): number => (left + right) / 2

/** Cuts glyphs into lines from top to bottom, and each line into its pieces. */
export function segmentsOf(glyphs: readonly Glyph[]): SegmentedLine[] {
  const rows: { baseline: number; size: number; glyphs: Glyph[] }[] = []
  for (const glyph of glyphs.toSorted((a, b) => a.baseline - b.baseline)) {
    const row = rows.at(-1)
    if (row !== undefined && glyph.baseline - row.baseline <= 0.3 * Math.max(row.size, glyph.size)) {
      row.glyphs.push(glyph)
      row.size = Math.max(row.size, glyph.size)
    } else rows.push({ baseline: glyph.baseline, size: glyph.size, glyphs: [glyph] })
  }
  return rows.map(({ baseline, size, glyphs: all }) => {
    const pieces: Glyph[][] = []
    let right = -Infinity
    for (const glyph of all.toSorted((a, b) => a.left - b.left)) {
      if (glyph.left - right > cellGap * size) pieces.push([])
      pieces.at(-1)?.push(glyph)
      right = Math.max(right, glyph.right)
    }
    return { baseline, size, glyphs: all, segments: pieces.flatMap((piece) => linesOf(piece)) }
  })
}
