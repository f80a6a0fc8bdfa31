/** Glyphs → lines of text, and lines → paragraphs as the author wrote them. */
import type { Glyph } from './pdf-marks.ts'

/** A line of text with its place on the page, in points. */
export interface TextLine {
  text: string
  left: number
  right: number
  baseline: number
  size: number
}

/** Glyphs further apart than this are apart for the eye; parts of the size of the type. */
const wordGap = 0.3

/** A glyph drawn twice to look bold is one glyph. */
const isEcho = (a: Glyph, b: Glyph): boolean =>
  a.text === b.text &&
  Math.abs(a.left - b.left) < 0.2 * a.size &&
  Math.abs(a.baseline - b.baseline) < 0.2 * a.size

function writeLine(glyphs: readonly Glyph[]): TextLine | null {
  const [first] = glyphs
  if (first === undefined) return null
  let text = ''
  let { right } = first
  let last: Glyph | null = null
  for (const glyph of glyphs) {
    if (last !== null && isEcho(last, glyph)) continue
    if (last !== null && glyph.left - right > wordGap * Math.min(glyph.size, last.size)) text += ' '
    text += glyph.text
    right = Math.max(right, glyph.right)
    last = glyph
  }
  return { text, left: first.left, right, baseline: first.baseline, size: first.size }
}

/** Sorts glyphs into lines from top to bottom, and each from left to right. */
export function linesOf(glyphs: readonly Glyph[]): TextLine[] {
  const rows: { baseline: number; size: number; glyphs: Glyph[] }[] = []
  for (const glyph of glyphs.toSorted((a, b) => a.baseline - b.baseline)) {
    const row = rows.at(-1)
    if (row !== undefined && glyph.baseline - row.baseline <= 0.5 * Math.max(row.size, glyph.size)) {
      row.glyphs.push(glyph)
      row.size = Math.max(row.size, glyph.size)
    } else rows.push({ baseline: glyph.baseline, size: glyph.size, glyphs: [glyph] })
  }
  return rows.flatMap((row) => writeLine(row.glyphs.toSorted((a, b) => a.left - b.left)) ?? [])
}

/** True where a line only goes on the one before: that one reaches the right margin, this one is not indented, and both are of a kind. */
export function goesOn(before: TextLine, line: TextLine, margins: { left: number; right: number }): boolean {
  const { size } = before
  return (
    before.right > margins.right - 2.2 * size &&
    line.left < margins.left + 1.2 * size &&
    Math.abs(line.size - size) < 0.2 * size
  )
}

/** A number of a page and nothing else. */
export function isPageNumber(text: string): boolean {
  return /^[\s—–―\-·.]*(?:第\s*)?\d{1,3}\s*(?:页)?(?:\s*[/／共]\s*(?:共\s*)?\d{1,3}\s*页?)?[\s—–―\-·.]*$/.test(
    text,
  )
}
