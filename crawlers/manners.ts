/** How to behave: robots rules, the gap between two requests to one host, the hours of the night, and how long to wait when asked to. */
import { createRequire } from 'node:module'
import type robotsModule from 'robots-parser'
import type { Fetched } from './fetched.ts'

// The package is CommonJS while its types describe an ES default export, so it is loaded as what it is.
const robotsParser: (typeof robotsModule)['default'] = createRequire(import.meta.url)('robots-parser')

/** What a host's robots.txt came to. RFC 9309: absent means free, unreachable means closed. */
export type RobotsRules =
  | { state: 'rules'; allows: (url: string) => boolean; crawl_delay_ms: number | null }
  | { state: 'none' }
  | { state: 'unreachable'; detail: string }

/** The first word of the user agent, which robots groups are matched by. */
export function productToken(userAgent: string): string {
  return userAgent.split(/[\s/]/, 1)[0] ?? userAgent
}

/** Reads robots.txt for one user agent; lines are those of the first 500 KiB as RFC 9309 asks. */
export function readRobots(robotsUrl: string, text: string, userAgent: string): RobotsRules {
  const robots = robotsParser(robotsUrl, text.replace(/^\uFEFF/, '').slice(0, 500 * 1024))
  const agent = productToken(userAgent)
  const delay = robots.getCrawlDelay(agent)
  return {
    state: 'rules',
    // Another origin is answered with undefined, which is not a prohibition.
    allows: (url) => robots.isAllowed(url, agent) !== false,
    crawl_delay_ms: delay === undefined || !Number.isFinite(delay) || delay < 0 ? null : delay * 1000,
  }
}

/** Whether the rules let a page be asked for. */
export function mayAsk(rules: RobotsRules, url: string): boolean {
  return rules.state === 'none' || (rules.state === 'rules' && rules.allows(url))
}

/** Milliseconds from one request's start to the next: the longest gap anybody asks for, ±20 %, never under the Crawl-delay. */
export function gapFor(
  wishes: { gap_ms: number; site_gap_ms: number | undefined; rules: RobotsRules },
  random: () => number,
): number {
  const delay = wishes.rules.state === 'rules' ? (wishes.rules.crawl_delay_ms ?? 0) : 0
  const gap = Math.max(wishes.gap_ms, wishes.site_gap_ms ?? 0, delay)
  return Math.max(delay, Math.round(gap * (0.8 + 0.4 * random())))
}

/** The longest wait that is still worth it in one night; whatever should wait longer is left for another. */
export const longestWaitMs = 3_600_000

/** Retry-After in either form, seconds or a date, as milliseconds from now; null where it is absent or neither. */
export function retryAfterMs(value: string | undefined, now: Date): number | null {
  const text = value?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  // RFC 9110 dates name a weekday; Date.parse would take far looser texts.
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return null
  const until = Date.parse(text)
  return Number.isNaN(until) ? null : Math.max(0, until - now.getTime())
}

/** Requests for one page in one night, and the first wait between two of them. */
const retryLimits = { attempts: 5, first_wait_ms: 2000 } as const

/** How long to wait before asking again; null where it should be left for another night. */
export function retryWait(answer: Fetched, attempt: number, random: () => number): number | null {
  if (answer.kind !== 'failed' || !answer.retry || attempt >= retryLimits.attempts) return null
  const backoff = Math.round(retryLimits.first_wait_ms * 2 ** (attempt - 1) * (0.8 + 0.4 * random()))
  const wait = Math.max(answer.retry_after_ms ?? 0, backoff)
  return wait > longestWaitMs ? null : wait
}

/** The hours in which sites may be visited, by the clock of China: `from` may be later than `to`. */
export interface NightWindow {
  /** HH:MM */
  from: string
  /** HH:MM */
  to: string
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/** Milliseconds until the window opens; 0 while it is open. A window that opens when it closes is always open. */
export function windowWait(now: Date, window: NightWindow): number {
  const [from, to] = [minutesOf(window.from) * 60_000, minutesOf(window.to) * 60_000]
  const day = 86_400_000
  const time = (now.getTime() + 8 * 3_600_000) % day
  const open = from === to || (from < to ? time >= from && time < to : time >= from || time < to)
  return open ? 0 : (from - time + day) % day
}
