/** The expected set: for every publisher and year that owes a report, the one state it is in. Pure. */
import type { CrawlOutcome, PublisherYear } from '../crawlers/crawl-event.ts'
import { expectedYears } from '../crawlers/expected.ts'
import type { Site } from '../crawlers/site.ts'
import type { Report } from '../parsers/report/report.ts'
import type { ExpectedRow } from '../warehouse/rows.ts'
import { deadlineOf, type DeadlineRow } from './deadlines.ts'
import type { ReportHistory } from './reading.ts'

/**
 * The earliest day that can be believed to be that of publication: from the last quarter of the year reported on to the end of the next
 * one. Pages filed or moved years later carry the day of that, which says nothing of lateness.
 */
export function publicationDate({ dates, year }: Report, reportYear: number): string | null {
  const [from, to] = [`${year ?? reportYear}-10-01`, `${(year ?? reportYear) + 1}-12-31`]
  const days = [dates.page, dates.url, dates.signed].flatMap((day) =>
    day !== null && day >= from && day <= to ? [day] : [],
  )
  return days.toSorted()[0] ?? null
}

function stateOfReport(
  history: ReportHistory,
  due: string,
): Pick<ExpectedRow, 'state' | 'published_date' | 'detail'> {
  const parsed = history.revisions.find((revision) => revision.current)?.page.parsed
  if (parsed === undefined) return { state: 'found_not_read', published_date: null, detail: null }
  const published_date = publicationDate(parsed.value, history.year)
  const { facts, indicators, sections } = parsed.value
  // Before 2014 no national table was prescribed: a report without one is read all the same.
  const whole = history.year < 2014 && (indicators.length > 0 || sections.length > 1)
  if (facts.length === 0 && !whole) {
    const codes = parsed.problems.map(({ code }) => code)
    const detail = parsed.problems.map((found) => found.detail).join('；') || null
    const state = codes.includes('table_as_image')
      ? 'image_only'
      : codes.includes('table_in_attachment')
        ? 'attachment_only'
        : 'found_not_read'
    return { state, published_date, detail }
  }
  const asDocument = parsed.problems.filter(
    ({ code }) => code === 'report_as_document' || code === 'tables_as_document',
  )
  if (asDocument.length > 0)
    return {
      state: 'attachment_only',
      published_date,
      detail: asDocument.map(({ detail }) => detail).join('；'),
    }
  if (published_date === null)
    return { state: 'published_undated', published_date, detail: '页面、网址与落款都没有可信的发布日期' }
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

/** What a crawl knows of one report that is owed. */
function owedIn(
  outcome: CrawlOutcome | undefined,
  publisher: string,
  year: number,
): PublisherYear | undefined {
  return outcome?.expected.find((owed) => owed.publisher === publisher && owed.year === year)
}

/** True where a crawl was given the page at this address. */
function wasShown(outcome: CrawlOutcome | undefined, url: string | undefined): boolean {
  return (
    outcome?.refs.some(
      ({ ref, state }) => ref.url === url && (state === 'stored' || state === 'unchanged'),
    ) ?? false
  )
}

/**
 * What the last two crawls say of a report that was read before: nothing where it was seen; `not_seen` where the last one did not see
 * it; `withdrawn` where both saw every column whole and neither found a link. Its facts are kept in any case.
 */
function stateOfSight(
  history: ReportHistory,
  last: CrawlOutcome | undefined,
  before: CrawlOutcome | undefined,
): Pick<ExpectedRow, 'detail'> & { not_seen: boolean; withdrawn: boolean } {
  const { publisher, year, revisions } = history
  const url = revisions.find(({ current }) => current)?.page.row.url
  const seen = owedIn(last, publisher.code, year)
  const shown =
    wasShown(last, url) ||
    (seen?.refs.some(({ state }) => state === 'stored' || state === 'unchanged') ?? false)
  if (seen === undefined || shown) return { not_seen: false, withdrawn: false, detail: null }
  if (seen.state !== 'not_found')
    return { not_seen: true, withdrawn: false, detail: '本次未能看到，存档版本继续有效' }
  return owedIn(before, publisher.code, year)?.state === 'not_found' && !wasShown(before, url)
    ? { not_seen: true, withdrawn: true, detail: '连续两次看全栏目均未见链接，存档版本保留' }
    : { not_seen: true, withdrawn: false, detail: '本次未见链接，存档版本继续有效' }
}

/**
 * One row a publisher and year: no cell of the matrix is without a state. `asOf` is the ISO day on which the site was last looked at;
 * `before` is what the crawl before the last one came to, `deadlines` are local ones.
 */
export function expectReports(
  site: Site,
  reports: readonly ReportHistory[],
  outcome: CrawlOutcome | undefined,
  asOf: string,
  before?: CrawlOutcome,
  deadlines: readonly DeadlineRow[] = [],
): ExpectedRow[] {
  return site.publishers.flatMap((publisher) =>
    expectedYears(publisher, site, new Date(asOf)).map((year): ExpectedRow => {
      const due_date = deadlineOf(site, publisher, year, deadlines).day
      const history = reports.find(
        (report) => report.publisher.code === publisher.code && report.year === year,
      )
      const seen = owedIn(outcome, publisher.code, year)
      const base = { publisher: publisher.code, year, due_date }
      if (history === undefined)
        return {
          ...base,
          published_date: null,
          report: null,
          not_seen: false,
          ...stateOfAbsence(seen, due_date, asOf),
        }
      const found = stateOfReport(history, due_date)
      const sight = stateOfSight(history, outcome, before)
      const detail = [found.detail, sight.detail].filter((words) => words !== null).join('；')
      return {
        ...base,
        report: history.key,
        published_date: found.published_date,
        state: sight.withdrawn ? 'withdrawn' : found.state,
        detail: detail === '' ? null : detail,
        not_seen: sight.not_seen,
      }
    }),
  )
}
