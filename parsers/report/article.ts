/** The running text of a page, tables left out, with the way back to the source for every character. */
import type { Outline } from '../page/outline.ts'
import { halfWidth, isSpace, mapOffsets } from '../page/text.ts'

/**
 * Text without white space, full-width ASCII made half-width, a line feed wherever the page starts a new line.
 * Only between two digits does a space remain: whether 1 2 is twelve, nobody can tell.
 * `offsets[i]` is the offset in the decoded page of unit i; `original` is the same text as printed.
 */
export interface Article {
  text: string
  original: string
  offsets: Int32Array
  /** One past the last unit's place in the source. */
  length: number
}

/** True for a digit of either width. */
function isDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0xff10 && code <= 0xff19)
}

/** Builds the running text from all runs outside the given cells. */
export function writeArticle(source: string, outline: Outline, tableCells: ReadonlySet<number>): Article {
  let room = 0
  for (const run of outline.runs) room += run.value.length * 2 + 1
  const offsets = new Int32Array(room + 1)
  const parts: string[] = []
  let count = 0
  let block = -1
  let last = 0
  let gap = false
  for (const run of outline.runs) {
    if (tableCells.has(run.cell)) continue
    if (run.block !== block && count > 0 && parts.at(-1) !== '\n') {
      offsets[count] = run.start
      count += 1
      parts.push('\n')
      last = 0
    }
    block = run.block
    const { value, start } = run
    const map = value.length === run.end - start ? null : mapOffsets(source.slice(start, run.end), value)
    let from = 0
    for (let index = 0; index <= value.length; index += 1) {
      const code = value.charCodeAt(index)
      if (index < value.length && !isSpace(code)) {
        if (gap && isDigit(last) && isDigit(code)) {
          offsets[count] = start + (map === null ? index : (map[index] ?? index))
          count += 1
          parts.push(' ')
        }
        gap = false
        last = code
        offsets[count] = start + (map === null ? index : (map[index] ?? index))
        count += 1
      } else {
        if (index > from) parts.push(value.slice(from, index))
        from = index + 1
        if (index < value.length) gap = true
      }
    }
  }
  const original = parts.join('')
  return { text: halfWidth(original), original, offsets: offsets.subarray(0, count), length: count }
}

/** The place of [from, to) of the article in the decoded page, as character offsets [start, end). */
export function placeOfText(
  article: Article,
  source: string,
  from: number,
  to: number,
): { start: number; end: number } {
  const start = article.offsets[from] ?? 0
  const last = article.offsets[Math.max(from, to - 1)] ?? start
  const reference = source.charCodeAt(last) === 38 ? source.indexOf(';', last) : -1
  return { start, end: reference >= 0 && reference - last < 34 ? reference + 1 : last + 1 }
}

/** The first unit of the article that stands at or behind an offset of the decoded page, -1 where none does. Text that a browser moves is not in the order of the page. */
export function unitAt({ offsets, length }: Article, offset: number): number {
  for (let unit = 0; unit < length; unit += 1) if ((offsets[unit] ?? 0) >= offset) return unit
  return -1
}
