/** One reading worker: a thread of its own with a memory cap, so that no document can take the main process down. */
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { DocumentReading, RenderedDocument } from '../parsers/document.ts'
import type { Parsed } from '../parsers/problem.ts'
import type { PageHints } from '../parsers/read.ts'

/** What a worker can be asked for, and what it answers. */
export interface Answers {
  read: DocumentReading
  render: Parsed<RenderedDocument | null>
}
export type Job = keyof Answers

/** How a job ended: with its answer, or with the limit that stopped it. `detail` is for the maintainer. */
export type Outcome<J extends Job> =
  | { ended: 'answer'; answer: Answers[J] }
  | { ended: 'memory' | 'time' | 'stopped'; detail: string }

/** Timers as the worker's owner hands them in: milliseconds in, a function that calls the alarm off out. */
export type SetAlarm = (ring: () => void, milliseconds: number) => () => void

const entry = new URL('read-worker.mjs', import.meta.url)
const outOfMemory = z.object({ code: z.literal('ERR_WORKER_OUT_OF_MEMORY') })
const signal = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ id: z.number(), failure: z.string() }),
  z.object({ id: z.number(), parsed: z.unknown() }),
])

interface Pending {
  id: number
  settle: (
    outcome: { ended: 'answer'; answer: unknown } | { ended: 'memory' | 'time' | 'stopped'; detail: string },
  ) => void
}

/** A thread that reads one document at a time; once it has met a limit it is dead and must be replaced. */
export class ReadWorker {
  private readonly thread: Worker
  private readonly setAlarm: SetAlarm
  private readonly whenReady: Promise<void>
  private pending: Pending | null = null
  private jobs = 0
  /** True once the thread has ended; it takes no more jobs. */
  dead = false

  constructor(memoryMb: number, setAlarm: SetAlarm) {
    this.setAlarm = setAlarm
    this.thread = new Worker(entry, {
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    })
    this.thread.stdout.resume()
    this.thread.stderr.resume()
    this.whenReady = new Promise((resolve) => {
      this.thread.on('message', (message: unknown) => {
        const said = signal.parse(message)
        if ('ready' in said) resolve()
        else if ('failure' in said) this.settle({ ended: 'stopped', detail: said.failure })
        else if (said.id === this.pending?.id) this.settle({ ended: 'answer', answer: said.parsed })
      })
      this.thread.on('error', (error: unknown) => {
        this.dead = true
        const memory = outOfMemory.safeParse(error).success
        const detail = error instanceof Error ? error.message : String(error)
        resolve()
        this.settle({ ended: memory ? 'memory' : 'stopped', detail })
      })
      this.thread.on('exit', (code) => {
        this.dead = true
        resolve()
        this.settle({ ended: 'stopped', detail: `exit ${code}` })
      })
    })
  }

  private settle(outcome: Parameters<Pending['settle']>[0]): void {
    const { pending } = this
    this.pending = null
    pending?.settle(outcome)
  }

  /** Asks for one document. The time cap runs from the moment the thread is ready; when it rings the thread is ended. */
  async ask<J extends Job>(
    job: J,
    bytes: Uint8Array,
    hints: PageHints,
    timeoutMs: number,
  ): Promise<Outcome<J>> {
    if (this.pending !== null) throw new Error('ReadWorker is busy: give each worker one document at a time')
    this.jobs += 1
    const id = this.jobs
    this.thread.ref()
    const outcome = new Promise<Parameters<Pending['settle']>[0]>((settle) => {
      this.pending = { id, settle }
    })
    await this.whenReady
    const question = {
      id,
      job,
      bytes,
      hints: { url: hints.url ?? null, contentType: hints.contentType ?? null },
    }
    if (this.dead) this.settle({ ended: 'stopped', detail: 'the thread did not start' })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    else this.thread.postMessage(question)
    const callOff = this.setAlarm(() => {
      this.dead = true
      this.settle({ ended: 'time', detail: '' })
      void this.thread.terminate()
    }, timeoutMs)
    const ended = await outcome
    callOff()
    this.thread.unref()
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what readDocument or renderDocument returned for this very id, copied between two threads of one program
    return ended.ended === 'answer' ? { ended: 'answer', answer: ended.answer as Answers[J] } : ended
  }

  /** Ends the thread. */
  async end(): Promise<void> {
    this.dead = true
    await this.thread.terminate()
  }
}
