/** Ruling lines → tables: the squares between the lines, joined where no line parts them. */
import type { Rule } from './pdf-paths.ts'

/** A cell of a ruled table by numbers of its edges, `right` and `bottom` excluded. */
export interface RuledCell {
  left: number
  right: number
  top: number
  bottom: number
}

/**
 * A table by its lines: `xs` and `ys` are the places of its edges in points. `openTop` and `openBottom` tell for each stretch between
 * two `xs` that no line closes the table there: what stands in it goes on on another page.
 */
export interface RuledTable {
  xs: number[]
  ys: number[]
  cells: RuledCell[]
  openTop: boolean[]
  openBottom: boolean[]
}

/** What the lines of a page come to; `doubtful` are stretches [top, bottom] whose lines form no cells. */
export interface Lattice {
  tables: RuledTable[]
  doubtful: { top: number; bottom: number }[]
}

/** Lines closer than this are one line, and ends closer than this meet; in points. */
const near = 2.5
/** Edges closer than this are one edge: no cell is so low or narrow that text would fit. */
const narrowest = 4
const mostRules = 3000

/** Joins lines that lie on each other or follow on each other. */
export function mergeRules(rules: readonly Rule[]): Rule[] {
  const sorted = rules.toSorted((a, b) => a.at - b.at)
  const groups: Rule[][] = []
  for (const rule of sorted) {
    const group = groups.at(-1)
    if (group?.[0] !== undefined && rule.at - group[0].at < near) group.push(rule)
    else groups.push([rule])
  }
  return groups.flatMap((group) => {
    const merged: Rule[] = []
    for (const rule of group.toSorted((a, b) => a.from - b.from)) {
      const last = merged.at(-1)
      if (last !== undefined && rule.from - last.to <= near) last.to = Math.max(last.to, rule.to)
      else merged.push({ ...rule })
    }
    const at = group.reduce((sum, rule) => sum + rule.at, 0) / group.length
    return merged.map((rule) => ({ ...rule, at }))
  })
}

/** A set of sets of numbers, as joined so far. */
class Unions {
  private readonly parents: number[]
  constructor(count: number) {
    this.parents = Array.from({ length: count }, (_, index) => index)
  }
  root(of: number): number {
    let at = of
    for (let up = this.parents[at] ?? at; up !== at; up = this.parents[at] ?? at) {
      this.parents[at] = this.parents[up] ?? up
      at = this.parents[at] ?? at
    }
    return at
  }
  join(a: number, b: number): void {
    this.parents[this.root(a)] = this.root(b)
  }
}

/** Places in order, those that follow each other closely counted once, in their middle. */
function distinct(places: readonly number[]): number[] {
  const groups: { from: number; to: number }[] = []
  for (const place of places.toSorted((a, b) => a - b)) {
    const group = groups.at(-1)
    if (group !== undefined && place - group.to < narrowest && place - group.from < 2 * narrowest)
      group.to = place
    else groups.push({ from: place, to: place })
  }
  return groups.map(({ from, to }) => (from + to) / 2)
}

/** How much of [from, to] the lines at a place cover, 0 to 1. */
function coverage(rules: readonly Rule[], at: number, from: number, to: number): number {
  let covered = 0
  for (const rule of rules)
    if (Math.abs(rule.at - at) <= narrowest)
      covered += Math.max(0, Math.min(rule.to, to) - Math.max(rule.from, from))
  return covered / (to - from)
}

