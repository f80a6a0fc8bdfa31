/** Step: crawl sites side by side into the archive; a site that fails costs nobody else anything. */
import { join } from 'node:path'
import { openArchive } from '../../crawlers/archive.ts'
import { withElsewhere } from '../../crawlers/archive-beside.ts'
import { isSeenWhole, type CrawlEvent, type CrawlOutcome } from '../../crawlers/crawl-event.ts'
import { openFrontier } from '../../crawlers/frontier.ts'
import { allSettled, paceUntil, TimeIsUp, timeUntil } from '../../crawlers/halt.ts'
import { createHostBook } from '../../crawlers/host-book.ts'
import type { Site } from '../../crawlers/site.ts'
import { codeVersion } from '../code-version.ts'
import type { Context } from '../context.ts'
import { openCrawler } from '../crawler.ts'
import { recordEvents } from '../event-record.ts'
import { beginProgress, describeProgress, noteEvent, progressRecord } from '../crawl-progress.ts'
import { beginHalted, noteHalted, sayHalted, type FailedSite, type HaltedSite } from '../halted-site.ts'
import { openHalt } from '../halting.ts'
import { keepOutcome } from '../outcome-journal.ts'
import { conduct } from '../queue/conduct.ts'
import { crawlJobs } from '../queue/host-groups.ts'
import { openInProcessQueue } from '../queue/in-process.ts'
import { stampOf, type RunLog } from '../run-log.ts'
import type { RunFacts } from './digest.ts'

/** The journal of what is still to be asked for. */
export function frontierPath({ workspace }: Context): string {
  return join(workspace.folder, 'frontier.jsonl')
}

/** What a person wants to hear of at once; null for all that progress sums up. */
function eventLine(site: Site, event: CrawlEvent): string | null {
  if (event.type === 'site_started')
    return `${site.name}：${event.resumed ? '接着上次中断处继续' : '开始'}，${event.entries} 个栏目`
  if (event.type === 'obstacle') return `${site.name}：${event.detail}　${event.url}`
  if (event.type === 'entry_walked' && event.outcome.state !== 'complete')
    return `${site.name}：栏目没有看全，不能据此判断谁没有公开：${event.outcome.detail}　${event.outcome.url}`
  if (event.type === 'waiting')
    return `${site.name}：${event.detail}，${event.host} 等待 ${Math.ceil(event.wait_ms / 1000)} 秒`
  if (event.type === 'site_done')
    return `${site.name}：完成，找到 ${event.found} 份，新存 ${event.stored} 页，取不到 ${event.unreachable} 份`
  return null
}

/** Shows progress: drawn over before a person, a JSON line every ten seconds otherwise. */
function progressTeller(context: Context, sites: readonly Site[]): (site: Site, event: CrawlEvent) => void {
  const { effects, settings } = context
  const progress = beginProgress(sites)
  const { gap_ms } = settings.crawl
  const every = effects.interactive ? 500 : 10_000
  let told = effects.now().getTime()
  let drawn = false
  return (site, event) => {
    noteEvent(progress, event)
    const line = eventLine(site, event)
    const erase = drawn ? '\u001b[1A\u001b[2K' : ''
    if (line !== null) {
      effects.log(`${erase}${line}`)
      drawn = false
    }
    const now = effects.now()
    if (now.getTime() - told < every) return
    told = now.getTime()
    if (effects.interactive) effects.log(`${line === null ? erase : ''}${describeProgress(progress, gap_ms)}`)
    else effects.log(JSON.stringify(progressRecord(progress, gap_ms, now)))
    drawn = effects.interactive
  }
}

/** Visits sites as jobs of a queue in this process, so many at a time, those that share a host in one; the first exception stops the rest. */
async function visitAll(
  { effects, settings }: Context,
  sites: readonly Site[],
  night: string,
  visit: (site: Site) => Promise<void>,
): Promise<void> {
  const byCode = new Map(sites.map((site) => [site.code, site]))
  const failures: unknown[] = []
  const queue = openInProcessQueue({ sleep: effects.sleep })
  const crew = queue.work('本进程', { crawl: settings.crawl.sites_at_once }, async ({ job: { work } }) => {
    if (work.kind !== 'crawl' || failures.length > 0) return
    const group = work.sites.flatMap((code) => byCode.get(code) ?? [])
    await allSettled(group.map(visit)).catch((error: unknown) => failures.push(error))
  })
  const jobs = crawlJobs(sites, night, codeVersion())
  await conduct(jobs, { queue, effects, follow: () => Promise.resolve([]), until: null })
  await crew.stop()
  if (failures.length > 0) throw failures[0]
}

