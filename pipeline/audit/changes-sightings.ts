/** What runs saw, read from their records: only those runs that can decide something are opened, so that old workspaces stay quick. */
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { CrawlOutcome } from '../../crawlers/crawl-event.ts'
import { isAbsent } from '../workspace.ts'
import type { Sighting } from './changes.ts'

/** The part of an outcome that sightings are read from; the rest is kept as it stands. */
const outcomesSchema = z.custom<CrawlOutcome[]>(
  (value) =>
    Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && 'site' in one),
)

/** Runs that have crawled, oldest first, with the time in their names. */
async function runNames(runs: string): Promise<{ name: string; at: string }[]> {
  let names: string[] = []
  try {
    names = (await readdir(runs)).sort()
  } catch (error) {
    if (!isAbsent(error)) throw error
  }
  return names.flatMap((name) => {
    const match = /^(\d{4}-\d{2}-\d{2})T(\d{2})(\d{2})(\d{2})Z/.exec(name)
    return match === null ? [] : [{ name, at: `${match[1]}T${match[2]}:${match[3]}:${match[4]}.000Z` }]
  })
}

async function readOutcome(runs: string, run: string, site: string): Promise<CrawlOutcome | null> {
  const path = join(runs, run, 'outcomes.json')
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new Error(`${path} is damaged: delete this run's folder; its sightings are lost, nothing else.`, {
      cause: error,
    })
  }
  return outcomesSchema.parse(json).find((outcome) => outcome.site === site) ?? null
}

/** The newest outcomes of one site, newest first, at most `count`. */
export async function recentOutcomes(runs: string, site: string, count: number): Promise<CrawlOutcome[]> {
  const found: CrawlOutcome[] = []
  for (const { name } of (await runNames(runs)).toReversed()) {
    const outcome = await readOutcome(runs, name, site)
    if (outcome !== null) found.push(outcome)
    if (found.length === count) break
  }
  return found
}

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

/** What runs on record say of changed pages. */
export interface SightingRecord {
  /** By address, oldest first. */
  sightings: ReadonlyMap<string, Sighting[]>
  /** Beginning of the oldest run on record (UTC ISO); null where there is none. */
  since: string | null
}

/**
 * The sightings that decide on changed pages: from the run that brought a change on, until two more runs have seen the page.
 * Addresses without changes cost nothing.
 */
export async function readSightings(
  runs: string,
  site: string,
  changed: readonly Changed[],
): Promise<SightingRecord> {
  const sightings = new Map<string, Sighting[]>(changed.map(({ url }) => [url, []]))
  const names = await runNames(runs)
  const since = names[0]?.at ?? null
  if (changed.length === 0) return { sightings, since }
  const open = new Map<string, number>()
  for (const [index, { name, at }] of names.entries()) {
    const next = names[index + 1]?.at
    for (const { url, first_seen } of changed)
      if (first_seen.some((time) => time >= at && (next === undefined || time < next))) open.set(url, 3)
    const outcome = open.size === 0 ? null : await readOutcome(runs, name, site)
    if (outcome === null) continue
    for (const [url, left] of open) {
      const snapshot = shownAt(outcome, url)
      sightings.get(url)?.push({ at, snapshot })
      if (snapshot === null) continue
      if (left <= 1) open.delete(url)
      else open.set(url, left - 1)
    }
  }
  return { sightings, since }
}
