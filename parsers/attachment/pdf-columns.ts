/**
 * Tables without ruling lines, read by their columns: every figure aligned with one heading, every row with one label. Where anything
 * could be otherwise there is no table, and `uncertain` counts it.
 */
import { assignFigures, headingsOf, type Heading } from './pdf-headings.ts'
import type { TextLine } from './pdf-lines.ts'
import type { FilledCell, FilledTable } from './pdf-page.ts'
import { labelRows } from './pdf-row-labels.ts'
import { centreOf, isValue, type SegmentedLine } from './pdf-segments.ts'

/** A table with the lines it took. */
interface ColumnTable {
  table: FilledTable
  lines: readonly SegmentedLine[]
}

/** What a page's lines come to. */
export interface Columns {
  tables: ColumnTable[]
  uncertain: number
}

/** A line of figures: words on its left, figures on its right and nowhere else. */
interface FigureLine {
  baseline: number
  words: TextLine[]
  figures: TextLine[]
}

/** Lines of figures with only words on their left between them, and all lines from the first to the last. */
interface Block {
  rows: FigureLine[]
  from: number
  to: number
}

/** Places in points that no page reaches: the outer edges of a table that nothing bounds. */
const outermost = 10_000

function figureLine({ segments, baseline }: SegmentedLine): FigureLine | null {
  const first = segments.findIndex(isValue)
  const figures = first < 0 ? [] : segments.slice(first)
  return figures.length > 0 && figures.every(isValue)
    ? { baseline, words: segments.slice(0, first), figures }
    : null
}

const begins = ({ words, figures }: FigureLine): boolean => words.length > 0 || figures.length > 3
const leftOf = ({ rows }: Block): number =>
  Math.min(...rows.flatMap(({ figures }) => figures.map(({ left }) => left)))

function blocksOf(lines: readonly SegmentedLine[]): Block[] {
  const blocks: Block[] = []
  let open: Block | null = null
  for (const [index, line] of lines.entries()) {
    const row = figureLine(line)
    const right =
      open === null ? -Infinity : Math.max(...open.rows.flatMap(({ words }) => words.map((one) => one.right)))
    if (row !== null && open !== null && row.figures.every(({ left }) => left > right)) {
      open.rows.push(row)
      open.to = index
    } else if (row !== null && begins(row)) {
      open = { rows: [row], from: index, to: index }
      blocks.push(open)
    } else if (
      open !== null &&
      line.segments.some((one) => one.right >= leftOf(open ?? { rows: [], from: 0, to: 0 }))
    )
      open = null
  }
  return blocks
}

const numbered = /^[（(]?[一二三四五六七八九十]{1,3}[）)、]/

/** How many lines above a block are its headings: those whose pieces stand wholly over the figures or wholly over the labels. */
function headingDepth(
  lines: readonly SegmentedLine[],
  block: Block,
  edges: { words: number; figures: number },
): number {
  let depth = 0
  const middle = (edges.words + edges.figures) / 2
  for (let index = block.from - 1; index >= 0; index -= 1) {
    const [line, below] = [lines[index], lines[index + 1]]
    if (line === undefined || below === undefined || figureLine(line) !== null) break
    if (below.baseline - line.baseline > 2.5 * below.size) break
    if (line.segments.length === 1 && numbered.test(line.segments[0]?.text ?? '')) break
    const over = line.segments.filter((one) => centreOf(one) > middle && one.left > edges.words - one.size)
    const beside = line.segments.filter((one) => centreOf(one) < middle && one.right < edges.figures)
    if (over.length + beside.length < line.segments.length) break
    if (over.length > 0) depth = block.from - index
  }
  return depth
}

/**
 * How many lines beyond a block hold nothing but words of its labels: all left of its figures, no further from each other than its rows
 * are, in the same type.
 */
function labelReach(lines: readonly SegmentedLine[], block: Block, step: 1 | -1): number {
  const edge = leftOf(block)
  const baselines = block.rows.map(({ baseline }) => baseline)
  const pitch = Math.max(
    0,
    ...baselines.slice(1).map((baseline, index) => baseline - (baselines[index] ?? baseline)),
  )
  const start = step === 1 ? block.to : block.from
  let reach = 0
  for (let index = start + step; ; index += step) {
    const [line, before] = [lines[index], lines[index - step]]
    if (line === undefined || before === undefined) return reach
    const apart = Math.abs(line.baseline - before.baseline)
    const beside = line.segments.every(({ right }) => right < edge)
    if (!beside || apart > 1.15 * pitch || Math.abs(line.size - before.size) > 0.05 * line.size) return reach
    reach += 1
  }
}

