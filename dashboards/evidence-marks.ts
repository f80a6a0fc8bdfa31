/** Where highlights begin and end inside the source text of a page. Pure. */

/** A stretch [start, end) of the decoded page, in characters; the first one of a list is the figure asked for. */
export interface Highlight {
  start: number
  end: number
  /** Short mark shown beside the stretch, such as ① for an operand; '' for none. */
  label: string
  /** True for a stretch that differs from another version: marked in its own colour. */
  changed?: boolean
  /** Id of the stretch in the drawn document, which shows it only when the address asks for it; by place where absent. */
  id?: string
}

/** A piece of text and the highlight (index) that covers it, or null. */
export interface Piece {
  start: number
  end: number
  mark: number | null
}

const circled = [...'①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳']

/** The short mark of the n-th highlight (from 0): ① ② …, plain numbers from 21 on. */
export function markOf(index: number): string {
  return circled[index] ?? `(${index + 1})`
}

/** The id of the n-th highlight (from 0) in the drawn document, for the frame's fragment. */
export function highlightId(index: number): string {
  return `figure-${index + 1}`
}

/** The id of a stretch that is marked only when an address asks for it, by the character where it starts. */
export function markId(start: number): string {
  return `at-${start}`
}

/** Cuts [start, end) at the borders of the highlights; where two overlap, the earlier of the list wins. */
export function cutAtMarks(start: number, end: number, highlights: readonly Highlight[]): Piece[] {
  const touching = highlights
    .map((mark, index) => ({ mark, index }))
    .filter(({ mark }) => mark.start < end && mark.end > start)
  if (touching.length === 0) return [{ start, end, mark: null }]
  const borders = new Set([start, end])
  for (const { mark } of touching) {
    borders.add(Math.max(start, mark.start))
    borders.add(Math.min(end, mark.end))
  }
  const sorted = [...borders].sort((left, right) => left - right)
  return sorted.slice(1).map((to, at) => {
    const from = sorted[at] ?? start
    const cover = touching.find(({ mark }) => mark.start <= from && mark.end >= to)
    return { start: from, end: to, mark: cover === undefined ? null : cover.index }
  })
}
