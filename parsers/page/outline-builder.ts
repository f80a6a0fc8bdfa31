/** Collects what a page holds as one pass over it goes by; knows nothing of how the tags were found. */
import type { Outline, OutlineCell, OutlineTable, Reference } from './outline.ts'

/** A span as the page states it, within what a browser would accept; nonsense counts as 1. */
export function spanOf(text: string | undefined, most: number): number {
  const value = text === undefined ? 1 : Number.parseInt(text, 10)
  return Number.isInteger(value) && value >= 1 ? Math.min(value, most) : 1
}
export const mostColumns = 1000
export const mostRows = 65_534

interface OpenTable {
  table: OutlineTable
  cell: number
}

/** Builds an Outline from events in document order. */
export class OutlineBuilder {
  readonly outline: Outline = {
    runs: [],
    cells: [],
    tables: [],
    references: [],
    metas: new Map(),
    titleTag: null,
    headings: new Set(),
    cut: false,
  }
  private readonly open: OpenTable[] = []
  private block = 0
  private link: Reference | null = null

  /** The cell text now goes to, or -1. */
  here(): number {
    return this.open.at(-1)?.cell ?? -1
  }

  text(value: string, start: number, end: number): void {
    const cell = this.here()
    const run = { value, start, end, block: this.block, cell }
    this.outline.runs.push(run)
    if (cell >= 0) this.outline.cells[cell]?.runs.push(run)
    if (this.link !== null) this.link.text += value
  }

  newLine(): void {
    this.block += 1
  }

  heading(): void {
    this.outline.headings.add(this.block)
  }

  meta(name: string, content: string): void {
    if (!this.outline.metas.has(name.toLowerCase())) this.outline.metas.set(name.toLowerCase(), content)
  }

  title(text: string): void {
    if (text !== '') this.outline.titleTag ??= text
  }

  refer(kind: Reference['kind'], target: string, text: string, start: number): void {
    const cell = this.here()
    const reference = { kind, target, text, start, cell }
    this.outline.references.push(reference)
    const holder = this.outline.cells[cell]
    if (kind === 'image' && holder !== undefined) holder.images += 1
    if (kind === 'link') this.link = reference
  }

  endLink(): void {
    this.link = null
  }

  openTable(start: number): void {
    const table = { no: this.outline.tables.length, cell: this.here(), start, end: start, rows: [] }
    this.outline.tables.push(table)
    this.open.push({ table, cell: -1 })
  }

  closeTable(end: number): void {
    const closed = this.open.pop()
    if (closed !== undefined) closed.table.end = end
  }

  openRow(): void {
    this.open.at(-1)?.table.rows.push([])
  }

  openCell(start: number, header: boolean, colspan: string | undefined, rowspan: string | undefined): void {
    const top = this.open.at(-1)
    if (top === undefined) return
    const cell: OutlineCell = {
      table: top.table.no,
      start,
      end: start,
      colspan: spanOf(colspan, mostColumns),
      rowspan: spanOf(rowspan, mostRows),
      header,
      cut: false,
      doubtful: false,
      runs: [],
      images: 0,
      words: null,
    }
    top.cell = this.outline.cells.length
    this.outline.cells.push(cell)
    top.table.rows.at(-1)?.push(cell)
  }

  /** Says of the open cell that some of its digits are not what they seem. */
  doubtCell(): void {
    const cell = this.outline.cells[this.here()]
    if (cell !== undefined) cell.doubtful = true
  }

  /** Ends the open cell; `cut` where the page ended first. */
  closeCell(end: number, cut: boolean): void {
    const top = this.open.at(-1)
    const cell = top === undefined ? undefined : this.outline.cells[top.cell]
    if (top === undefined || cell === undefined) return
    cell.end = end
    cell.cut = cut
    top.cell = -1
  }

  markCut(): void {
    this.outline.cut = true
  }
}
