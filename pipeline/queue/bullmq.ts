/** The jobs of a night on many machines: one BullMQ queue a kind of work, over one Redis. */
import { setTimeout } from 'node:timers/promises'
import { DelayedError, Queue, Worker, type Job as BullJob } from 'bullmq'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import { anyJobSchema, jobSchema, workKinds, type Job, type WorkKind } from './job.ts'
import {
  patience,
  PutBack,
  type Crew,
  type Handle,
  type JobEnd,
  type JobProgress,
  type JobQueue,
} from './queue.ts'

export interface BullOptions {
  redis: Redis
  /** Name of the workspace: queues of different ones never meet. */
  workspace: string
  /** Milliseconds after which the job of a silent worker goes to another. */
  term_ms: number
  /** What a worker has to say beside its jobs: other people's faults. */
  log: (line: string) => void
  attempts?: number
  first_wait_ms?: number
}

/**
 * Workers that may die over one job before it is dead itself. A crawl goes on from page to page, and the frontier gives up a page that
 * kills; a batch of pages that kills would kill for ever.
 */
const mostDeaths: Readonly<Record<WorkKind, number>> = { crawl: 10_000, read: 20, audit: 20 }
const page = 500
const pollMs = 250
const progressMs = 1000

const progressSchema = z.object({ done: z.number(), all: z.number() })

/** A job out of Redis; null where its shape is another version's. */
function jobIn(bull: BullJob): Job | null {
  const parsed = jobSchema.safeParse(bull.data)
  return parsed.success ? parsed.data : null
}

function endIn(bull: BullJob, state: JobEnd['state']): JobEnd[] {
  const job = jobIn(bull)
  const result: unknown = state === 'done' ? bull.returnvalue : null
  return job === null
    ? []
    : [{ job, state, result, detail: bull.failedReason ?? '', attempts: bull.attemptsMade }]
}

/** Tells how far a job has come, at most once a second. A Redis that has forgotten the job need not hear of it any more. */
function tellerOf(bull: BullJob, worker: string): (progress: JobProgress) => void {
  let told = -Infinity
  return (progress) => {
    if (performance.now() - told < progressMs) return
    told = performance.now()
    bull.updateProgress({ ...progress, worker }).catch(() => undefined)
  }
}

/** One worker's hand for one kind of work. */
function handFor(
  { redis, workspace, term_ms, log }: BullOptions,
  work: {
    name: string
    kind: WorkKind
    most: number
    handle: Handle
    stop: AbortSignal
    leave: (why: string) => void
  },
): Worker {
  const { name, kind, most, handle, stop, leave } = work
  const worker = new Worker(
    kind,
    async (bull: BullJob, token?: string, lost?: AbortSignal) => {
      const job = jobIn(bull)
      const signal = AbortSignal.any([stop, ...(lost === undefined ? [] : [lost])])
      try {
        if (job === null) {
          const { id, version } = anyJobSchema.parse(bull.data)
          throw new PutBack(`任务 ${id} 由版本 ${version} 写成，本机的版本读不懂，未执行`, term_ms, true)
        }
        return await handle({ job, signal, tell: tellerOf(bull, name) })
      } catch (error) {
        if (!(error instanceof PutBack)) throw error
        if (error.leave) leave(error.message)
        await bull.moveToDelayed(Date.now() + error.after_ms, token)
        throw new DelayedError()
      }
    },
    {
      connection: redis,
      prefix: `gouji-${workspace}`,
      name,
      concurrency: most,
      lockDuration: term_ms,
      stalledInterval: term_ms,
      maxStalledCount: mostDeaths[kind],
      drainDelay: 2,
    },
  )
  worker.on('lockRenewalFailed', (ids) => {
    for (const id of ids) worker.cancelJob(id)
  })
  // Redis tells its own troubles; what is left are jobs that others have taken over meanwhile.
  worker.on('error', (error) => {
    if (!/ECONN|Connection is closed|EPIPE/.test(error.message)) log(`${name}：${error.message}`)
  })
  return worker
}

