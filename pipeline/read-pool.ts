/** Reads documents nobody vouches for in worker threads with a memory and a time cap; every limit ends in its own problem. */
import { availableParallelism } from 'node:os'
import type { DocumentReading, RenderedDocument } from '../parsers/document.ts'
import { problem, type Parsed, type Problem } from '../parsers/problem.ts'
import { unread, type PageHints } from '../parsers/read.ts'
import { ReadWorker, type Job, type Outcome, type SetAlarm } from './read-worker.ts'

/** Caps on the reading of one document: heap of its thread, and time once the thread runs. */
export interface ReadLimits {
  memoryMb: number
  timeoutMs: number
}

/** Enough for any report ever seen by a wide margin; a report takes some 60 MB and a tenth of a second. */
export const defaultReadLimits: ReadLimits = { memoryMb: 256, timeoutMs: 20_000 }

/** Threads that read a long list: more of them cost memory that a small machine at night does not have. */
export const readingHands = Math.min(2, availableParallelism())

/** Everything the pool takes from outside. */
export interface ReadPoolOptions extends Partial<ReadLimits> {
  /** Threads at most; they start when first needed. */
  size?: number
  setAlarm?: SetAlarm
}

const systemAlarm: SetAlarm = (ring, milliseconds) => {
  const timer = setTimeout(ring, milliseconds)
  return () => clearTimeout(timer)
}

/** A fixed number of reading threads; one that meets a limit is ended and replaced, the others go on. */
export class ReadPool {
  readonly limits: ReadLimits
  private readonly size: number
  private readonly setAlarm: SetAlarm
  private readonly idle: ReadWorker[] = []
  private readonly waiting: ((worker: ReadWorker) => void)[] = []
  private started = 0
  private closed = false

  constructor(options: ReadPoolOptions = {}) {
    this.limits = {
      memoryMb: options.memoryMb ?? defaultReadLimits.memoryMb,
      timeoutMs: options.timeoutMs ?? defaultReadLimits.timeoutMs,
    }
    this.size = Math.max(1, options.size ?? 1)
    this.setAlarm = options.setAlarm ?? systemAlarm
  }

  /** Reads a document as an annual report; a limit yields a blank report and the problem that names the limit. */
  async read(bytes: Uint8Array, hints: PageHints = {}): Promise<DocumentReading> {
    const outcome = await this.run('read', bytes, hints)
    return outcome.ended === 'answer' ? outcome.answer : { ...unread([this.limitOf(outcome)]), carrier: null }
  }

  /** Renders a document as the page that its facts' places count in; null where it cannot be. */
  async render(bytes: Uint8Array, hints: PageHints = {}): Promise<Parsed<RenderedDocument | null>> {
    const outcome = await this.run('render', bytes, hints)
    return outcome.ended === 'answer' ? outcome.answer : { value: null, problems: [this.limitOf(outcome)] }
  }

  /** Ends all idle threads; busy ones end with their document. */
  async close(): Promise<void> {
    this.closed = true
    await Promise.all(this.idle.splice(0).map((worker) => worker.end()))
  }

  private limitOf({ ended, detail }: Exclude<Outcome<Job>, { ended: 'answer' }>): Problem {
    if (ended === 'memory') return problem('memory_limit', `${this.limits.memoryMb} MB`)
    if (ended === 'time') return problem('time_limit', `${this.limits.timeoutMs} 毫秒`)
    return problem('reader_stopped', detail.slice(0, 200))
  }

  private async run<J extends Job>(job: J, bytes: Uint8Array, hints: PageHints): Promise<Outcome<J>> {
    if (this.closed) throw new Error('ReadPool is closed: open a new one before reading on')
    const worker = await this.take()
    try {
      return await worker.ask(job, bytes, hints, this.limits.timeoutMs)
    } finally {
      await this.giveBack(worker)
    }
  }

  private take(): Promise<ReadWorker> {
    const free = this.idle.pop()
    if (free !== undefined) return Promise.resolve(free)
    if (this.started < this.size) {
      this.started += 1
      return Promise.resolve(new ReadWorker(this.limits.memoryMb, this.setAlarm))
    }
    return new Promise((resolve) => {
      this.waiting.push(resolve)
    })
  }

  private async giveBack(worker: ReadWorker): Promise<void> {
    const next = this.waiting.shift()
    if (next !== undefined) {
      next(worker.dead ? new ReadWorker(this.limits.memoryMb, this.setAlarm) : worker)
    } else if (worker.dead) this.started -= 1
    else if (this.closed) await worker.end()
    else this.idle.push(worker)
  }
}

/** Lends a pool to some work and closes it whatever becomes of that. */
export async function withReadPool<T>(
  options: ReadPoolOptions,
  work: (pool: ReadPool) => Promise<T>,
): Promise<T> {
  const pool = new ReadPool(options)
  try {
    return await work(pool)
  } finally {
    await pool.close()
  }
}
