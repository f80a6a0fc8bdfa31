/** Sentences of the running text, and the sub-heading that each stands under. */
import type { Article } from './article.ts'

/** A sentence at [from, to) of the article. `heading` is what the nearest sub-heading says, '' where there is none. */
export interface Sentence {
  from: number
  to: number
  heading: string
}

/** Longer stretches without a full stop are no sentences; they are cut here, whatever they hold. */
const longestSentence = 2000
const ends = /[。!?！？\n]/g
const goesOn = /^(?:其中|包括|分别为|分别是|具体为|具体包括)/
/** A list member on a line or in a sentence of its own: 1.工作动态55条；. */
const member =
  /^(?:\(?\d{1,2}[.、)]|[①-⑳●•·◆■-]|[一二三四五六七八九十]是|\([一二三四五六七八九十]{1,3}\))[^\d。:,]{1,30}\d[\d,]{0,8}(?:余|多)?[\u4e00-\u9fff]{1,2}[;。,]?$/
const bareMember = /^[^\d。:,]{1,30}\d[\d,]{0,8}(?:余|多)?[\u4e00-\u9fff]{1,2}[;。,]?$/
const figureFirst = /^\d[\d,]{0,8}(?:余|多)?[条件篇份次项宗]/
const subheading =
  /^(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、](?!\d)|第[一二三四五六七八九十],|[一二三四五六七八九十]是)([^。;]{0,30})/
/** Markup between two pieces that makes them belong to different places of the page. */
const apart = /<(?:\/?(?:table|tr|td|th)\b|script|style|!--|template|noscript|textarea|select)/i

/** True where the text before a line's end leaves a list or a clause open. */
function staysOpen(text: string): boolean {
  return /[,、;:(]$/.test(text)
}

/**
 * Cuts [from, to) of the article into sentences. What only goes on counting (其中 …, 1.… of an opened list) stays with the
 * sentence before, over full stops and line ends, but never over a table or anything else that is not running text.
 */
export function sentencesOf(article: Article, source: string, from: number, to: number): Sentence[] {
  const { text } = article
  const found: Sentence[] = []
  let heading = ''
  let start = from
  while (start < to) {
    ends.lastIndex = start
    const stop = ends.exec(text)
    const far = Math.min(to, start + longestSentence)
    const end = stop === null || stop.index >= far ? far : stop.index + 1
    const last = text[end - 1] === '\n' ? end - 1 : end
    if (last > start) {
      const words = text.slice(start, last)
      const open = found.at(-1)
      if (
        open !== undefined &&
        last - open.from < longestSentence &&
        joins(article, source, open, start, words)
      )
        open.to = last
      else {
        const named = subheading.exec(words)?.[1]
        if (named !== undefined) heading = named
        found.push({ from: start, to: last, heading })
      }
    }
    start = end
  }
  return found
}

/** Whether a piece of text only continues the sentence before it. */
function joins(article: Article, source: string, open: Sentence, start: number, words: string): boolean {
  const before = article.text.slice(Math.max(open.from, open.to - 200), open.to)
  const newLine = article.text[start - 1] === '\n'
  const counting = /\d/.test(before)
  const list =
    /(?:其中|包括|分别为|如下|具体为)[^。]{0,200}$/.test(before) ||
    /[;:]$/.test(before) ||
    member.test(before.split(/[。;]/).at(-1) ?? '')
  const follows =
    (goesOn.test(words) && counting) ||
    (newLine && staysOpen(before) && !/^[一二三四五六七八九十]{1,3}、/.test(words)) ||
    (newLine && !/[。;!?]$/.test(before) && figureFirst.test(words)) ||
    (counting && list && member.test(words)) ||
    (newLine && counting && list && bareMember.test(words))
  if (!follows) return false
  const between = source.slice(article.offsets[open.to - 1] ?? 0, article.offsets[start] ?? 0)
  return between.length < 5000 && !apart.test(between)
}
