/** The words over columns of figures: which heading is each column's own, and under which heading each figure stands. */
import type { TextLine } from './pdf-lines.ts'
import { centreOf } from './pdf-segments.ts'

/** A heading: its lines from top to bottom and the stretch they cover. */
export interface Heading {
  lines: TextLine[]
  left: number
  right: number
}

/** A figure stands under a heading where their sides or middles are this close; parts of the size of the type. */
const under = 0.5

/** Pieces close under each other are one heading. */
function stack(pieces: readonly TextLine[]): Heading[] {
  const headings: Heading[] = []
  for (const piece of pieces.toSorted((a, b) => a.baseline - b.baseline)) {
    const above = headings.find(({ lines, left, right }) => {
      const apart = piece.baseline - (lines.at(-1)?.baseline ?? Infinity)
      const middle = Math.abs(centreOf({ left, right }) - centreOf(piece)) <= 0.8 * piece.size
      const side = Math.abs(left - piece.left) <= 0.3 * piece.size
      return (middle || side) && apart > 0 && apart <= 1.4 * piece.size
    })
    if (above === undefined) headings.push({ lines: [piece], left: piece.left, right: piece.right })
    else {
      above.lines.push(piece)
      above.left = Math.min(above.left, piece.left)
      above.right = Math.max(above.right, piece.right)
    }
  }
  return headings
}

const baselineOf = ({ lines }: Heading): number => lines.at(-1)?.baseline ?? 0

/**
 * The headings that have none below them, from left to right, and the others, among them lines that stand a row higher than all own
 * headings; null where two own headings share a stretch.
 */
export function headingsOf(pieces: readonly TextLine[]): { own: Heading[]; over: Heading[] } | null {
  const headings = stack(pieces)
  const isOver = (one: Heading): boolean =>
    headings.some(
      (other) =>
        other !== one &&
        other.left < one.right &&
        other.right > one.left &&
        (other.lines[0]?.baseline ?? 0) > baselineOf(one),
    )
  const lowest = headings.filter((one) => !isOver(one))
  const tops = lowest.map(({ lines }) => lines[0]?.baseline ?? 0)
  const own = lowest
    .filter((one, index) => {
      const others = Math.min(...tops.filter((_, other) => other !== index))
      return others === Infinity || others - baselineOf(one) <= 1.4 * (one.lines[0]?.size ?? 0)
    })
    .toSorted((a, b) => a.left - b.left)
  const apart = own.every((one, index) => index === 0 || (own[index - 1]?.right ?? 0) < one.left)
  return apart ? { own, over: headings.filter((one) => !own.includes(one)) } : null
}

/** How figures and headings are aligned: by their middles, right sides or left sides. */
export type Alignment = 'middle' | 'right' | 'left'
const alignments: Readonly<Record<Alignment, (stretch: { left: number; right: number }) => number>> = {
  middle: centreOf,
  right: ({ right }) => right,
  left: ({ left }) => left,
}

/** For each row the number of the heading over each figure, where all stand under headings in one way. */
export interface Assignment {
  alignment: Alignment
  columns: number[][]
}

/**
 * Under which heading each figure stands, in the only way in which all of them do; null where a figure stands under none or two, two of a
 * row under one, or it could be told in several ways. A table that goes on keeps the way of its beginning.
 */
export function assignFigures(
  rows: readonly (readonly TextLine[])[],
  headings: readonly { left: number; right: number }[],
  known: Alignment | null,
): Assignment | null {
  const found = (known === null ? (['middle', 'right', 'left'] as const) : [known]).flatMap((alignment) => {
    const place = alignments[alignment]
    const columns = rows.map((row) =>
      row.map((figure) => {
        const fitting = headings.flatMap((heading, index) =>
          Math.abs(place(heading) - place(figure)) <= under * figure.size ? [index] : [],
        )
        return fitting.length === 1 ? (fitting[0] ?? -1) : -1
      }),
    )
    const whole = columns.every((row) => !row.includes(-1) && new Set(row).size === row.length)
    return whole ? [{ alignment, columns }] : []
  })
  const [first, ...others] = found
  const same = others.every(({ columns }) => JSON.stringify(columns) === JSON.stringify(first?.columns))
  return first !== undefined && same ? first : null
}