/** The table that lines of one connected group draw; null where the squares between them do not join to rectangles. */
function tableOf(across: readonly Rule[], down: readonly Rule[]): RuledTable | null {
  const xs = distinct([...down.map((rule) => rule.at), ...across.flatMap((rule) => [rule.from, rule.to])])
  const ys = distinct([...across.map((rule) => rule.at), ...down.flatMap((rule) => [rule.from, rule.to])])
  const width = xs.length - 1
  const height = ys.length - 1
  if (width * height > 20_000) return null
  const unions = new Unions(width * height)
  const walls: [number, number][] = []
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1) {
      const [left = 0, right = 0] = xs.slice(column, column + 2)
      const [top = 0, bottom = 0] = ys.slice(row, row + 2)
      const beside = column + 1 < width ? coverage(down, right, top, bottom) : 1
      const below = row + 1 < height ? coverage(across, bottom, left, right) : 1
      if ((beside > 0.3 && beside < 0.7) || (below > 0.3 && below < 0.7)) return null
      const square = row * width + column
      if (beside <= 0.3) unions.join(square, square + 1)
      else if (column + 1 < width) walls.push([square, square + 1])
      if (below <= 0.3) unions.join(square, square + width)
      else if (row + 1 < height) walls.push([square, square + width])
    }
  // A line that parts nothing ends half-way: what stands on its two sides may be two cells or one.
  if (walls.some(([a, b]) => unions.root(a) === unions.root(b))) return null
  const cells = new Map<number, RuledCell & { squares: number }>()
  for (let square = 0; square < width * height; square += 1) {
    const row = Math.floor(square / width)
    const column = square % width
    const root = unions.root(square)
    const cell = cells.get(root)
    if (cell === undefined)
      cells.set(root, { left: column, right: column + 1, top: row, bottom: row + 1, squares: 1 })
    else {
      cell.left = Math.min(cell.left, column)
      cell.right = Math.max(cell.right, column + 1)
      cell.bottom = row + 1
      cell.squares += 1
    }
  }
  const found = [...cells.values()]
  if (found.some((cell) => cell.squares !== (cell.right - cell.left) * (cell.bottom - cell.top))) return null
  const openAt = (edge: number): boolean[] =>
    xs.slice(1).map((right, column) => coverage(across, edge, xs[column] ?? 0, right) < 0.5)
  return {
    xs,
    ys,
    cells: found
      .map(({ left, right, top, bottom }) => ({ left, right, top, bottom }))
      .sort((a, b) => a.top - b.top || a.left - b.left),
    openTop: openAt(ys[0] ?? 0),
    openBottom: openAt(ys.at(-1) ?? 0),
  }
}

/** Finds the tables that the ruling lines of a page draw, from top to bottom. */
export function findLattice(rules: readonly Rule[]): Lattice {
  const across = mergeRules(rules.filter((rule) => rule.axis === 'across'))
  const down = mergeRules(rules.filter((rule) => rule.axis === 'down'))
  if (across.length + down.length > mostRules)
    return { tables: [], doubtful: [{ top: Math.min(...across.map((rule) => rule.at)), bottom: Infinity }] }
  const unions = new Unions(across.length + down.length)
  for (const [i, flat] of across.entries())
    for (const [j, tall] of down.entries())
      if (
        tall.at >= flat.from - near &&
        tall.at <= flat.to + near &&
        flat.at >= tall.from - near &&
        flat.at <= tall.to + near
      )
        unions.join(i, across.length + j)
  const groups = new Map<number, { across: Rule[]; down: Rule[] }>()
  for (const [index, rule] of [...across, ...down].entries()) {
    const root = unions.root(index)
    const group = groups.get(root) ?? { across: [], down: [] }
    ;(rule.axis === 'across' ? group.across : group.down).push(rule)
    groups.set(root, group)
  }
  const lattice: Lattice = { tables: [], doubtful: [] }
  for (const group of groups.values()) {
    if (group.across.length + group.down.length < 5 || group.across.length === 0 || group.down.length === 0)
      continue
    const table = tableOf(group.across, group.down)
    if (table === null) {
      const places = group.across.map((rule) => rule.at)
      lattice.doubtful.push({ top: Math.min(...places), bottom: Math.max(...places) })
    } else if (table.cells.length > 1) lattice.tables.push(table)
  }
  lattice.tables.sort((a, b) => (a.ys[0] ?? 0) - (b.ys[0] ?? 0))
  return lattice
}
