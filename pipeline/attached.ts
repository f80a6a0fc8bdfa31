/** What an article says and what hangs on it, put together as one report. Pure. */
import { matchPublisher } from '../crawlers/publishers.ts'
import type { Publisher, Site } from '../crawlers/site.ts'
import { cellOf } from '../parsers/codebook/codebook.ts'
import type { Place } from '../parsers/facts.ts'
import { problem, type Problem } from '../parsers/problem.ts'
import { tableNames } from '../parsers/report/absence.ts'
import type { Report } from '../parsers/report/report.ts'
import type { ReadPage, Stray } from './reading.ts'

type Table = keyof typeof tableNames
const tables: readonly Table[] = ['t0', 't2', 't3', 't4']

/** Problems that say of a table that it is not on the page. */
const absences: ReadonlySet<Problem['code']> = new Set([
  'table_missing',
  'table_in_attachment',
  'table_as_image',
  'table_flattened',
])

const nameOf = ({ row }: ReadPage): string => row.link_title ?? row.url
const hasTable = (report: Report, table: Table): boolean => (report.editions[table] ?? null) !== null
const factsOf = (report: Report, table: Table): Report['facts'] =>
  report.facts.filter(({ cell }) => `t${cellOf(cell).table}` === table)
const isReport = ({ facts, sections, indicators }: Report): boolean =>
  facts.length > 0 || indicators.length > 0 || sections.length > 1
const numbersIn = ({ facts }: Report): number => facts.filter(({ state }) => state === 'number').length

/** The publisher of the site that a report names itself as; null where it names none or none for certain. */
function ownName(report: Report, site: Site): Publisher | null {
  const match = report.publisher === null ? null : matchPublisher(report.publisher, site)
  return match?.kind === 'one' ? match.publisher : null
}

/** True where nothing that a document says of itself is against its being the article's own report. */
function belongsTo(article: ReadPage, document: ReadPage, site: Site): boolean {
  const [own, other] = [article.parsed.value, document.parsed.value]
  const year = own.year ?? article.row.year
  if (year !== null && other.year !== null && year !== other.year) return false
  const owner = article.row.publisher ?? ownName(own, site)?.code
  const named = ownName(other, site)?.code
  return owner === undefined || named === undefined || owner === named
}

/** True where some cell is a number in both and not the same number. */
function contradict(one: Report['facts'], other: Report['facts']): boolean {
  const numbers = new Map(other.flatMap(({ cell, value }) => (value === null ? [] : [[cell, value]])))
  return one.some(({ cell, value }) => {
    const said = numbers.get(cell)
    return value !== null && said !== undefined && said !== value
  })
}

const most = (pages: readonly ReadPage[], count: (report: Report) => number): ReadPage | null => {
  let best: ReadPage | null = null
  for (const page of pages)
    if (best === null || count(page.parsed.value) > count(best.parsed.value)) best = page
  return best
}

/** Whose table is taken: the article's own, else the fullest of documents that do not contradict one another. */
function sourceOf(
  article: ReadPage,
  documents: readonly ReadPage[],
  table: Table,
): ReadPage | 'unsure' | null {
  if (hasTable(article.parsed.value, table)) return article
  const stating = documents.filter(({ parsed }) => hasTable(parsed.value, table))
  const facts = stating.map(({ parsed }) => factsOf(parsed.value, table))
  if (facts.some((one, at) => facts.slice(at + 1).some((other) => contradict(one, other)))) return 'unsure'
  return most(stating, (report) => factsOf(report, table).filter(({ state }) => state === 'number').length)
}

/** Problems of one part of the report that the other parts have solved are left out; the others say which bytes they count in. */
function problemsOf(part: ReadPage, body: ReadPage, report: Report): Problem[] {
  const solved = tables.filter((table) => hasTable(report, table)).map((table) => tableNames[table])
  return part.parsed.problems
    .filter(({ code, detail }) => {
      if (code === 'year_unknown') return report.year === null
      if (code === 'publisher_unknown') return report.publisher === null
      if (code === 'not_a_report') return false
      return !absences.has(code) || (part === body && !solved.some((name) => detail.includes(name)))
    })
    .map((found) => (part === body ? found : { ...found, document: part.row.sha256 }))
}

const elsewhere = <T extends { place: Place | null }>(
  items: readonly T[],
  source: ReadPage,
  body: ReadPage,
): T[] =>
  items.map((item) =>
    source === body || item.place === null
      ? item
      : { ...item, place: { ...item.place, document: source.row.sha256 } },
  )

