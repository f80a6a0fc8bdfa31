/** What an article page calls itself, read from its first part without building a tree. */
import { Parser } from 'htmlparser2'
import { readTitle, type TitleReading } from '../parsers/page/title.ts'

const firstPart = 96 * 1024
const step = 8 * 1024
const headings = new Set(['h1', 'h2', 'h3', 'title'])

/**
 * Candidate titles of a page, the most telling first: ArticleTitle, headings, the title element.
 * Reading ends early at a heading that is `enough`.
 */
export function pageHeadings(text: string, enough: (heading: string) => boolean = () => false): string[] {
  const declared: string[] = []
  const printed: string[] = []
  const titles: string[] = []
  let open: string | null = null
  let words = ''
  const parser = new Parser({
    onopentag(name, attributes) {
      if (
        name === 'meta' &&
        /^(?:ArticleTitle|article:title|og:title)$/i.test(attributes['name'] ?? attributes['property'] ?? '')
      )
        declared.push(attributes['content'] ?? '')
      if (open === null && headings.has(name)) {
        open = name
        words = ''
      }
    },
    ontext(piece) {
      if (open !== null) words += piece
    },
    onclosetag(name) {
      if (name !== open) return
      ;(name === 'title' ? titles : printed).push(words)
      open = null
    },
  })
  for (let at = 0; at < Math.min(text.length, firstPart); at += step) {
    parser.write(text.slice(at, Math.min(at + step, firstPart)))
    if ([...declared, ...printed, ...titles].some(enough)) break
  }
  return [...declared, ...printed, ...titles].map((title) => title.trim()).filter((title) => title !== '')
}

/** Whether a page looks like a report: true and false only where its own words say so, else null. */
export interface PageJudgement {
  looks_like_report: boolean | null
  /** The reading of the heading that names a report; null where none does. */
  reading: TitleReading | null
  reason: string
}

const isDatedReport = (reading: TitleReading): boolean => reading.report && reading.year !== null

/** Judges a fetched article by its own headings, and by its body's words before calling it no report. */
export function judgePage(text: string): PageJudgement {
  const readings = pageHeadings(text, (heading) => isDatedReport(readTitle(heading))).map(readTitle)
  const report = readings.find(isDatedReport) ?? readings.find((reading) => reading.report)
  if (report !== undefined) return { looks_like_report: true, reading: report, reason: report.reason }
  if (readings.length === 0 || /主动公开|信息公开申请/.test(text))
    return { looks_like_report: null, reading: null, reason: '页面标题没有说明是否为年度报告' }
  const [first] = readings
  return { looks_like_report: false, reading: null, reason: first?.reason ?? '' }
}
