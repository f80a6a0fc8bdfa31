import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildWarehouse } from '../../warehouse/load.ts'
import { openForBuilding } from '../../warehouse/open.ts'
import { shardFolder } from '../../warehouse/publish.ts'
import type { WarehouseRows } from '../../warehouse/rows.ts'
import { shardSql, snapshotSql } from '../../warehouse/sql.ts'
import { loadRows, shardRows } from '../support/load-rows.ts'
import { sampleRows } from './rows-sample.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gouji-gate-'))
})
afterEach(async () => {
  await rm(directory, { recursive: true, force: true })
})

/** A way to spoil the sample, and the check or the constraint that must name it. */
type Spoiling = [name: string, spoil: (rows: WarehouseRows) => void]

const first = <R>(rows: R[]): R => {
  const [row] = rows
  if (row === undefined) throw new Error('the sample has no such row')
  return row
}

const gates: Spoiling[] = [
  ['stray_rows', (rows) => (first(rows.facts).cell = 't3.unheard_of.total')],
  ['stray_rows', (rows) => (first(rows.findings).revision = 9)],
  ['stray_rows', (rows) => (first(rows.problems).report = 'x/2022/own')],
  ['expected_without_publisher', (rows) => rows.publishers.pop() && rows.reports.pop() && rows.facts.pop()],
  ['expected_without_report', (rows) => (first(rows.expected).report = '990001100000/2019/own')],
  ['expected_state_against_report', (rows) => (first(rows.expected).report = null)],
  ['expected_late_before_due', (rows) => (first(rows.expected).published_date = '2023-01-30')],
  ['report_without_publisher', (rows) => (first(rows.reports).publisher = '1')],
  ['report_without_snapshot', (rows) => (first(rows.reports).snapshot = 'd'.repeat(64))],
  ['report_key_against_columns', (rows) => (first(rows.reports).year = 2021)],
  ['not_one_current_revision', (rows) => (first(rows.reports).current = true)],
  ['revisions_not_consecutive', (rows) => rows.reports.forEach((row) => (row.revision += row.revision))],
  ['duplicate_fact', (rows) => rows.facts.push(first(rows.facts))],
  ['fact_outside_edition', (rows) => (first(rows.reports).edition_t3 = null)],
  ['fact_outside_edition', (rows) => (first(rows.reports).edition_t2 = '2019')],
  ['place_without_snapshot', (rows) => (first(rows.facts).place_snapshot = 'f'.repeat(64))],
  ['duplicate_indicator', (rows) => rows.indicators?.push(first(rows.indicators))],
  ['value_not_finite', (rows) => (first(rows.facts).value = Number.POSITIVE_INFINITY)],
  ['duplicate_stated', (rows) => rows.stated.push(first(rows.stated))],
  ['stated_without_parent', (rows) => rows.stated.shift()],
  ['duplicate_section', (rows) => rows.sections.push(first(rows.sections))],
  ['problem_without_snapshot', (rows) => (first(rows.problems).snapshot = 'e'.repeat(64))],
  ['duplicate_problem', (rows) => rows.problems.push(first(rows.problems))],
  ['duplicate_finding', (rows) => rows.findings.push(first(rows.findings))],
  ['finding_owed_against_expected', (rows) => (first(rows.findings).revision = null)],
  ['finding_without_cell', (rows) => (first(rows.findings).cells = ['t3.unheard_of.total'])],
  ['finding_without_sentence', (rows) => (first(rows.findings).stated_nos = [7])],
  ['stray_rows', (rows) => (first(rows.similarities ?? []).other_report = 'x/2022/own')],
  ['stray_rows', (rows) => (first(rows.changes ?? []).cell = 't3.unheard_of.total')],
  ['duplicate_change', (rows) => rows.changes?.forEach((row) => (row.change_no = 1))],
  ['duplicate_similarity', (rows) => rows.similarities?.push(first(rows.similarities))],
  [
    'two_standing_verdicts',
    (rows) => rows.decisions?.push({ ...first(rows.decisions), event: 'd-2', kind: 'confirm' }),
  ],
  ['codebook_empty', (rows) => Object.assign(rows, { codebook: [], facts: [], findings: [], changes: [] })],
]

