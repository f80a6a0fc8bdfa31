/** The contract of the engines that carry a night's jobs: in this process, or over Redis on many machines. */
import type { Job, WorkKind } from './job.ts'

/** How far a running job has come, in numbers of pages. */
export interface JobProgress {
  done: number
  all: number
}

/** A job in the hands of a worker. */
export interface Task {
  job: Job
  /** Aborts where the worker is asked to end, or has lost the job to another. */
  signal: AbortSignal
  tell(progress: JobProgress): void
}

/** Does a job; what it returns goes back to the night as JSON. Exceptions use up an attempt, except `PutBack`. */
export type Handle = (task: Task) => Promise<unknown>

/** Thrown by a handle: the job is sound but cannot be done here or now, and goes back to the queue at no cost. */
export class PutBack extends Error {
  /** Milliseconds before anybody takes it again. */
  readonly after_ms: number
  /** True where this worker should take no further job: it can do none of them. */
  readonly leave: boolean
  constructor(message: string, after_ms: number, leave = false) {
    super(message)
    this.name = 'PutBack'
    this.after_ms = after_ms
    this.leave = leave
  }
}

/** How a job ended. */
export interface JobEnd {
  job: Job
  /** `dead`: every attempt failed; it waits for a person. */
  state: 'done' | 'dead'
  /** What the handle returned; null where it is dead. */
  result: unknown
  /** The last failure in words; '' where there was none. */
  detail: string
  attempts: number
}

/** How a queue stands. */
export interface Standing {
  /** Jobs that nobody has begun, those that wait before another attempt among them. */
  waiting: number
  dead: number
  active: { job: Job; worker: string; progress: JobProgress | null }[]
  /** Names of those who take jobs. */
  workers: string[]
}

/** Somebody who takes jobs. */
export interface Crew {
  /** Resolves when the crew has left by itself, with the reason: it met a job that it must not do. */
  left: Promise<string>
  /** Takes no further jobs, aborts those in hand and puts them back. */
  stop(): Promise<void>
}

/** How many jobs of each kind a crew does at the same time; kinds that are absent it leaves to others. */
export type Hands = Partial<Record<WorkKind, number>>

/** A queue of jobs, whichever engine carries it. */
export interface JobQueue {
  engine: 'in_process' | 'bullmq'
  /** Adds jobs; one that is queued, being done or dead is not added again. */
  add(jobs: readonly Job[]): Promise<void>
  /**
   * Jobs that have ended since this was last asked; waits a moment where none has. Done ones are forgotten by the queue, dead ones stay
   * until revived or dropped.
   */
  collect(): Promise<JobEnd[]>
  standing(): Promise<Standing>
  /** Jobs that wait for a person. */
  dead(): Promise<JobEnd[]>
  /** Puts dead jobs back as if they had never failed. */
  revive(jobs: readonly Job[]): Promise<void>
  /** Drops every job of other nights; a new night does their work anew. */
  keepOnly(night: string): Promise<void>
  /** Begins to take jobs. */
  work(name: string, hands: Hands, handle: Handle): Crew
  close(): Promise<void>
}

/** How engines treat failing jobs. */
export const patience = { attempts: 3, first_wait_ms: 5000 } as const
