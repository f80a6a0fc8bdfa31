/**
 * From archived pages to answers for a province: 100 counties × 15 publishers × 10 years, or as many counties as `--counties=` says.
 * The chain as it runs at night, then its stages one by one on some counties, what loading costs against a bare appender, what a plain
 * reader costs on the same pages, and what all this comes to for the country.
 */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'cheerio'
import { openWhole } from '../../crawlers/archive-whole.ts'
import type { Archive } from '../../crawlers/archive-row.ts'
import type { Site } from '../../crawlers/site.ts'
import { assembleSite, type SiteReports } from '../../pipeline/assemble.ts'
import { codebookRows } from '../../pipeline/form-rows.ts'
import { bindFindings } from '../../pipeline/audit/decisions-rows.ts'
import { compareSite } from '../../pipeline/audit/similarity-rows.ts'
import type { Context } from '../../pipeline/context.ts'
import { ReadPool, readingHands } from '../../pipeline/read-pool.ts'
import { gatherReports, type ReadPage } from '../../pipeline/reading.ts'
import { parseSettings } from '../../pipeline/settings.ts'
import { reportRows } from '../../pipeline/site-bench.ts'
import { publishSites } from '../../pipeline/steps/publish.ts'
import { workspaceAt } from '../../pipeline/workspace.ts'
import { siteTables, type StoredTable } from '../../warehouse/columns.ts'
import { openForBuilding, openReadOnly } from '../../warehouse/open.ts'
import { readCurrent } from '../../warehouse/publish.ts'
import type { SiteRows } from '../../warehouse/rows.ts'
import { openShards } from '../../warehouse/shard.ts'
import { shardSql } from '../../warehouse/sql.ts'
import { archiveCountry } from '../support/archived-country.ts'
import { stage } from '../support/stage.ts'
import { stopwatch } from '../support/stopwatch.ts'

