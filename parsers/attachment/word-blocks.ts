/** Characters and formatted runs of a Word 97–2003 file → paragraphs and tables. */
import { problem, type Parsed, type Problem } from '../problem.ts'
import { tableOfRows, type DefinedCell, type DefinedRow } from './defined-rows.ts'
import type { Block } from './markup.ts'
import type { FormattedRun, Property } from './word-runs.ts'
import type { WordText } from './word-text.ts'

const code = {
  inTable: 0x2416,
  rowEnd: 0x2417,
  depth: 0x6649,
  deleted: 0x0800,
  rowDefinition: 0xd608,
  mergeDown: 0xd62b,
} as const

/** Finds the run over a place by bisection; runs of one kind never overlap. */
function finder(runs: readonly FormattedRun[]): (place: number) => Property[] {
  const sorted = runs.toSorted((a, b) => a.start - b.start)
  return (place) => {
    let low = 0
    let high = sorted.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const run = sorted[middle]
      if (run === undefined) break
      if (place < run.start) high = middle - 1
      else if (place >= run.end) low = middle + 1
      else return run.properties
    }
    return []
  }
}

const flag = (properties: readonly Property[], wanted: number): boolean => {
  const found = properties.findLast((property) => property.code === wanted)
  return found !== undefined && found.operand.getUint8(0) === 1
}

/** Edges and merges of a row's cells ([MS-DOC] 2.9.321, TDefTableOperand); null where the row does not define them. */
function readDefinition(properties: readonly Property[]): Omit<DefinedCell, 'lines' | 'images'>[] | null {
  const operand = properties.findLast((property) => property.code === code.rowDefinition)?.operand
  if (operand === undefined || operand.byteLength < 3) return null
  const count = operand.getUint8(2)
  if (count === 0 || operand.byteLength < 3 + (count + 1) * 2) return null
  const cells = Array.from({ length: count }, (_, index) => {
    const flags = 3 + (count + 1) * 2 + index * 20
    const bits = flags + 2 <= operand.byteLength ? operand.getUint16(flags, true) : 0
    return {
      left: operand.getInt16(3 + index * 2, true),
      right: operand.getInt16(5 + index * 2, true),
      continuesLeft: (bits & 0x0002) !== 0,
      continuesUp: ((bits >> 5) & 3) === 1,
    }
  })
  for (const { code: kind, operand: merge } of properties) {
    if (kind !== code.mergeDown || merge.byteLength < 3) continue
    const cell = cells[merge.getUint8(1)]
    if (cell !== undefined) cell.continuesUp = merge.getUint8(2) === 1
  }
  return cells
}

/** Shows the results of fields and drops their codes; nested fields as well. */
class FieldFilter {
  private readonly open: boolean[] = []

  /** True for a character that is to be shown. */
  shows(character: string): boolean {
    if (character === '\u0013') this.open.push(false)
    else if (character === '\u0014') {
      if (this.open.length > 0) this.open[this.open.length - 1] = true
    } else if (character === '\u0015') this.open.pop()
    else return this.open.every(Boolean)
    return false
  }
}

interface Content {
  lines: string[]
  images: number
}

const trim = (lines: readonly string[]): string[] => {
  const kept = lines.map((line) => line.trim())
  return kept.every((line) => line === '') ? [] : kept
}

/** Puts the characters of the main story into blocks. A row whose cells do not fit its own definition makes its table a problem and plain text. */
export function arrangeWord(
  { text, places }: WordText,
  paragraphs: readonly FormattedRun[],
  characters: readonly FormattedRun[],
): Parsed<Block[]> {
  const paragraphAt = finder(paragraphs)
  const characterAt = finder(characters)
  const fields = new FieldFilter()
  const blocks: Block[] = []
  const problems: Problem[] = []
  let content: Content = { lines: [''], images: 0 }
  let cells: Content[] = []
  let rows: DefinedRow[] = []
  let spoilt = false

  const endTable = (): void => {
    const table = spoilt ? null : tableOfRows(rows)
    if (table !== null) blocks.push(table)
    else if (rows.length > 0) {
      problems.push(problem('layout_uncertain', `第 ${blocks.length + 1} 段处的表格`))
      for (const row of rows)
        blocks.push({ kind: 'paragraph', text: row.map((cell) => cell.lines.join('')).join(' ') })
    }
    rows = []
    spoilt = false
  }
  const endParagraph = (): void => {
    const lines = content.lines.join('\n').trim()
    if (rows.length > 0 && cells.length === 0) endTable()
    if (lines !== '') blocks.push({ kind: 'paragraph', text: lines })
    for (let image = 0; image < content.images; image += 1) blocks.push({ kind: 'image' })
    content = { lines: [''], images: 0 }
  }
  const endRow = (properties: readonly Property[]): void => {
    const defined = readDefinition(properties)
    if (defined === null || defined.length !== cells.length) spoilt = true
    rows.push(
      cells.map((cell, index) => ({
        ...(defined?.[index] ?? { left: index, right: index + 1, continuesLeft: false, continuesUp: false }),
        lines: trim(cell.lines),
        images: cell.images,
      })),
    )
    cells = []
  }

  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? ''
    const place = places[index] ?? 0
    if (!fields.shows(character)) continue
    if (character === '\u0007') {
      const properties = paragraphAt(place)
      if (flag(properties, code.rowEnd)) endRow(properties)
      else {
        cells.push(content)
        content = { lines: [''], images: 0 }
      }
    } else if (character === '\r') {
      const properties = paragraphAt(place)
      if (flag(properties, code.inTable)) content.lines.push('')
      else endParagraph()
    } else if (flag(characterAt(place), code.deleted)) continue
    else if (character === '\u000b') content.lines.push('')
    else if (character === '\u000c') endParagraph()
    else if (character === '\u0001' || character === '\u0008') content.images += 1
    else if (character === '\u001e') content.lines[content.lines.length - 1] += '-'
    else if (character >= ' ' || character === '\t') content.lines[content.lines.length - 1] += character
  }
  endParagraph()
  endTable()
  return { value: blocks, problems }
}
