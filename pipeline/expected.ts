/** The expected set: for every publisher and year that owes a report, the one state it is in. Pure. */
import type { CrawlOutcome, PublisherYear } from '../crawlers/crawl-event.ts'
import { expectedYears } from '../crawlers/expected.ts'
import type { Publisher, Site } from '../crawlers/site.ts'
import type { Report } from '../parsers/report/report.ts'
import type { ExpectedRow } from '../warehouse/rows.ts'
import type { ReportHistory } from './reading.ts'

/** The day by which a publisher owed the report of a year. */
export function dueDate(site: Site, publisher: Publisher, year: number): string {
  const { own, summary } = site.deadlines
  return `${year + 1}-${(publisher.kind === 'government' ? summary : own).day}`
}

/** The earliest day that can be believed to be that of publication: not before the last quarter of the year reported on. */
export function publicationDate({ dates, year }: Report, reportYear: number): string | null {
  const floor = `${year ?? reportYear}-10-01`
  const days = [dates.page, dates.url, dates.signed].filter((day) => day !== null && day >= floor)
  return days.toSorted().find((day) => day !== null) ?? null
}

function stateOfReport(
  history: ReportHistory,
  due: string,
): Pick<ExpectedRow, 'state' | 'published_date' | 'detail'> {
  const parsed = history.revisions.find((revision) => revision.current)?.page.parsed
  if (parsed === undefined) return { state: 'found_not_read', published_date: null, detail: null }
  const published_date = publicationDate(parsed.value, history.year)
  if (parsed.value.facts.length === 0) {
    const codes = parsed.problems.map(({ code }) => code)
    const detail = parsed.problems.map((found) => found.detail).join('；') || null
    const state = codes.includes('table_as_image')
      ? 'image_only'
      : codes.includes('table_in_attachment')
        ? 'attachment_only'
        : 'found_not_read'
    return { state, published_date, detail }
  }
  if (published_date === null)
    return { state: 'published_undated', published_date, detail: '页面、网址与落款都没有可用的日期' }
  return { state: published_date > due ? 'late' : 'on_time', published_date, detail: null }
}

function stateOfAbsence(
  seen: PublisherYear | undefined,
  due: string,
  asOf: string,
): Pick<ExpectedRow, 'state' | 'detail'> {
  if (seen === undefined) return { state: 'unreachable', detail: '尚未采集' }
  if (seen.state === 'found') return { state: 'found_not_read', detail: seen.detail || null }
  if (seen.state === 'uncertain') return { state: 'unreachable', detail: seen.detail || null }
  if (asOf <= due) return { state: 'not_due', detail: null }
  return { state: 'missing', detail: seen.detail || null }
}

/** One row a publisher and year: no cell of the matrix is without a state. `asOf` is the ISO day on which the site was last looked at. */
export function expectReports(
  site: Site,
  reports: readonly ReportHistory[],
  outcome: CrawlOutcome | undefined,
  asOf: string,
): ExpectedRow[] {
  return site.publishers.flatMap((publisher) =>
    expectedYears(publisher, site, new Date(asOf)).map((year): ExpectedRow => {
      const due_date = dueDate(site, publisher, year)
      const history = reports.find(
        (report) => report.publisher.code === publisher.code && report.year === year,
      )
      const seen = outcome?.expected.find((owed) => owed.publisher === publisher.code && owed.year === year)
      const base = { publisher: publisher.code, year, due_date }
      return history === undefined
        ? { ...base, published_date: null, report: null, ...stateOfAbsence(seen, due_date, asOf) }
        : { ...base, report: history.key, ...stateOfReport(history, due_date) }
    }),
  )
}
