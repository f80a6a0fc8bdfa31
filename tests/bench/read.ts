/** How fast reports are read, as ratios within this run: against cheerio.load of the same pages, and two workers against one. */
import { Worker } from 'node:worker_threads'
import { load } from 'cheerio'
import { read } from '../../parsers/read.ts'
import { auditReport } from '../../pipeline/audit/run.ts'
import { corpus } from '../support/corpus.ts'

const pages = corpus(320)
const bytes = pages.reduce((sum, page) => sum + page.length, 0)
const sizes = pages.map((page) => page.length).sort((a, b) => a - b)
const megabyte = 1_048_576

/** Processor seconds of a piece of work in this process. */
function cpu(work: () => void): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}

let facts = 0
function readAll(from: number, to: number): void {
  for (let at = from; at < to; at += 1) {
    const page = pages[at % pages.length]
    if (page === undefined) continue
    const { value } = read(page, {
      url: 'http://www.example.gov.cn/info/1040/2338.htm',
      contentType: 'text/html',
    })
    auditReport(value)
    facts += value.facts.length
  }
}

function loadAll(from: number, to: number): void {
  for (let at = from; at < to; at += 1) load(new TextDecoder().decode(pages[at % pages.length]))
}

/** Wall seconds for `rounds` times the corpus over `count` workers, from the moment all are ready. */
async function workers(count: number, rounds: number): Promise<number> {
  const crew = Array.from({ length: count }, () => new Worker(new URL('read-worker.mjs', import.meta.url)))
  const answer = (worker: Worker): Promise<unknown> =>
    new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
  await Promise.all(crew.map(answer))
  const start = performance.now()
  const done = crew.map((worker, index) => {
    const mine = answer(worker)
    worker.postMessage({ from: index, step: count, to: pages.length * rounds })
    return mine
  })
  await Promise.all(done)
  const seconds = (performance.now() - start) / 1000
  await Promise.all(crew.map((worker) => worker.terminate()))
  return seconds
}

console.log(
  `read: ${pages.length} pages, ${(bytes / megabyte).toFixed(1)} MB, ${sizes[0]}–${sizes.at(-1)} bytes, median ${sizes[Math.floor(sizes.length / 2)]}`,
)
readAll(0, 60)
loadAll(0, 30)
const ratios: number[] = []
for (let round = 0; round < 3; round += 1) {
  const [ours, plain] = [cpu(() => readAll(0, pages.length)), cpu(() => loadAll(0, pages.length))]
  ratios.push(plain / ours)
  console.log(
    `  round ${round + 1}: read ${(pages.length / ours).toFixed(0)} documents/s, ${(bytes / megabyte / ours).toFixed(1)} MB/s; cheerio.load ${(pages.length / plain).toFixed(0)} documents/s; ratio ${(plain / ours).toFixed(2)}`,
  )
}
const median = ratios.sort((a, b) => a - b)[1] ?? 0
console.log(`  one thread ÷ cheerio.load: ${median.toFixed(2)} (to reach 4)`)
const [one, two] = [await workers(1, 3), await workers(2, 3)]
console.log(`  two workers ÷ one: ${(one / two).toFixed(2)} (to reach 1.5)`)

const documents = 10_000
const resident: number[] = []
for (let at = 0; at < documents; at += 500) {
  readAll(at, at + 500)
  resident.push(process.memoryUsage.rss() / megabyte)
}
console.log(
  `  memory over ${documents} documents (corpus of ${(bytes / megabyte).toFixed(0)} MB held besides): peak ${Math.max(...resident).toFixed(0)} MB, after 2,000 ${resident[3]?.toFixed(0)} MB, at the end ${resident.at(-1)?.toFixed(0)} MB`,
)
console.log(`  ${facts} facts read`)
