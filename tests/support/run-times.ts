/** A run's record that is not kept: it only measures what each step takes. */
import type { RunLog } from '../../pipeline/run-log.ts'
import { stopwatch, type Spent } from './stopwatch.ts'

/** The record to run with, and what each step took so far. */
export function runTimes(): { log: RunLog; spent: (step: string) => Spent } {
  const watch = stopwatch()
  const nothing = (): Promise<void> => Promise.resolve()
  return {
    spent: watch.spent,
    log: {
      id: 'bench',
      folder: '',
      cutRun: null,
      step: (name, work) => watch.time(name, async () => (await work()).value),
      events: nothing,
      keep: nothing,
      note: nothing,
      end: nothing,
    },
  }
}
