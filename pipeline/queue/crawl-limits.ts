/** What a crawl job may use of a night: until its deadline, while it holds its hosts, and while its worker is not asked to stop. */
import { openAlarm } from '../../crawlers/alarm.ts'
import { TimeIsUp, timeUntil } from '../../crawlers/halt.ts'
import { createHostBook } from '../../crawlers/host-book.ts'
import type { Context } from '../context.ts'
import type { Visit } from '../crawler.ts'
import { deadlineAt } from '../deadline.ts'
import { guardBook, type HostLease } from './leases.ts'

/** The limits of the visits of one job. */
export interface CrawlLimits {
  visit: Pick<Visit, 'book' | 'until' | 'alarm'>
  /** Why the worker must let go of the hosts at once; null where it need not. */
  lost: () => string | null
}

/** Limits for a job that holds the lease of its hosts. `until` is the night's deadline. */
export function limitVisits(
  { effects, settings }: Context,
  hosts: readonly string[],
  lease: HostLease,
  stop: AbortSignal,
  until: Date | undefined,
): CrawlLimits {
  const { now, sleep } = effects
  const halt = AbortSignal.any([stop, lease.lost])
  const lost = (): string | null => (!lease.held() ? '主机的租约已失效' : stop.aborted ? '停止工作' : null)
  const over = (): string | null => lost() ?? (timeUntil(until, now) === 0 ? '到了时限' : null)
  const book = createHostBook({
    now,
    async sleep(ms) {
      await sleep(Math.min(ms, timeUntil(until, now)), halt)
      const reason = over()
      if (reason !== null) throw new TimeIsUp(reason)
    },
  })
  // Whoever had these hosts before may have asked a moment ago: the first request waits its whole gap too.
  for (const host of hosts) book.queue.began(host, now().getTime())
  const own = settings.night.host_deadline
  const ends = [until, own === undefined ? undefined : deadlineAt(own, now())]
  const soonest = Math.min(...ends.flatMap((end) => (end === undefined ? [] : end.getTime())))
  return {
    lost,
    visit: {
      book: guardBook(book, over),
      // A request in flight must not outlast the lease: the next holder asks the same host.
      alarm: openAlarm(halt),
      ...(Number.isFinite(soonest) ? { until: new Date(soonest) } : {}),
    },
  }
}
