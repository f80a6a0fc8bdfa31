/** The front door of the reader: the bytes of one page in, one report and everything that could not be read out. Pure. */
import type { Outline, Reference } from './page/outline.ts'
import { decode } from './page/decode.ts'
import { findCreditCode } from './page/credit-code.ts'
import { findTitle, headText, issuer, pageDate, urlDate, urlYear } from './page/furniture.ts'
import { findIndexNumber } from './page/index-number.ts'
import { findPeriod } from './page/period.ts'
import { scan } from './page/scan.ts'
import { kindOfIssuer } from './page/title.ts'
import { outlineFromTree } from './page/tree.ts'
import { problem, type Parsed, type Problem } from './problem.ts'
import { readAnnex, type AnnexReading } from './report/annex.ts'
import { unitAt, writeArticle } from './report/article.ts'
import { documentsOf, explainAbsence } from './report/absence.ts'
import { readDisclosure } from './report/disclosure.ts'
import { readFlattened } from './report/flattened.ts'
import { readIndicators } from './report/indicators.ts'
import { readOnce } from './report/instances.ts'
import { paragraphsOf, type Paragraph } from './report/paragraphs.ts'
import type { TableReading } from './report/reading.ts'
import type { CharsetChoice, Period, Report } from './report/report.ts'
import { readRequests, type RequestReading } from './report/requests.ts'
import { readReviews } from './report/reviews.ts'
import { findSections } from './report/sections.ts'
import { kindByPreamble, signedDate } from './report/signature.ts'
import { readStated } from './report/stated.ts'
import { findTables, type Segment } from './report/tables.ts'

/** What is known of a page besides its bytes; null where nothing is. */
export interface PageHints {
  url?: string | null
  contentType?: string | null
}

/** Everything one reading yields: the report, what could not be read, and the report's own text. */
export interface Reading extends Parsed<Report> {
  /** Paragraphs in reading order; none where the page has no headings of a report. */
  prose: Paragraph[]
  /** Documents and frames that the page points to, as its links name them. */
  documents: DocumentLink[]
}

/** A link to a document, or the source of a frame: relative to the page. */
export type DocumentLink = Pick<Reference, 'kind' | 'target' | 'text'>

/** The most a page may hold and the deepest its tags may nest; beyond this a person looks. */
export const pageLimits = { bytes: 20_000_000, depth: 1500 } as const

/** A report of which nothing is known. */
export const blankReport: Report = {
  title: null,
  publisher: null,
  year: null,
  kind: null,
  index_number: null,
  index: null,
  credit_code: null,
  dates: { page: null, url: null, signed: null },
  period: null,
  charset: null,
  editions: { t0: null, t2: null, t3: null, t4: null },
  request_headings: null,
  sections: [],
  facts: [],
  indicators: [],
  stated: [],
}

/** A reading that yields nothing but the reasons why. */
export const unread = (problems: Problem[], value: Report = blankReport): Reading => ({
  value,
  problems,
  prose: [],
  documents: [],
})
const refuse = (code: Problem['code'], detail: string, value: Report = blankReport): Reading =>
  unread([problem(code, detail)], value)

/** First bytes that no page begins with, and what they mean. */
const signatures: readonly [string, string][] = [
  ['%PDF', 'PDF 文件'],
  ['PK\u0003\u0004', 'Office 文档或压缩包'],
  ['\u00d0\u00cf\u0011\u00e0', '旧版 Office 文档'],
  ['\u0089PNG', 'PNG 图片'],
  ['\u00ff\u00d8\u00ff', 'JPEG 图片'],
  ['GIF8', 'GIF 图片'],
  ['Rar!', 'RAR 压缩包'],
]

/** What a file is if it is no text at all; null for text. */
function binaryKind(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 16))
  const known = signatures.find(([mark]) => head.startsWith(mark))
  if (known !== undefined) return known[1]
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  return !utf16 && bytes.subarray(0, 8192).includes(0) ? '二进制文件' : null
}

/** The outline by the fast way, or by a tree where the markup asks for one; a problem where the tags nest too deep for that. */
export function outlineOf(text: string): Parsed<Outline | null> {
  const { outline, depth } = scan(text)
  if (outline !== null) return { value: outline, problems: [] }
  if (depth > pageLimits.depth) return { value: null, problems: [problem('too_deep', `嵌套 ${depth} 层`)] }
  return { value: outlineFromTree(text), problems: [] }
}

const closesPage = /<\/(?:html|body)\s*>/i

/** True where a page stops before its own end: inside a tag, inside a table, or without closing what it opened. */
function isCut(text: string, outline: Outline): boolean {
  if (outline.cut && !/<\/(?:html|body)\s*>\s*$/i.test(text.slice(-64))) return true
  const end = text.slice(-4096)
  if (end.lastIndexOf('<') > end.lastIndexOf('>')) return true
  if (closesPage.test(end) || closesPage.test(text.slice(-65_536))) return false
  return /<html[\s>]/i.test(text.slice(0, 4096))
}

/** The year by title, stated period, address or day of publication, in this order; null where none says. */
function findYear(
  titleYear: number | null,
  period: Period | null,
  url: string | null,
  page: string | null,
): number | null {
  const stated = period === null ? null : Number(period.to.slice(0, 4))
  return titleYear ?? stated ?? urlYear(url) ?? (page === null ? null : Number(page.slice(0, 4)) - 1)
}

