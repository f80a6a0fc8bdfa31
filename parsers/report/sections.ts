/** The six chapters of the report, found by their headings: on a line of their own, run into the text, or inside a table. */
import { cellWords, type Outline } from '../page/outline.ts'
import { dropSpace, foldSpace, halfWidth } from '../page/text.ts'
import { placeOfText, type Article } from './article.ts'
import { chapterWords } from './section-words.ts'
import type { Section } from './report.ts'

const numeral = '[一二三四五六七八九十]'
/** Numbering as printed before a heading: 一、 第一部分 (一) 1. and what editors put in its place. */
const numbering = `第?${numeral}{1,2}(?:部分|章)?[、.,:]?|\\(${numeral}{1,2}\\)[、.]?|\\(?\\d{1,2}[、.)]|[●•·◆■○▪-]`
const strict = `${numeral}[、.,]`
const patterns = chapterWords.map(({ no, printed, old }) => {
  const words = `${printed}|${old}`
  return {
    no,
    printed: new RegExp(`^(?:${printed})$`),
    /** A line that says nothing else. */
    alone: new RegExp(`(?:^|\\n)(${numbering})?((?:${words}))(?:\\([^()\\n]{0,30}\\))?[:.。]?(?=\\n|$)`, 'g'),
    /** Where a sentence or a line begins, the body running on behind. */
    numbered: new RegExp(`(?:^|[\\n。;!?])(${strict})(${words})`, 'g'),
    /** The same behind weaker numbering: only wordings of the national form count. */
    weak: new RegExp(`(?:^|[\\n])(\\(${numeral}\\)|\\d{1,2}[、.])(${printed})(?![\\n:.])`, 'g'),
    /** Anywhere: the line break was lost. */
    inline: new RegExp(`(?<=[^\\n。;!?第])(${numeral}、)(${words})`, 'g'),
    cell: new RegExp(`^(${strict}|\\(${numeral}\\))(${words})[:.。]?$`),
  }
})
const numerals = '一二三四五六七八九十'

interface Candidate {
  no: number
  title: string
  /** Place in the decoded page. */
  start: number
  /** Place in the article, or null inside a table. */
  from: number
  to: number
  score: number
}

/** How sure a heading is: its place, whether its numbering is the right one, and whether its words are those of the form. */
function scoreOf(no: number, place: number, marks: string, isPrinted: boolean): number {
  const digit = /[一二三四五六七八九十]/.exec(marks)?.[0]
  const own =
    digit === undefined ? Number(/\d{1,2}/.exec(marks)?.[0]) === no : numerals.indexOf(digit) + 1 === no
  const strictMarks = digit !== undefined && !marks.includes('(')
  const numbered =
    marks === '' ? 0 : strictMarks ? (own ? 3 : 1) : marks.includes('(') ? (own ? -2 : -2) : own ? 2 : 0
  return place + numbered + (isPrinted ? 2 : 0)
}

/** One chapter's heading oftener than this is no heading. */
const mostRepeats = 40
/** Dots that lead to a page number. */
const leader = /^(?:[….·-]{2,}|\d{1,3}(?:\n|$))/
/** Below this a line may as well be a sub-heading of chapter one. */
const leastScore = 3

