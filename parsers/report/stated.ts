/** Narrative figures: each with its sentence and the sentence's place in the page. */
import { placeOfText, type Article } from './article.ts'
import type { Stated, Topic } from './report.ts'
import { readItems } from './stated-items.ts'
import { wordings } from './stated-topics.ts'

/** Longer stretches without a full stop are no sentences, and patterns need not be tried on them beyond this. */
const longestSentence = 2000

/** Words that say the figure counts one channel, not the whole. */
const channel =
  /(?:通过|利用|依托|在|经)[^,;。]{0,24}(?:网站|公众号|微信|微博|抖音|平台|公示栏|公开栏|电子屏|客户端|报纸|广播|简报|APP)[^,;。]{0,12}$/

interface Sentence {
  from: number
  to: number
}

/** Cuts [from, to) of the article into sentences; a sentence that only goes on counting (其中 …) belongs to the one before. */
function* sentencesOf(text: string, from: number, to: number): Generator<Sentence> {
  let start = from
  let open: Sentence | null = null
  while (start < to) {
    const found = text.slice(start, Math.min(to, start + longestSentence)).search(/[。!?！？\n]/)
    const end = found < 0 ? Math.min(to, start + longestSentence) : start + found + 1
    const sentence: Sentence = { from: start, to: text[end - 1] === '\n' ? end - 1 : end }
    if (sentence.to > sentence.from) {
      if (
        open !== null &&
        /^(?:其中|包括|分别为|具体为)/.test(text.slice(sentence.from, sentence.from + 4)) &&
        sentence.to - open.from < longestSentence
      )
        open.to = sentence.to
      else {
        if (open !== null) yield open
        open = sentence
      }
    }
    start = end
  }
  if (open !== null) yield open
}

function topicAt(topic: Topic, words: string, at: number): Topic {
  return topic === 'disclosed.total' && channel.test(words.slice(0, at)) ? 'disclosed.channel' : topic
}

/** Reads all figures of the closed grammar between two places of the article. */
export function readStated(article: Article, source: string, from: number, to: number): Stated[] {
  const found: Stated[] = []
  for (const sentence of sentencesOf(article.text, from, to)) {
    const words = article.text.slice(sentence.from, sentence.to)
    const taken: { from: number; to: number; topic: Topic }[] = []
    for (const { topic, pattern, none = false, unless } of wordings) {
      for (const match of words.matchAll(pattern)) {
        const clause = words.slice(
          Math.max(0, words.lastIndexOf(',', match.index) + 1),
          match.index + match[0].length + 12,
        )
        if (unless?.test(none ? words : clause) === true) continue
        const span = { from: match.index, to: match.index + match[0].length, topic }
        if (
          taken.some(
            (other) => other.topic === topic && (none || (other.from < span.to && span.from < other.to)),
          )
        )
          continue
        taken.push(span)
        const { number, unit, rough, more, after } = match.groups ?? {}
        const list = none ? null : readItems(words.slice(span.to))
        found.push({
          topic: topicAt(topic, words, span.from),
          value: none || number === undefined ? 0 : Number(number.replaceAll(',', '')),
          unit: unit ?? '件',
          approx: rough !== undefined || more !== undefined || after !== undefined,
          sentence: article.original.slice(sentence.from, sentence.to).replaceAll('\n', ''),
          ...placeOfText(article, source, sentence.from, sentence.to),
          items: list?.items ?? [],
          exhaustive: list?.closed ?? false,
        })
      }
    }
  }
  return found.sort((a, b) => a.start - b.start)
}
