/** What crawls saw, read from their journal: only those that can decide something are unpacked, so that old workspaces stay quick. */
import type { CrawlOutcome } from '../../crawlers/crawl-event.ts'
import { readOutcomes } from '../outcome-journal.ts'
import type { Sighting } from './changes.ts'

/** An address whose page changed, and when each new version was first archived (UTC ISO). */
export interface Changed {
  url: string
  first_seen: readonly string[]
}

/** What an outcome shows at an address: bytes that the site gave that night; null where it did not give any. */
function shownAt(outcome: CrawlOutcome, url: string): string | null {
  const seen =
    outcome.refs.find(({ ref }) => ref.url === url) ??
    outcome.attachments.find((attachment) => attachment.url === url)
  return seen?.state === 'stored' || seen?.state === 'unchanged' ? seen.snapshot : null
}

/** What crawls on record say of changed pages. */
export interface SightingRecord {
  /** By address, oldest first. */
  sightings: ReadonlyMap<string, Sighting[]>
  /** Beginning of the oldest crawl on record (UTC ISO); null where there is none. */
  since: string | null
}

/**
 * The sightings that decide on changed pages: from the crawl that brought a change on, until two more have seen the page.
 * Addresses without changes cost nothing.
 */
export async function readSightings(
  archive: string,
  site: string,
  changed: readonly Changed[],
): Promise<SightingRecord> {
  const sightings = new Map<string, Sighting[]>(changed.map(({ url }) => [url, []]))
  const entries = await readOutcomes(archive, site)
  const since = entries[0]?.at ?? null
  if (changed.length === 0) return { sightings, since }
  const open = new Map<string, number>()
  for (const [index, { at, outcome }] of entries.entries()) {
    const next = entries[index + 1]?.at
    for (const { url, first_seen } of changed)
      if (first_seen.some((time) => time >= at && (next === undefined || time < next))) open.set(url, 3)
    if (open.size === 0) continue
    const seen = outcome()
    for (const [url, left] of open) {
      const snapshot = shownAt(seen, url)
      sightings.get(url)?.push({ at, snapshot })
      if (snapshot === null) continue
      if (left <= 1) open.delete(url)
      else open.set(url, left - 1)
    }
  }
  return { sightings, since }
}
