// Crawls a made-up county in a process that may be killed at any moment. Arguments: folder, host, reports, gap in milliseconds.
import { register } from 'tsx/esm/api'

register()
const { openArchive } = await import('../../crawlers/archive.ts')
const { crawlSite } = await import('../../crawlers/crawl.ts')
const { loadFamilies } = await import('../../crawlers/families.ts')
const { openFrontier } = await import('../../crawlers/frontier.ts')
const { countySite } = await import('./county-server.ts')
const [folder, host, reports, gap] = process.argv.slice(2)
const families = await loadFamilies()
const now = () => new Date()
const archive = await openArchive(folder, { mode: 'write', verify: 'last', aside_stamp: String(Date.now()) })
const frontier = await openFrontier(`${folder}/frontier.jsonl`, now)
const outcome = await crawlSite({
  site: countySite(host, Number(reports), families),
  families,
  settings: {
    user_agent: 'gouji-soak/1',
    contact: 'soak@localhost.invalid',
    gap_ms: Number(gap),
    allow: ['127.0.0.0/8'],
    max_bytes: 2_000_000,
    deadline_ms: 20_000,
    page_bound: 100,
  },
  archive,
  frontier,
  now,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
  onEvent: () => undefined,
})
await frontier.close()
await archive.close()
console.log(JSON.stringify({ found: outcome.expected.filter(({ state }) => state === 'found').length }))