describe('the gate', () => {
  test('lets the sample through', async () => {
    expect(await loadRows(directory, 'good.duckdb', sampleRows())).toEqual([])
  })

  test.each(gates)('%s', async (check, spoil) => {
    const rows = sampleRows()
    spoil(rows)
    const failed = await loadRows(directory, 'spoilt.duckdb', rows)
    expect(failed.map((one) => one.check)).toContain(check)
  })

  test.each([
    ['facts_lost', { facts: 9999 }],
    ['reports_lost', { reports: 9999 }],
  ])('%s: a shard that did not arrive whole', async (check, less) => {
    const { shared, shards } = await shardRows(directory, sampleRows())
    const content = { shared, shards: shards.map((shard) => ({ ...shard, ...less })) }
    const failed = await buildWarehouse(join(directory, 'spoilt.duckdb'), shardFolder(directory), content)
    expect(failed.map((one) => one.check)).toEqual([check])
  })

  test('every check has a case here', () => {
    const sql = `${shardSql.checks}\n${snapshotSql.checks}`
    const named = [...sql.matchAll(/^SELECT '(\w+)'/gm)].map((match) => match[1] ?? '')
    const cases = [...gates.map(([name]) => name), 'facts_lost', 'reports_lost']
    expect([...new Set(cases)].sort()).toEqual(named.toSorted())
  })
})

const constraints: Spoiling[] = [
  ['a number without a value', (rows) => (first(rows.facts).value = null)],
  ['a blank with a value', (rows) => (first(rows.facts).state = 'blank')],
  ['an unheard-of state', (rows) => (first(rows.facts).state = 'zero')],
  [
    'a number without a place',
    (rows) => Object.assign(first(rows.facts), { place_start: null, place_end: null }),
  ],
  ['a place that ends before it starts', (rows) => (first(rows.facts).place_end = 1)],
  ['a duplicate publisher', (rows) => rows.publishers.push(first(rows.publishers))],
  ['a duplicate expected row', (rows) => rows.expected.push(first(rows.expected))],
  ['a duplicate revision', (rows) => rows.reports.push(first(rows.reports))],
  ['a revision below one', (rows) => (first(rows.reports).revision = 0)],
  ['a snapshot that is no hash', (rows) => (first(rows.snapshots).snapshot = 'page.html')],
  ['a day that is no day', (rows) => (first(rows.expected).due_date = '2023-13-01')],
  ['a fraction in a whole number', (rows) => (first(rows.reports).year = 2022.5)],
  ['a whole number out of range', (rows) => (first(rows.stated).stated_no = 40_000)],
  ['a trivial verdict that is not kept', (rows) => (first(rows.findings).trivial = true)],
  ['a broken check without a message', (rows) => (first(rows.findings).message = null)],
  [
    'a cell that no edition prints',
    (rows) => Object.assign(first(rows.codebook), { label_2019: null, label_2021: null }),
  ],
]

describe('constraints', () => {
  test.each(constraints)('refuse %s', async (_, spoil) => {
    const rows = sampleRows()
    spoil(rows)
    await expect(loadRows(directory, 'spoilt.duckdb', rows)).rejects.toThrow()
  })

  test('every table, every column and every mart has a Chinese comment, and every mart says what a row is', async () => {
    const builder = await openForBuilding(join(directory, 'empty.duckdb'))
    await builder.run(snapshotSql.tables)
    const silent = await builder.query(
      `SELECT table_name || '.' || column_name AS name FROM duckdb_columns()
       WHERE NOT internal AND NOT regexp_matches(ifnull(comment, ''), '[一-龥]')`,
    )
    await builder.run(shardSql.checks)
    await builder.run(snapshotSql.marts)
    await builder.run(snapshotSql.checks)
    const silentTables = await builder.query(
      `SELECT name FROM (
         SELECT table_name AS name, comment FROM duckdb_tables()
         UNION ALL SELECT view_name, comment FROM duckdb_views() WHERE NOT internal
       ) WHERE NOT regexp_matches(ifnull(comment, ''), '[一-龥]')`,
    )
    await builder.close()
    expect([...silent, ...silentTables]).toEqual([])
    const marts = [...snapshotSql.marts.matchAll(/^(.*)\nCREATE (?:TABLE|VIEW) (\w+)/gm)]
    expect(marts.length).toBeGreaterThan(8)
    for (const [, before, name] of marts) expect(`${name} ${before}`).toMatch(/^mart_\w+ -- one row per /)
  })
})
