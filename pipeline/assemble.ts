/** Sites, reports and verdicts → the rows of the warehouse. Pure. */
import type { CrawlOutcome } from '../crawlers/crawl-event.ts'
import type { Site } from '../crawlers/site.ts'
import { codebook } from '../parsers/codebook/codebook.ts'
import { units } from '../parsers/codebook/form.ts'
import { problemCodes, type Problem } from '../parsers/problem.ts'
import type {
  ChangeRow,
  CodebookRow,
  FindingRow,
  IndicatorRow,
  ProblemRow,
  ReportRow,
  StatedRow,
  SharedRows,
  SiteRows,
} from '../warehouse/rows.ts'
import type { Similarity } from './audit/similarity.ts'
import { similarityRows } from './audit/similarity-rows.ts'
import type { RulePack } from './audit/pack.ts'
import { policyOf } from './audit/policy.ts'
import { auditSite, revisionKey, type RuledCheck } from './audit/run.ts'
import { quotedIn } from './audit/wording.ts'
import { codeRows } from './code-rows.ts'
import { expectReports } from './expected.ts'
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

/** The codebook as a table with Chinese labels. */
export function codebookRows(): CodebookRow[] {
  return codebook.map((cell, position) => {
    const path = (labels: readonly string[] | null): string | null => labels?.join(' / ') ?? null
    const [label_2014, label_2019, label_2021] = [
      path(cell.labels['2014']),
      path(cell.labels['2019']),
      path(cell.labels['2021']),
    ]
    return {
      cell: cell.id,
      table_no: cell.table,
      position,
      unit: cell.unit,
      unit_label: units[cell.unit].label,
      label: label_2021 ?? label_2019 ?? label_2014 ?? cell.id,
      label_2014,
      label_2019,
      label_2021,
    }
  })
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

/** Narrative figures, each total followed by the items of its list. */
function statedRows(history: ReportHistory, revision: Revision): StatedRow[] {
  const rows: StatedRow[] = []
  for (const { topic, value, unit, approx, sentence, start, end, items } of revision.page.parsed.value
    .stated) {
    const shared = {
      ...keyOf(history, revision),
      topic,
      approx,
      sentence,
      place_start: start,
      place_end: end,
    }
    const parent_no = rows.length
    rows.push({ ...shared, stated_no: parent_no, parent_no: null, name: null, value, unit })
    for (const item of items)
      rows.push({
        ...shared,
        stated_no: rows.length,
        parent_no,
        name: item.name,
        value: item.value,
        unit: item.unit,
      })
  }
  return rows
}

/** Where each narrative figure of a report stands among the rows of `statedRows`. */
function statedNumbers({ page }: Revision): number[] {
  let next = 0
  return page.parsed.value.stated.map(({ items }) => {
    const here = next
    next += 1 + items.length
    return here
  })
}

function findingRows(
  history: ReportHistory,
  revision: Revision,
  checks: readonly RuledCheck[],
): FindingRow[] {
  const numbers = statedNumbers(revision)
  return checks.map((check) => ({
    ...keyOf(history, revision),
    code: check.code,
    check: check.check,
    severity: check.severity,
    verdict: check.verdict,
    trivial: check.verdict === 'kept' && check.trivial,
    expected: check.verdict === 'broken' || check.verdict === 'uncertain' ? check.expected : null,
    actual: check.verdict === 'broken' || check.verdict === 'uncertain' ? check.actual : null,
    message:
      check.verdict === 'not_applicable' ? check.because : check.verdict === 'kept' ? null : check.message,
    cells: [...check.cells],
    stated_nos: check.stated.flatMap((index) => numbers[index] ?? []),
    ...(check.verdict === 'broken' || check.verdict === 'uncertain'
      ? { quoted: quotedIn(check.saying) }
      : {}),
    suspect_cell: check.suspect?.cell ?? null,
    suspect_repair: check.suspect?.repair ?? null,
  }))
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

/** What all counties share, before auditors' decisions. */
export function formRows(): Pick<SharedRows, 'codebook' | 'codes'> {
  return { codebook: codebookRows(), codes: codeRows() }
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
  for (const history of reports) {
    for (const revision of history.revisions) {
      const { page } = revision
      const key = keyOf(history, revision)
      keep(page)
      rows.reports.push(reportRow(history, revision))
      rows.sections.push(
        ...page.parsed.value.sections.map(({ no, title, start }, position) => ({
          ...key,
          position,
          section_no: no,
          title,
          place_start: start,
        })),
      )
      for (const { cell, value, state, raw, matched_by, place } of page.parsed.value.facts)
        rows.facts.push({
          ...key,
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
        })
      rows.indicators.push(...indicatorRows(history, revision))
      rows.stated.push(...statedRows(history, revision))
      rows.findings.push(
        ...findingRows(history, revision, verdicts.get(revisionKey(key.report, key.revision)) ?? []),
      )
      rows.problems.push(
        ...page.parsed.problems.map((found, index) =>
          problemRow(page, key.report, key.revision, found, index),
        ),
      )
    }
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
