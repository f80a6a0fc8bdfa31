/** The six chapters of the report, found by their headings: on a line of their own or run into the text. */
import { dropSpace, foldSpace } from '../page/text.ts'
import { placeOfText, type Article } from './article.ts'
import type { Section } from './report.ts'

/** What each chapter's heading may say (without numbering), the longest wording first where one begins another. */
const headings: readonly { no: number; words: string }[] = [
  {
    no: 1,
    words:
      '(?:20\\d\\d年(?:度)?)?(?:政务公开|政府信息公开)?(?:工作)?(?:的)?(?:总体(?:情况|推进情况)|基本情况|基本概况|概述|概况|总体推进情况)|主要(?:工作概述|任务落实情况)',
  },
  {
    no: 2,
    words:
      '(?:行政机关)?主动公开(?:政府)?信息(?:的)?情况|政府信息主动公开(?:的)?情况|信息公开情况|主动公开情况',
  },
  {
    no: 3,
    words:
      '(?:行政机关)?收到和处理(?:政府)?信息公开申请(?:的)?情况|(?:政府信息)?依申请公开(?:和不予公开)?(?:政府)?(?:信息)?(?:办理)?(?:的)?情况',
  },
  {
    no: 4,
    words:
      '(?:因)?政府信息公开(?:工作)?(?:被)?(?:申请)?行政复议[、,，和及]?(?:被)?(?:提起)?行政诉讼(?:的)?(?:情况)?|复议、诉讼和?(?:申诉)?(?:的)?情况',
  },
  {
    no: 5,
    words:
      '(?:政府信息公开(?:工作)?)?(?:中)?存在(?:的)?(?:主要)?(?:问题|困难)(?:和不足|与不足|、困难)?(?:及|和|与|以及)?(?:下一步)?(?:的)?(?:改进|打算|整改|工作)?(?:情况|措施|打算|安排|计划)?',
  },
  {
    no: 6,
    words: '(?:其他|其它)(?:需要)?(?:报告|说明)(?:的)?(?:事项|情况)|需要(?:说明|报告)的(?:其他)?事项',
  },
]

const numeral = '[一二三四五六七八九十]'
const patterns = headings.map(({ no, words }) => ({
  no,
  numbered: new RegExp(`(?:^|[\\n。;；!！])(${numeral}[、.,，])(${words})`, 'g'),
  inline: new RegExp(`(${numeral}[、])(${words})`, 'g'),
  alone: new RegExp(
    `(?:^|\\n)((?:${numeral}[、.,，]?|\\(${numeral}\\)|\\d{1,2}[、.])?)((?:${words}))[:：]?(?=\\n|$)`,
    'g',
  ),
}))

interface Candidate {
  no: number
  from: number
  to: number
  /** On a line of its own, after the end of a sentence, or anywhere behind a numeral. */
  rank: 0 | 1 | 2
}

function candidatesOf(text: string): Candidate[] {
  const found: Candidate[] = []
  for (const { no, numbered, inline, alone } of patterns) {
    for (const [rank, pattern] of [alone, numbered, inline].entries()) {
      for (const match of text.matchAll(pattern)) {
        const [, numbering = '', words = ''] = match
        const to = match.index + match[0].replace(/[:：]$/, '').length
        found.push({
          no,
          from: to - numbering.length - words.length,
          to,
          rank: rank === 0 ? 0 : rank === 1 ? 1 : 2,
        })
      }
    }
  }
  return found
}

/** A heading on its own line is printed whole; one run into the text ends where its known words end. */
function titleOf(article: Article, candidate: Candidate): string {
  return foldSpace(article.original.slice(candidate.from, candidate.to))
}

/**
 * The chapters in the order of their numbers, each at most once. Tables of contents and announcements name all chapters close together:
 * of several places the best-ranked one counts, and of equal ones the last that keeps the order.
 */
export function findSections(article: Article, source: string): Section[] {
  const candidates = candidatesOf(article.text)
  const sections: Section[] = []
  let after = -1
  for (const { no } of headings) {
    const own = candidates.filter((candidate) => candidate.no === no && candidate.from > after)
    const rank = Math.min(...own.map((candidate) => candidate.rank))
    const best = own.filter((candidate) => candidate.rank === rank)
    const chosen = rank === 0 ? best[0] : best.at(-1)
    if (chosen === undefined) continue
    after = chosen.from
    const place = placeOfText(article, source, chosen.from, chosen.to)
    sections.push({ no, title: titleOf(article, chosen), start: place.start })
  }
  return sections
}

/** The number of the chapter that an offset of the decoded page stands in; null before the first. */
export function sectionAt(sections: readonly Section[], offset: number): number | null {
  let found: number | null = null
  for (const section of sections) if (section.start <= offset) found = section.no
  return found
}

/** A heading's words without numbering and white space, as headings are compared. */
export function headingWords(title: string): string {
  return dropSpace(title).replace(/^(?:[(（]?[一二三四五六七八九十\d]{1,3}[)）]?[、.．,，]?)/, '')
}
