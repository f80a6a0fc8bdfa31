/** Kills a crawl again and again and counts what that cost. */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openArchive } from '../../crawlers/archive.ts'
import { readJournal } from '../../crawlers/frontier-record.ts'
import { startCounty, type CountyServer } from './county-server.ts'

/** What the kills of one or more crawls came to. */
export interface KillCount {
  kills: number
  crawls: number
  /** Reports that the finished crawls did not find. */
  lost: number
  /** Archived versions of one page beyond the first: nothing ever changed. */
  stored_twice: number
  /** Requests for a page that an earlier life of the same crawl had asked for already. */
  repeated: number
  /** Those of them that are not the one request that a kill cut short. */
  unexplained: number
  damaged: number
}

const script = new URL('crawl-process.mjs', import.meta.url).pathname

/** One life of the crawl: killed so many milliseconds after its first request, or never. Answers whether it reached the end. */
async function live(
  folder: string,
  county: CountyServer,
  reports: number,
  killAfter: () => number | null,
  killed: () => void,
): Promise<boolean> {
  const before = county.requests.length
  const child = spawn(process.execPath, [script, folder, county.host, String(reports), '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  let timer: NodeJS.Timeout | null = null
  const watch = setInterval(() => {
    if (county.requests.length === before) return
    clearInterval(watch)
    const after = killAfter()
    if (after !== null)
      timer = setTimeout(() => {
        if (child.kill('SIGKILL')) killed()
      }, after)
  }, 1)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  clearInterval(watch)
  if (timer !== null) clearTimeout(timer)
  if (code !== null && code !== 0) throw new Error(`The crawl ended by itself with ${code}.`)
  // A process that was killed after its round had ended has nothing left to go on with: the crawl is done.
  const { state } = readJournal(await readFile(join(folder, 'frontier.jsonl')))
  return said.includes('found') || state.rounds.size === 0
}

/** Crawls a county of so many reports, killed at random moments until there were so many kills; each finished crawl is inspected. */
export async function killCrawls(options: {
  kills: number
  reports: number
  random: () => number
  longest_life_ms: number
  told: (line: string) => void
}): Promise<KillCount> {
  const { kills, reports, random, longest_life_ms, told } = options
  const count: KillCount = {
    kills: 0,
    crawls: 0,
    lost: 0,
    stored_twice: 0,
    repeated: 0,
    unexplained: 0,
    damaged: 0,
  }
  while (count.kills < kills) {
    const folder = await mkdtemp(join(tmpdir(), 'gouji-kill-'))
    const county = await startCounty({ reports })
    const cut = new Map<string, number>()
    try {
      for (let done = false; !done;) {
        const before = county.requests.length
        const known = new Set(county.requests.map(({ path }) => path))
        done = await live(
          folder,
          county,
          reports,
          () => (count.kills < kills ? random() * longest_life_ms : null),
          () => {
            count.kills += 1
          },
        )
        const life = county.requests.slice(before).map(({ path }) => path)
        count.repeated += life.filter((path) => known.has(path)).length
        // A kill may cost the request that it cut short, whenever that page's turn comes again.
        const last = life.at(-1)
        if (last !== undefined) cut.set(last, (cut.get(last) ?? 0) + 1)
        if (!done && count.kills % 20 === 0)
          told(
            `  ${count.kills} kills, ${known.size} of ${reports} pages asked for, repeated ${count.repeated}`,
          )
      }
      const archive = await openArchive(folder, { mode: 'read', verify: 'all', aside_stamp: 'after' })
      const rows = archive.rows().filter(({ role }) => role === 'report')
      const urls = new Set(rows.map(({ url }) => url))
      count.crawls += 1
      const asked = new Map<string, number>()
      for (const { path } of county.requests) asked.set(path, (asked.get(path) ?? 0) + 1)
      for (const [path, times] of asked) count.unexplained += Math.max(0, times - 1 - (cut.get(path) ?? 0))
      count.lost += reports - urls.size
      count.stored_twice += rows.length - urls.size
      count.damaged += archive.damaged.length + archive.faults.length
      await archive.close()
    } finally {
      await county.close()
      await rm(folder, { recursive: true })
    }
  }
  return count
}
