/** Leads a night over a queue: gives out jobs as those before them end, hears of every end, and waits for all. */
import type { Effects } from '../effects.ts'
import { describeJob, type Job, type WorkKind } from './job.ts'
import type { JobEnd, JobQueue, Standing } from './queue.ts'

/** What a led night needs. */
export interface Conducting {
  queue: JobQueue
  effects: Pick<Effects, 'now' | 'sleep' | 'log'>
  /** Jobs that can be done only when this one has ended well. */
  follow: (end: JobEnd) => Promise<Job[]>
  /** Hears every ten seconds how many jobs of each kind are done, and how the queue stands. */
  tell?: (done: ReadonlyMap<WorkKind, number>, standing: Standing) => void
  /** When to stop waiting; never where null. */
  until: Date | null
  /** Throws where the queue has been silent for longer than can be borne; absent where it never is. */
  mind?: () => void
}

/** How far a led night came. */
export interface Conducted {
  dead: JobEnd[]
  /** Jobs that nobody had ended when the time was over. */
  left: Job[]
}

/** Jobs that a Redis without memory has forgotten are given out again so often. */
const remindMs = 30_000
/** What workers are given to bring their last page home after the deadline. */
const graceMs = 60_000

/** Waits for an answer that a silent Redis may never give; `mind` is asked every second whether that can still be borne. */
async function heard<T>(answer: Promise<T>, mind: () => void, { sleep }: Pick<Effects, 'sleep'>): Promise<T> {
  const over = new AbortController()
  async function watch(): Promise<T> {
    while (!over.signal.aborted) {
      await sleep(1000, over.signal)
      if (!over.signal.aborted) mind()
    }
    return answer
  }
  // Once nobody waits for the answer, its failure is nobody's.
  answer.catch(() => undefined)
  try {
    return await Promise.race([answer, watch()])
  } finally {
    over.abort()
  }
}

/** Does the jobs of a night and those that follow from them; returns when all have ended, or the time is over. */
export async function conduct(first: readonly Job[], conducting: Conducting): Promise<Conducted> {
  const { queue, effects, follow, until, mind, tell } = conducting
  const hear = <T>(answer: Promise<T>): Promise<T> =>
    mind === undefined ? answer : heard(answer, mind, effects)
  const { now, log } = effects
  const pending = new Map<string, Job>()
  const done = new Map<WorkKind, number>()
  const dead: JobEnd[] = []
  const clock = (): number => now().getTime()
  let [told, reminded] = [clock(), clock()]

  async function give(jobs: readonly Job[]): Promise<void> {
    for (const job of jobs) pending.set(job.id, job)
    if (jobs.length > 0) await hear(queue.add(jobs))
  }

  await give(first)
  while (pending.size > 0) {
    mind?.()
    const ends = await hear(queue.collect())
    for (const end of ends) {
      const { id, work } = end.job
      if (!pending.delete(id)) continue
      if (end.state === 'dead') {
        dead.push(end)
        log(
          `失败：${describeJob(end.job)}，${end.attempts} 次都没有成功：${end.detail}（gouji retry 可放回队列）`,
        )
        continue
      }
      done.set(work.kind, (done.get(work.kind) ?? 0) + 1)
      await give(await follow(end))
    }
    if (until !== null && clock() >= until.getTime() + graceMs) break
    if (tell !== undefined && clock() - told >= 10_000) {
      told = clock()
      tell(done, await hear(queue.standing()))
    }
    if (clock() - reminded >= remindMs) {
      reminded = clock()
      await hear(queue.add([...pending.values()]))
    }
  }
  return { dead, left: [...pending.values()] }
}
