/** Histories of a site → the subjects that rules look at. Pure. */
import type { CrawlOutcome } from '../../crawlers/crawl-event.ts'
import { matchPublisher } from '../../crawlers/publishers.ts'
import type { Publisher, Site } from '../../crawlers/site.ts'
import type { Problem } from '../../parsers/problem.ts'
import type { Report } from '../../parsers/report/report.ts'
import type { ExpectedRow } from '../../warehouse/rows.ts'
import { deadlineOf } from '../deadlines.ts'
import { publicationDate } from '../expected.ts'
import type { ReadPage, ReportHistory, Revision, Stray } from '../reading.ts'
import type { RulePack } from './pack.ts'
import { panelOf } from './panel.ts'
import { defaultPolicy, policyOf, type Policy } from './policy.ts'
import type { Similarity } from './similarity.ts'
import type { CountySubject, Likeness, Prose, ReportSubject } from './subject.ts'

/** Everything that is known of one site when it is audited. `alike` holds comparisons of texts where they were made. */
export interface SiteAudit {
  site: Site
  reports: readonly ReportHistory[]
  strays?: readonly Stray[]
  expected: readonly ExpectedRow[]
  outcome?: CrawlOutcome | undefined
  /** ISO day on which the site was last looked at. */
  as_of: string
  packs?: readonly RulePack[] | undefined
  /** Texts that are alike; absent where texts were not compared. */
  similarities?: readonly Pick<Similarity, 'report' | 'other' | 'part' | 'share'>[] | undefined
}

/** The name of one revision among the results of an audit. */
export function revisionKey(report: string, revision: number): string {
  return `${report}#${revision}`
}

/** A report by itself, of which no site knows. */
export function loneSubject(
  report: Report,
  problems: readonly Problem[],
  prose: Prose | null = null,
): ReportSubject {
  return {
    report,
    year: report.year,
    panel: panelOf(report.facts),
    problems,
    prose,
    publisher: null,
    county: null,
    due: null,
    published: report.year === null ? null : publicationDate(report, report.year),
    first_seen: null,
    url: null,
    policy: defaultPolicy,
  }
}

const chinaDay = (iso: string): string => new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 10)

function subjectOf(
  { site }: SiteAudit,
  history: ReportHistory,
  { page }: Revision,
  policy: Policy,
): ReportSubject {
  const { publisher, year, revisions } = history
  return {
    ...loneSubject(page.parsed.value, page.parsed.problems, page.prose ?? null),
    year,
    publisher,
    county: site,
    due: deadlineOf(site, publisher, year, policy.deadlines),
    published: publicationDate(page.parsed.value, year),
    first_seen: chinaDay((revisions[0]?.page ?? page).row.fetched_at),
    url: page.row.url,
    policy,
  }
}

/** Whose report a page set aside is a copy of. */
function ownerOfCopy({ row, parsed }: ReadPage, site: Site): Publisher | null {
  const linked = site.publishers.find(({ code }) => code === row.publisher)
  if (linked !== undefined || parsed.value.publisher === null) return linked ?? null
  const match = matchPublisher(parsed.value.publisher, site)
  return match.kind === 'one' ? match.publisher : null
}

const figuresOf = (report: Report): string =>
  JSON.stringify(report.facts.map(({ cell, value, state }) => [cell, value, state]))

function copiesOf(
  { strays = [], site }: SiteAudit,
  current: readonly ReportSubject[],
  year: number,
): CountySubject['copies'][number][] {
  return strays.flatMap(({ page, problem }) => {
    if (problem.code !== 'page_set_aside' || (page.parsed.value.year ?? page.row.year) !== year) return []
    const owner = ownerOfCopy(page, site)
    const of = current.find((subject) => subject.publisher?.code === owner?.code)
    return of === undefined
      ? []
      : [{ of, url: page.row.url, same: figuresOf(page.parsed.value) === figuresOf(of.report) }]
  })
}

function groupBy<T, K>(list: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of list) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

/** All subjects of a site: each revision, each publisher's current years (oldest first), each report year of the county. */
export function gatherSubjects(audit: SiteAudit): {
  revisions: { key: string; subject: ReportSubject; current: boolean }[]
  series: ReportSubject[][]
  counties: CountySubject[]
} {
  const { site, reports, expected, outcome, as_of, packs = [], similarities } = audit
  const policy = policyOf(packs, site.code)
  const revisions = reports.flatMap((history) =>
    history.revisions.map((revision) => ({
      key: revisionKey(history.key, revision.revision),
      report: history.key,
      subject: subjectOf(audit, history, revision, policy),
      current: revision.current,
    })),
  )
  const current = revisions.filter((revision) => revision.current)
  const byReport = new Map(current.map(({ report, subject }) => [report, subject]))
  const byPublisher = groupBy(
    current.map(({ subject }) => subject),
    ({ publisher }) => publisher?.code ?? '',
  )
  const publishers = new Map(site.publishers.map((publisher) => [publisher.code, publisher]))
  const series = [...byPublisher.values()].map((years) =>
    years.toSorted((a, b) => (a.year ?? 0) - (b.year ?? 0)),
  )
  const likenesses = similarities?.flatMap(({ report, other, part, share }): Likeness[] => {
    const [a, b] = [byReport.get(report), byReport.get(other)]
    return a === undefined || b === undefined ? [] : [{ one: a, other: b, part, share }]
  })
  const rowsByYear = groupBy(expected, ({ year }) => year)
  const subjectsByYear = groupBy(
    current.map(({ subject }) => subject),
    ({ year }) => year,
  )
  const years = new Set([...rowsByYear.keys(), ...reports.map(({ year }) => year)])
  const counties = [...years]
    .toSorted((a, b) => a - b)
    .map((year): CountySubject => {
      const here = subjectsByYear.get(year) ?? []
      const rows = rowsByYear.get(year) ?? []
      return {
        county: site,
        year,
        reports: here,
        expected: rows,
        owed: rows.flatMap(({ publisher: code, report }) => {
          const publisher = report === null ? publishers.get(code) : undefined
          return publisher === undefined ? [] : [{ publisher, year, policy }]
        }),
        seen: outcome?.expected.filter((owed) => owed.year === year) ?? [],
        documents: here.flatMap((of) =>
          (outcome?.attachments ?? []).flatMap((document) =>
            document.found_on === of.url ? [{ of, document }] : [],
          ),
        ),
        copies: copiesOf(audit, here, year),
        alike: likenesses?.filter(({ one }) => one.year === year) ?? null,
        as_of,
        policy,
      }
    })
  return { revisions, series, counties }
}
