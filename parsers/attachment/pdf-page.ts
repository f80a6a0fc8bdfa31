/** The marks of one page → its lines of text and filled tables, in reading order. */
import { normaliseGlyph } from './cjk-radicals.ts'
import { findLattice, type RuledCell, type RuledTable } from './pdf-lattice.ts'
import { findColumns } from './pdf-columns.ts'
import { segmentsOf } from './pdf-segments.ts'
import type { Alignment } from './pdf-headings.ts'
import { isPageNumber, linesOf, type TextLine } from './pdf-lines.ts'
import type { Glyph, PageMarks } from './pdf-marks.ts'

/** A cell with the lines of text that stand in it. */
export interface FilledCell extends RuledCell {
  lines: string[]
}

/** A table of one page, or of several once joined; edges across in points, rows counted. */
export interface FilledTable {
  xs: number[]
  height: number
  cells: FilledCell[]
  /** By column: true where no line closes the table at this end. */
  openTop: boolean[]
  openBottom: boolean[]
  /** Where the headings of its columns stand and how figures stand under them, for a table without ruling lines that may go on on the next page. */
  columns?: { headings: { left: number; right: number }[]; alignment: Alignment }
}

export type PageItem =
  | { kind: 'line'; line: TextLine }
  | { kind: 'picture' }
  | { kind: 'table'; table: FilledTable }

/**
 * One page in reading order. `doubtful` counts stretches whose lines form no cells, `uncertain` figures in columns that no table could be
 * made of for certain; the text of both stands here as plain lines.
 */
export interface PageFlow {
  items: PageItem[]
  doubtful: number
  uncertain: number
  /** How many tables were read by their columns alone. */
  inferred: number
}

/** The number of the stretch between edges in which a place lies; -1 outside. */
function stretchAt(edges: readonly number[], place: number): number {
  if (place < (edges[0] ?? Infinity) || place >= (edges.at(-1) ?? -Infinity)) return -1
  let low = 0
  let high = edges.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((edges[middle] ?? 0) <= place) low = middle
    else high = middle
  }
  return low
}

/** Puts glyphs into the cells of a table; those outside come back. */
function fill(table: RuledTable, glyphs: readonly Glyph[]): { filled: FilledTable; rest: Glyph[] } {
  const columns = table.xs.length - 1
  const owner = new Map<number, number>()
  for (const [index, cell] of table.cells.entries())
    for (let row = cell.top; row < cell.bottom; row += 1)
      for (let column = cell.left; column < cell.right; column += 1) owner.set(row * columns + column, index)
  const inside = table.cells.map((): Glyph[] => [])
  const rest: Glyph[] = []
  for (const glyph of glyphs) {
    const column = stretchAt(table.xs, (glyph.left + glyph.right) / 2)
    const row = stretchAt(table.ys, glyph.baseline - 0.35 * glyph.size)
    const cell = row < 0 || column < 0 ? undefined : owner.get(row * columns + column)
    if (cell === undefined) rest.push(glyph)
    else inside[cell]?.push(glyph)
  }
  const cells = table.cells.map((cell, index) => ({
    ...cell,
    lines: linesOf(inside[index] ?? []).map((line) => line.text),
  }))
  const { xs, ys, openTop, openBottom } = table
  return { filled: { xs, height: ys.length - 1, cells, openTop, openBottom }, rest }
}

/**
 * Reads one page. Smaller tables take their text first, so that a frame around them leaves it to them. `before` is the table in which the
 * page before ended, null where it ended otherwise.
 */
export function readFlow(marks: PageMarks, before: FilledTable | null): PageFlow {
  const lattice = findLattice(marks.rules)
  const area = ({ xs, ys }: RuledTable): number =>
    ((xs.at(-1) ?? 0) - (xs[0] ?? 0)) * ((ys.at(-1) ?? 0) - (ys[0] ?? 0))
  let glyphs = marks.glyphs.map((glyph) => ({ ...glyph, text: normaliseGlyph(glyph.text) }))
  const placed: { top: number; item: PageItem }[] = []
  for (const table of lattice.tables.toSorted((a, b) => area(a) - area(b))) {
    const { filled, rest } = fill(table, glyphs)
    glyphs = rest
    placed.push({ top: table.ys[0] ?? 0, item: { kind: 'table', table: filled } })
  }
  const free = segmentsOf(glyphs).filter(
    ({ baseline, segments }, index, all) =>
      lattice.doubtful.every(({ top, bottom }) => baseline < top || baseline > bottom) &&
      !(
        (index === 0 || index === all.length - 1) &&
        isPageNumber(segments.map(({ text }) => text).join(' '))
      ),
  )
  const columns = findColumns(free, before)
  for (const { table, lines } of columns.tables) {
    const taken = new Set(lines.flatMap((line) => line.glyphs))
    glyphs = glyphs.filter((glyph) => !taken.has(glyph))
    placed.push({
      top: lines[0] === undefined ? 0 : lines[0].baseline - lines[0].size,
      item: { kind: 'table', table },
    })
  }
  const lines = linesOf(glyphs)
  for (const [index, line] of lines.entries()) {
    const outermost = index === 0 || index === lines.length - 1
    const beyond = placed.every(
      ({ top, item }) => item.kind !== 'table' || (index === 0 ? line.baseline < top : line.baseline > top),
    )
    if (outermost && beyond && isPageNumber(line.text)) continue
    placed.push({ top: line.baseline - line.size, item: { kind: 'line', line } })
  }
  for (const { top } of marks.pictures) placed.push({ top, item: { kind: 'picture' } })
  placed.sort((a, b) => a.top - b.top)
  return {
    items: placed.map(({ item }) => item),
    doubtful: lattice.doubtful.length,
    uncertain: columns.uncertain,
    inferred: columns.tables.length,
  }
}
