/** Everything that the rows of one site depend on, as one digest: equal input, equal rows. Pure. */
import { createHash } from 'node:crypto'
import type { ArchiveRow } from '../crawlers/archive-row.ts'
import type { CrawlOutcome, FetchedRef } from '../crawlers/crawl-event.ts'
import { expectedYears } from '../crawlers/expected.ts'
import type { Site } from '../crawlers/site.ts'
import type { SightingRecord } from './audit/changes-sightings.ts'
import type { RulePack } from './audit/pack.ts'
import { policyOf } from './audit/policy.ts'
import { deadlineOf, type DeadlineRow } from './deadlines.ts'

/** What a site's reports are read from, before anything is read. */
export interface SiteInput {
  site: Site
  rows: readonly ArchiveRow[]
  outcome: CrawlOutcome | undefined
  before: CrawlOutcome | undefined
  /** Of the addresses whose pages came in several versions. */
  sightings: SightingRecord
  /** ISO day on which the site was last looked at. */
  asOf: string
  packs: readonly RulePack[]
  /** The site's checks that somebody has decided about, by `decisionKey`. */
  decided: ReadonlySet<string>
}

/** Bytes that the site gave, be they new or known, are the same sight of a page. */
const sightOf = ({ ref, state, snapshot, detail }: FetchedRef): unknown => [
  ref,
  state === 'stored' ? 'unchanged' : state,
  snapshot,
  detail,
]

/** What a crawl says, without its hours and its counts. */
function saidBy(outcome: CrawlOutcome | undefined): unknown {
  return outcome === undefined
    ? null
    : [
        outcome.refs.map(sightOf),
        outcome.attachments.map(({ url, found_on, title, state, snapshot }) => [
          url,
          found_on,
          title,
          state === 'stored' ? 'unchanged' : state,
          snapshot,
        ]),
        outcome.expected.map(({ publisher, year, state, refs, detail }) => [
          publisher,
          year,
          state,
          refs.map(sightOf),
          detail,
        ]),
      ]
}

/** The crawl before the last one matters only for reports that the last one did not find: whether it found them or not. */
function saidBefore(before: CrawlOutcome | undefined, outcome: CrawlOutcome | undefined): unknown {
  const lost = outcome?.expected.filter(({ state }) => state === 'not_found') ?? []
  const shown = (before?.refs ?? []).filter(({ state }) => state === 'stored' || state === 'unchanged')
  return lost.length === 0
    ? null
    : [
        shown.map(({ ref }) => ref.url).sort(),
        lost.map(({ publisher, year }) =>
          before?.expected.some(
            (owed) => owed.publisher === publisher && owed.year === year && owed.state === 'not_found',
          ),
        ),
      ]
}

/** The day matters only by what is owed on it and what is overdue. */
function owedOn(site: Site, day: string, deadlines: readonly DeadlineRow[]): unknown {
  return site.publishers.map((publisher) =>
    expectedYears(publisher, site, new Date(day)).map((year) => [
      year,
      day <= deadlineOf(site, publisher, year, deadlines).day,
    ]),
  )
}

/** SHA-256, in hex, of a site's input as this program (`code`) reads it. */
export function digestInput(input: SiteInput, code: string): string {
  const { site, rows, outcome, before, sightings, asOf, packs, decided } = input
  const said = [
    code,
    site,
    rows,
    saidBy(outcome),
    saidBefore(before, outcome),
    [...sightings.sightings],
    sightings.sightings.size === 0 ? null : sightings.since,
    owedOn(site, asOf, policyOf(packs, site.code).deadlines),
    packs,
    [...decided].sort(),
  ]
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}
