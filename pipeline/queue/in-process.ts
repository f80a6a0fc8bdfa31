/** The jobs of a night in this process. Nothing is kept: what was done lies in archive, frontier and run record, and a new run goes on there. */
import type { Job, WorkKind } from './job.ts'
import {
  patience,
  PutBack,
  type Crew,
  type Hands,
  type Handle,
  type JobEnd,
  type JobProgress,
  type JobQueue,
} from './queue.ts'

/** Waiting, injected. */
export interface InProcessOptions {
  sleep: (ms: number) => Promise<void>
  /** Tries before a job is dead. */
  attempts?: number
}

interface Held {
  job: Job
  state: 'waiting' | 'resting' | 'active' | 'dead'
  attempts: number
  detail: string
  worker: string
  progress: JobProgress | null
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** An empty queue. */
export function openInProcessQueue({ sleep, attempts = patience.attempts }: InProcessOptions): JobQueue {
  const held = new Map<string, Held>()
  let ended: JobEnd[] = []
  let heard: () => void = () => undefined
  const crews = new Set<{ name: string; look: () => void }>()
  const lookAll = (): void => {
    for (const { look } of crews) look()
  }
  const endOf = ({ job, attempts, detail }: Held, state: JobEnd['state'], result: unknown): JobEnd => ({
    job,
    state,
    result,
    detail,
    attempts,
  })

  function end(one: JobEnd): void {
    ended.push(one)
    heard()
  }

  async function rest(one: Held, ms: number): Promise<void> {
    one.state = 'resting'
    if (ms > 0) await sleep(ms)
    one.state = 'waiting'
    lookAll()
  }

  function work(name: string, hands: Hands, handle: Handle): Crew {
    const stopping = new AbortController()
    const busy = new Map<WorkKind, number>()
    const running = new Set<Promise<void>>()
    let leave: (reason: string) => void
    const left = new Promise<string>((resolve) => {
      leave = resolve
    })

    async function run(one: Held): Promise<void> {
      one.progress = null
      try {
        const result = await handle({
          job: one.job,
          signal: stopping.signal,
          tell(progress) {
            one.progress = progress
          },
        })
        held.delete(one.job.id)
        one.attempts += 1
        end(endOf(one, 'done', result))
      } catch (error) {
        if (error instanceof PutBack) {
          if (error.leave) {
            crews.delete(crew)
            leave(error.message)
          }
          void rest(one, error.after_ms)
          return
        }
        one.attempts += 1
        one.detail = wordsOf(error)
        if (one.attempts < attempts) void rest(one, patience.first_wait_ms * 2 ** (one.attempts - 1))
        else {
          one.state = 'dead'
          end(endOf(one, 'dead', null))
        }
      }
    }

    function look(): void {
      for (const one of held.values()) {
        if (stopping.signal.aborted || !crews.has(crew)) return
        const { kind } = one.job.work
        const most = hands[kind]
        const now = busy.get(kind)
        if (one.state !== 'waiting' || most === undefined || (now !== undefined && now >= most)) continue
        one.state = 'active'
        one.worker = name
        busy.set(kind, (now ?? 0) + 1)
        const mine = run(one).finally(() => {
          busy.set(kind, (busy.get(kind) ?? 1) - 1)
          running.delete(mine)
          look()
        })
        running.add(mine)
      }
    }

    const crew = { name, look }
    crews.add(crew)
    look()
    return {
      left,
      async stop() {
        stopping.abort()
        crews.delete(crew)
        await Promise.all(running)
      },
    }
  }

  return {
    engine: 'in_process',
    work,
    async add(jobs) {
      for (const job of jobs)
        if (!held.has(job.id) && !ended.some((end) => end.job.id === job.id))
          held.set(job.id, { job, state: 'waiting', attempts: 0, detail: '', worker: '', progress: null })
      lookAll()
    },
    async collect() {
      const busy = [...held.values()].some(({ state }) => state === 'active' || state === 'resting')
      if (ended.length === 0 && busy)
        await new Promise<void>((resolve) => {
          heard = resolve
        })
      const news = ended
      ended = []
      return news
    },
    async standing() {
      const all = [...held.values()]
      return {
        waiting: all.filter(({ state }) => state === 'waiting' || state === 'resting').length,
        dead: all.filter(({ state }) => state === 'dead').length,
        active: all
          .filter(({ state }) => state === 'active')
          .map(({ job, worker, progress }) => ({ job, worker, progress })),
        workers: [...crews].map(({ name }) => name),
      }
    },
    async dead() {
      return [...held.values()].filter(({ state }) => state === 'dead').map((one) => endOf(one, 'dead', null))
    },
    async revive(jobs) {
      for (const { id } of jobs) {
        const one = held.get(id)
        if (one?.state === 'dead') Object.assign(one, { state: 'waiting', attempts: 0, detail: '' })
      }
      lookAll()
    },
    async keepOnly(night) {
      for (const [id, { job, state }] of held) if (job.night !== night && state !== 'active') held.delete(id)
    },
    async close() {
      held.clear()
    },
  }
}
