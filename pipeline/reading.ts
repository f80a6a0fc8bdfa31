/** Archived pages → the reports of a county, in their revisions. Pure: bytes come in already read. */
import type { ArchiveRow } from '../crawlers/archive-row.ts'
import { matchPublisher } from '../crawlers/publishers.ts'
import type { Publisher, Site } from '../crawlers/site.ts'
import { problem, type Parsed, type Problem } from '../parsers/problem.ts'
import type { DocumentLink } from '../parsers/read.ts'
import type { Paragraph } from '../parsers/report/paragraphs.ts'
import type { Report, ReportKind } from '../parsers/report/report.ts'
import { identifyReport } from './report-identity.ts'

/** An archived page and what the reader made of it. */
export interface ReadPage {
  row: ArchiveRow
  parsed: Parsed<Report>
  /** The report's own text; absent where only its figures were asked for. */
  prose?: readonly Paragraph[]
  /** Documents and frames that the page points to. */
  documents?: readonly DocumentLink[]
  /** The address by which the report is known, where its text stands in a document that hangs on that page. */
  address?: string
  /** True where the article shows this page in a frame: its text is published as a page, not as a file. */
  framed?: boolean
  /** The other archived bytes that the report was put together from. */
  beside?: readonly ReadPage[]
}

const addressOf = ({ address, row }: ReadPage): string => address ?? row.url

/** One version of one report: the first archived page that said just this. */
export interface Revision {
  page: ReadPage
  revision: number
  current: boolean
  /** Every archived page in a row that said the same, oldest first: SHA-256. */
  snapshots: readonly string[]
}

/** Publisher × year × kind, with every version in the order in which they were first seen. */
export interface ReportHistory {
  key: string
  publisher: Publisher
  year: number
  kind: ReportKind
  revisions: Revision[]
}

/** A page that belongs to no report, and why. */
export interface Stray {
  page: ReadPage
  problem: Problem
}

/** Whose report a page is: by its link, else by its own words. */
function ownerOf(page: ReadPage, site: Site): Publisher | null {
  const linked = site.publishers.find((publisher) => publisher.code === page.row.publisher)
  if (linked !== undefined) return linked
  const words = page.parsed.value.publisher
  const match = words === null ? null : matchPublisher(words, site)
  return match?.kind === 'one' ? match.publisher : null
}

/** All that a reader could tell apart: two pages with the same essence are one version, whatever their furniture says. */
function essence({ parsed: { value }, prose = [] }: ReadPage): string {
  return JSON.stringify([
    value.facts.map(({ cell, value: number, state, raw }) => [cell, number, state, raw]),
    value.stated.map(({ topic, value: number, sentence }) => [topic, number, sentence]),
    value.sections.map(({ title }) => title),
    prose.flatMap(({ section, text }) => (section === null ? [] : [text])),
  ])
}

const numbersIn = (page: ReadPage): number =>
  page.parsed.value.facts.filter((fact) => fact.state === 'number').length
const before = (a: ReadPage, b: ReadPage): number =>
  a.row.fetched_at < b.row.fetched_at
    ? -1
    : a.row.fetched_at > b.row.fetched_at
      ? 1
      : a.row.url < b.row.url
        ? -1
        : a.row.url > b.row.url
          ? 1
          : 0

/** Of several addresses that carry one report, the one whose newest page states most figures; the earliest seen of equals. */
function mainAddress(pages: readonly ReadPage[]): string | null {
  const newest = new Map<string, ReadPage>()
  for (const page of pages) newest.set(addressOf(page), page)
  let best: ReadPage | null = null
  for (const page of newest.values()) if (best === null || numbersIn(page) > numbersIn(best)) best = page
  return best === null ? null : addressOf(best)
}

/** Sorts the pages of one site into reports and revisions; what fits nowhere comes back with the reason. */
export function gatherReports(
  site: Site,
  pages: readonly ReadPage[],
): { reports: ReportHistory[]; strays: Stray[] } {
  const strays: Stray[] = []
  const groups = new Map<
    string,
    { publisher: Publisher; year: number; kind: ReportKind; pages: ReadPage[] }
  >()
  for (const page of pages.toSorted(before)) {
    const { value, problems } = page.parsed
    const owner = ownerOf(page, site)
    const year = value.year ?? page.row.year
    const refusal = problems.find(
      ({ code }) => code === 'not_a_report' || code === 'empty_file' || code === 'not_text',
    )
    if (refusal !== undefined) strays.push({ page, problem: refusal })
    else if (owner === null)
      strays.push({
        page,
        problem: problem('publisher_unknown', value.publisher ?? page.row.link_title ?? ''),
      })
    else if (year === null) strays.push({ page, problem: problem('year_unknown', page.row.link_title ?? '') })
    else {
      const { key, kind } = identifyReport(owner, year)
      const group = groups.get(key)
      if (group === undefined) groups.set(key, { publisher: owner, year, kind, pages: [page] })
      else group.pages.push(page)
    }
  }
  const reports = [...groups].map(([key, { pages: versions, ...identity }]): ReportHistory => {
    const address = mainAddress(versions)
    const own = versions.filter((page) => addressOf(page) === address)
    const others = versions.filter((page) => addressOf(page) !== address)
    strays.push(
      ...others.map((page) => ({
        page,
        problem: problem('page_set_aside', `${key} 以 ${address ?? ''} 为准`),
      })),
    )
    const runs: { page: ReadPage; essence: string; snapshots: string[] }[] = []
    for (const page of own) {
      const last = runs.at(-1)
      const said = essence(page)
      if (last?.essence === said) last.snapshots.push(page.row.sha256)
      else runs.push({ page, essence: said, snapshots: [page.row.sha256] })
    }
    const revisions = runs.map(({ page, snapshots }, index) => ({
      page,
      snapshots,
      revision: index + 1,
      current: index === runs.length - 1,
    }))
    return { key, ...identity, revisions }
  })
  return { reports, strays }
}
