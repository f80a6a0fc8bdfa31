/** Leases on hosts: whoever asks a host holds its lease, and nobody else asks. The contract, and the one for a single process. */
import { TimeIsUp } from '../../crawlers/halt.ts'
import type { HostBook } from '../../crawlers/host-book.ts'

/** The hosts of one job in one pair of hands. */
export interface HostLease {
  /** Grows with every lease that is given; of two holders the later one is right. */
  fence: number
  /** False as soon as somebody else might hold a host: then not one more request may go out. */
  held(): boolean
  /** Aborts when the lease is lost. */
  lost: AbortSignal
  release(): Promise<void>
}

/** Where leases are given out. */
export interface HostLeases {
  /** Milliseconds that a lease outlives its last renewal. */
  term_ms: number
  /** All hosts or none; where somebody has one of them, its name and who that is. */
  take(hosts: readonly string[], holder: string): Promise<HostLease | { busy: string; by: string }>
  close(): Promise<void>
}

/** Leases among the jobs of one process; they end with it. */
export function createLocalLeases(): HostLeases {
  const holders = new Map<string, string>()
  let fences = 0
  return {
    term_ms: 1000,
    async take(hosts, holder) {
      for (const host of hosts) {
        const by = holders.get(host)
        if (by !== undefined) return { busy: host, by }
      }
      for (const host of hosts) holders.set(host, holder)
      fences += 1
      let open = true
      return {
        fence: fences,
        held: () => open,
        lost: new AbortController().signal,
        async release() {
          if (!open) return
          open = false
          for (const host of hosts) holders.delete(host)
        },
      }
    },
    async close() {
      holders.clear()
    },
  }
}

/** A host book that lets no request out once the work must stop; `stop` says why, or null. */
export function guardBook(book: HostBook, stop: () => string | null): HostBook {
  return {
    ...book,
    queue: {
      ...book.queue,
      run: (host, gap, task, until) =>
        book.queue.run(
          host,
          gap,
          () => {
            const why = stop()
            if (why !== null) throw new TimeIsUp(why)
            return task()
          },
          until,
        ),
    },
  }
}
