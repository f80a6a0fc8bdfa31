/** How far a crawl has come: publishers and pages by state, and the time that is left at the pace of the sites. Pure. */
import type { CrawlEvent, FetchedRef } from '../crawlers/crawl-event.ts'
import type { Site } from '../crawlers/site.ts'

/** What has been seen so far. */
export interface CrawlProgress {
  sites: { all: number; begun: number; done: number }
  /** Publishers of all sites, and the codes of those with at least one page in the archive. */
  publishers: { all: number; reached: Set<string> }
  asked: number
  stored: number
  /** Promised pages by what became of them; those still to be asked for are the rest. */
  promised: number
  states: Partial<Record<FetchedRef['state'], number>>
  /** Pages still to be asked for, by host. */
  left: Map<string, number>
}

/** Nothing seen yet. */
export function beginProgress(sites: readonly Site[]): CrawlProgress {
  const all = sites.reduce((sum, site) => sum + site.publishers.length, 0)
  return {
    sites: { all: sites.length, begun: 0, done: 0 },
    publishers: { all, reached: new Set() },
    asked: 0,
    stored: 0,
    promised: 0,
    states: {},
    left: new Map(),
  }
}

/** Takes one event into the account. */
export function noteEvent(progress: CrawlProgress, event: CrawlEvent): void {
  if (event.type === 'site_started') progress.sites.begun += 1
  else if (event.type === 'site_done') progress.sites.done += 1
  else if (event.type === 'asked') progress.asked += 1
  else if (event.type === 'archived') progress.stored += event.stored ? 1 : 0
  else if (event.type === 'promised')
    for (const [host, count] of Object.entries(event.hosts)) {
      progress.promised += count
      progress.left.set(host, (progress.left.get(host) ?? 0) + count)
    }
  else if (event.type === 'ref_done') {
    const { host } = new URL(event.ref)
    progress.left.set(host, Math.max(0, (progress.left.get(host) ?? 0) - 1))
    progress.states[event.state] = (progress.states[event.state] ?? 0) + 1
    if (event.publisher !== null && /^(?:stored|unchanged|kept)$/.test(event.state))
      progress.publishers.reached.add(`${event.site} ${event.publisher}`)
  }
}

/** Milliseconds that the fullest host still takes at a gap; sites whose lists are not yet read are not in it. */
export function timeLeft(progress: CrawlProgress, gapMs: number): number {
  return Math.max(0, ...progress.left.values()) * gapMs
}

const stateWords: Readonly<Record<FetchedRef['state'], string>> = {
  stored: '新存',
  unchanged: '未变',
  kept: '暂用旧存',
  missing: '已不存在',
  unreachable: '取不到',
}

/** One line for people. */
export function describeProgress(progress: CrawlProgress, gapMs: number): string {
  const { sites, publishers, promised, asked } = progress
  const states = Object.entries(stateWords).flatMap(([state, words]) => {
    const count = Object.entries(progress.states).find(([name]) => name === state)?.[1]
    return count === undefined ? [] : [`${words} ${count}`]
  })
  const done = Object.values(progress.states).reduce((sum, count) => sum + count, 0)
  const minutes = Math.ceil(timeLeft(progress, gapMs) / 60_000)
  const left = sites.begun < sites.all || promised === 0 ? '' : `，约剩 ${minutes} 分钟`
  return `站点 ${sites.done}/${sites.all}　单位 ${publishers.reached.size}/${publishers.all}　页面 ${done}/${promised}（${states.join('，')}）　请求 ${asked}${left}`
}

/** The same for machines. */
export function progressRecord(progress: CrawlProgress, gapMs: number, at: Date): object {
  const { sites, publishers, asked, stored, promised, states } = progress
  return {
    type: 'progress',
    at: at.toISOString(),
    sites,
    publishers: { done: publishers.reached.size, expected: publishers.all },
    pages: { promised, ...states },
    asked,
    stored,
    time_left_ms: timeLeft(progress, gapMs),
  }
}
