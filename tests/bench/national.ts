/**
 * From archived pages to answers for a province: 100 counties × 15 publishers × 10 years, or as many counties as `--counties=` says; 240
 * have 7.2 million facts. The chain as it runs at night, then its stages one by one, what loading costs against a bare appender, what a
 * plain reader costs on the same pages, and what all this comes to for the country. `--archive=<folder>` keeps the made-up pages for the
 * next run.
 */
import { mkdir, mkdtemp, rm, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openWhole } from '../../crawlers/archive-whole.ts'
import type { Archive } from '../../crawlers/archive-row.ts'
import type { Context } from '../../pipeline/context.ts'
import { codebookRows } from '../../pipeline/form-rows.ts'
import { parseSettings } from '../../pipeline/settings.ts'
import { reportRows } from '../../pipeline/site-bench.ts'
import { publishSites, type PublishResult } from '../../pipeline/steps/publish.ts'
import { workspaceAt } from '../../pipeline/workspace.ts'
import { openReadOnly } from '../../warehouse/open.ts'
import { readCurrent } from '../../warehouse/publish.ts'
import { openShards } from '../../warehouse/shard.ts'
import { archiveCountry, type ArchivedCountry } from '../support/archived-country.ts'
import { countFlag, flag } from '../support/bench-flags.ts'
import { countryPages, megabytes, peakMemory, stageLine, weigh } from '../support/bench-lines.ts'
import { measureChain } from '../support/chain-stages.ts'
import { measureLoad } from '../support/load-cost.ts'
import { readPagesPlainly } from '../support/plain-reader.ts'
import { runTimes } from '../support/run-times.ts'
import { stage } from '../support/stage.ts'
import { stopwatch } from '../support/stopwatch.ts'

const size = { counties: countFlag('counties', 100), publishers: 15, years: 10 }
const wantedFacts = 7.2e6
/** Counties taken stage by stage, the first of which warms up. */
const sampled = 6
const watch = stopwatch()

/** The chain as a night runs it, and again with nothing changed. */
async function measureNight(context: Context, { sites, pages }: ArchivedCountry): Promise<PublishResult> {
  const times = runTimes()
  const first = await watch.time('night', () => publishSites(context, sites, { log: times.log }))
  if (first.refused.length > 0) throw new Error(`refused: ${JSON.stringify(first.refused)}`)
  const { wall } = watch.spent('night')
  console.log(stageLine('archive → snapshot', watch.spent('night'), pages))
  console.log(stageLine('  of it pages → shards', times.spent('read'), pages))
  console.log(stageLine('  of it shards → snapshot', times.spent('publish'), pages))
  console.log(
    `  ${first.counts.facts} facts read, audited, loaded and published; ${wantedFacts / 1e6} million at this rate ${((wall * wantedFacts) / first.counts.facts / 60).toFixed(1)} minutes (to reach 30); peak memory ${peakMemory()}`,
  )
  const again = await watch.time('again', () => publishSites(context, sites))
  console.log(stageLine('again, nothing changed', watch.spent('again'), pages))
  console.log(
    `  again: ${again.remade} counties read anew, ${again.changed ? 'another snapshot' : 'the same snapshot'}`,
  )
  return first
}

