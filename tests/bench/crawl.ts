/** What crawling costs: processor time a document of about 210 KB for discovery, fetching and archiving; and a second crawl without changes. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent, request } from 'undici'
import { loadFamilies } from '../../crawlers/families.ts'
import { countySite } from '../support/county-server.ts'
import { crawlQuickly } from '../support/quick-crawl.ts'

/** Thirty counties' worth: so many that starting up, which every process does once, is hardly a part of the figures. */
const reports = 6000
const families = await loadFamilies()
const folder = await mkdtemp(join(tmpdir(), 'gouji-bench-'))
const county = spawn(
  process.execPath,
  [new URL('county-process.mjs', import.meta.url).pathname, String(reports)],
  {
    stdio: ['pipe', 'pipe', 'inherit'],
  },
)
const host = await new Promise<string>((resolve, reject) => {
  county.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()))
  county.once('error', reject)
})

/** One crawl, politeness off: processor milliseconds, bytes and what was stored. */
async function crawl(
  into: string,
  page_bound: number,
): Promise<{ cpu_ms: number; wall_ms: number; stored: number; bytes: number }> {
  const site = countySite(host, reports, families)
  const start = process.cpuUsage()
  const began = performance.now()
  const { stored, bytes } = await crawlQuickly(into, [site], families, page_bound)
  const { user, system } = process.cpuUsage(start)
  return { cpu_ms: (user + system) / 1000, wall_ms: performance.now() - began, stored, bytes }
}

/** Processor milliseconds of one conditional request without any crawler around it. */
async function bare(): Promise<number> {
  const agent = new Agent({ pipelining: 1, connections: 1 })
  const url = `http://${host}/robots.txt`
  const first = await request(url, { dispatcher: agent })
  await first.body.dump()
  const headers = { 'if-none-match': String(first.headers['etag']) }
  const start = process.cpuUsage()
  for (let count = 0; count < 3 * reports; count += 1) {
    const answer = await request(url, { dispatcher: agent, headers })
    await answer.body.dump()
  }
  const { user, system } = process.cpuUsage(start)
  await agent.close()
  return (user + system) / 1000 / (3 * reports)
}

try {
  const place = join(folder, 'measured')
  // Both ways are gone once before: code that runs for the first time is no part of either figure.
  for (let night = 1; night <= 2; night += 1) await crawl(join(folder, 'warm-up'), 10)
  const first = await crawl(place, 1000)
  const unchanged = []
  for (let night = 1; night <= 3; night += 1) unchanged.push(await crawl(place, 1000))
  const kb = Math.round(first.bytes / first.stored / 1000)
  console.log(`crawl: ${first.stored} pages stored, ${kb} KB a page`)
  console.log(
    `  first crawl: ${(first.cpu_ms / reports).toFixed(2)} ms CPU a document (to reach 4), ${(first.wall_ms / reports).toFixed(2)} ms wall`,
  )
  for (const [at, night] of unchanged.entries())
    console.log(
      `  unchanged crawl ${at + 1}: ${(night.cpu_ms / reports).toFixed(3)} ms CPU a document, ${night.stored} stored, ${((100 * night.cpu_ms) / first.cpu_ms).toFixed(1)} % of the first (to reach 5)`,
    )
  console.log(
    `  a bare conditional request by undici on this machine: ${(await bare()).toFixed(3)} ms CPU, below which no crawl can come`,
  )
} finally {
  county.stdin.end()
  await rm(folder, { recursive: true })
}
