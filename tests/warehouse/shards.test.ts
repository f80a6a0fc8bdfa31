/** Shards: equal content, equal name; counties gathered into one snapshot keep their numbers apart. */
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openReadOnly } from '../../warehouse/open.ts'
import { publish, readCurrent, shardFolder } from '../../warehouse/publish.ts'
import type { WarehouseRows } from '../../warehouse/rows.ts'
import { openShards, type Shard } from '../../warehouse/shard.ts'
import { sampleRows } from './rows-sample.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gouji-shards-'))
})
afterEach(async () => {
  await rm(directory, { recursive: true, force: true })
})

/** The sample as another county: every code that begins with the county's own begins with another. */
function moved(code: string): WarehouseRows {
  const rows: WarehouseRows = JSON.parse(JSON.stringify(sampleRows()).replaceAll('990001', code))
  return { ...rows, decisions: [], check_ratings: [] }
}

async function write(code: string, rows: WarehouseRows): Promise<Shard> {
  const store = await openShards(shardFolder(directory), rows.codebook)
  try {
    return await store.write(code, rows)
  } finally {
    await store.close()
  }
}

const shared = (): Pick<WarehouseRows, 'codebook' | 'codes'> => ({
  codebook: sampleRows().codebook,
  codes: sampleRows().codes ?? [],
})

test('rows in any order, written by two at once and a third time, are one shard', async () => {
  const reversed = moved('990002')
  for (const list of Object.values(reversed)) list.reverse()
  const [one, two] = await Promise.all([write('990002', moved('990002')), write('990002', reversed)])
  expect(two).toEqual(one)
  expect(await write('990002', moved('990002'))).toEqual(one)
  expect(await readdir(shardFolder(directory))).toEqual([one.hash])
})

test('the order in which counties come does not matter; one changed figure of one county changes that shard alone', async () => {
  const [a, b] = [await write('990002', moved('990002')), await write('990003', moved('990003'))]
  const { hash } = await publish(directory, { shared: shared(), shards: [a, b] })
  expect(await publish(directory, { shared: shared(), shards: [b, a] })).toEqual({
    hash,
    changed: false,
    refused: [],
  })
  const rows = moved('990003')
  for (const fact of rows.facts) if (fact.value === 30) Object.assign(fact, { value: 31, raw: '31' })
  const changed = await write('990003', rows)
  expect(changed.hash).not.toBe(b.hash)
  expect((await publish(directory, { shared: shared(), shards: [a, changed] })).hash).not.toBe(hash)
})

test('gathered counties answer as they did alone', async () => {
  const shards = [await write('990003', moved('990003')), await write('990002', moved('990002'))]
  await publish(directory, { shared: shared(), shards })
  const reader = await openReadOnly((await readCurrent(directory)).path)
  const of = async (table: string, code: string): Promise<string> => {
    const rows = await reader.query(
      `SELECT COLUMNS(name -> name NOT IN ('report_no', 'place')) FROM ${table} WHERE site = $1 ORDER BY ALL`,
      [code],
    )
    expect(rows.length).toBeGreaterThan(0)
    return JSON.stringify(rows).replaceAll(code, 'site')
  }
  for (const table of [
    'mart_coverage',
    'mart_evidence',
    'mart_stated',
    'mart_verdicts',
    'mart_edits',
    'mart_similarities',
  ])
    expect(await of(table, '990002')).toBe(await of(table, '990003'))
  expect(await reader.query('SELECT shard, hash FROM shards')).toEqual(
    shards.toReversed().map(({ shard, hash }) => ({ shard, hash })),
  )
  await reader.close()
})

test('a code that auditors dismiss too often is only information, whatever its shard says', async () => {
  const rows = moved('990002')
  const code = rows.findings.find(({ verdict }) => verdict === 'broken')?.code ?? ''
  const check_ratings = [{ code, verdicts: 20, dismissed: 20, demoted: true }]
  await publish(directory, { shared: { ...shared(), check_ratings }, shards: [await write('990002', rows)] })
  const reader = await openReadOnly((await readCurrent(directory)).path)
  expect(await reader.query('SELECT DISTINCT severity FROM mart_findings WHERE code = $1', [code])).toEqual([
    { severity: 'I' },
  ])
  await reader.close()
})

test('a shard that no snapshot holds goes with the next one; one that may be waiting stays', async () => {
  const old = await write('990002', moved('990002'))
  await publish(directory, { shared: shared(), shards: [old] })
  const rows = moved('990002')
  rows.publishers.forEach((row) => (row.site_name = '新县'))
  const next = await write('990002', rows)
  const waiting = await write('990004', moved('990004'))
  const long = new Date('2020-01-01T00:00:00Z')
  await utimes(join(shardFolder(directory), old.hash), long, long)
  await publish(directory, { shared: shared(), shards: [next] })
  expect((await readdir(shardFolder(directory))).sort()).toEqual([next.hash, waiting.hash].sort())
})

test('a shard that fails a check keeps the last good snapshot', async () => {
  const good = await write('990002', moved('990002'))
  const { hash } = await publish(directory, { shared: shared(), shards: [good] })
  const rows = moved('990003')
  rows.facts.push(...rows.facts.slice(0, 1))
  const bad = await write('990003', rows)
  const refused = await publish(directory, { shared: shared(), shards: [good, bad] })
  expect(refused).toMatchObject({ changed: false, refused: [{ check: 'duplicate_fact' }] })
  expect((await readCurrent(directory)).hash).toBe(hash)
})
