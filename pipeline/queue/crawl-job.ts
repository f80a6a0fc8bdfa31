/** The job that crawls sites which share hosts, each into its own part of the archive, under the lease of all their hosts. */
import { join } from 'node:path'
import { openArchive } from '../../crawlers/archive.ts'
import { claimPart, partFrontierName } from '../../crawlers/archive-part.ts'
import type { CrawlEvent } from '../../crawlers/crawl-event.ts'
import { openFrontier } from '../../crawlers/frontier.ts'
import { allSettled, TimeIsUp } from '../../crawlers/halt.ts'
import { createHostBook, type HostBook } from '../../crawlers/host-book.ts'
import type { Site } from '../../crawlers/site.ts'
import type { Context } from '../context.ts'
import type { Crawler } from '../crawler.ts'
import { recordEvents } from '../event-record.ts'
import { stampOf } from '../run-log.ts'
import type { Work } from './job.ts'
import { guardBook, type HostLeases } from './leases.ts'
import { nightFolder, type NightFolder } from './night-folder.ts'
import { PutBack, type Task } from './queue.ts'

/** What a crawl job needs of its worker. */
export interface CrawlTools {
  context: Context
  crawler: Crawler
  leases: HostLeases
  /** The worker's own name, which no other has. */
  name: string
}

/** What a crawl job came to: the outcomes themselves lie in the night's folder. */
export interface CrawlResult {
  /** Sites that the night's deadline left unfinished. */
  halted: string[]
}

/** Counts promised and finished pages of all sites of a job; told at most once a second. */
function createTeller(task: Task, now: () => Date): (event: CrawlEvent) => void {
  let [done, all, told] = [0, 0, 0]
  return (event) => {
    if (event.type === 'promised') for (const count of Object.values(event.hosts)) all += count
    else if (event.type === 'ref_done') done += 1
    else return
    if (now().getTime() - told < 1000) return
    told = now().getTime()
    task.tell({ done, all })
  }
}

/** Crawls one site into its part, which is whole again whatever the crawl ends in. */
async function crawlPart(
  site: Site,
  book: HostBook,
  folder: NightFolder,
  { context, crawler }: CrawlTools,
  told: { token: string; tell: (event: CrawlEvent) => void },
): Promise<void> {
  const { workspace, effects } = context
  const part = await claimPart(workspace.archive, site.code, told.token)
  const stamp = stampOf(effects.now())
  const archive = await openArchive(part.folder, { mode: 'write', verify: 'last', aside_stamp: stamp })
  for (const torn of archive.aside) effects.log(`${site.name}：${torn.detail}（已移至 ${torn.path}）`)
  const frontier = await openFrontier(join(part.folder, partFrontierName), effects.now)
  const record = recordEvents((events) => folder.events(site.code, events))
  try {
    const outcome = await crawler.crawl({
      site,
      archive,
      frontier,
      book,
      onEvent(event) {
        record.note(event)
        told.tell(event)
      },
    })
    await folder.keepOutcome(outcome, told.token)
  } finally {
    await record.close()
    await frontier.close()
    await archive.close()
  }
  await part.release()
}

/** Does a crawl job. A site that was crawled this night already is left alone. */
export async function crawlGroup(
  task: Task,
  work: Extract<Work, { kind: 'crawl' }>,
  tools: CrawlTools,
): Promise<CrawlResult> {
  const { context, leases, name } = tools
  const { now, sleep } = context.effects
  const folder = nightFolder(context.workspace.queue, task.job.night)
  const { until } = await folder.night()
  const left: Site[] = []
  for (const code of work.sites) if ((await folder.outcome(code)) === null) left.push(await folder.site(code))
  const over = (): boolean => until !== null && now().getTime() >= Date.parse(until)
  if (left.length === 0 || over()) return { halted: left.map(({ code }) => code) }

  const lease = await leases.take(work.hosts, name)
  if (!('held' in lease)) throw new PutBack(`${lease.busy} 正由 ${lease.by} 采集`, leases.term_ms)
  const halt = AbortSignal.any([task.signal, lease.lost])
  const why = (): string | null =>
    !lease.held() ? '主机的租约已失效' : task.signal.aborted ? '停止工作' : over() ? '到了时限' : null
  const book = guardBook(
    createHostBook({
      now,
      async sleep(ms) {
        await sleep(until === null ? ms : Math.min(ms, Date.parse(until) - now().getTime()), halt)
        const reason = why()
        if (reason !== null) throw new TimeIsUp(reason)
      },
    }),
    why,
  )
  // Whoever had these hosts before may have asked a moment ago: the first request waits its whole gap too.
  for (const host of work.hosts) book.queue.began(host, now().getTime())
  const told = { token: `${name}-${lease.fence}`, tell: createTeller(task, now) }
  try {
    await allSettled(left.map((site) => crawlPart(site, book, folder, tools, told)))
    return { halted: [] }
  } catch (error) {
    if (!(error instanceof TimeIsUp)) throw error
    if (why() !== '到了时限') throw new PutBack(error.message, 0)
    const halted: string[] = []
    for (const { code } of left) if ((await folder.outcome(code)) === null) halted.push(code)
    return { halted }
  } finally {
    await lease.release()
  }
}
