/** A crawl that was given a time ends at it, between two requests; the next one goes on with what is left. Pure. */
import type { Pace } from './host-queue.ts'

/** Thrown where the time is over before a page could be asked for. It says nothing of the page, and nothing is noted of it. */
export class TimeIsUp extends Error {
  override readonly name = 'TimeIsUp'
}

/** Milliseconds until a time, never less than 0; Infinity where no time was given. */
export function timeUntil(until: Date | undefined, now: () => Date): number {
  return until === undefined ? Infinity : Math.max(0, until.getTime() - now().getTime())
}

/** Throws where the time is over. */
export function mindTime(until: Date | undefined, now: () => Date): void {
  if (timeUntil(until, now) === 0) throw new TimeIsUp('The time given to this crawl is over.')
}

/** The same pace, but no sleep lasts longer than the time that is left, and one that would throws TimeIsUp. */
export function paceUntil(pace: Pace, until: Date | undefined): Pace {
  return {
    now: pace.now,
    async sleep(ms) {
      await pace.sleep(Math.min(ms, timeUntil(until, pace.now)))
      mindTime(until, pace.now)
    },
  }
}

/** Waits for all of several pieces of work, and only then throws what the first of them threw: none goes on behind its caller's back. */
export async function allSettled<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work)
  return Promise.all(work)
}
