/** The job that crawls sites which share hosts, each into its own part of the archive, under the lease of all their hosts. */
import { join } from 'node:path'
import { z } from 'zod'
import { openArchive } from '../../crawlers/archive.ts'
import { withElsewhere } from '../../crawlers/archive-beside.ts'
import { claimPart, partFrontierName } from '../../crawlers/archive-part.ts'
import type { CrawlEvent } from '../../crawlers/crawl-event.ts'
import { openFrontier } from '../../crawlers/frontier.ts'
import { allSettled, TimeIsUp, timeUntil } from '../../crawlers/halt.ts'
import type { Site } from '../../crawlers/site.ts'
import type { Context } from '../context.ts'
import type { Crawler } from '../crawler.ts'
import { recordEvents } from '../event-record.ts'
import { stampOf } from '../run-log.ts'
import { limitVisits, type CrawlLimits } from './crawl-limits.ts'
import type { Work } from './job.ts'
import type { HostLeases } from './leases.ts'
import { nightFolder, type NightFolder } from './night-folder.ts'
import { PutBack, type Task } from './queue.ts'
import { unreadPages } from './read-job.ts'

/** What a crawl job needs of its worker. */
export interface CrawlTools {
  context: Context
  crawler: Crawler
  leases: HostLeases
  /** The worker's own name, which no other has. */
  name: string
}

/** What a crawl job came to: the outcomes themselves lie in the night's folder. */
export const crawlResultSchema = z.strictObject({
  /** Sites that the night's deadline left unfinished. */
  halted: z.array(z.string()),
  /** By site, the digests of pages that nobody has read yet. */
  unread: z.record(z.string(), z.array(z.string())),
})
type CrawlResult = z.infer<typeof crawlResultSchema>

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
  visit: CrawlLimits['visit'],
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
    const place = { folder: workspace.archive, home: part.folder, site: site.code, aside_stamp: stamp }
    const outcome = await withElsewhere(archive, place, (joined) =>
      crawler.crawl({
        site,
        archive: joined,
        frontier,
        ...visit,
        onEvent(event) {
          record.note(event)
          told.tell(event)
        },
      }),
    )
    await folder.keepOutcome(outcome, told.token)
  } finally {
    await record.close()
    await frontier.close()
    await archive.close()
  }
  await part.release()
}

/** Crawls sites under the lease of their hosts; answers those that the night's deadline left unfinished. */
async function crawlLeased(
  task: Task,
  hosts: readonly string[],
  sites: readonly Site[],
  folder: NightFolder,
  until: Date | undefined,
  tools: CrawlTools,
): Promise<string[]> {
  const { context, leases, name } = tools
  const { now } = context.effects
  const lease = await leases.take(hosts, name)
  if (!('held' in lease)) throw new PutBack(`${lease.busy} 正由 ${lease.by} 采集`, leases.term_ms)
  const { visit, lost } = limitVisits(context, hosts, lease, task.signal, until)
  const told = { token: `${name}-${lease.fence}`, tell: createTeller(task, now) }
  try {
    await allSettled(sites.map((site) => crawlPart(site, visit, folder, tools, told)))
    return []
  } catch (error) {
    if (!(error instanceof TimeIsUp)) throw error
    const reason = lost()
    if (reason !== null) throw new PutBack(reason, 0)
    const halted: string[] = []
    for (const { code } of sites) if ((await folder.outcome(code)) === null) halted.push(code)
    return halted
  } finally {
    await lease.release()
  }
}

/** Does a crawl job. A site that was crawled this night already is left alone. */
export async function crawlGroup(
  task: Task,
  { sites, hosts }: Extract<Work, { kind: 'crawl' }>,
  tools: CrawlTools,
): Promise<CrawlResult> {
  const { context } = tools
  const folder = nightFolder(context.workspace.queue, task.job.night)
  const night = await folder.night()
  const until = night.until === null ? undefined : new Date(night.until)
  const left: Site[] = []
  for (const code of sites) if ((await folder.outcome(code)) === null) left.push(await folder.site(code))
  const over = timeUntil(until, context.effects.now) === 0
  const halted = over
    ? left.map(({ code }) => code)
    : left.length === 0
      ? []
      : await crawlLeased(task, hosts, left, folder, until, tools)
  const unread: Record<string, string[]> = {}
  for (const code of sites) if (!halted.includes(code)) unread[code] = await unreadPages(context, code)
  return { halted, unread }
}
