/** Step: a worker of the queue: takes jobs until it is asked to stop. */
import { hostname } from 'node:os'
import { codeVersion } from '../code-version.ts'
import type { Context } from '../context.ts'
import { openCrawler } from '../crawler.ts'
import { Stop } from '../exit.ts'
import { handleJobs } from '../queue/hands.ts'
import { createRedisLeases } from '../queue/redis-leases.ts'
import type { RunEvent } from '../record/events.ts'
import { noteRead, openBench } from '../site-bench.ts'
import { openWorkspaceQueue, workerTermMs } from './crawl-by-queue.ts'

/**
 * Takes jobs until the process is asked to stop; stops with `usage` where it meets a job of another version. It reads in one thread: a
 * machine has a worker for each of its cores.
 */
export async function runWorker(context: Context, term_ms = workerTermMs): Promise<void> {
  const { effects, settings } = context
  const { log } = effects
  const version = codeVersion()
  const name = `${hostname()}-${process.pid}`
  const { queue, redis, close } = await openWorkspaceQueue(
    context,
    {
      gone: (detail) => log(`${name}：Redis 连接中断（${detail}），等它恢复`),
      back: () => log(`${name}：Redis 已恢复`),
    },
    term_ms,
  )
  const clock = { steady: () => performance.now(), wall: () => effects.now().getTime() }
  const leases = createRedisLeases(redis, term_ms, clock)
  const crawler = await openCrawler(context)
  const told: RunEvent[] = []
  const bench = await openBench(context, noteRead(told, effects), 1)
  const handle = handleJobs({ context, crawler, leases, name, bench, told }, version)
  const crew = queue.work(name, { crawl: settings.crawl.sites_at_once, read: 1, audit: 1 }, handle)
  log(`工作进程 ${name} 已就绪（版本 ${version.slice(0, 12)}），等待任务；Ctrl+C 结束`)
  const asked = new Promise<null>((resolve) => {
    if (effects.signal.aborted) resolve(null)
    effects.signal.addEventListener('abort', () => resolve(null))
  })
  const why = await Promise.race([crew.left, asked])
  log(`工作进程 ${name} 正在收尾，手中的任务放回队列`)
  const patience = new AbortController()
  await Promise.race([crew.stop(), effects.sleep(stopMs, patience.signal)])
  patience.abort()
  await leases.close()
  await crawler.close()
  await bench.close()
  await close()
  if (why !== null) throw new Stop('usage', why)
}

/** Milliseconds for putting jobs back; what is not back by then goes to others when its lease ends. */
const stopMs = 8000
