/** One night: crawl, read, audit, publish, under a lock and with a record of the run. */
import type { Site } from '../crawlers/site.ts'
import type { Context } from './context.ts'
import { isExhaustion, Stop, type ExitName } from './exit.ts'
import { takeLock } from './lock.ts'
import { beginRun, type RunLog } from './run-log.ts'
import { crawlByQueue } from './steps/crawl-by-queue.ts'
import { crawlExit, crawlSites, type Crawled } from './steps/crawl.ts'
import { publishSites, type PublishResult } from './steps/publish.ts'

/** Runs a piece of work under the lock and leaves a record of it, whatever it ends in. */
export async function withRun<T>(
  context: Context,
  command: string,
  given: Record<string, unknown>,
  work: (run: RunLog) => Promise<{ exit: ExitName; value: T; notes: Record<string, unknown> }>,
): Promise<{ exit: ExitName; value: T }> {
  const { workspace, effects, settings } = context
  const release = await takeLock(workspace.lock)
  try {
    const run = await beginRun(workspace.runs, command, effects.now(), { settings, ...given })
    try {
      const { exit, value, notes } = await work(run)
      await run.note({ ...notes, exit, ended_at: effects.now().toISOString() })
      return { exit, value }
    } catch (error) {
      const exit: ExitName = error instanceof Stop ? error.exit : isExhaustion(error) ? 'exhausted' : 'bug'
      await run.note({
        exit,
        ended_at: effects.now().toISOString(),
        error: error instanceof Error ? error.message : String(error),
      })
      throw error
    }
  } finally {
    await release()
  }
}

/** Crawls in this process, or by the workers of the queue that the settings name. */
function crawl(context: Context, sites: readonly Site[], run: RunLog): Promise<Crawled> {
  return (context.settings.queue === undefined ? crawlSites : crawlByQueue)(context, sites, run)
}

/** How a publication ends: refused by its own checks, else as the crawl before it ended. */
function exitOf(result: PublishResult, crawl: ReturnType<typeof crawlExit>): ExitName {
  return result.refused.length > 0 ? 'refused' : crawl
}

function report(context: Context, result: PublishResult): void {
  const { log } = context.effects
  for (const note of [...result.edits, ...result.notes]) log(note)
  for (const refusal of result.refused)
    log(`未发布：检查“${refusal.check}”有 ${refusal.breaches} 处不符：${refusal.details.join('；')}`)
  if (result.accepted === null && result.objections.length > 0)
    log('若属实，请加 --accept "理由" 再发布一次；理由记入运行记录。')
  if (result.accepted !== null)
    for (const { check, details } of result.objections)
      log(`已按“${result.accepted}”放行：${check}：${details.join('；')}`)
  const { reports, facts, broken, uncertain, problems } = result.counts
  log(
    `${result.refused.length > 0 ? '保留上一版数据' : result.changed ? '已发布新数据' : '数据没有变化'}：${reports} 份报告，${facts} 个指标，不符 ${broken} 处，存疑 ${uncertain} 处，读取问题 ${problems} 处`,
  )
}

/** What the record of a run keeps of a publication: a refused one names no snapshot. */
function notesOf(result: PublishResult): Record<string, unknown> {
  const { refused, hash, changed, counts, accepted, objections, edits } = result
  return {
    ...(refused.length > 0 ? { refused } : { snapshot: hash }),
    changed,
    counts,
    edits,
    ...(accepted === null ? {} : { accepted: { reason: accepted, objections } }),
  }
}

/** Publishes what is archived, with a record; `accept` is a reason to publish although the gate objects. */
export async function runPublish(
  context: Context,
  sites: readonly Site[],
  accept: string | null = null,
): Promise<ExitName> {
  const { exit } = await withRun(context, 'publish', { sites: sites.map((site) => site.code) }, async () => {
    const result = await publishSites(context, sites, accept)
    report(context, result)
    return { exit: exitOf(result, 'complete'), value: result, notes: notesOf(result) }
  })
  return exit
}

/** Crawls, with a record. */
export async function runCrawl(context: Context, sites: readonly Site[]): Promise<ExitName> {
  const { exit } = await withRun(context, 'crawl', { sites: sites.map((site) => site.code) }, async (run) => {
    const crawled = await crawl(context, sites, run)
    const { outcomes } = crawled
    return {
      exit: crawlExit(crawled),
      value: outcomes,
      notes: { requests: outcomes.map(({ site, requests, stored }) => ({ site, requests, stored })) },
    }
  })
  return exit
}

/** A whole night; returns what was published. `accept` is a reason to publish although the gate objects. */
export async function runNight(
  context: Context,
  sites: readonly Site[],
  accept: string | null = null,
): Promise<{ exit: ExitName; value: PublishResult }> {
  return withRun(context, 'night', { sites: sites.map((site) => site.code) }, async (run) => {
    const crawled = await crawl(context, sites, run)
    const { outcomes } = crawled
    const result = await publishSites(context, sites, accept)
    report(context, result)
    return {
      exit: exitOf(result, crawlExit(crawled)),
      value: result,
      notes: {
        ...notesOf(result),
        requests: outcomes.map(({ site, requests, stored }) => ({ site, requests, stored })),
      },
    }
  })
}