/** Opens the queues of a workspace. Closing leaves jobs and connection as they are. */
export function openBullQueue(options: BullOptions): JobQueue {
  const { redis, workspace, attempts = patience.attempts } = options
  const delay = options.first_wait_ms ?? patience.first_wait_ms
  const queues = new Map(
    workKinds.map((kind) => {
      const queue = new Queue(kind, { connection: redis, prefix: `gouji-${workspace}` })
      // Troubles of the connection are told by the connection.
      queue.on('error', () => undefined)
      return [kind, queue] as const
    }),
  )
  const told = new Set<string>()

  async function inState(state: 'active' | 'failed' | 'completed'): Promise<BullJob[]> {
    const found = await Promise.all(
      [...queues.values()].map((queue) => queue.getJobs([state], 0, page - 1, true)),
    )
    // A job that ends while the list is read leaves a hole in it.
    return found.flat().filter((job: BullJob | undefined) => job !== undefined)
  }

  async function deadJobs(): Promise<JobEnd[]> {
    return (await inState('failed')).flatMap((bull) => endIn(bull, 'dead'))
  }

  async function newEnds(): Promise<JobEnd[]> {
    const ends: JobEnd[] = []
    for (const bull of await inState('completed')) {
      ends.push(...endIn(bull, 'done'))
      await bull.remove()
    }
    for (const end of await deadJobs())
      if (!told.has(end.job.id)) {
        told.add(end.job.id)
        ends.push(end)
      }
    return ends
  }

  return {
    engine: 'bullmq',
    async add(jobs) {
      for (const kind of workKinds) {
        const mine = jobs.filter(({ work }) => work.kind === kind)
        if (mine.length === 0) continue
        const opts = {
          attempts,
          backoff: { type: 'exponential', delay },
          removeOnComplete: false,
          removeOnFail: false,
        }
        await queues
          .get(kind)
          ?.addBulk(mine.map((job) => ({ name: kind, data: job, opts: { ...opts, jobId: job.id } })))
      }
    },
    async collect() {
      const ends = await newEnds()
      if (ends.length > 0) return ends
      await setTimeout(pollMs)
      return newEnds()
    },
    async standing() {
      const all = [...queues.values()]
      const counts = await Promise.all(
        all.map((queue) => queue.getJobCounts('waiting', 'delayed', 'prioritized', 'failed')),
      )
      const sum = (...states: string[]): number =>
        counts.reduce(
          (total, count) => total + states.reduce((part, state) => part + (count[state] ?? 0), 0),
          0,
        )
      const active = (await inState('active')).flatMap((bull) => {
        const job = jobIn(bull)
        const progress = progressSchema.safeParse(bull.progress)
        if (job === null) return []
        return [{ job, worker: bull.processedBy ?? '', progress: progress.success ? progress.data : null }]
      })
      const workers = await Promise.all(all.map((queue) => queue.getWorkers()))
      const names = workers.flat().flatMap(({ rawname }) => /:w:(.+)$/.exec(rawname ?? '')?.[1] ?? [])
      return {
        waiting: sum('waiting', 'delayed', 'prioritized'),
        dead: sum('failed'),
        active,
        workers: [...new Set(names)].sort(),
      }
    },
    dead: deadJobs,
    async revive(jobs) {
      for (const { id, work } of jobs) {
        const bull = await queues.get(work.kind)?.getJob(id)
        told.delete(id)
        if (bull !== undefined && (await bull.isFailed()))
          await bull.retry('failed', { resetAttemptsMade: true })
      }
    },
    async keepOnly(night) {
      for (const queue of queues.values())
        for (const bull of await queue.getJobs(['waiting', 'delayed', 'failed', 'completed'])) {
          const job: BullJob | undefined = bull
          const data = anyJobSchema.safeParse(job?.data)
          if (!data.success || data.data.night !== night) await job?.remove()
        }
    },
    work(name, hands, handle): Crew {
      const stopping = new AbortController()
      let leave: (why: string) => void
      const left = new Promise<string>((resolve) => {
        leave = resolve
      })
      const workers = workKinds.flatMap((kind) => {
        const most = hands[kind]
        const part = { name, kind, handle, stop: stopping.signal, leave: (why: string) => leave(why) }
        return most === undefined ? [] : [handFor(options, { ...part, most })]
      })
      void left.then(() => Promise.all(workers.map((worker) => worker.pause(true))))
      return {
        left,
        async stop() {
          stopping.abort()
          await Promise.all(workers.map((worker) => worker.close()))
        },
      }
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close()))
    },
  }
}
