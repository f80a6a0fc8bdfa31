/** Painted paths of a PDF page → the ruling lines that they draw. */

/** A straight line along an axis: `at` is its place across, [from, to] its reach along. */
export interface Rule {
  axis: 'across' | 'down'
  at: number
  from: number
  to: number
}

/** Filled shapes thinner than this are drawn lines, in points. */
const thickestRule = 3.5
const shortestRule = 2

/** A point of the page. */
export type Point = [number, number]

/** Splits a path of the library's own coding into polygons; curves end one without a line. */
export function polygonsOf(path: Float32Array): Point[][] {
  const found: Point[][] = []
  let open: Point[] = []
  for (let at = 0; at < path.length;) {
    const kind = path[at] ?? 4
    const x = path[at + 1] ?? 0
    const y = path[at + 2] ?? 0
    if (kind === 0) {
      if (open.length > 1) found.push(open)
      open = [[x, y]]
      at += 3
    } else if (kind === 1) {
      open.push([x, y])
      at += 3
    } else if (kind === 2 || kind === 3) {
      const end = at + (kind === 2 ? 5 : 3)
      if (open.length > 1) found.push(open)
      open = [[path[end] ?? 0, path[end + 1] ?? 0]]
      at = end + 2
    } else {
      const [first] = open
      if (first !== undefined && open.length > 1) {
        found.push([...open, first])
        open = [first]
      }
      at += 1
    }
  }
  if (open.length > 1) found.push(open)
  return found
}

function ruleBetween([x1, y1]: Point, [x2, y2]: Point): Rule[] {
  const wide = Math.abs(x1 - x2)
  const high = Math.abs(y1 - y2)
  if (high < 0.7 && wide >= shortestRule)
    return [{ axis: 'across', at: (y1 + y2) / 2, from: Math.min(x1, x2), to: Math.max(x1, x2) }]
  if (wide < 0.7 && high >= shortestRule)
    return [{ axis: 'down', at: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2) }]
  return []
}

/** The lines that a stroke along a polygon draws. */
export const edgesOf = (polygon: readonly Point[]): Rule[] =>
  polygon.flatMap((point, index) => {
    const next = polygon[index + 1]
    return next === undefined ? [] : ruleBetween(point, next)
  })

/** A filled shape is a line where it is thin, and a frame where it holds a second shape; other fills are shading. */
export function rulesOfFill(polygons: readonly Point[][]): Rule[] {
  const frame = polygons.length > 1
  return polygons.flatMap((polygon) => {
    const xs = polygon.map(([x]) => x)
    const ys = polygon.map(([, y]) => y)
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
    if (bottom - top <= thickestRule && right - left > bottom - top)
      return ruleBetween([left, (top + bottom) / 2], [right, (top + bottom) / 2])
    if (right - left <= thickestRule)
      return ruleBetween([(left + right) / 2, top], [(left + right) / 2, bottom])
    return frame ? edgesOf(polygon) : []
  })
}
