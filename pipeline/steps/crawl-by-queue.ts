/** Step: the work of a night on many machines: workers crawl, read and audit; what is left for this process is to publish. */
import { hostname } from 'node:os'
import { randomUUID } from 'node:crypto'
import type { CrawlOutcome } from '../../crawlers/crawl-event.ts'
import type { Site } from '../../crawlers/site.ts'
import { codeVersion } from '../code-version.ts'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'
import { openBullQueue } from '../queue/bullmq.ts'
import { chainJobs } from '../queue/chain.ts'
import { conduct } from '../queue/conduct.ts'
import { crawlJobs } from '../queue/host-groups.ts'
import { closeNight, nightFolder, openNight, queueName } from '../queue/night-folder.ts'
import type { JobQueue } from '../queue/queue.ts'
import { redisIn } from '../queue/redis-address.ts'
import { openRedis, type Outage } from '../queue/redis.ts'
import { createStandingTeller } from '../queue/standing-words.ts'
import { beginHalted, noteHalted, type FailedSite, type HaltedSite } from '../halted-site.ts'
import { keepOutcome } from '../outcome-journal.ts'
import { runEventSchema } from '../record/events.ts'
import type { RunLog } from '../run-log.ts'
import type { CrawlFacts, Crawled } from './crawl.ts'

/** Milliseconds that a worker's silence is borne before its jobs and hosts go to others. */
export const workerTermMs = 30_000
/** Milliseconds that a night waits for a Redis that has gone. */
const redisPatienceMs = 600_000

/** The queue of a workspace over its Redis, and how to close both. */
export async function openWorkspaceQueue(
  context: Context,
  outage: Outage,
  term_ms = workerTermMs,
): Promise<{ queue: JobQueue; redis: Awaited<ReturnType<typeof openRedis>>; close: () => Promise<void> }> {
  const redis = await openRedis(redisIn(context), outage)
  const workspace = await queueName(context.workspace.queue, () => randomUUID().slice(0, 8))
  const queue = openBullQueue({ redis, workspace, term_ms, log: context.effects.log })
  return {
    queue,
    redis,
    async close() {
      // What waits for an answer from a Redis that is gone would wait for ever.
      if (redis.status !== 'ready') redis.disconnect()
      await queue.close()
      redis.disconnect()
    },
  }
}

/** Hears of Redis; `mind` stops the night where it has been gone for longer than can be borne. */
function watchRedis({ effects }: Context): Outage & { mind: () => void } {
  let since: number | null = null
  return {
    gone(detail) {
      since = effects.now().getTime()
      effects.log(`Redis 连接中断（${detail}），等它恢复；工作进程也在等`)
    },
    back() {
      since = null
      effects.log('Redis 已恢复，继续')
    },
    mind() {
      effects.signal.throwIfAborted()
      if (since === null || effects.now().getTime() - since < redisPatienceMs) return
      throw new Stop(
        'deadline',
        `Redis 中断已超过 ${redisPatienceMs / 60_000} 分钟，本次到此为止，什么也没有丢失。Redis 恢复后再运行一次，会从中断处接着做。`,
      )
    },
  }
}

/** Crawls all sites by the workers of the queue; what each came to is left in the run's record too. */
export async function crawlByQueue(
  context: Context,
  sites: readonly Site[],
  run: RunLog,
  facts: CrawlFacts,
): Promise<Crawled> {
  const { workspace, effects, deadline } = context
  const version = codeVersion()
  const watch = watchRedis(context)
  const { queue, close } = await openWorkspaceQueue(context, watch)
  try {
    const { night, resumed } = await openNight(workspace.queue, {
      name: run.id,
      version,
      now: effects.now(),
      until: deadline,
    })
    effects.log(
      `${resumed ? '接着' : '开始'}夜间任务 ${night}（本机 ${hostname()}，版本 ${version.slice(0, 12)}）`,
    )
    await queue.keepOnly(night)
    await queue.revive((await queue.dead()).map(({ job }) => job))
    const folder = nightFolder(workspace.queue, night)
    await folder.keepSites(sites)
    const outcomes = new Map<string, CrawlOutcome>()
    const chain = chainJobs(night, version, async (code) => {
      const outcome = await folder.outcome(code)
      if (outcome === null) return false
      outcomes.set(code, outcome)
      await keepOutcome(workspace.archive, run, outcome)
      return true
    })
    const { dead } = await conduct(crawlJobs(sites, night, version), {
      queue,
      effects,
      until: deadline ?? null,
      mind: watch.mind,
      follow: chain,
      tell: createStandingTeller(effects),
    })
    const failed = dead.flatMap(({ job: { work }, detail }): FailedSite[] =>
      work.kind === 'crawl'
        ? work.sites.flatMap((site) => (outcomes.has(site) ? [] : [{ site, detail }]))
        : [],
    )
    const halted: HaltedSite[] = []
    for (const { code } of sites) {
      const story = await folder.takeStory(code)
      const events = (story ?? '')
        .split('\n')
        .flatMap((line) => (line === '' ? [] : [runEventSchema.parse(JSON.parse(line))]))
      const reached = beginHalted(code)
      for (const event of events) noteHalted(reached, event)
      if (!outcomes.has(code) && !failed.some(({ site }) => site === code)) halted.push(reached)
      await run.events(events)
      for (const event of events) if (event.type === 'obstacle') facts.obstacles.push(event)
    }
    if (halted.length === 0 && dead.length === 0) await closeNight(workspace.queue, night)
    facts.outcomes = sites.flatMap(({ code }) => outcomes.get(code) ?? [])
    facts.halted = halted
    facts.failed = failed
    return { outcomes: facts.outcomes, halted, failed }
  } finally {
    await close()
  }
}
