/** Narrative figures: each with its topic, its list, its sentence and the sentence's place in the page. */
import { placeOfText, type Article } from './article.ts'
import type { Stated, Topic } from './report.ts'
import { amountsOf, type Amount } from './stated-amounts.ts'
import { aboutOgi, headsOf, type Head, type Reading } from './stated-heads.ts'
import { readItems } from './stated-items.ts'
import { endsList, nameMembers, ownerOf } from './stated-members.ts'
import { noughtsOf } from './stated-noughts.ts'
import { scopesOf } from './stated-scope.ts'
import { sentencesOf } from './stated-sentences.ts'
import { isOfAnotherYear } from './stated-years.ts'

const worthReading = /\d|[一二两三四五六七八九十百千万](?:余|多)?[条件篇份宗次场期人]|[未无零]|没有|不存在/

const yuan: Readonly<Record<string, number>> = { 元: 1, 千元: 1e3, 万元: 1e4, 亿元: 1e8 }

/** Processing fees in 元, all else as printed. */
function sizeOf(topic: Topic, amount: Amount): { value: number; unit: string } {
  const factor = yuan[amount.unit]
  return topic === 'processing_fee.amount_yuan' && factor !== undefined
    ? { value: Number((amount.value * factor).toPrecision(15)), unit: '元' }
    : { value: amount.value, unit: amount.unit }
}

type Found = Omit<Stated, 'sentence' | 'start' | 'end'> & { at: number }

/** All figures of one sentence (half-width, no white space), under its sub-heading, in the report of `year` where that is known. */
export function readSentence(words: string, heading: string, year: number | null): Found[] {
  if (!worthReading.test(words)) return []
  const amounts = amountsOf(words)
  const reading: Reading = {
    words,
    heading,
    marks: amounts.length === 0 ? [] : scopesOf(words),
    headingMarks: amounts.length === 0 ? [] : scopesOf(heading),
    year,
    known: new Map(),
  }
  const found: Found[] = []
  let taken = { from: 0, to: 0 }
  for (const amount of amounts) {
    if (amount.from >= taken.from && amount.from < taken.to) continue
    const heads = headsOf(reading, amount)
    const [head] = heads
    if (head === undefined || isPart(words, head, amount, found)) continue
    if (!/carried/.test(head.topic) && isOfAnotherYear(words, amount.from, year)) continue
    const source = {
      words,
      amounts,
      endsList: (next: Amount, name: string) => endsList(reading, head.topic, next, name),
    }
    const read = heads.length === 1 ? readItems(source, afterFigure(words, amount), amount) : null
    const owner = read === null ? null : ownerOf(read.items, head, amount, found)
    if (read !== null && owner !== null) taken = read
    const list = owner === 'own' ? read : null
    const items = list?.items ?? []
    const by = nameMembers(items, head.topic)
    if (read !== null && owner !== null && owner !== 'own') {
      owner.items = read.items
      owner.by = nameMembers(read.items, owner.topic)
      owner.exhaustive = read.exhaustive
    }
    for (const one of heads)
      found.push({
        ...one,
        ...sizeOf(one.topic, amount),
        approx: amount.approx,
        items,
        by,
        exhaustive: list?.exhaustive ?? false,
        at: amount.from,
      })
  }
  for (const { topic, unit, at } of noughtsOf(words, () => aboutOgi.test(words) || aboutOgi.test(heading)))
    if (!found.some((known) => known.topic === topic))
      found.push({
        topic,
        name: null,
        code: null,
        value: 0,
        unit,
        approx: false,
        items: [],
        by: null,
        exhaustive: false,
        at,
      })
  return found.sort((a, b) => a.at - b.at)
}

/** True for 其中按期答复6件 behind 答复申请7件: a part of a figure already told, under the words of the whole. */
function isPart(words: string, head: Head, amount: Amount, found: readonly Found[]): boolean {
  const whole = head.name === null ? found.findLast(({ topic }) => topic === head.topic) : undefined
  if (whole === undefined || amount.value > whole.value) return false
  const between = words.slice(whole.at, amount.from)
  return between.includes('其中') && !/[;。]/.test(between)
}

/** Where a list may begin: behind the figure and the noun it counts (收到3件申请，其中…). */
function afterFigure(words: string, amount: Amount): number {
  const noun = /^(?:(?:政府|政务|公开|信息|申请|依|各类|的)+)(?=[,;:(。])/.exec(
    words.slice(amount.to, amount.to + 24),
  )
  return amount.to + (noun?.[0].length ?? 0)
}

/** Lines as clauses; a figure alone on its line belongs to the words before it. */
function onOneLine(words: string): string {
  if (!words.includes('\n')) return words
  let text = ''
  let last = ''
  for (const line of words.split('\n')) {
    const goesOn = last !== '' && !/\d/.test(last) && /^\d/.test(line)
    text += text === '' || goesOn ? line : `;${line}`
    last = line
  }
  return text
}

/** Reads all figures of the closed grammar between two places of the article. */
export function readStated(
  article: Article,
  source: string,
  from: number,
  to: number,
  year: number | null,
): Stated[] {
  const found: Stated[] = []
  for (const sentence of sentencesOf(article, source, from, to)) {
    const words = article.text.slice(sentence.from, sentence.to)
    const figures = readSentence(onOneLine(words), sentence.heading, year)
    if (figures.length === 0) continue
    const place = placeOfText(article, source, sentence.from, sentence.to)
    const printed = article.original.slice(sentence.from, sentence.to).replaceAll('\n', '')
    for (const { at: _, ...figure } of figures) found.push({ ...figure, sentence: printed, ...place })
  }
  return found
}
