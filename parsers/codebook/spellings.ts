/** Labels as pages spell them → labels as the form prints them. */
import { dropSpace, halfWidth } from '../page/text.ts'

const numbering =
  /^(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}[、.．,]|\(?\d{1,2}[)、.．](?!\d))/
const notes = /\([^()]{0,200}\)?/g
const marks = /["“”‘’'「」『』《》:：;；,，。.·、_*＊|]/g

/** Traditional or variant characters met on copies, as the form prints them. */
const variants: Readonly<Record<string, string>> = {
  製: '制',
  發: '发',
  數: '数',
  規: '规',
  範: '范',
  許: '许',
  處: '处',
  罰: '罚',
  強: '强',
  費: '费',
  總: '总',
  計: '计',
  開: '开',
  業: '业',
  機: '机',
  構: '构',
  務: '务',
  證: '证',
  複: '复',
  議: '议',
  訴: '诉',
  訟: '讼',
  維: '维',
  結: '结',
  轉: '转',
  續: '续',
  辦: '办',
  現: '现',
  廢: '废',
  額: '额',
  購: '购',
  項: '项',
  實: '实',
  衹: '只',
  複議: '复议',
  其它: '其他',
}
const variant = new RegExp(
  Object.keys(variants)
    .sort((a, b) => b.length - a.length)
    .join('|'),
  'g',
)

/** The same labels stand on every page: answers are remembered, within bounds that no hostile page can push. */
const longestRemembered = 120
const mostRemembered = 4096

/** The same text in memory of its own: a piece of a page's text would keep the whole page alive. */
const ownCopy = (text: string): string => [...text].join('')

/** Keeps an answer for the next page that asks the same. */
function remember<V>(answers: Map<string, V>, key: string, answer: V): V {
  if (key.length > longestRemembered) return answer
  if (answers.size >= mostRemembered) answers.clear()
  answers.set(ownCopy(key), answer)
  return answer
}

const plainLabels = new Map<string, string>()

/** A label without numbering, notes in parentheses, punctuation and white space; '' where nothing is left. */
export function plainLabel(label: string): string {
  return plainLabels.get(label) ?? remember(plainLabels, label, ownCopy(simplify(label)))
}

function simplify(label: string): string {
  const half = halfWidth(dropSpace(label)).replace(numbering, '')
  const bare = half.replace(notes, '').replace(marks, '')
  return (bare === '' ? half.replace(/[()]/g, '').replace(marks, '') : bare).replace(
    variant,
    (found) => variants[found] ?? found,
  )
}

/** Edits (one letter, or two neighbours swapped) from one text to the other; Infinity once it must exceed `most`. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return Infinity
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const line = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      const options = [
        (last[j] ?? Infinity) + 1,
        (line[j - 1] ?? Infinity) + 1,
        (last[j - 1] ?? Infinity) + same,
      ]
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        options.push((before[j - 2] ?? Infinity) + 1)
      line.push(Math.min(...options))
    }
    if (Math.min(...line) > most) return Infinity
    before = last
    last = line
  }
  const distance = last[b.length] ?? Infinity
  return distance > most ? Infinity : distance
}

/** How a label was recognised; `near` within two edits or by a long common beginning. */
export interface LabelMatch<T> {
  code: T
  how: 'exact' | 'near'
}

/** Candidates: a code under every spelling (already plain) that stands for it. */
export type Spellings<T> = readonly { code: T; spellings: readonly string[] }[]

const indices = new WeakMap<object, Map<string, never>>()

/** Codes by spelling, made once for each list of candidates; a list always has the same type of codes. */
function exactIndex<T>(candidates: Spellings<T>): ReadonlyMap<string, T> {
  const known = indices.get(candidates)
  if (known !== undefined) return known
  const fresh = new Map<string, never>()
  indices.set(candidates, fresh)
  const index: Map<string, T> = fresh
  for (const { code, spellings } of candidates) for (const spelling of spellings) index.set(spelling, code)
  return index
}

/** The most edits a label of some length may differ by and still be told from its neighbours. */
const mostEdits = (length: number): number => (length >= 6 ? 2 : length >= 4 ? 1 : 0)

/**
 * Finds the one candidate a page's label stands for: the same text, else a beginning of at least five characters that only one
 * candidate shares, else the only one within the permitted edits. Null where none or more than one would do.
 */
export function matchLabel<T>(label: string, candidates: Spellings<T>): LabelMatch<T> | null {
  const text = plainLabel(label)
  if (text === '' || text.length > 60) return null
  const known = matchesOf(candidates)
  const match = known.get(text)
  return match === undefined ? remember(known, text, findMatch(text, candidates)) : match
}

const matches = new WeakMap<object, Map<string, never>>()

/** Remembered matches of one list of candidates; a list always has the same type of codes. */
function matchesOf<T>(candidates: Spellings<T>): Map<string, LabelMatch<T> | null> {
  const known = matches.get(candidates)
  if (known !== undefined) return known
  const fresh = new Map<string, never>()
  matches.set(candidates, fresh)
  return fresh
}

function findMatch<T>(text: string, candidates: Spellings<T>): LabelMatch<T> | null {
  const exact = exactIndex(candidates).get(text)
  if (exact !== undefined) return { code: exact, how: 'exact' }
  const begins = candidates.filter((candidate) =>
    candidate.spellings.some(
      (spelling) =>
        Math.min(text.length, spelling.length) >= 5 &&
        (spelling.startsWith(text) || text.startsWith(spelling)),
    ),
  )
  if (begins.length === 1 && begins[0] !== undefined) return { code: begins[0].code, how: 'near' }
  const most = mostEdits(text.length)
  if (most === 0) return null
  const scored = candidates
    .map((candidate) => ({
      code: candidate.code,
      distance: Math.min(
        ...candidate.spellings.map((spelling) =>
          editDistance(text, spelling, Math.min(most, mostEdits(spelling.length))),
        ),
      ),
    }))
    .filter(({ distance }) => distance < Infinity)
    .sort((a, b) => a.distance - b.distance)
  const [best, second] = scored
  if (best === undefined || (second !== undefined && second.distance === best.distance)) return null
  return { code: best.code, how: 'near' }
}
