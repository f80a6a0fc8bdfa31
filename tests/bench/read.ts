/**
 * How fast reports are read, as ratios within this run: against cheerio.load of the same pages, two reading threads against one, and how
 * much memory a process takes that reads ten thousand documents. Pages stream from disk; readers are processes of their own.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { ReadPool } from '../../pipeline/read-pool.ts'
import { corpus } from '../support/corpus.ts'

const megabyte = 1_048_576
const hints = { url: 'http://www.example.gov.cn/info/1040/2338.htm', contentType: 'text/html' }

const folder = mkdtempSync(join(tmpdir(), 'gouji-bench-read-'))
const sizes = corpus(320).map((page, index) => {
  writeFileSync(join(folder, `${index}.html`), page)
  return page.length
})
const bytes = sizes.reduce((sum, size) => sum + size, 0)
const count = sizes.length

/** What a process of the bench answers: processor seconds, facts so far, and megabytes of memory before, after and at most. */
const answer = z.object({
  cpu: z.number(),
  facts: z.number(),
  before: z.number(),
  after: z.number(),
  peak: z.number(),
})
type Work = 'read' | 'load'

/** A process that does one kind of work on pages from disk, as often as it is asked. */
async function startProcess(
  work: Work,
): Promise<{ run: (documents: number) => Promise<z.infer<typeof answer>>; end: () => void }> {
  const child = fork(new URL('read-process.mjs', import.meta.url), { execArgv: [] })
  const next = async (): Promise<unknown> => {
    const [message]: unknown[] = await once(child, 'message')
    return message
  }
  await next()
  return {
    async run(documents) {
      const answered = next()
      child.send({ work, folder, pages: count, documents })
      return answer.parse(await answered)
    },
    end: () => void child.kill(),
  }
}

/** Wall and processor seconds in which `size` reading threads read the corpus once, from the moment all are warm. */
async function threads(size: number): Promise<{ wall: number; cpu: number }> {
  const pool = new ReadPool({ size })
  const readAll = async (documents: number): Promise<void> => {
    let next = 0
    const hand = async (): Promise<void> => {
      while (next < documents) {
        const at = next
        next += 1
        await pool.read(readFileSync(join(folder, `${at % count}.html`)), hints)
      }
    }
    await Promise.all(Array.from({ length: size }, hand))
  }
  try {
    await readAll(120)
    const [start, begun] = [performance.now(), process.cpuUsage()]
    await readAll(count)
    const { user, system } = process.cpuUsage(begun)
    return { wall: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 }
  } finally {
    await pool.close()
  }
}

const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

try {
  const sorted = sizes.toSorted((a, b) => a - b)
  console.log(
    `read: ${count} pages, ${(bytes / megabyte).toFixed(1)} MB, ${sorted[0]}–${sorted.at(-1)} bytes, median ${middle(sizes)}`,
  )
  const [reader, loader] = [await startProcess('read'), await startProcess('load')]
  await reader.run(120)
  await loader.run(60)
  const ratios: number[] = []
  for (let round = 1; round <= 3; round += 1) {
    const [ours, plain] = [(await reader.run(count)).cpu, (await loader.run(count)).cpu]
    ratios.push(plain / ours)
    console.log(
      `  round ${round}: read ${(count / ours).toFixed(0)} documents/s, ${(bytes / megabyte / ours).toFixed(1)} MB/s; cheerio.load ${(count / plain).toFixed(0)} documents/s; ratio ${(plain / ours).toFixed(2)}`,
    )
  }
  console.log(`  one thread ÷ cheerio.load: ${middle(ratios).toFixed(2)} (to reach 4)`)
  reader.end()
  loader.end()

  const [one, two]: [{ wall: number; cpu: number }[], { wall: number; cpu: number }[]] = [[], []]
  for (let round = 0; round < 3; round += 1) {
    one.push(await threads(1))
    two.push(await threads(2))
  }
  const best = (rounds: { wall: number }[]): number => Math.min(...rounds.map(({ wall }) => wall))
  const cost = (rounds: { cpu: number }[]): number => middle(rounds.map(({ cpu }) => cpu))
  console.log(
    `  reading threads, documents and answers handed over: one ${(count / best(one)).toFixed(0)} documents/s, two ${(count / best(two)).toFixed(0)}; two ÷ one ${(best(one) / best(two)).toFixed(2)} (to reach 1.5)`,
  )
  // Where others use the machine, wall time says more of them than of the threads; processor seconds do not.
  console.log(
    `  a document costs ${((cost(one) / count) * 1000).toFixed(1)} ms of processor by one thread, ${((cost(two) / count) * 1000).toFixed(1)} ms by two: on two free cores two ÷ one could be ${((2 * cost(one)) / cost(two)).toFixed(2)}`,
  )

  const documents = 10_000
  const fresh = await startProcess('read')
  const resident: number[] = []
  let last = await fresh.run(0)
  const start = last.before
  for (let done = 0; done < documents; done += 1000) {
    last = await fresh.run(1000)
    resident.push(last.after)
  }
  fresh.end()
  console.log(
    `  memory of a process that reads ${documents} documents: ${start.toFixed(0)} MB before the first, peak ${last.peak.toFixed(0)} MB (to reach 256); after each 1,000: ${resident.map((one) => one.toFixed(0)).join(' ')}`,
  )
  console.log(`  ${last.facts} facts read`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
