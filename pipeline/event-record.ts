/** The events of a crawl on their way to the record. */
import type { CrawlEvent } from '../crawlers/crawl-event.ts'

/** Hands events over to be written in batches while a crawl goes on, so that a killed run has told most of its story. */
export function recordEvents(write: (events: readonly CrawlEvent[]) => Promise<void>): {
  note: (event: CrawlEvent) => void
  close: () => Promise<void>
} {
  let events: CrawlEvent[] = []
  let fault: unknown = null
  let writing: Promise<void> = Promise.resolve()
  const flush = (): void => {
    const full = events
    events = []
    writing = writing
      .then(() => write(full))
      .catch((error: unknown) => {
        fault ??= error
      })
  }
  return {
    note(event) {
      events.push(event)
      if (events.length >= 100) flush()
    },
    async close() {
      if (events.length > 0) flush()
      await writing
      if (fault !== null) throw fault
    },
  }
}
