/** The drawing operators of a PDF page → its glyphs, ruling lines and pictures, in points from the upper left corner. */
import { z } from 'zod'

/** One character as drawn: its box's left and right, its baseline, and the size of its type. */
export interface Glyph {
  text: string
  left: number
  right: number
  baseline: number
  size: number
}

/** A straight line along an axis: `at` is its place across, [from, to] its reach along. */
export interface Rule {
  axis: 'across' | 'down'
  at: number
  from: number
  to: number
}

/** What stands on one page. `unseen` counts characters drawn invisibly: the layer that text recognition lays over a scan. */
export interface PageMarks {
  glyphs: Glyph[]
  rules: Rule[]
  pictures: { top: number }[]
  unseen: number
}

/** The library's operator list and its codes, as far as they are needed here. */
export interface Operators {
  fnArray: readonly number[]
  argsArray: readonly unknown[]
}
export type Codes = Readonly<Record<string, number>>

type Matrix = readonly [number, number, number, number, number, number]
const identity: Matrix = [1, 0, 0, 1, 0, 0]

/** Filled shapes thinner than this are drawn lines, in points. */
const thickestRule = 3.5
const shortestRule = 2

const numbers = z.union([z.array(z.number()), z.instanceof(Float32Array).transform((list) => [...list])])
const six = numbers.pipe(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()]))
const one = z.tuple([z.number()])
const glyphList = z.tuple([
  z.array(
    z.union([
      z.number(),
      z.object({ unicode: z.string(), width: z.number(), isSpace: z.boolean().optional() }),
      z.null(),
    ]),
  ),
])
const fontChoice = z.tuple([z.string(), z.number()])
const pathArguments = z
  .tuple([z.number(), z.tuple([z.instanceof(Float32Array).nullable()])])
  .rest(z.unknown())

const multiply = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]
const apply = (m: Matrix, x: number, y: number): [number, number] => [
  m[0] * x + m[2] * y + m[4],
  m[1] * x + m[3] * y + m[5],
]

interface State {
  matrix: Matrix
  scale: number
  size: number
  letters: number
  words: number
  stretch: number
  leading: number
  rise: number
  mode: number
}

type Point = [number, number]

/** Splits a path of the library's own coding into polygons; curves end one without a line. */
function polygonsOf(path: Float32Array): Point[][] {
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

const edgesOf = (polygon: readonly Point[]): Rule[] =>
  polygon.flatMap((point, index) => {
    const next = polygon[index + 1]
    return next === undefined ? [] : ruleBetween(point, next)
  })

/** A filled shape is a line where it is thin, and a frame where it holds a second shape; other fills are shading. */
function rulesOfFill(polygons: readonly Point[][]): Rule[] {
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

/** Follows the operators of one page. `base` turns the page upright; `fontScale` gives a font's units. */
export function readMarks(
  list: Operators,
  codes: Codes,
  base: readonly number[],
  fontScale: (name: string) => number,
): PageMarks {
  const page: PageMarks = { glyphs: [], rules: [], pictures: [], unseen: 0 }
  let state: State = {
    matrix: six.parse(base),
    scale: 0.001,
    size: 0,
    letters: 0,
    words: 0,
    stretch: 1,
    leading: 0,
    rise: 0,
    mode: 0,
  }
  const saved: State[] = []
  let text = identity
  let [x, y, lineX, lineY] = [0, 0, 0, 0]
  const move = (dx: number, dy: number): void => {
    lineX += dx
    lineY += dy
    x = lineX
    y = lineY
  }
  const show = (args: unknown): void => {
    const to = multiply(state.matrix, text)
    const size = Math.abs(state.size) * Math.hypot(to[2], to[3])
    for (const glyph of glyphList.parse(args)[0]) {
      if (glyph === null) continue
      if (typeof glyph === 'number') {
        x -= (glyph * state.size * state.stretch) / 1000
        continue
      }
      const advance = glyph.width * state.scale * state.size * state.stretch
      const [left, baseline] = apply(to, x, y + state.rise)
      const [right] = apply(to, x + advance, y + state.rise)
      x += advance + (state.letters + (glyph.isSpace === true ? state.words : 0)) * state.stretch
      if (glyph.unicode.trim() === '') continue
      if (state.mode === 3 || state.mode === 7) page.unseen += 1
      else
        page.glyphs.push({
          text: glyph.unicode,
          left: Math.min(left, right),
          right: Math.max(left, right),
          baseline,
          size,
        })
    }
  }
  const draw = (args: unknown): void => {
    const [kind, [path]] = pathArguments.parse(args)
    if (path === null || kind === codes['endPath']) return
    const polygons = polygonsOf(path).map((polygon) => polygon.map(([px, py]) => apply(state.matrix, px, py)))
    const strokes = [codes['stroke'], codes['closeStroke']].includes(kind)
    page.rules.push(...(strokes ? polygons.flatMap(edgesOf) : rulesOfFill(polygons)))
  }
  const steps: Record<string, (args: unknown) => void> = {
    save: () => saved.push({ ...state }),
    restore: () => {
      state = saved.pop() ?? state
    },
    transform: (args) => {
      state.matrix = multiply(state.matrix, six.parse(args))
    },
    paintFormXObjectBegin: (args) => {
      saved.push({ ...state })
      const form = z.tuple([numbers.nullable()]).rest(z.unknown()).parse(args)[0]
      if (form !== null) state.matrix = multiply(state.matrix, six.parse(form))
    },
    paintFormXObjectEnd: () => {
      state = saved.pop() ?? state
    },
    beginText: () => {
      text = identity
      ;[x, y, lineX, lineY] = [0, 0, 0, 0]
    },
    setTextMatrix: (args) => {
      text = six.parse(z.tuple([numbers]).parse(args)[0])
      ;[x, y, lineX, lineY] = [0, 0, 0, 0]
    },
    moveText: (args) => move(...z.tuple([z.number(), z.number()]).parse(args)),
    setLeadingMoveText: (args) => {
      const [dx, dy] = z.tuple([z.number(), z.number()]).parse(args)
      state.leading = dy
      move(dx, dy)
    },
    nextLine: () => move(0, state.leading),
    setLeading: (args) => {
      state.leading = -one.parse(args)[0]
    },
    setCharSpacing: (args) => {
      ;[state.letters] = one.parse(args)
    },
    setWordSpacing: (args) => {
      ;[state.words] = one.parse(args)
    },
    setHScale: (args) => {
      state.stretch = one.parse(args)[0] / 100
    },
    setTextRise: (args) => {
      ;[state.rise] = one.parse(args)
    },
    setTextRenderingMode: (args) => {
      ;[state.mode] = one.parse(args)
    },
    setFont: (args) => {
      const [name, size] = fontChoice.parse(args)
      state.size = size
      state.scale = fontScale(name)
    },
    showText: show,
    constructPath: draw,
    paintImageXObject: () =>
      page.pictures.push({ top: Math.min(state.matrix[5], state.matrix[5] + state.matrix[3]) }),
  }
  const byCode = new Map<number, (args: unknown) => void>()
  for (const [name, step] of Object.entries(steps)) {
    const code = codes[name]
    if (code !== undefined) byCode.set(code, step)
  }
  for (const [index, code] of list.fnArray.entries()) byCode.get(code)?.(list.argsArray[index])
  return page
}
