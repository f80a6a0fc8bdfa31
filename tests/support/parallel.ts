/** Many counties crawled by one process, judged by the servers' own logs. */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { openArchive } from '../../crawlers/archive.ts'
import { crawlSite } from '../../crawlers/crawl.ts'
import { loadFamilies } from '../../crawlers/families.ts'
import { openFrontier } from '../../crawlers/frontier.ts'
import { createHostBook, type HostBook } from '../../crawlers/host-book.ts'
import { countySite } from './county-server.ts'

/** What the servers saw. */
export interface ParallelCount {
  hosts: number
  requests: number
  /** Milliseconds between the starts of two requests to one host, the shortest of all. */
  shortest_gap_ms: number
  mean_gap_ms: number
  /** Requests that came while another one of the same host was open. */
  overlapping: number
  wall_ms: number
  /** Wall time ÷ (most requests on one host × gap). */
  wall_ratio: number
  found: number
}

/** Crawls so many counties side by side, each on its own loopback address, with a real clock. */
export async function crawlSideBySide(options: {
  hosts: number
  reports: number
  gap_ms: number
}): Promise<ParallelCount> {
  const { hosts, reports, gap_ms } = options
  const families = await loadFamilies()
  const folder = await mkdtemp(join(tmpdir(), 'gouji-parallel-'))
  // In a thread of their own the servers' clocks do not wait for the crawler's work.
  const worker = new Worker(new URL('county-worker.mjs', import.meta.url), { workerData: { hosts, reports } })
  const hear = async (): Promise<unknown> => {
    const [message] = await once(worker, 'message')
    return message
  }
  const names = z.array(z.string()).parse(await hear())
  const now = (): Date => new Date()
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
  const archive = await openArchive(folder, { mode: 'write', verify: 'last', aside_stamp: 'test' })
  const frontier = await openFrontier(join(folder, 'frontier.jsonl'), now)
  const book: HostBook = createHostBook({ now, sleep })
  try {
    const began = performance.now()
    const outcomes = await Promise.all(
      names.map((host, at) =>
        crawlSite({
          site: countySite(host, reports, families, String(990_001 + at)),
          families,
          settings: {
            user_agent: 'gouji-test/1',
            contact: 'test@localhost.invalid',
            gap_ms,
            allow: ['127.0.0.0/8'],
            max_bytes: 1_000_000,
            deadline_ms: 20_000,
            page_bound: 50,
          },
          archive,
          frontier,
          book,
          now,
          sleep,
          random: Math.random,
          onEvent: () => undefined,
        }),
      ),
    )
    const wall_ms = performance.now() - began
    worker.postMessage('tell')
    const logs = z.array(z.array(z.object({ at: z.number(), open: z.number() }))).parse(await hear())
    const gaps = logs.flatMap((requests) =>
      requests.slice(1).map(({ at }, index) => at - (requests[index]?.at ?? at)),
    )
    const most = Math.max(...logs.map((requests) => requests.length))
    return {
      hosts,
      requests: gaps.length + hosts,
      shortest_gap_ms: Math.min(...gaps),
      mean_gap_ms: gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
      overlapping: logs.flat().filter(({ open }) => open > 0).length,
      wall_ms,
      wall_ratio: wall_ms / (most * gap_ms),
      found: outcomes.reduce(
        (sum, outcome) => sum + outcome.expected.filter(({ state }) => state === 'found').length,
        0,
      ),
    }
  } finally {
    await frontier.close()
    await archive.close()
    await worker.terminate()
    await rm(folder, { recursive: true })
  }
}