/** Stage by stage, loading against a bare appender, and the plain reader, on the same pages. */
async function measureStages(archive: Archive, folder: string, { sites }: ArchivedCountry): Promise<void> {
  const rows = reportRows(archive)
  const some = sites.slice(0, sampled)
  const store = await openShards(join(folder, 'stages'), codebookRows())
  const kept = { store, readings: join(folder, 'readings') }
  const chain = await measureChain(archive, some, ({ code }) => rows.get(code) ?? [], kept)
  await store.close()
  console.log(`  stage by stage, ${chain.pages} pages, one thread, warm:`)
  for (const [name, spent] of chain.spent) console.log(stageLine(name, spent, chain.pages))
  const each = (1000 * chain.spent.reduce((sum, [, { cpu }]) => sum + cpu, 0)) / chain.pages
  const sample = some.slice(1).flatMap(({ code }) => rows.get(code)?.slice(0, 30) ?? [])
  const numbers = await watch.time('plain', () => readPagesPlainly(archive, sample))
  console.log(stageLine('plain reader, for comparison', watch.spent('plain'), sample.length))
  const plain = (1000 * watch.spent('plain').cpu) / sample.length
  const [, { cpu }] = chain.spent[1] ?? ['', { cpu: Number.NaN }]
  console.log(
    `  the plain reader (cheerio.load, tables, numbers; no places, no checks, nothing kept) found ${numbers} numbers in ${sample.length} pages; reading alone is ${((plain * chain.pages) / cpu / 1000).toFixed(1)} × as fast, the whole chain ${(plain / each).toFixed(1)} ×`,
  )
  const { rows: count, ours, bare } = await measureLoad(join(folder, 'load'), chain.counties.slice(0, 2), 4)
  console.log(
    `  loading ${count} rows of all tables: sorted, named, checked and kept as Parquet ${(ours / 1e6).toFixed(2)} million a CPU second; bare chunk appender on the same schema ${(bare / 1e6).toFixed(2)} million; ratio ${((100 * ours) / bare).toFixed(0)} % (to reach 50)`,
  )
}

/** What people ask of the result, warm. */
async function measureAnswers(warehouse: string): Promise<void> {
  const reader = await openReadOnly((await readCurrent(warehouse)).path)
  for (const [name, sql] of [
    [
      'one figure and year of all',
      "SELECT report_no, value FROM mart_values WHERE cell = 't3.new_received.total' AND year = 2024",
    ],
    ['all of one publisher', "SELECT cell, value FROM mart_figures WHERE publisher = '100000100000'"],
    ['states of the expected set', 'SELECT year, state, count(*) FROM mart_coverage GROUP BY ALL'],
  ] as const) {
    await reader.query(sql)
    const start = performance.now()
    for (let round = 0; round < 10; round += 1) await reader.query(sql)
    console.log(`  ${name}: ${((performance.now() - start) / 10).toFixed(1)} ms`)
  }
  await reader.close()
}

const folder = await mkdtemp(join(tmpdir(), 'gouji-province-'))
try {
  const { archive: place, ...workspace } = workspaceAt(folder)
  const kept = flag('archive')
  if (kept !== null) {
    await mkdir(kept, { recursive: true })
    await symlink(resolve(kept), place)
  }
  const country = await watch.time('pages', () => archiveCountry(place, size))
  const { pages, bytes } = country
  const archived = await weigh(place)
  console.log(
    `national: ${size.counties} counties × ${size.publishers} publishers × ${size.years} years: ${pages} pages, ${(bytes / pages / 1000).toFixed(0)} KB each, archive ${megabytes(archived)}; ready after ${watch.spent('pages').wall.toFixed(0)} s, peak memory ${peakMemory()}`,
  )
  const { settings } = parseSettings('')
  if (settings === null) throw new Error('the defaults of the settings are faulty')
  const context = {
    workspace: { ...workspace, archive: place },
    settings,
    effects: stage('2026-06-01T00:00:00Z'),
  }
  await measureNight(context, country)
  const { warehouse, cache } = workspace
  const snapshot = (await stat((await readCurrent(warehouse)).path)).size
  const [shards, readings] = [await weigh(join(warehouse, 'shards')), await weigh(cache)]
  const million = (part: number): string => megabytes((part / pages) * countryPages)
  console.log(
    `  on disk: archive ${megabytes(archived)}, readings kept ${megabytes(readings)}, shards ${megabytes(shards)}, snapshot ${megabytes(snapshot)}; of a million pages ${million(archived)}, ${million(readings)}, ${million(shards)}, ${million(snapshot)}`,
  )
  const archive = await openWhole(place, { verify: 'last', aside_stamp: 'bench' })
  await measureStages(archive, folder, country)
  await archive.close()
  await measureAnswers(warehouse)
} finally {
  await rm(folder, { recursive: true, force: true })
}