const linksOf = (outline: Outline): DocumentLink[] =>
  documentsOf(outline).map(({ kind, target, text }) => ({ kind, target, text }))

interface Tables {
  t0: AnnexReading | null
  t2: TableReading | null
  t3: RequestReading | null
  t4: TableReading | null
}

function readTables(segments: Segment[]): Tables {
  const pieces = (no: Segment['table']): Segment[] => segments.filter((segment) => segment.table === no)
  const t0 = readOnce(pieces(0), readAnnex)
  const t2 = readOnce(pieces(2), readDisclosure)
  const t3 = readOnce(pieces(3), (found) => readRequests(found, t2?.edition === '2021' ? '2021' : '2019'))
  const t4 = readOnce(pieces(4), (found) => readReviews(found, t3?.edition ?? t2?.edition ?? '2019'))
  return { t0, t2, t3, t4 }
}

/**
 * Reads the bytes of a page as an annual report. Never throws on any bytes: what cannot be read is a problem,
 * a table that is not there yields no facts, and every fact of a table that is there is a number or a named kind of nothing.
 */
export function read(bytes: Uint8Array, hints: PageHints = {}): Reading {
  const url = hints.url ?? null
  if (bytes.length === 0) return refuse('empty_file', '')
  if (bytes.length > pageLimits.bytes) return refuse('page_too_large', `${bytes.length} 字节`)
  const binary = binaryKind(bytes)
  if (binary !== null) return refuse('not_text', binary)
  const decoded = decode(bytes, hints.contentType ?? null)
  const page = readPage(decoded.value.text, decoded.value.charset, url)
  return { ...page, problems: [...decoded.problems, ...page.problems] }
}

/** Reads decoded text as an annual report: what `read` does once the bytes are known to be a page. */
export function readPage(text: string, charset: CharsetChoice | null, url: string | null): Reading {
  if (text.trim() === '') return refuse('empty_file', '只有空白', { ...blankReport, charset })
  const outlined = outlineOf(text)
  const problems = [...outlined.problems]
  const outline = outlined.value
  if (outline === null) return unread(problems, { ...blankReport, charset })
  const cut = isCut(text, outline)
  if (cut) problems.push(problem('page_truncated', '', text.length))

  const found = findTables(outline)
  problems.push(...found.problems)
  const tableNos = new Set(found.value.segments.map((segment) => segment.grid.table.no))
  const tableCells = new Set<number>()
  outline.cells.forEach((cell, index) => {
    if (tableNos.has(cell.table)) tableCells.add(index)
  })
  const article = writeArticle(text, outline, tableCells)
  const sections = findSections(article, text, outline, tableCells)
  const start =
    sections[0]?.start ?? outline.tables.find((table) => tableNos.has(table.no))?.start ?? text.length
  const title = findTitle(outline, start)
  if (title === null && sections.length < 2 && tableNos.size === 0)
    return {
      ...unread([...problems, problem('not_a_report', outline.titleTag ?? '')], {
        ...blankReport,
        charset,
        title: outline.titleTag,
      }),
      documents: linksOf(outline),
    }

  const tables = readTables(found.value.segments)
  tables.t2 ??= readFlattened(article, text)
  for (const reading of [tables.t0, tables.t2, tables.t3, tables.t4])
    problems.push(...(reading?.problems ?? []))
  const head = headText(outline, start)
  const page = pageDate(outline, head)
  const publisher = title?.reading.publisher ?? issuer(outline, head)
  const period = findPeriod(article.text)
  const index = findIndexNumber(head)
  const year = findYear(title?.reading.year ?? null, period, url, page)
  problems.push(...explainAbsence({ readings: tables, outline, article, sections, year }))
  if (year === null) problems.push(problem('year_unknown', ''))
  if (publisher === null) problems.push(problem('publisher_unknown', ''))
  const from = title === null || title.at === null ? 0 : Math.max(0, unitAt(article, title.at + 1))
  const value: Report = {
    title: title?.text ?? outline.titleTag,
    publisher,
    year,
    kind: title?.reading.kind ?? kindByPreamble(article.text) ?? kindOfIssuer(publisher),
    index_number: index?.text ?? null,
    index,
    credit_code:
      (index?.holder === 'credit_code' ? index.code : null) ??
      findCreditCode(head)?.code ??
      (url === null ? null : (findCreditCode(url)?.code ?? null)),
    dates: { page, url: urlDate(url), signed: signedDate(article, sections) },
    period,
    charset,
    editions: {
      t0: tables.t0?.edition ?? null,
      t2: tables.t2?.edition ?? null,
      t3: tables.t3?.edition ?? null,
      t4: tables.t4?.edition ?? null,
    },
    request_headings: tables.t3?.headings ?? null,
    sections,
    facts: [tables.t0, tables.t2, tables.t3, tables.t4].flatMap((reading) => reading?.facts ?? []),
    indicators: [...(tables.t0?.indicators ?? []), ...found.value.rest.flatMap(readIndicators)],
    stated: readStated(article, text, from, cut ? article.text.lastIndexOf('。') + 1 : article.length, year),
  }
  return {
    value,
    problems,
    prose: sections.length === 0 ? [] : paragraphsOf(article, text, sections),
    documents: linksOf(outline),
  }
}