/** What a run learns from its crawl, filled in while it goes on, so that a run that breaks off knows it too. */
export type CrawlFacts = Pick<RunFacts, 'outcomes' | 'obstacles' | 'halted' | 'failed' | 'aside'>

/** What crawling came to. */
export interface Crawled {
  /** Of the sites that were crawled to their end, in the order given. */
  outcomes: CrawlOutcome[]
  /** Sites that the deadline left unfinished or unvisited; the next crawl goes on with them. */
  halted: HaltedSite[]
  /** Sites that could not be crawled at all; the others' night is complete without them. */
  failed: FailedSite[]
}

/** How a crawl ends: at its deadline, or with every site seen whole, or not. */
export function crawlExit({ outcomes, halted, failed }: Crawled): 'deadline' | 'complete' | 'partial' {
  if (halted.length > 0) return 'deadline'
  return failed.length === 0 && outcomes.every(isSeenWhole) ? 'complete' : 'partial'
}

/** Crawls all sites, in this process; what each came to is left in the journal of outcomes, and what went wrong in the run's facts. */
export async function crawlSites(
  context: Context,
  sites: readonly Site[],
  run: RunLog,
  facts: CrawlFacts,
): Promise<Crawled> {
  const { workspace, effects, settings } = context
  const crawler = await openCrawler(context)
  const halt = openHalt(context)
  const [home, stamp] = [workspace.archive, stampOf(effects.now())]
  const archive = await openArchive(home, { mode: 'write', verify: 'last', aside_stamp: stamp })
  facts.aside = archive.aside.map(({ detail, path }) => `${detail}（已移至 ${path}）`)
  for (const part of facts.aside) effects.log(`存档：${part}`)
  const frontier = await openFrontier(frontierPath(context), effects.now)
  if (frontier.broken > 0) effects.log(`采集队列：有 ${frontier.broken} 行损坏，已略过；相应页面会重新访问`)
  const book = createHostBook(paceUntil({ now: effects.now, sleep: effects.sleep }, halt.until))
  const tell = progressTeller(context, sites)
  const outcomes = new Map<string, CrawlOutcome>()
  const nameOf = (code: string): string => sites.find((site) => site.code === code)?.name ?? code
  const halted: HaltedSite[] = []
  try {
    await visitAll(context, sites, run.id, async (site) => {
      if (timeUntil(halt.until, effects.now) === 0) return void halted.push(beginHalted(site.code))
      const reached = beginHalted(site.code)
      const record = recordEvents(run.events)
      try {
        const place = { folder: home, home, site: site.code, aside_stamp: stamp }
        const outcome = await withElsewhere(archive, place, (joined) =>
          crawler.crawl({
            site,
            archive: joined,
            frontier,
            book,
            until: halt.forSite(settings.night.host_deadline),
            alarm: halt.alarm,
            onEvent(event) {
              record.note(event)
              tell(site, event)
              noteHalted(reached, event)
              if (event.type === 'obstacle') facts.obstacles.push(event)
            },
          }),
        )
        await keepOutcome(workspace.archive, run, outcome)
        outcomes.set(site.code, outcome)
      } catch (error) {
        if (!(error instanceof TimeIsUp)) throw error
        halted.push(reached)
      } finally {
        await record.close()
      }
    })
  } finally {
    halt.close()
    facts.outcomes = sites.flatMap(({ code }) => outcomes.get(code) ?? [])
    facts.halted = halted
    await crawler.close()
    await frontier.close()
    await archive.close()
  }
  effects.signal.throwIfAborted()
  if (halted.length > 0)
    effects.log(
      `到了时限，尚未采完；再次运行会接着做：${halted.map((one) => `${nameOf(one.site)}（${sayHalted(one)}）`).join('、')}`,
    )
  return { outcomes: facts.outcomes, halted, failed: [] }
}
