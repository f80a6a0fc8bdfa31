/** Tables that a page break has cut are one table again. */
import type { FilledCell, FilledTable } from './pdf-page.ts'

/** Edges of the two parts may differ by this much, in points. */
const near = 3

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((place, index) => Math.abs(place - (b[index] ?? Infinity)) <= near)

/** Edges of both parts, where one part's edges are all among the other's and both are equally wide; null where they are two tables. */
function commonEdges(a: readonly number[], b: readonly number[]): number[] | null {
  const [more, fewer] = a.length >= b.length ? [a, b] : [b, a]
  const ends = (list: readonly number[]): number[] => [list[0] ?? 0, list.at(-1) ?? 0]
  if (!same(ends(a), ends(b))) return null
  return fewer.every((place) => more.some((other) => Math.abs(other - place) <= near)) ? [...more] : null
}

/** Counts a part's columns on other edges. */
function onEdges(table: FilledTable, edges: readonly number[]): FilledTable {
  const number = table.xs.map((place) => {
    let best = 0
    for (const [index, edge] of edges.entries())
      if (Math.abs(edge - place) < Math.abs((edges[best] ?? Infinity) - place)) best = index
    return best
  })
  const spread = (open: readonly boolean[]): boolean[] =>
    open.flatMap((value, column) =>
      Array.from({ length: (number[column + 1] ?? 0) - (number[column] ?? 0) }, () => value),
    )
  return {
    ...table,
    xs: [...edges],
    openTop: spread(table.openTop),
    openBottom: spread(table.openBottom),
    cells: table.cells.map((cell) => ({
      ...cell,
      lines: [...cell.lines],
      left: number[cell.left] ?? 0,
      right: number[cell.right] ?? 0,
    })),
  }
}

const rowKey = (cells: readonly FilledCell[], row: number): string =>
  cells
    .filter((cell) => cell.top === row)
    .map((cell) => `${cell.left},${cell.right},${cell.bottom - row}:${cell.lines.join('')}`)
    .join('|')

/** How many rows at the top of the second part only repeat the heading of the first: rows of words without figures. */
function repeatedHeading(first: readonly FilledCell[], second: readonly FilledCell[]): number {
  let rows = 0
  const worded = (row: number): boolean => {
    const cells = second.filter((cell) => cell.top === row && cell.lines.length > 0)
    return cells.length > 0 && cells.every((cell) => !/^[\d\s.,]+$/.test(cell.lines.join('')))
  }
  while (worded(rows) && rowKey(first, rows) === rowKey(second, rows)) rows += 1
  const inside = second.some((cell) => cell.top < rows && cell.bottom > rows)
  return inside ? 0 : rows
}

/** True where two cells on both sides of the break are one: no line parts them, or one is only the empty rest of a tall one. */
function isOneCell(above: FilledCell, below: FilledCell, open: readonly boolean[]): boolean {
  if (above.left !== below.left || above.right !== below.right) return false
  if (open.slice(below.left, below.right).every(Boolean)) return true
  const tall = above.bottom - above.top > 1 || below.bottom - below.top > 1
  return tall && (above.lines.length === 0 || below.lines.length === 0)
}

/**
 * The one table of two parts on following pages; null where their columns do not agree. A row that the break has cut in two,
 * no line anywhere closing it, is one row again.
 */
export function joinTables(first: FilledTable, second: FilledTable): FilledTable | null {
  const xs = commonEdges(first.xs, second.xs)
  if (xs === null) return null
  const upper = onEdges(first, xs)
  const lower = onEdges(second, xs)
  const repeated = repeatedHeading(upper.cells, lower.cells)
  const open = lower.openTop.map(
    (value, column) => repeated === 0 && value && upper.openBottom[column] === true,
  )
  const cut = open.every(Boolean) ? 1 : 0
  const shift = first.height - repeated - cut
  const ends = upper.cells.filter((cell) => cell.bottom === first.height)
  const joined = [...upper.cells]
  for (const cell of lower.cells) {
    if (cell.top < repeated) continue
    const above = cell.top === repeated ? ends.find((other) => isOneCell(other, cell, open)) : undefined
    if (above === undefined) {
      if (cut === 1 && cell.top === 0) return null
      joined.push({ ...cell, top: cell.top + shift, bottom: cell.bottom + shift })
    } else {
      above.lines.push(...cell.lines)
      above.bottom = cell.bottom + shift
    }
  }
  return {
    xs,
    height: first.height + second.height - repeated - cut,
    cells: joined.sort((a, b) => a.top - b.top || a.left - b.left),
    openTop: upper.openTop,
    openBottom: lower.openBottom,
    ...(first.columns === undefined ? {} : { columns: first.columns }),
  }
}
