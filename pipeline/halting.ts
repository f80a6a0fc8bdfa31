/** When a crawl must end: at its deadline, at a site's own, or the moment the process is asked to stop; whatever comes first. */
import { openAlarm, type Alarm } from '../crawlers/alarm.ts'
import type { Context } from './context.ts'
import { deadlineAt } from './deadline.ts'

/** The latest moment that a Date can hold. */
const never = 8.64e15

export interface Halt {
  /** The end of the whole crawl. It moves to the past when the process is asked to stop. */
  until: Date
  /** The end of one site that begins now. */
  forSite(deadline: string | undefined): Date
  /** Ends a request after its time, or when the process is asked to stop. */
  alarm: Alarm
  close(): void
}

/** Opens the end of a crawl; close it when the crawl is over. */
export function openHalt({ effects, deadline }: Pick<Context, 'effects' | 'deadline'>): Halt {
  const until = new Date(deadline ?? never)
  const ends = [until]
  const stopping = new AbortController()
  const stop = (): void => {
    for (const end of ends) end.setTime(0)
    stopping.abort()
  }
  if (effects.signal.aborted) stop()
  else effects.signal.addEventListener('abort', stop)
  return {
    until,
    forSite(limit) {
      if (limit === undefined) return until
      const end = new Date(Math.min(until.getTime(), deadlineAt(limit, effects.now()).getTime()))
      ends.push(end)
      return end
    },
    alarm: openAlarm(stopping.signal),
    close: () => effects.signal.removeEventListener('abort', stop),
  }
}
