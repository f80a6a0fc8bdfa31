/** What went wrong on a night: whose it is, ours or the site's, how long it has lasted, and what mends it. Pure. */
import { z } from 'zod'
import type { CrawlOutcome } from '../../crawlers/crawl-event.ts'
import { sayHalted, type HaltedSite } from '../halted-site.ts'
import { troubleKinds, type TroubleKind } from './trouble-kinds.ts'

/** Schema of one trouble: pages of one host that failed for one reason are one trouble. */
export const troubleSchema = z.strictObject({
  /** The same trouble has the same key night after night. */
  key: z.string(),
  side: z.enum(['ours', 'site']),
  kind: z.string(),
  /** Code of the site; null where it is nobody's in particular. */
  site: z.string().nullable(),
  /** Chinese, for people: what and where. */
  what: z.string(),
  where: z.string(),
  /** How many pages, columns or reports. */
  count: z.int().min(1),
  examples: z.array(z.string()),
  /** What a person can do. */
  remedy: z.string(),
  /** Beginning of the first run that met it, UTC ISO. */
  since: z.string(),
  /** Nights in a row, from 1. */
  nights: z.int().min(1),
})
export type Trouble = z.infer<typeof troubleSchema>
/** A trouble as one run met it. */
export type Found = Omit<Trouble, 'since' | 'nights'>

/** A page that could not be had. */
export interface Obstacle {
  site: string
  url: string
  reason: string
  detail: string
}

const mostExamples = 3
/** Reasons that speak of the way to a host and not of the host. */
const networkReasons = /^(?:dns|connect|timeout|reset)$/

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}

/** A trouble of a kind. */
export function troubleOf(
  kind: TroubleKind,
  about: { site: string | null; where: string; count: number; examples: readonly string[] },
): Found {
  const { side, what, remedy } = troubleKinds[kind]
  const { site, where, count, examples } = about
  return {
    key: `${kind} ${site ?? ''} ${where}`,
    side,
    kind,
    site,
    what,
    where,
    count,
    examples: examples.slice(0, mostExamples),
    remedy,
  }
}

const isKind = (reason: string): reason is TroubleKind => Object.hasOwn(troubleKinds, reason)

/** Pages that could not be had, one trouble a host and reason. Where every host failed on the way to it, the way is ours. */
function obstacleTroubles(obstacles: readonly Obstacle[], outcomes: readonly CrawlOutcome[]): Found[] {
  const groups = new Map<
    string,
    { kind: TroubleKind; site: string; host: string; urls: Set<string>; words: string[] }
  >()
  for (const { site, url, reason, detail } of obstacles) {
    const kind = isKind(reason) ? reason : 'other'
    const host = hostOf(url)
    const key = `${site} ${kind} ${host}`
    const group = groups.get(key) ?? { kind, site, host, urls: new Set(), words: [] }
    if (!group.urls.has(url)) group.words.push(`${url}　${detail}`)
    group.urls.add(url)
    groups.set(key, group)
  }
  const failing = new Set(
    obstacles.filter(({ reason }) => networkReasons.test(reason)).map(({ url }) => hostOf(url)),
  )
  const answered = new Set(
    outcomes.flatMap(({ refs, entries }) => [
      ...refs
        .filter(({ state }) => /^(?:stored|unchanged|missing)$/.test(state))
        .map(({ ref }) => hostOf(ref.url)),
      ...entries.filter(({ list_pages }) => list_pages > 0).map(({ url }) => hostOf(url)),
    ]),
  )
  if (failing.size > 1 && answered.size === 0)
    return [
      troubleOf('network', {
        site: null,
        where: `${failing.size} 个主机全部连不上`,
        count: failing.size,
        examples: [...failing],
      }),
    ]
  return [...groups.values()].map(({ kind, site, host, urls, words }) =>
    troubleOf(kind, { site, where: host, count: urls.size, examples: words }),
  )
}

/** Pages that were not asked for tonight because they had failed too often or for too long. */
function leftTroubles(outcome: CrawlOutcome, told: ReadonlySet<string>): Found[] {
  const left = outcome.refs.filter(
    ({ ref, state }) => (state === 'unreachable' || state === 'kept') && !told.has(ref.url),
  )
  if (left.length === 0) return []
  const examples = left.map(({ ref, detail }) => `${ref.url}　${detail}`)
  return [troubleOf('left', { site: outcome.site, where: '', count: left.length, examples })]
}

/** Columns that could not be seen whole although they answered. */
function columnTroubles(outcome: CrawlOutcome, told: ReadonlySet<string>): Found[] {
  return outcome.entries
    .filter(({ state, url }) => state === 'incomplete' && !told.has(url))
    .map(({ url, detail }) =>
      troubleOf('incomplete', { site: outcome.site, where: url, count: 1, examples: [detail] }),
    )
}

/** Everything that went wrong while sites were crawled. */
export function crawlTroubles(
  outcomes: readonly CrawlOutcome[],
  obstacles: readonly Obstacle[],
  halted: readonly HaltedSite[],
): Found[] {
  const told = new Set(obstacles.map(({ url }) => url))
  return [
    ...obstacleTroubles(obstacles, outcomes),
    ...outcomes.flatMap((outcome) => [...leftTroubles(outcome, told), ...columnTroubles(outcome, told)]),
    ...halted.map((one) =>
      troubleOf('halted', { site: one.site, where: '', count: 1, examples: [sayHalted(one)] }),
    ),
  ]
}

const chinaDay = (iso: string): string => new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 10)

/** Tonight's troubles with their ages, and those of the run before that are over. What nobody looked at goes on as it was. */
export function ageTroubles(
  found: readonly Found[],
  before: readonly Trouble[],
  run: { looked_at: readonly string[]; started_at: string; before_at: string | null },
): { troubles: Trouble[]; mended: Trouble[] } {
  const old = new Map(before.map((trouble) => [trouble.key, trouble]))
  const sameNight = run.before_at !== null && chinaDay(run.before_at) === chinaDay(run.started_at)
  const troubles = found.map((one): Trouble => {
    const known = old.get(one.key)
    if (known === undefined) return { ...one, since: run.started_at, nights: 1 }
    return { ...one, since: known.since, nights: known.nights + (sameNight ? 0 : 1) }
  })
  const met = new Set(found.map(({ key }) => key))
  const gone = before.filter(({ key }) => !met.has(key))
  const unseen = gone.filter(({ site }) => site !== null && !run.looked_at.includes(site))
  return {
    troubles: [...troubles, ...unseen],
    mended: gone.filter((trouble) => !unseen.includes(trouble)),
  }
}
