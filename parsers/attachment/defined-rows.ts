/** Rows that define their cells by edges and merges → a table with spans. */
import type { Block, MarkupCell } from './markup.ts'

/** A cell between two edges; it may go on the cell to its left, or the one above it. */
export interface DefinedCell {
  left: number
  right: number
  continuesLeft: boolean
  continuesUp: boolean
  lines: readonly string[]
  images: number
}
export type DefinedRow = readonly DefinedCell[]

/** Edges of different rows that lie closer than this are one edge: Word rounds widths row by row. Twentieths of a point. */
const tolerance = 40

interface Open extends MarkupCell {
  lines: string[]
  images: number
  from: number
  to: number
}

/** The distinct edges of all rows from left to right. */
function edgesOf(rows: readonly DefinedRow[]): number[] {
  const all = rows.flatMap((row) => row.flatMap((cell) => [cell.left, cell.right])).sort((a, b) => a - b)
  const edges: number[] = []
  for (const edge of all)
    if (edges.length === 0 || edge - (edges.at(-1) ?? edge) > tolerance) edges.push(edge)
  return edges
}

/** The number of the edge nearest to a place: the last one at or before it, within the tolerance. */
function edgeAt(edges: readonly number[], place: number): number {
  let low = 0
  let high = edges.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((edges[middle] ?? 0) <= place) low = middle
    else high = middle - 1
  }
  return low
}

/** The table of these rows; null where cells overlap or a merge has nothing to go on from. */
export function tableOfRows(rows: readonly DefinedRow[]): Extract<Block, { kind: 'table' }> | null {
  if (rows.length === 0) return null
  const edges = edgesOf(rows)
  const table: Open[][] = []
  let above: Open[] = []
  for (const row of rows) {
    const line: Open[] = []
    const shown: Open[] = []
    for (const cell of row) {
      const from = edgeAt(edges, cell.left)
      const to = edgeAt(edges, cell.right)
      const before = line.at(-1)
      if (cell.continuesLeft && before !== undefined && before.to === from) {
        before.to = to
        before.colspan = to - before.from
        before.lines.push(...cell.lines)
        continue
      }
      if (to <= from || (before !== undefined && before.to > from)) return null
      for (let gap = before?.to ?? 0; gap < from; gap += 1) {
        const empty = { lines: [], images: 0, colspan: 1, rowspan: 1, from: gap, to: gap + 1 }
        line.push(empty)
        shown.push(empty)
      }
      const upper = cell.continuesUp ? above.find((open) => open.from === from && open.to === to) : undefined
      if (cell.continuesUp && upper === undefined) return null
      if (upper === undefined) {
        const open = { lines: [...cell.lines], images: cell.images, colspan: to - from, rowspan: 1, from, to }
        line.push(open)
        shown.push(open)
      } else {
        upper.rowspan += 1
        upper.lines.push(...cell.lines)
        line.push(upper)
      }
    }
    table.push(shown)
    above = line
  }
  return {
    kind: 'table',
    rows: table.map((row) =>
      row.map(({ lines, images, colspan, rowspan }) => ({ lines, images, colspan, rowspan })),
    ),
  }
}
