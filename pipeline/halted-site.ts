/** A site whose time was over before it was seen to its end: how far its crawl had come. Pure. */
import type { CrawlOutcome } from '../crawlers/crawl-event.ts'
import type { RunEvent } from './record/events.ts'

/** What a halted crawl had done, this run alone. */
export interface HaltedSite {
  /** Code of the site. */
  site: string
  /** Pages that its lists promise, as far as they were read; of them, those that were looked at. */
  promised: number
  done: number
  /** Requests for pages and robots.txt. */
  requests: number
  /** Pages and documents newly archived. */
  stored: number
}

/** A site whose crawl failed as often as it was tried: it waits for a person. */
export interface FailedSite {
  site: string
  /** The last failure in words. */
  detail: string
}

/** A crawl that has done nothing yet. */
export function beginHalted(site: string): HaltedSite {
  return { site, promised: 0, done: 0, requests: 0, stored: 0 }
}

/** Takes one event of the site into the count. Where its crawl begins anew, its lists are read again and its pages gone through again. */
export function noteHalted(count: HaltedSite, event: RunEvent): void {
  if (event.type === 'site_started') Object.assign(count, { promised: 0, done: 0 })
  else if (event.type === 'promised')
    count.promised = Object.values(event.hosts).reduce((sum, pages) => sum + pages, 0)
  else if (event.type === 'ref_done') count.done += 1
  else if (event.type === 'asked' || event.type === 'robots_read') count.requests += 1
  else if (event.type === 'archived' && event.stored) count.stored += 1
}

/** How far a halted site came, in words for people. */
export function sayHalted({ promised, done, stored }: HaltedSite): string {
  const far = promised === 0 ? '列表还没有读完' : `看了 ${done}/${promised} 页`
  return `${far}，新存 ${stored} 页`
}

/** A total over all sites of a run, whether they were seen to their end or not. */
export function totalOf(
  name: 'requests' | 'stored',
  { outcomes, halted }: { outcomes: readonly CrawlOutcome[]; halted: readonly HaltedSite[] },
): number {
  return [...outcomes, ...halted].reduce((total, one) => total + one[name], 0)
}
