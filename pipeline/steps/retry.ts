/** Step: list the pages that were given up or put off, and the jobs that failed for good; and put them back. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { claimResting, currentPart, partFrontierName, sitesWithParts } from '../../crawlers/archive-part.ts'
import { openFrontier } from '../../crawlers/frontier.ts'
import { owedPages, readJournal, type PageRecord } from '../../crawlers/frontier-record.ts'
import type { Context } from '../context.ts'
import { takeLock } from '../lock.ts'
import { describeJob, type Job } from '../queue/job.ts'
import { sayTime } from '../record/digest-words.ts'
import { isAbsent } from '../workspace.ts'
import { frontierPath } from './crawl.ts'
import { openWorkspaceQueue } from './crawl-by-queue.ts'

/** What may be asked for at once again. */
export interface RetryChoice {
  /** Division code of the one site that is meant; all where null. */
  site: string | null
  /** Only tell, change nothing. */
  list: boolean
  json: boolean
}

const stateWords = {
  dead: '已放弃',
  deferred: '已推迟',
  done: '曾失败',
  queued: '待访问',
  leased: '访问中',
} as const

function tellPages({ effects }: Context, pages: readonly PageRecord[], json: boolean): void {
  for (const page of pages) {
    const often = page.attempts === 0 ? '' : `（连续 ${page.attempts} 次）`
    const wait = page.next_attempt === null ? '' : `　${sayTime(page.next_attempt)}（北京时间）之后再访问`
    effects.print(
      json
        ? JSON.stringify(page)
        : `${stateWords[page.state]}　${page.site}　${page.url}　${page.detail}${often}${wait}`,
    )
  }
}

/** Revives the owed pages of a journal at a path; answers how many there were. */
async function revivePages(context: Context, path: string, choice: RetryChoice): Promise<number> {
  const frontier = await openFrontier(path, context.effects.now)
  try {
    const owed = frontier.owed().filter(({ site }) => choice.site === null || site === choice.site)
    tellPages(context, owed, choice.json)
    if (!choice.list) frontier.revive(owed)
    return owed.length
  } finally {
    await frontier.close()
  }
}

/** The owed pages of a site's part, which a worker may be at: then they are only told. */
async function revivePart(context: Context, site: string, choice: RetryChoice): Promise<number> {
  const { workspace, effects } = context
  const folder = await currentPart(workspace.archive, site)
  if (folder === null) return 0
  let bytes: Uint8Array
  try {
    bytes = await readFile(join(folder, partFrontierName))
  } catch (error) {
    if (isAbsent(error)) return 0
    throw error
  }
  const owed = owedPages(readJournal(bytes).state)
  if (choice.list || owed.length === 0) {
    tellPages(context, owed, choice.json)
    return owed.length
  }
  const part = await claimResting(workspace.archive, site, `retry-${process.pid}`)
  if (part === null) {
    effects.log(`${site} 正由工作进程采集，其页面未改动；请在采集结束后再运行一次`)
    return 0
  }
  try {
    return await revivePages(context, join(part.folder, partFrontierName), choice)
  } finally {
    await part.release()
  }
}

const concerns = ({ work }: Job, site: string | null): boolean =>
  site === null || (work.kind === 'crawl' ? work.sites.includes(site) : work.site === site)

/** Jobs of the queue that failed for good. */
async function retryJobs(context: Context, choice: RetryChoice): Promise<void> {
  const { effects } = context
  const { log, print } = effects
  const silent = {
    gone: (detail: string) => log(`Redis 连接中断：${detail}`),
    back: () => log('Redis 已恢复'),
  }
  const { queue, close } = await openWorkspaceQueue(context, silent)
  try {
    const dead = (await queue.dead()).filter(({ job }) => concerns(job, choice.site))
    for (const { job, attempts, detail } of dead)
      print(
        choice.json
          ? JSON.stringify({ type: 'job', job: job.id, ...job.work, attempts, detail })
          : `任务失败　${describeJob(job)}　${detail}（${attempts} 次，夜间任务 ${job.night}）`,
      )
    if (choice.list || dead.length === 0) return
    await queue.revive(dead.map(({ job }) => job))
    log(`已放回队列 ${dead.length} 个任务，工作进程会接着做`)
  } finally {
    await close()
  }
}

/** Prints what is owed with its reason, and unless only asked to list, lets the next crawl ask for all of it as if it had never failed. */
export async function retryPages(context: Context, choice: RetryChoice): Promise<void> {
  const { workspace, effects, settings } = context
  if (settings.queue !== undefined) await retryJobs(context, choice)
  const release = await takeLock(workspace.lock)
  try {
    let owed = await revivePages(context, frontierPath(context), choice)
    for (const site of await sitesWithParts(workspace.archive))
      if (choice.site === null || site === choice.site) owed += await revivePart(context, site, choice)
    if (choice.list)
      effects.log(owed === 0 ? '没有被放弃或推迟的页面' : `共 ${owed} 个页面；放回队列：gouji retry`)
    else
      effects.log(
        owed === 0 ? '没有需要重试的页面' : `已放回队列 ${owed} 个页面，下一次 crawl 或 night 会访问`,
      )
  } finally {
    await release()
  }
}
