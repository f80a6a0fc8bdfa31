// A process that does nothing but read: given a folder of pages and how many documents, it tells its processor seconds and its memory.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { register } from 'tsx/esm/api'

register()
const { read } = await import('../../parsers/read.ts')
const { auditReport } = await import('../../pipeline/audit/run.ts')
const { load } = await import('cheerio')
const [folder, count, documents, mode] = process.argv.slice(2)
const pages = Number(count)
const megabyte = 1_048_576
const start = process.memoryUsage.rss() / megabyte
const bytesOf = (at) => readFileSync(join(folder, `${at % pages}.html`))
const hints = { url: 'http://www.example.gov.cn/info/1040/2338.htm', contentType: 'text/html' }
let facts = 0
function readOne(bytes) {
  const { value } = read(bytes, hints)
  auditReport(value)
  facts += value.facts.length
}
const loadOne = (bytes) => load(new TextDecoder().decode(bytes))

/** Processor seconds of doing something with pages [from, to). */
function cost(from, to, work) {
  const begun = process.cpuUsage()
  for (let at = from; at < to; at += 1) work(bytesOf(at))
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1e6
}

const rounds = []
const resident = []
if (mode === 'compare') {
  cost(0, 60, readOne)
  cost(0, 30, loadOne)
  // By turns of twenty pages, so that whatever else the machine does falls on both alike.
  for (let from = 0; from < Number(documents); from += 20) {
    if (from % pages === 0) rounds.push({ read: 0, load: 0 })
    const round = rounds.at(-1)
    round.read += cost(from, from + 20, readOne)
    round.load += cost(from, from + 20, loadOne)
  }
} else
  for (let from = 0; from < Number(documents); from += 1000) {
    cost(from, Math.min(Number(documents), from + 1000), readOne)
    resident.push(process.memoryUsage.rss() / megabyte)
  }
const peak = process.resourceUsage().maxRSS / 1024
process.stdout.write(JSON.stringify({ rounds, facts, start, peak, resident }))
