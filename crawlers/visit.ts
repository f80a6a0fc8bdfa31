/** One night's visit to one site: the asker with its manners, and lists asked for as discovery wants them. */
import { parseNetworks, type Reach } from './address.ts'
import { openAlarm, type Alarm } from './alarm.ts'
import { createAsker, type Asker } from './ask.ts'
import type { CmsFamily } from './cms.ts'
import type { CrawlEvent } from './crawl-event.ts'
import type { Resolve } from './connection.ts'
import { createFetcher } from './fetch.ts'
import type { Fetched, Snapshot } from './fetched.ts'
import { paceUntil, timeUntil } from './halt.ts'
import { createHostBook, type HostBook } from './host-book.ts'
import { openListPage } from './list-page.ts'
import type { NightWindow } from './manners.ts'
import type { RobotsMemory } from './robots.ts'
import type { Site } from './site.ts'

/** What an operator decides once for all sites. */
export interface CrawlSettings {
  /** Product token and version, e.g. gouji/0.1. */
  user_agent: string
  /** Where a site's operator can complain: URL or e-mail. */
  contact: string
  /** Milliseconds between the starts of two requests to one host. */
  gap_ms: number
  /** Networks allowed beside the public ones, e.g. 127.0.0.0/8. */
  allow: readonly string[]
  /** Largest body, in bytes after decoding. */
  max_bytes: number
  /** Longest time for one request, in milliseconds. */
  deadline_ms: number
  /** Most list pages an entry. */
  page_bound: number
  /** Hours in which sites may be asked, by the clock of China; always where absent. */
  window?: NightWindow | undefined
}

/** What a visit needs from the world, all injected. */
export interface VisitOptions {
  site: Site
  families: readonly CmsFamily[]
  settings: CrawlSettings
  now: () => Date
  sleep: (ms: number) => Promise<void>
  random: () => number
  onEvent: (event: CrawlEvent) => void
  /** When the visit must end: nothing is asked for after it, and what asks throws TimeIsUp. A given book must keep the same time. */
  until?: Date | undefined
  /** The system's resolver where absent. */
  resolve?: Resolve
  /** Ends requests that take too long; by the real clock where absent. */
  alarm?: Alarm
  /** What the process knows of hosts; a book of its own where absent. Sites that share hosts must share it. */
  book?: HostBook
  /** robots.txt of a round that goes on; asked for anew where absent. */
  robots?: RobotsMemory
}

export interface Visit extends Asker {
  /** Where the site's crawler may go. */
  reach: Reach
  close(): Promise<void>
}

/** The crawler's name as sites read it, with its contact; signs that no header may carry are percent-encoded. */
export function agentName({ user_agent, contact }: Pick<CrawlSettings, 'user_agent' | 'contact'>): string {
  return `${user_agent} (+${contact})`.replace(/[^\x20-\x7e]+/gu, (signs) => encodeURIComponent(signs))
}

/** Opens a visit; close it when done. */
export function openVisit(options: VisitOptions): Visit {
  const { site, settings, now, sleep, random, onEvent, until } = options
  const allow = parseNetworks(settings.allow)
  const alarm = options.alarm ?? openAlarm()
  const agent = agentName(settings)
  const fetcher = createFetcher({
    user_agent: agent,
    allow,
    max_bytes: settings.max_bytes,
    now,
    alarm: (ring) => alarm(Math.min(settings.deadline_ms, timeUntil(until, now)), ring),
    tls_exceptions: site.tls_exceptions,
    ...(options.resolve === undefined ? {} : { resolve: options.resolve }),
  })
  const reach: Reach = { hosts: site.hosts, schemes: site.schemes, allow }
  const asker = createAsker({
    fetcher,
    reach,
    user_agent: agent,
    gap_ms: settings.gap_ms,
    site_gap_ms: site.manners.gap_ms,
    window: settings.window,
    now,
    until,
    book: options.book ?? createHostBook(paceUntil({ now, sleep }, until)),
    random,
    robots: options.robots,
    onWait: (host, ms, detail) =>
      onEvent({ type: 'waiting', at: now().toISOString(), site: site.code, host, wait_ms: ms, detail }),
    onRobots: (host, rules) =>
      onEvent({ type: 'robots_read', at: now().toISOString(), site: site.code, host, state: rules.state }),
  })
  return {
    ask: asker.ask,
    rulesFor: asker.rulesFor,
    turn: asker.turn,
    count: asker.count,
    requests: asker.requests,
    reach,
    close: () => fetcher.close(),
  }
}

/** Why an answer brought no page, in plain Chinese. */
export function describeAnswer(answer: Exclude<Fetched, { kind: 'fetched' | 'unchanged' }>): string {
  return answer.kind === 'missing' ? `网站返回 ${answer.status}` : answer.detail
}

/** A list snapshot as discovery wants it. */
export function listAnswer(
  url: string,
  page: Pick<Snapshot, 'bytes' | 'headers' | 'media_type'>,
): ReturnType<typeof openListPage> {
  const { media_type } = page
  if (media_type !== null && !/html|text|xml|json|javascript/.test(media_type))
    return { fault: `列表不是网页（${media_type}）` }
  return openListPage(url, page.bytes, page.headers['content-type'] ?? null)
}
