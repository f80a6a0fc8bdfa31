/**
 * What a document costs from the portal to the published snapshot: processor time of the whole process for discovering, fetching,
 * archiving, reading, auditing and loading, politeness off, on pages of 40 to 400 KB. `--counties=` says how many of 150 reports each.
 */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { loadFamilies } from '../../crawlers/families.ts'
import { parseSettings } from '../../pipeline/settings.ts'
import { publishSites } from '../../pipeline/steps/publish.ts'
import { workspaceAt } from '../../pipeline/workspace.ts'
import { countFlag } from '../support/bench-flags.ts'
import { countySite } from '../support/county-server.ts'
import { crawlQuickly } from '../support/quick-crawl.ts'
import { runTimes } from '../support/run-times.ts'
import { stage } from '../support/stage.ts'
import { stopwatch } from '../support/stopwatch.ts'

const counties = countFlag('counties', 12)
const reports = 150
const families = await loadFamilies()
const { settings } = parseSettings('')
if (settings === null) throw new Error('the defaults of the settings are faulty')
const folder = await mkdtemp(join(tmpdir(), 'gouji-pipeline-'))
const portal = spawn(
  process.execPath,
  [new URL('portal-process.mjs', import.meta.url).pathname, String(counties), String(reports)],
  { stdio: ['pipe', 'pipe', 'inherit'] },
)
const said = await new Promise<string>((resolve, reject) => {
  portal.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString()))
  portal.once('error', reject)
})
const hosts = z.array(z.object({ code: z.string(), host: z.string() })).parse(JSON.parse(said))
const sites = hosts.map(({ code, host }) => countySite(host, reports, families, code))

try {
  const workspace = workspaceAt(join(folder, 'measured'))
  const [watch, times] = [stopwatch(), runTimes()]
  const { stored } = await watch.time('crawl', () => crawlQuickly(workspace.archive, sites, families))
  const context = { workspace, settings, effects: stage('2026-06-01T00:00:00Z') }
  const made = await watch.time('publish', () => publishSites(context, sites, { log: times.log }))
  if (made.refused.length > 0) throw new Error(`refused: ${JSON.stringify(made.refused)}`)
  const documents = counties * reports
  const each = (cpu: number): string => ((1000 * cpu) / documents).toFixed(1)
  const [crawled, published] = [watch.spent('crawl').cpu, watch.spent('publish').cpu]
  console.log(
    `pipeline: ${stored} pages stored, ${made.counts.reports} reports and ${made.counts.facts} facts published of ${documents} documents`,
  )
  console.log(
    `  portal → snapshot: ${each(crawled + published)} ms CPU a document (to reach 10), warming up included`,
  )
  console.log(
    `  of it discover, fetch, archive ${each(crawled)}; read, audit, shard ${each(times.spent('read').cpu)}; snapshot ${each(times.spent('publish').cpu)}`,
  )
} finally {
  portal.stdin.end()
  await rm(folder, { recursive: true })
}