function candidatesOf(article: Article, source: string): Candidate[] {
  const found: Candidate[] = []
  for (const { no, printed, alone, numbered, weak, inline } of patterns) {
    const ways: [RegExp, number][] = [
      [alone, 4],
      [numbered, 3],
      [weak, 3],
      [inline, 1],
    ]
    for (const [pattern, place] of ways) {
      let seen = 0
      for (const match of article.text.matchAll(pattern)) {
        seen += 1
        if (seen > mostRepeats) break
        const [whole, marks = '', words = ''] = match
        const from = match.index + whole.indexOf(marks + words)
        const to = from + marks.length + words.length
        const score = scoreOf(no, place, marks, printed.test(words))
        if (leader.test(article.text.slice(to, to + 8))) continue
        if (
          score < leastScore ||
          found.some((known) => known.no === no && known.to > from && known.from < to)
        )
          continue
        const { start } = placeOfText(article, source, from, to)
        found.push({ no, title: foldSpace(article.original.slice(from, to)), start, from, to, score })
      }
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

/** Headings that stand as a row of a statistics table: their text is no part of the article. */
function candidatesInTables(outline: Outline, cells: ReadonlySet<number>): Candidate[] {
  const found: Candidate[] = []
  for (const index of cells) {
    const cell = outline.cells[index]
    const [run] = cell?.runs ?? []
    if (cell === undefined || run === undefined || cell.runs.length > 12) continue
    const { label } = cellWords(cell)
    if (label.length < 5 || label.length > 48 || !/^[(（一二三四五六七八九十]/.test(label)) continue
    const text = halfWidth(label)
    for (const { no, printed, cell: pattern } of patterns) {
      const [, marks = '', words = ''] = pattern.exec(text) ?? []
      if (words === '') continue
      const score = scoreOf(no, 3, marks, printed.test(words))
      if (score >= leastScore)
        found.push({ no, title: text.replace(/[:.。]$/, ''), start: run.start, from: -1, to: -1, score })
    }
  }
  return found
}

/** Leaves out a table of contents: headings with nothing between them that all come again further down. */
function withoutContents(candidates: Candidate[], source: string): Candidate[] {
  const left: Candidate[] = []
  let run: Candidate[] = []
  const close = (next: number): void => {
    const nos = new Set(run.map(({ no }) => no))
    const again = candidates.slice(next).filter(({ no }) => nos.has(no))
    const comesAgain = new Set(again.map(({ no }) => no)).size
    if (nos.size < 3 || comesAgain < nos.size - 1) left.push(...run)
    run = []
  }
  candidates.forEach((candidate, index) => {
    const last = run.at(-1)
    const near =
      last !== undefined &&
      candidate.no > last.no &&
      candidate.from >= 0 &&
      candidate.from - last.to <= 16 &&
      !/<(?:table|img)\b/i.test(source.slice(last.start, Math.min(candidate.start, last.start + 4000)))
    if (last !== undefined && !near) close(index)
    run.push(candidate)
  })
  close(candidates.length)
  return left
}

/** The surest chain of headings whose numbers rise down the page; of equally sure ones the first. */
function surestChain(candidates: readonly Candidate[]): Candidate[] {
  const best: { sum: number; before: number }[] = []
  let end = -1
  candidates.forEach((candidate, index) => {
    let sum = candidate.score
    let before = -1
    for (let other = 0; other < index; other += 1) {
      const chain = best[other]
      const previous = candidates[other]
      if (chain === undefined || previous === undefined || previous.no >= candidate.no) continue
      if (chain.sum + candidate.score > sum) {
        sum = chain.sum + candidate.score
        before = other
      }
    }
    best.push({ sum, before })
    if (end < 0 || sum > (best[end]?.sum ?? 0)) end = index
  })
  const chain: Candidate[] = []
  for (let at = end; at >= 0; at = best[at]?.before ?? -1) {
    const candidate = candidates[at]
    if (candidate !== undefined) chain.unshift(candidate)
  }
  return chain
}

/** Its own line, the right numeral and the words of the form: a heading even where it stands out of order. */
const certain = 9

/**
 * The chapters in the order of the page, each at most once. Announcements and tables of contents name all chapters close together
 * and are left out; sub-headings of chapter one that sound like later chapters lose to the real ones.
 */
export function findSections(
  article: Article,
  source: string,
  outline?: Outline,
  tableCells: ReadonlySet<number> = new Set(),
): Section[] {
  const inText = candidatesOf(article, source)
  const inTables = outline === undefined ? [] : candidatesInTables(outline, tableCells)
  const all = [...withoutContents(inText, source), ...inTables].sort((a, b) => a.start - b.start)
  const chain = surestChain(all)
  for (const candidate of all)
    if (candidate.score >= certain && !chain.some(({ no }) => no === candidate.no)) chain.push(candidate)
  return chain.sort((a, b) => a.start - b.start).map(({ no, title, start }) => ({ no, title, start }))
}

/** The number of the chapter that an offset of the decoded page stands in; null before the first. */
export function sectionAt(sections: readonly Section[], offset: number): number | null {
  let found: number | null = null
  for (const section of sections) if (section.start <= offset) found = section.no
  return found
}

const anyNumbering = new RegExp(`^(?:${numbering})`)

/** A heading's words without numbering and white space, as headings are compared. */
export function headingWords(title: string): string {
  return dropSpace(title)
    .replace(/^[（(]/, '(')
    .replace(/^(\([^()（）]{1,3})）/, '$1)')
    .replace(/．/, '.')
    .replace(anyNumbering, '')
    .replace(/^[、.,，:：]/, '')
}
