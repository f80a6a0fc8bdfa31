/** One request at a time a host, each its gap after the one before; hosts do not wait for one another. */
import { paceUntil } from './halt.ts'

/** Clock and sleep, injected. */
export interface Pace {
  now: () => Date
  /** Resolves after that many milliseconds. */
  sleep: (ms: number) => Promise<void>
}

/** Runs tasks in turn for each host. */
export interface HostQueue {
  /**
   * Runs `task` when the host's earlier tasks are done and `gap()` milliseconds have passed since the last one began. A turn that does not
   * come before `until` ends in TimeIsUp, however long the host is held.
   */
  run<T>(host: string, gap: () => number, task: () => Promise<T>, until?: Date): Promise<T>
  /** Corrects when the last task really began, as the host saw it; never to an earlier time. */
  began(host: string, at: number): void
  /** Keeps every task of a host waiting for that many milliseconds from now; tasks that wait already wait longer. */
  hold(host: string, ms: number): void
}

/** A queue for each host that is ever named; nothing is kept between processes. */
export function createHostQueue(pace: Pace): HostQueue {
  const tails = new Map<string, Promise<void>>()
  const notBefore = new Map<string, number>()
  const lastStart = new Map<string, number>()
  const clock = (): number => pace.now().getTime()

  async function wait(host: string, gap: () => number, until: Date | undefined): Promise<void> {
    const last = lastStart.get(host)
    const due = last === undefined ? 0 : last + gap()
    // A timer may fire a little early, and a hold may come while we sleep: look again after every sleep.
    for (;;) {
      const rest = Math.max(due, notBefore.get(host) ?? 0) - clock()
      if (rest <= 0) break
      await paceUntil(pace, until).sleep(rest)
    }
    lastStart.set(host, clock())
  }

  async function inTurn<T>(
    before: Promise<void> | undefined,
    host: string,
    gap: () => number,
    task: () => Promise<T>,
    until: Date | undefined,
  ): Promise<T> {
    await before
    await wait(host, gap, until)
    return task()
  }

  return {
    run(host, gap, task, until) {
      const mine = inTurn(tails.get(host), host, gap, task, until)
      // However a task ended: the next in turn does not care.
      const over = (): void => undefined
      tails.set(host, mine.then(over, over))
      return mine
    },
    began(host, at) {
      lastStart.set(host, Math.max(lastStart.get(host) ?? at, at))
    },
    hold(host, ms) {
      notBefore.set(host, Math.max(notBefore.get(host) ?? 0, clock() + ms))
    },
  }
}
