/** The drawing operators of a PDF page → its glyphs, ruling lines and pictures, in points from the upper left corner. */
import { z } from 'zod'
import { apply, identity, multiply, type Matrix } from './pdf-matrix.ts'
import { edgesOf, polygonsOf, rulesOfFill, type Rule } from './pdf-paths.ts'

/** One character as drawn: its box's left and right, its baseline, and the size of its type. */
export interface Glyph {
  text: string
  left: number
  right: number
  baseline: number
  size: number
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
