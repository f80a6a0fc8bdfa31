/** A made-up country as shards: one county written through HTML and the reader, then carried to as many codes as are asked for. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { assembleSite } from '../../pipeline/assemble.ts'
import { formRows } from '../../pipeline/form-rows.ts'
import { findEdits } from '../../pipeline/audit/changes-rows.ts'
import { bindFindings } from '../../pipeline/audit/decisions-rows.ts'
import { compareSite } from '../../pipeline/audit/similarity-rows.ts'
import type { ReportHistory } from '../../pipeline/reading.ts'
import type { SnapshotContent } from '../../warehouse/load.ts'
import { openForBuilding } from '../../warehouse/open.ts'
import type { Builder } from '../../warehouse/reader.ts'
import type { SharedRows, SiteRows } from '../../warehouse/rows.ts'
import { findShard, openShards, shardSchema, type Shard } from '../../warehouse/shard.ts'
import { generateCounty } from './county-generator.ts'

/** Publishers and report years of each county. */
export const countyShape = { publishers: 16, years: 10 } as const

const tables = [
  'publishers',
  'expected',
  'snapshots',
  'reports',
  'sections',
  'facts',
  'indicators',
  'stated',
  'problems',
  'findings',
  'similarities',
  'changes',
]

/** The last report of one town in two versions, the older with another figure. */
function withEdit(reports: readonly ReportHistory[]): ReportHistory[] {
  const at = reports.findLastIndex(({ publisher }) => publisher.kind === 'township')
  return reports.map((history, index) => {
    const [only] = history.revisions
    if (index !== at || only === undefined) return history
    const { parsed, row } = only.page
    const facts = parsed.value.facts.map((fact, place) =>
      place === 0 && fact.value !== null
        ? { ...fact, value: fact.value + 1, raw: String(fact.value + 1) }
        : fact,
    )
    const older = {
      ...only.page,
      parsed: { ...parsed, value: { ...parsed.value, facts } },
      row: { ...row, sha256: 'f'.repeat(64), fetched_at: row.fetched_at.replace(/^\d{4}/, '2025') },
    }
    return {
      ...history,
      revisions: [
        { page: older, revision: 1, current: false, snapshots: [older.row.sha256] },
        { ...only, revision: 2 },
      ],
    }
  })
}

/** The rows of the county that all others are made from. */
export function templateCounty(): SiteRows {
  const years = Array.from({ length: countyShape.years }, (_, index) => 2016 + index)
  const county = generateCounty({ code: '990101', towns: countyShape.publishers - 3, years, written: true })
  const reports = withEdit(county.reports)
  const edits = findEdits(reports, { sightings: new Map(), since: null })
  const rows = assembleSite({
    site: county.site,
    reports,
    strays: [],
    outcome: undefined,
    asOf: county.as_of,
    similarities: compareSite(county.site, reports),
    changes: edits.map(({ row }) => row),
  })
  return bindFindings(rows, new Set(), () => '')
}

async function openTemplate(
  folder: string,
  shared: SharedRows,
): Promise<{ builder: Builder; template: Shard }> {
  const store = await openShards(folder, shared.codebook)
  const template = await store.write('990101', templateCounty())
  await store.close()
  const builder = await openForBuilding(':memory:', { memory_limit: '1GB' })
  for (const table of tables)
    await builder.run(
      `CREATE TABLE template_${table} AS FROM read_parquet('${join(folder, template.hash, `${table}.parquet`)}')`,
    )
  await builder.run(await readFile(new URL('national-county.sql', import.meta.url), 'utf8'))
  return { builder, template }
}

/** Writes one county under a name that says how it was made. */
async function writeCounty(builder: Builder, folder: string, template: Shard, shard: string): Promise<Shard> {
  const hash = createHash('sha256').update(`${template.hash} ${shard}`).digest('hex')
  const known = await findShard(folder, hash)
  if (known !== null) return known
  const room = join(folder, hash)
  await mkdir(room, { recursive: true })
  await builder.bind('code', shard)
  for (const table of tables) await builder.save(`county_${table}`, join(room, `${table}.parquet`), 'zstd')
  const [count] = await builder.query(
    `SELECT count(*) AS facts, count(*) FILTER (r.current) AS figures,
       count(*) FILTER (r.current AND f.state = 'number') AS numbers
     FROM read_parquet('${join(room, 'facts.parquet')}') f JOIN template_reports r USING (report_no)`,
  )
  const [facts, figures, numbers] = ['facts', 'figures', 'numbers'].map((name) => Number(count?.[name]))
  const made = shardSchema.parse({
    shard,
    hash,
    reports: template.reports,
    facts,
    figures,
    numbers,
    failed: [],
  })
  await writeFile(join(room, 'shard.json'), JSON.stringify(made))
  return made
}

/** The shards of a country of so many counties, in `folder`; counties that lie there already are used again. */
export async function generateShards(folder: string, counties: number): Promise<SnapshotContent> {
  const shared = formRows()
  const { builder, template } = await openTemplate(folder, shared)
  const shards: Shard[] = []
  for (let number = 0; number < counties; number += 1)
    shards.push(await writeCounty(builder, folder, template, String(100_000 + number)))
  await builder.close()
  return { shared, shards }
}
