/** What a crawl came to, site by site, for whoever reads it by machine. Pure. */
import { isSeenWhole, type CrawlOutcome, type PublisherYear } from '../crawlers/crawl-event.ts'
import type { HaltedSite } from './halted-site.ts'

/** One line of `gouji crawl --json`. */
export type SiteAccount =
  | {
      site: string
      /** Seen whole, or not every column to its end and every page. */
      state: 'whole' | 'partial'
      /** Reports owed, by what is known of them. */
      expected: Record<PublisherYear['state'], number>
      pages: number
      requests: number
      stored: number
    }
  | ({ state: 'halted' } & HaltedSite)

function accountOf(outcome: CrawlOutcome): SiteAccount {
  const expected = { found: 0, not_found: 0, uncertain: 0 }
  for (const { state } of outcome.expected) expected[state] += 1
  const { site, requests, stored, refs } = outcome
  const state = isSeenWhole(outcome) ? 'whole' : 'partial'
  return { site, state, expected, pages: refs.length, requests, stored }
}

/** The accounts of all sites: those seen to their end first, then those whose time was over. */
export function siteAccounts(
  outcomes: readonly CrawlOutcome[],
  halted: readonly HaltedSite[],
): SiteAccount[] {
  return [...outcomes.map(accountOf), ...halted.map((one) => ({ state: 'halted' as const, ...one }))]
}
