/**
 * How fast reports are read, as ratios within this run: against cheerio.load of the same pages, two reading threads against one, and how
 * much memory a process takes that reads ten thousand documents. Pages stream from disk; readers are processes of their own.
 */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { ReadPool } from '../../pipeline/read-pool.ts'
import { corpus } from '../support/corpus.ts'

const megabyte = 1_048_576
const hints = { url: 'http://www.example.gov.cn/info/1040/2338.htm', contentType: 'text/html' }
const run = promisify(execFile)

const folder = mkdtempSync(join(tmpdir(), 'gouji-bench-read-'))
const sizes = corpus(320).map((page, index) => {
  writeFileSync(join(folder, `${index}.html`), page)
  return page.length
})
const bytes = sizes.reduce((sum, size) => sum + size, 0)
const count = sizes.length

/** What a reading process reports of itself. */
const said = z.object({
  rounds: z.array(z.object({ read: z.number(), load: z.number() })),
  facts: z.number(),
  start: z.number(),
  peak: z.number(),
  resident: z.array(z.number()),
})

/** Runs a process that reads `documents` documents; `compare` lets it load the same pages with cheerio as well. */
async function readingProcess(documents: number, compare: boolean): Promise<z.infer<typeof said>> {
  const script = new URL('read-process.mjs', import.meta.url).pathname
  const given = [folder, String(count), String(documents), compare ? 'compare' : 'read']
  const { stdout } = await run(process.execPath, [...readerFlags, script, ...given])
  return said.parse(JSON.parse(stdout))
}

/** How the reading process is started: small steps of the young generation keep its memory flat. */
const readerFlags = ['--max-semi-space-size=4']

/** Wall seconds in which `size` reading threads read the corpus once, from the moment all are warm. */
async function threads(size: number): Promise<number> {
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
    const start = performance.now()
    await readAll(count)
    return (performance.now() - start) / 1000
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
  const compared = await readingProcess(count * 3, true)
  const ratios = compared.rounds.map(({ read, load }, index) => {
    console.log(
      `  round ${index + 1}: read ${(count / read).toFixed(0)} documents/s, ${(bytes / megabyte / read).toFixed(1)} MB/s; cheerio.load ${(count / load).toFixed(0)} documents/s; ratio ${(load / read).toFixed(2)}`,
    )
    return load / read
  })
  console.log(`  one thread ÷ cheerio.load: ${middle(ratios).toFixed(2)} (to reach 4)`)

  const [one, two]: [number[], number[]] = [[], []]
  for (let round = 0; round < 3; round += 1) {
    one.push(await threads(1))
    two.push(await threads(2))
  }
  const [best, pair] = [Math.min(...one), Math.min(...two)]
  console.log(
    `  reading threads, documents and answers handed over: one ${(count / best).toFixed(0)} documents/s, two ${(count / pair).toFixed(0)}; two ÷ one ${(best / pair).toFixed(2)} (to reach 1.5)`,
  )

  const documents = 10_000
  const { peak, start, resident, facts } = await readingProcess(documents, false)
  console.log(
    `  memory of a process that reads ${documents} documents: ${start.toFixed(0)} MB before the first, peak ${peak.toFixed(0)} MB (to reach 256); after each 1,000: ${resident.map((one) => one.toFixed(0)).join(' ')}`,
  )
  console.log(`  ${facts} facts read`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
