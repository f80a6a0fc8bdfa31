/** Leads a night over a queue: gives out jobs as those before them end, hears of every end, and waits for all. */
import type { Effects } from '../effects.ts'
import { describeJob, type Job, type WorkKind } from './job.ts'
import type { JobEnd, JobQueue, Standing } from './queue.ts'

/** What a led night needs. */
export interface Conducting {
  queue: JobQueue
  effects: Pick<Effects, 'now' | 'sleep' | 'log' | 'interactive'>
  /** Jobs that can be done only when this one has ended well. */
  follow: (end: JobEnd) => Promise<Job[]>
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

const kindWords: Readonly<Record<WorkKind, string>> = { crawl: '采集', read: '读取', audit: '核对' }

/** How the night stands, for people. */
function describeStanding(done: ReadonlyMap<WorkKind, number>, standing: Standing): string {
  const ended = [...done].map(([kind, count]) => `${kindWords[kind]} ${count}`).join('，')
  const active = standing.active.map(({ job, worker, progress }) => {
    const pages = progress === null ? '' : ` ${progress.done}/${progress.all} 页`
    return `${describeJob(job)}${pages}（${worker}）`
  })
  const shown = active.slice(0, 5).join('；')
  const more = active.length > 5 ? ` 等 ${active.length} 项` : ''
  return `已完成：${ended === '' ? '无' : ended}　等待 ${standing.waiting}　失败 ${standing.dead}　工作进程 ${standing.workers.length}${shown === '' ? '' : `　正在：${shown}${more}`}`
}

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
  const { queue, effects, follow, until, mind } = conducting
  const hear = <T>(answer: Promise<T>): Promise<T> =>
    mind === undefined ? answer : heard(answer, mind, effects)
  const { now, log } = effects
  const pending = new Map<string, Job>()
  const done = new Map<WorkKind, number>()
  const dead: JobEnd[] = []
  const clock = (): number => now().getTime()
  let [told, reminded, alone] = [clock(), clock(), false]

  async function give(jobs: readonly Job[]): Promise<void> {
    for (const job of jobs) pending.set(job.id, job)
    if (jobs.length > 0) await hear(queue.add(jobs))
  }

  async function tell(): Promise<void> {
    const standing = await hear(queue.standing())
    if (effects.interactive) log(describeStanding(done, standing))
    else {
      const { waiting, active, workers } = standing
      const pages = active.map(({ job, worker, progress }) => ({ job: job.id, worker, ...progress }))
      const ended = Object.fromEntries(done)
      log(
        JSON.stringify({
          type: 'progress',
          at: now().toISOString(),
          ended,
          waiting,
          dead: standing.dead,
          active: pages,
          workers,
        }),
      )
    }
    if (standing.workers.length === 0 && !alone)
      log('没有工作进程：请在共享这个工作区的机器上启动 gouji worker。任务会一直等着。')
    alone = standing.workers.length === 0
  }

  await give(first)
  while (pending.size > 0) {
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
    if (clock() - told >= 10_000) {
      told = clock()
      await tell()
    }
    if (clock() - reminded >= remindMs) {
      reminded = clock()
      await hear(queue.add([...pending.values()]))
    }
  }
  return { dead, left: [...pending.values()] }
}
