/** What a crawl tells while it runs and when it ends: a closed vocabulary. */
import type { Fetched } from './fetched.ts'
import type { EntryOutcome, PageRef, RefusedRef } from './page-ref.ts'

/** One thing that happened. `at` is UTC ISO time. */
export type CrawlEvent =
  | { type: 'site_started'; at: string; site: string; entries: number; resumed: boolean }
  /** Links that will be asked for, by host. */
  | { type: 'promised'; at: string; site: string; hosts: Readonly<Record<string, number>> }
  | {
      type: 'ref_done'
      at: string
      site: string
      ref: string
      publisher: string | null
      state: FetchedRef['state']
    }
  | { type: 'robots_read'; at: string; site: string; host: string; state: 'rules' | 'none' | 'unreachable' }
  | {
      type: 'asked'
      at: string
      site: string
      url: string
      role: 'list' | 'report' | 'attachment'
      outcome: Fetched['kind']
    }
  | { type: 'waiting'; at: string; site: string; host: string; wait_ms: number; detail: string }
  | { type: 'obstacle'; at: string; site: string; url: string; reason: string; detail: string }
  | { type: 'entry_walked'; at: string; site: string; outcome: EntryOutcome }
  | { type: 'archived'; at: string; site: string; url: string; sha256: string; stored: boolean }
  | { type: 'not_a_report'; at: string; site: string; url: string; reason: string }
  | { type: 'site_done'; at: string; site: string; found: number; stored: number; unreachable: number }

/** A report link whose page could not be had, or could. */
export interface FetchedRef {
  ref: PageRef
  /** `kept`: bytes are in the archive from an earlier night although tonight's request failed. */
  state: 'stored' | 'unchanged' | 'kept' | 'missing' | 'unreachable'
  /** Hex digest of the newest archived bytes; null where there are none. */
  snapshot: string | null
  /** What the page itself says it is, where the archive holds it: false means that it looks like no report. */
  looks_like_report: boolean | null
  /** Plain Chinese; '' where nothing went wrong. */
  detail: string
}

/** A document that hangs on an article, and what became of it tonight. */
export interface FetchedAttachment {
  url: string
  /** The article's address. */
  found_on: string
  title: string
  state: FetchedRef['state']
  /** Hex digest of the newest archived bytes; null where there are none. */
  snapshot: string | null
  /** Plain Chinese; '' where nothing went wrong. */
  detail: string
}

/** What the crawl knows of one report that is owed. */
export interface PublisherYear {
  publisher: string
  year: number
  /**
   * `found`: at least one page is in the archive. `not_found`: every column that could have carried it was seen whole
   * tonight, and no link is left unassigned. `uncertain`: anything between.
   */
  state: 'found' | 'not_found' | 'uncertain'
  refs: FetchedRef[]
  /** Plain Chinese; why the state is what it is. */
  detail: string
}

/** The result of crawling one site. */
export interface CrawlOutcome {
  site: string
  started_at: string
  ended_at: string
  entries: EntryOutcome[]
  /** Every report link, attributed or not, with what became of it. */
  refs: FetchedRef[]
  /** Documents that hang on the articles. */
  attachments: FetchedAttachment[]
  refused: RefusedRef[]
  /** One element a publisher and expected year. */
  expected: PublisherYear[]
  requests: number
  stored: number
}

/** Whether a site was seen whole: every column to its end, and every page and document that it promised. A page that the site says is gone was seen. */
export function isSeenWhole({ entries, refs, attachments }: CrawlOutcome): boolean {
  const had = ({ state }: { state: FetchedRef['state'] }): boolean =>
    state !== 'unreachable' && state !== 'kept'
  return entries.every(({ state }) => state === 'complete') && [...refs, ...attachments].every(had)
}