/** The article and its own documents as one report; the article as it is where they add nothing. */
function join(article: ReadPage, own: readonly ReadPage[], silent: readonly ReadPage[]): ReadPage {
  const page = article.parsed.value
  const whole = own.filter(({ parsed }) => parsed.value.sections.length > 1)
  const body = page.sections.length > 1 ? article : (most(whole, numbersIn) ?? article)
  const sources = tables.map((table) => ({ table, source: sourceOf(article, own, table) }))
  const parts = new Set<ReadPage>([body])
  for (const { source } of sources) if (source !== null && source !== 'unsure') parts.add(source)
  const unsure = sources.filter(({ source }) => source === 'unsure')
  const unread = article.parsed.problems.some(({ code }) => absences.has(code)) ? silent : []
  if (parts.size === 1 && parts.has(article) && unread.length + unsure.length === 0) return article

  const text = body.parsed.value
  const found = sources.flatMap(({ table, source }) =>
    source === null || source === 'unsure' ? [] : [{ table, source }],
  )
  const edition = (table: Table): Report['editions']['t2'] =>
    found.find((one) => one.table === table)?.source.parsed.value.editions[table] ?? null
  const report: Report = {
    ...text,
    title: isReport(page) || page.year !== null ? page.title : text.title,
    publisher: page.publisher ?? text.publisher,
    year: page.year ?? text.year,
    kind: page.kind ?? text.kind,
    index_number: page.index_number ?? text.index_number,
    index: page.index ?? text.index,
    credit_code: page.credit_code ?? text.credit_code,
    dates: { ...page.dates, signed: text.dates.signed ?? page.dates.signed },
    editions: { t0: edition('t0'), t2: edition('t2'), t3: edition('t3'), t4: edition('t4') },
    facts: found.flatMap(({ table, source }) => elsewhere(factsOf(source.parsed.value, table), source, body)),
    indicators: [...parts].flatMap((part) => elsewhere(part.parsed.value.indicators, part, body)),
  }
  const taken = found.filter(({ source }) => source !== article && source.framed !== true)
  const titles = [...new Set(taken.map(({ source }) => nameOf(source)))]
  const problems = [
    ...(body === article || body.framed === true
      ? []
      : [problem('report_as_document', `附件“${nameOf(body)}”`)]),
    ...(body !== article || taken.length === 0
      ? []
      : [
          problem(
            'tables_as_document',
            `${taken.map(({ table }) => tableNames[table]).join('、')}，附件“${titles.join('”“')}”`,
          ),
        ]),
    ...unsure.map(({ table }) => problem('table_ambiguous', `${tableNames[table]}，各附件所载数字不同`)),
    ...[article, ...parts].flatMap((part, at) =>
      at > 0 && part === article ? [] : problemsOf(part, body, report),
    ),
    ...unread.flatMap(({ row, parsed }) =>
      parsed.problems.map((one) => ({
        ...one,
        detail: `附件“${row.link_title ?? row.url}”：${one.detail}`,
        document: row.sha256,
      })),
    ),
  ]
  const beside = [article, ...parts, ...unread].filter((part) => part !== body)
  const times = [article, ...parts].map(({ row }) => row.fetched_at).toSorted()
  return {
    row: { ...body.row, fetched_at: times.at(-1) ?? body.row.fetched_at },
    parsed: { value: report, problems },
    prose: body.prose ?? [],
    address: article.row.url,
    beside: [...new Set(beside)],
  }
}

/** A document that is a report of its own: another publisher's or another year's. */
function standAlone(document: ReadPage, site: Site): ReadPage {
  const { row, parsed } = document
  const said = problem('report_as_document', `附件“${nameOf(document)}”`)
  return {
    ...document,
    row: {
      ...row,
      publisher: ownName(parsed.value, site)?.code ?? row.publisher,
      year: parsed.value.year ?? row.year,
    },
    parsed: { value: parsed.value, problems: [said, ...parsed.problems] },
  }
}

/**
 * The reports of one article with its documents: its own, and one for each document of another publisher or year. Documents that add
 * nothing come back with the reason.
 */
export function gatherArticle(
  article: ReadPage,
  documents: readonly ReadPage[],
  site: Site,
): { pages: ReadPage[]; strays: Stray[] } {
  if (article.row.looks_like_report === false) return { pages: [article], strays: [] }
  const reports = documents.filter(({ parsed }) => isReport(parsed.value))
  const own = reports.filter((document) => belongsTo(article, document, site))
  const others = reports.filter((document) => !own.includes(document))
  const refused = documents.filter((one) => !reports.includes(one))
  const silent = refused.filter(({ parsed }) => parsed.problems.every(({ code }) => code !== 'not_a_report'))
  const joined = join(article, own, silent)
  const used = new Set([joined, article, ...(joined.beside ?? [])].map(({ row }) => row.sha256))
  const strays = [...own, ...refused]
    .filter(({ row }) => !used.has(row.sha256))
    .map((page): Stray => {
      const { facts } = page.parsed.value
      const differs = contradict(facts, joined.parsed.value.facts)
      const words = refused.includes(page)
        ? '不是年度报告'
        : differs
          ? '与所采用的数字不同'
          : own.some(({ parsed }) => contradict(facts, parsed.value.facts))
            ? '与另一附件的数字不同'
            : '与所采用的一致'
      const code = differs ? 'page_set_aside' : 'attachment_aside'
      return { page, problem: problem(code, `附件“${nameOf(page)}”${words}`) }
    })
  return { pages: [joined, ...others.map((document) => standAlone(document, site))], strays }
}
