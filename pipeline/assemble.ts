/** Sites, reports and verdicts → the rows of the warehouse. Pure. */
import type { CrawlOutcome } from '../crawlers/crawl-event.ts'
import type { Site } from '../crawlers/site.ts'
import type { Fact } from '../parsers/facts.ts'
import { problemCodes, type Problem } from '../parsers/problem.ts'
import type { ChangeRow, FactRow, IndicatorRow, ProblemRow, ReportRow, SiteRows } from '../warehouse/rows.ts'
import type { Similarity } from './audit/similarity.ts'
import { similarityRows } from './audit/similarity-rows.ts'
import type { RulePack } from './audit/pack.ts'
import { policyOf } from './audit/policy.ts'
import { auditSite, revisionKey, type RuledCheck } from './audit/run.ts'
import { expectReports } from './expected.ts'
import { findingRows, owedRows, statedRows } from './finding-rows.ts'
import { identifyReport } from './report-identity.ts'
import type { ReadPage, ReportHistory, Revision, Stray } from './reading.ts'

/** One site with everything that publishing knows of it. */
export interface SiteReports {
  site: Site
  reports: readonly ReportHistory[]
  strays: readonly Stray[]
  outcome: CrawlOutcome | undefined
  /** What the crawl before the last one came to. */
  before?: CrawlOutcome | undefined
  /** The site's current reports compared as texts; absent where they were not compared. */
  similarities?: readonly Similarity[]
  /** Silent edits of the site's reports. */
  changes?: readonly ChangeRow[]
  /** Local rules; the defaults alone where absent. */
  packs?: readonly RulePack[]
  /** ISO day on which the site was last looked at. */
  asOf: string
}

const keyOf = (history: ReportHistory, { revision }: Revision): { report: string; revision: number } => ({
  report: history.key,
  revision,
})

function reportRow(history: ReportHistory, revision: Revision): ReportRow {
  const { row, parsed } = revision.page
  const { dates, editions, title } = parsed.value
  return {
    ...keyOf(history, revision),
    current: revision.current,
    publisher: history.publisher.code,
    year: history.year,
    kind: history.kind,
    title,
    snapshot: row.sha256,
    page_date: dates.page,
    url_date: dates.url,
    signed_date: dates.signed,
    first_seen: row.fetched_at,
    edition_t0: editions.t0 ?? null,
    edition_t2: editions.t2,
    edition_t3: editions.t3,
    edition_t4: editions.t4,
  }
}

/** Figures of tables that no national form prints. */
function indicatorRows(history: ReportHistory, revision: Revision): IndicatorRow[] {
  return revision.page.parsed.value.indicators.map(({ label, value, state, raw, unit, place }, index) => ({
    ...keyOf(history, revision),
    indicator_no: index + 1,
    label,
    value,
    state,
    raw,
    unit,
    place_table: place.table,
    place_row: place.row,
    place_column: place.column,
    place_start: place.start,
    place_end: place.end,
    place_snapshot: place.document ?? null,
  }))
}

/** Written out rather than spread: a county has tens of thousands, and objects that are made alike are small and quickly read. */
function factRow(
  report: string,
  revision: number,
  { cell, value, state, raw, matched_by, place }: Fact,
): FactRow {
  return {
    report,
    revision,
    cell,
    value,
    state,
    raw,
    matched_by,
    place_table: place?.table ?? null,
    place_row: place?.row ?? null,
    place_column: place?.column ?? null,
    place_start: place?.start ?? null,
    place_end: place?.end ?? null,
    place_snapshot: place?.document ?? null,
  }
}

function problemRow(
  page: ReadPage,
  report: string | null,
  revision: number | null,
  found: Problem,
  problem_no: number,
): ProblemRow {
  return {
    snapshot: found.document ?? page.row.sha256,
    report,
    revision,
    problem_no,
    code: found.code,
    severity: problemCodes[found.code].severity,
    detail: found.detail,
    place_start: found.at,
  }
}

/** Adds all that one version of a report comes to; a function of its own, which the engine compiles once and not for each county. */
function addRevision(
  rows: Required<SiteRows>,
  history: ReportHistory,
  revision: Revision,
  verdicts: readonly RuledCheck[],
): void {
  const { page } = revision
  const key = keyOf(history, revision)
  rows.reports.push(reportRow(history, revision))
  for (const [position, { no, title, start }] of page.parsed.value.sections.entries())
    rows.sections.push({ ...key, position, section_no: no, title, place_start: start })
  for (const fact of page.parsed.value.facts) rows.facts.push(factRow(key.report, key.revision, fact))
  rows.indicators.push(...indicatorRows(history, revision))
  rows.stated.push(...statedRows(history, revision))
  rows.findings.push(...findingRows(history, revision, verdicts))
  for (const [index, found] of page.parsed.problems.entries())
    rows.problems.push(problemRow(page, key.report, key.revision, found, index))
}

/** All rows that one site's pages come to. */
export function assembleSite(one: SiteReports): SiteRows {
  const { site, reports, strays, outcome, before, similarities = [], changes = [], packs, asOf } = one
  const { deadlines } = policyOf(packs ?? [], site.code)
  const expected = expectReports(site, reports, outcome, asOf, before, deadlines)
  const rows: Required<SiteRows> = {
    publishers: site.publishers.map(({ code, name, kind }) => ({
      site: site.code,
      site_name: site.name,
      publisher: code,
      name,
      kind,
    })),
    expected,
    snapshots: [],
    reports: [],
    sections: [],
    facts: [],
    indicators: [],
    stated: [],
    problems: [],
    findings: [],
    similarities: similarityRows(similarities, reports),
    changes: [...changes],
  }
  const snapshots = new Map<string, ReadPage>()
  const keep = (page: ReadPage): void => {
    const known = snapshots.get(page.row.sha256)
    if (known === undefined || page.row.fetched_at < known.row.fetched_at)
      snapshots.set(page.row.sha256, page)
    for (const part of page.beside ?? []) keep(part)
  }
  const verdicts = auditSite({
    site,
    reports,
    strays,
    expected,
    outcome,
    as_of: asOf,
    packs,
    similarities: one.similarities,
  })
  for (const publisher of site.publishers)
    for (const { year } of expected.filter((row) => row.publisher === publisher.code)) {
      const { key } = identifyReport(publisher, year)
      rows.findings.push(...owedRows(key, verdicts.get(key) ?? []))
    }
  for (const history of reports)
    for (const revision of history.revisions) {
      keep(revision.page)
      addRevision(rows, history, revision, verdicts.get(revisionKey(history.key, revision.revision)) ?? [])
    }
  const counts = new Map<string, number>()
  for (const { page, problem } of strays) {
    keep(page)
    const number = counts.get(page.row.sha256) ?? 0
    counts.set(page.row.sha256, number + 1)
    rows.problems.push(problemRow(page, null, null, problem, number))
  }
  rows.snapshots = [...snapshots.values()].map(({ row, parsed }) => ({
    snapshot: row.sha256,
    url: row.url,
    fetched_at: row.fetched_at,
    status: row.status,
    media_type: row.media_type,
    byte_count: row.byte_count,
    charset: parsed.value.charset?.name ?? null,
    charset_because: parsed.value.charset?.because ?? null,
  }))
  return rows
}