const asked = process.argv.find((word) => word.startsWith('--counties='))
const size = { counties: Number(asked?.split('=')[1] ?? '100'), publishers: 15, years: 10 }
const countryPages = 1_000_000
const watch = stopwatch()
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`
const peak = (): string => `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`

/** Bytes of all files below a folder. */
async function weigh(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = entries.map(async (entry) =>
    entry.isFile() ? (await stat(join(entry.parentPath, entry.name))).size : 0,
  )
  return (await Promise.all(sizes)).reduce((sum, bytes) => sum + bytes, 0)
}

/** One stage as a line: time, rate, share of processor a page, and the projection to the country on two cores. */
function tell(name: string, what: string, count: number, pages: number): void {
  const { wall, cpu } = watch.spent(name)
  console.log(
    `  ${name}: ${wall.toFixed(1)} s, processor ${cpu.toFixed(1)} s; ${(count / wall).toFixed(0)} ${what}/s; ${((1000 * cpu) / pages).toFixed(2)} ms of processor a page; the country (a million pages) ${((cpu / pages) * (countryPages / 3600)).toFixed(1)} processor hours`,
  )
}

/** Reads, judges and writes counties stage by stage, with the parts that publishing is made of. */
async function measureStages(folder: string, archive: Archive, sites: readonly Site[]): Promise<SiteRows[]> {
  const rows = reportRows(archive)
  const pool = new ReadPool({ size: readingHands })
  const store = await openShards(join(folder, 'stages'), codebookRows())
  const all: SiteRows[] = []
  let [pages, facts] = [0, 0]
  for (const site of sites) {
    const own = rows.get(site.code) ?? []
    pages += own.length
    const read = await watch.time('read', () =>
      Promise.all(
        own.map(async (row): Promise<ReadPage> => {
          const { value, problems, prose } = await pool.read(await archive.read(row.sha256), {
            url: row.url,
            contentType: row.headers['content-type'] ?? null,
          })
          return { row, parsed: { value, problems }, prose }
        }),
      ),
    )
    const site_rows = await watch.time('audit', () => {
      const gathered = gatherReports(site, read)
      const similarities = compareSite(site, gathered.reports)
      const reports: SiteReports = { site, ...gathered, outcome: undefined, asOf: '2026-06-01', similarities }
      return bindFindings(assembleSite(reports), new Set(), () => '')
    })
    await watch.time('load', () => store.write(site.code, site_rows))
    all.push(site_rows)
    facts += site_rows.facts.length
  }
  await store.close()
  await pool.close()
  console.log(`  stage by stage, ${sites.length} counties, ${readingHands} reading threads:`)
  tell('read', 'pages', pages, pages)
  tell('audit', 'pages', pages, pages)
  tell('load', 'facts', facts, pages)
  return all
}

/** Rows a second of processor into shards, against the same rows appended to the same tables and nothing else. */
async function measureLoad(folder: string, counties: readonly SiteRows[]): Promise<void> {
  const forms = codebookRows()
  const content = counties.map((rows): StoredTable[] => siteTables(rows, forms))
  const count = content.flat().reduce((sum, { length }) => sum + length, 0)
  const bare = await openForBuilding(join(folder, 'bare.duckdb'))
  await bare.run(`${shardSql.tables}\n${shardSql.checks}`)
  await watch.time('bare', async () => {
    for (const tables of content) for (const table of tables) await bare.append(table)
    await bare.close()
  })
  const store = await openShards(join(folder, 'loaded'), forms)
  await watch.time('ours', async () => {
    for (const [at, rows] of counties.entries()) await store.write(String(at), rows)
  })
  await store.close()
  const [own, plain] = [watch.spent('ours').cpu, watch.spent('bare').cpu]
  console.log(
    `  loading ${count} rows of all tables: sorted, hashed, checked and kept as Parquet ${(count / own / 1e6).toFixed(2)} million a processor second; bare chunk appender on the same schema ${(count / plain / 1e6).toFixed(2)} million; ratio ${((100 * plain) / own).toFixed(0)} % (to reach 50)`,
  )
}

/** What a short script does with a page: a tree, its tables, their text, the numbers in it. */
function readPlainly(text: string): number {
  const page = load(text)
  let numbers = 0
  page('table tr').each((_, row) => {
    page(row)
      .find('td,th')
      .each((__, cell) => {
        if (/^\d+(?:\.\d+)?$/.test(page(cell).text().trim())) numbers += 1
      })
  })
  return numbers
}

async function measurePlain(archive: Archive): Promise<void> {
  const sample = archive.rows().filter((_, at) => at % Math.ceil(archive.rows().length / 150) === 0)
  const texts: string[] = []
  for (const row of sample) texts.push(new TextDecoder().decode(await archive.read(row.sha256)))
  let numbers = 0
  await watch.time('plain', () => {
    for (const text of texts) numbers += readPlainly(text)
  })
  const [plain, ours] = [watch.spent('plain').cpu / texts.length, watch.spent('read').cpu]
  console.log(
    `  a plain reader (cheerio.load, tables, numbers; no places, no checks): ${(1000 * plain).toFixed(1)} ms of processor a page, ${numbers} numbers in ${texts.length} pages; ours reads a page ${((plain * pagesRead) / ours).toFixed(1)} times as fast`,
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
let pagesRead = 0
try {
  const { sites, pages, bytes } = await watch.time('archive', () => archiveCountry(folder, size))
  console.log(
    `national: ${size.counties} counties × ${size.publishers} publishers × ${size.years} years: ${pages} pages, ${(bytes / pages / 1000).toFixed(0)} KB each; archive ${megabytes(await weigh(join(folder, 'archive')))}`,
  )
  const { settings } = parseSettings('')
  if (settings === null) throw new Error('the defaults of the settings are faulty')
  const context: Context = {
    workspace: workspaceAt(folder),
    settings,
    effects: stage('2026-06-01T00:00:00Z'),
  }
  const first = await watch.time('archive to snapshot', () => publishSites(context, sites))
  if (first.refused.length > 0) throw new Error(`refused: ${JSON.stringify(first.refused)}`)
  tell('archive to snapshot', 'facts', first.counts.facts, pages)
  const { wall } = watch.spent('archive to snapshot')
  console.log(
    `  ${first.counts.facts} facts read, audited, loaded and published; 7.2 million at this rate ${((wall * 7.2e6) / first.counts.facts / 60).toFixed(1)} minutes (to reach 30); peak memory ${peak()}`,
  )
  const again = await watch.time('again, nothing changed', () => publishSites(context, sites))
  console.log(
    `  again: ${again.remade} counties read anew, ${again.changed ? 'another snapshot' : 'the same snapshot'}`,
  )
  tell('again, nothing changed', 'pages', pages, pages)
  const warehouse = join(folder, 'warehouse')
  console.log(
    `  shards ${megabytes(await weigh(join(warehouse, 'shards')))}, snapshot ${megabytes((await stat((await readCurrent(warehouse)).path)).size)}, readings kept ${megabytes(await weigh(join(folder, 'cache')))}`,
  )
  const archive = await openWhole(context.workspace.archive, { verify: 'last', aside_stamp: 'bench' })
  const some = sites.slice(0, 4)
  pagesRead = some.length * size.publishers * size.years
  const rows = await measureStages(folder, archive, some)
  await measureLoad(folder, rows)
  await measurePlain(archive)
  await archive.close()
  await measureAnswers(warehouse)
} finally {
  await rm(folder, { recursive: true, force: true })
}
