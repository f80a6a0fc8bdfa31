/** Which words name each row of figures where no lines part the rows: only labels whose middle is the row's own are believed. */
import type { TextLine } from './pdf-lines.ts'
import { centreOf } from './pdf-segments.ts'

/** Baselines this close are one; parts of the size of the type. */
const level = 0.3
/** Lines of one cell begin, or have their middle, this close together; parts of the size of the type. */
const aligned = 0.8
/** No cell has its lines further apart; parts of the size of the type. */
const loosest = 1.45

/** A row of a table: its label from top to bottom, and its baseline; `own` is false for rows that have no figures. */
export interface LabelledRow {
  baseline: number
  label: TextLine[]
  own: boolean
}

const isAligned = (a: TextLine, b: TextLine): boolean =>
  Math.abs(a.left - b.left) <= aligned * a.size || Math.abs(centreOf(a) - centreOf(b)) <= aligned * a.size

const isAt = (one: TextLine, baseline: number): boolean =>
  Math.abs(one.baseline - baseline) <= level * one.size

/** The distance of lines within one cell: the least between two pieces that stand under each other; null where none stand so close. */
function lineHeight(words: readonly TextLine[]): number | null {
  let least = Infinity
  for (const [index, upper] of words.entries())
    for (const lower of words.slice(index + 1)) {
      const apart = lower.baseline - upper.baseline
      if (apart > loosest * upper.size) break
      if (apart > 0.9 * upper.size && apart < least && isAligned(upper, lower)) least = apart
    }
  return least === Infinity ? null : least
}

/**
 * The label of one row, grown evenly upwards and downwards from its middle; `aside` are words further left, which may name a row only
 * where no others do.
 */
function growLabel(
  row: number,
  words: readonly TextLine[],
  aside: readonly TextLine[],
  height: number | null,
): TextLine[] {
  const at = (baseline: number): TextLine[] => words.filter((one) => isAt(one, baseline))
  // The last line of a wide label may be as short as a word of the headings further left.
  const near = (baseline: number): TextLine[] => [...words, ...aside].filter((one) => isAt(one, baseline))
  const label: TextLine[] = []
  const middle = at(row)
    .toSorted((a, b) => a.left - b.left)
    .at(-1)
  if (middle !== undefined) label.push(middle)
  else if (height !== null) {
    const lower = near(row + height / 2)
    const pair = at(row - height / 2)
      .flatMap((one) => lower.filter((other) => isAligned(one, other)).map((other) => [one, other] as const))
      .toSorted(([a], [b]) => a.left - b.left)
      .at(-1)
    label.push(...(pair ?? []))
  }
  if (label.length === 0) label.push(...aside.filter((one) => isAt(one, row)).slice(-1))
  while (label.length > 0 && height !== null) {
    const [first, last] = [label[0], label.at(-1)]
    if (first === undefined || last === undefined) break
    const above = near(first.baseline - height).find((one) => isAligned(one, first))
    const below = near(last.baseline + height).find((one) => isAligned(one, last))
    if (above === undefined || below === undefined) break
    label.unshift(above)
    label.push(below)
  }
  return label
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Infinity

/** Words behind no figures, put together as far as they stand close under each other. */
function rowsWithoutFigures(words: readonly TextLine[], height: number | null): LabelledRow[] {
  const rows: TextLine[][] = []
  for (const word of words) {
    const above = rows.find((lines) => {
      const last = lines.at(-1)
      return (
        last !== undefined &&
        height !== null &&
        isAligned(last, word) &&
        Math.abs(word.baseline - last.baseline - height) <= level * word.size
      )
    })
    if (above === undefined) rows.push([word])
    else above.push(word)
  }
  return rows.map((label) => ({ baseline: label[0]?.baseline ?? 0, label, own: false }))
}

/**
 * The rows of a table from top to bottom, and the words that stand left of all their labels: headings over several rows. Null where
 * words could belong to two rows, a row has no name, or a label is longer on one side of its figures than on the other.
 */
export function labelRows(
  figures: readonly number[],
  words: readonly TextLine[],
): { rows: LabelledRow[]; groups: TextLine[] } | null {
  const all = words.toSorted((a, b) => a.baseline - b.baseline || a.left - b.left)
  const begin = median(
    figures.flatMap((baseline) => {
      const lefts = all.filter((one) => isAt(one, baseline)).map(({ left }) => left)
      return lefts.length === 0 ? [] : [Math.max(...lefts)]
    }),
  )
  const aside = all.filter(({ right, size }) => right <= begin + level * size)
  const sorted = all.filter((one) => !aside.includes(one))
  const height = lineHeight(sorted)
  const rows = figures.map((baseline): LabelledRow => {
    const others = figures.filter((other) => other !== baseline)
    const open = sorted.filter((one) => others.every((other) => !isAt(one, other)))
    return { baseline, label: growLabel(baseline, open, aside, height), own: true }
  })
  const taken = rows.flatMap(({ label }) => label)
  if (rows.some(({ label }) => label.length === 0) || new Set(taken).size !== taken.length) return null
  const blank = sorted.filter((one) => !taken.includes(one))
  const close = (height ?? loosest * (sorted[0]?.size ?? 0)) * 1.15
  const torn = blank.some((one) =>
    taken.some((other) => isAligned(one, other) && Math.abs(one.baseline - other.baseline) <= close),
  )
  if (torn) return null
  return {
    rows: [...rows, ...rowsWithoutFigures(blank, height)].toSorted((a, b) => a.baseline - b.baseline),
    groups: aside.filter((one) => !taken.includes(one)),
  }
}