const textOf = (lines: readonly TextLine[]): string[] => lines.map(({ text }) => text)

/** The rows of headings: those over several columns in one row of their own, below them one cell a column. */
function writeHeadings(
  corner: readonly TextLine[],
  over: readonly Heading[],
  own: readonly Heading[],
  labelled: boolean,
): FilledCell[][] {
  const width = own.length + (labelled ? 1 : 0)
  const wide = over.map(({ lines }) => textOf(lines).join('')).join(' ')
  const first: FilledCell[] = [{ lines: [wide], left: 0, right: width, top: 0, bottom: 1 }]
  const words = [...(labelled ? [textOf(corner)] : []), ...own.map(({ lines }) => textOf(lines))]
  const second = words.map((one, left): FilledCell => ({
    lines: one,
    left,
    right: left + 1,
    top: 0,
    bottom: 1,
  }))
  return wide === '' ? [second] : [first, second]
}

/** A block as a table; `before` is the table that the page before ended in, whose headings a block without its own may take. */
function readBlock(
  lines: readonly SegmentedLine[],
  block: Block,
  before: FilledTable | null,
): ColumnTable | null {
  const words = Math.max(0, ...block.rows.flatMap((row) => row.words.map(({ right }) => right)))
  const labelled = words > 0
  const depth = headingDepth(lines, block, { words, figures: leftOf(block) })
  const above = labelled && depth === 0 ? labelReach(lines, block, -1) : 0
  const below = labelled ? labelReach(lines, block, 1) : 0
  const taken = lines.slice(block.from - depth - above, block.to + below + 1)
  const head = taken.slice(0, depth).flatMap(({ segments }) => segments)
  const corner = labelled ? head.filter((one) => centreOf(one) < (words + leftOf(block)) / 2) : []
  const headings = headingsOf(head.filter((one) => !corner.includes(one)))
  const columns = depth > 0 ? headings?.own : before?.columns?.headings
  if (headings === null || columns === undefined || columns.length === 0) return null
  const assigned = assignFigures(
    block.rows.map(({ figures }) => figures),
    columns,
    depth > 0 ? null : (before?.columns?.alignment ?? null),
  )
  if (assigned === null) return null
  const body = taken.slice(depth).flatMap((line) => figureLine(line)?.words ?? line.segments)
  const named = labelled
    ? labelRows(
        block.rows.map(({ baseline }) => baseline),
        body,
      )
    : null
  if (named === null && body.length > 0) return null
  const rows = named?.rows ?? block.rows.map(({ baseline }) => ({ baseline, label: [], own: true }))
  const at = labelled ? 1 : 0
  const grid =
    depth > 0
      ? writeHeadings([...corner, ...(named?.groups ?? [])], headings.over, headings.own, labelled)
      : []
  for (const { baseline, label } of rows) {
    const index = block.rows.findIndex((row) => row.baseline === baseline)
    const cells = columns.map((_, column): FilledCell => {
      const figure = block.rows[index]?.figures[assigned.columns[index]?.indexOf(column) ?? -1]
      return {
        lines: figure === undefined ? [] : [figure.text],
        left: at + column,
        right: at + column + 1,
        top: 0,
        bottom: 1,
      }
    })
    grid.push(labelled ? [{ lines: textOf(label), left: 0, right: 1, top: 0, bottom: 1 }, ...cells] : cells)
  }
  const between = columns
    .slice(1)
    .map((column, index) => (centreOf(columns[index] ?? column) + centreOf(column)) / 2)
  const xs = [-outermost, ...(labelled ? [(words + leftOf(block)) / 2] : []), ...between, outermost]
  const closed = xs.slice(1).map(() => false)
  const cells = grid.flatMap((row, top) => row.map((one): FilledCell => ({ ...one, top, bottom: top + 1 })))
  const kept = {
    headings: columns.map(({ left, right }) => ({ left, right })),
    alignment: assigned.alignment,
  }
  return {
    table: { xs, height: grid.length, cells, openTop: closed, openBottom: closed, columns: kept },
    lines: taken,
  }
}

/** Finds the tables among lines that stand in no ruled table; `before` is the table that the page before ended in. */
export function findColumns(lines: readonly SegmentedLine[], before: FilledTable | null): Columns {
  const found: Columns = { tables: [], uncertain: 0 }
  for (const block of blocksOf(lines)) {
    const table = readBlock(lines, block, before)
    if (table !== null) found.tables.push(table)
    else if (block.rows.some(({ figures }) => figures.length > 2)) found.uncertain += 1
  }
  return found
}
