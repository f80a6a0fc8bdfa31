import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Reader } from '../../warehouse/open.ts'
import { openReadOnly } from '../../warehouse/open.ts'
import { loadRows } from '../support/load-rows.ts'
import { sampleRows } from './rows-sample.ts'

let directory: string
let reader: Reader
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gouji-marts-'))
  const path = join(directory, 'sample.duckdb')
  expect(await loadRows(directory, 'sample.duckdb', sampleRows())).toEqual([])
  reader = await openReadOnly(path)
})
afterAll(async () => {
  await reader.close()
  await rm(directory, { recursive: true, force: true })
})

describe('flows', () => {
  const totals = ['new_received', 'carried_in', 'granted', 'denied_state_secret', 'carried_out']

  /** The gap of the town's current report, whose column 总计 holds these figures, null for a blank. */
  async function gapOf(name: string, figures: readonly (number | null)[]): Promise<unknown> {
    const rows = sampleRows()
    const [cell] = rows.codebook
    const fact = rows.facts.find(({ revision }) => revision === 2)
    if (cell === undefined || fact === undefined) throw new Error('no sample')
    const codebook = totals.map((code, position) => ({ ...cell, cell: `t3.${code}.total`, position }))
    const facts = codebook.map((one, at) => {
      const value = figures[at] ?? null
      const said = value === null ? { state: 'blank', raw: '' } : { state: 'number', raw: String(value) }
      return { ...fact, ...said, cell: one.cell, value }
    })
    await loadRows(directory, name, { ...rows, codebook, facts, indicators: [], findings: [] })
    const flows = await openReadOnly(join(directory, name))
    try {
      return (await flows.query('SELECT gap FROM mart_flows WHERE report = $1', [fact.report]))[0]?.['gap']
    } finally {
      await flows.close()
    }
  }

  test('a gap is what no outcome accounts for; an absent outcome could, so nobody can tell', async () => {
    expect(await gapOf('whole.duckdb', [8, 0, 5, 1, 0])).toBe(2)
    expect(await gapOf('blank.duckdb', [8, 0, 5, null, 0])).toBeNull()
    expect(await gapOf('kept.duckdb', [8, 0, 8, null, 0])).toBe(0)
    expect(await gapOf('unknown.duckdb', [null, 0, 8, 0, 0])).toBeNull()
  })
})

describe('marts', () => {
  test('coverage: a row for every expected one; no report, no counts but of what is held against its absence', async () => {
    const rows = await reader.query(
      `SELECT year, state, broken_e, broken_w, uncertain, problem_count, number_count FROM mart_coverage
       WHERE publisher = $1 ORDER BY year`,
      ['990001100000'],
    )
    const absent = { broken_e: 1, broken_w: 0, uncertain: 0, problem_count: null, number_count: null }
    expect(rows).toEqual([
      { year: 2021, state: 'missing', ...absent },
      {
        year: 2022,
        state: 'late',
        broken_e: 1,
        broken_w: 0,
        uncertain: 0,
        problem_count: 1,
        number_count: 1,
      },
    ])
  })

  test('figures: current revisions only, the edition of the table the cell stands in', async () => {
    expect(
      await reader.query(
        'SELECT report, cell, value, state, edition FROM mart_figures ORDER BY report, position',
      ),
    ).toEqual([
      {
        report: '990001000000/2020/summary',
        cell: 't3.new_received.total',
        value: 30,
        state: 'number',
        edition: '2019',
      },
      {
        report: '990001100000/2022/own',
        cell: 't2.normative_docs.in_force',
        value: null,
        state: 'blank',
        edition: '2021',
      },
      {
        report: '990001100000/2022/own',
        cell: 't3.new_received.total',
        value: 8,
        state: 'number',
        edition: '2021',
      },
    ])
  })

  test('evidence: every revision, each with its own snapshot', async () => {
    expect(
      await reader.query(
        `SELECT revision, current, value, left(snapshot, 1) AS snapshot, fetched_at FROM mart_evidence
         WHERE report = '990001100000/2022/own' AND cell = 't3.new_received.total' ORDER BY revision`,
      ),
    ).toEqual([
      { revision: 1, current: false, value: 7, snapshot: 'a', fetched_at: '2026-01-01T01:02:03.004Z' },
      { revision: 2, current: true, value: 8, snapshot: 'b', fetched_at: '2026-01-02T01:02:03.004Z' },
    ])
  })

  test('changes: what differs between neighbouring revisions, nothing else', async () => {
    expect(
      await reader.query('SELECT cell, old_value, new_value, old_revision, revision FROM mart_changes'),
    ).toEqual([{ cell: 't3.new_received.total', old_value: 7, new_value: 8, old_revision: 1, revision: 2 }])
  })

  test('findings: broken and uncertain ones of current reports, with their operands, and of reports that are not here', async () => {
    expect(
      await reader.query('SELECT code, "check", verdict, cells, report, year, snapshot FROM mart_findings'),
    ).toEqual([
      {
        code: 'NUM-03',
        check: 'ID-303:t3.new_received',
        verdict: 'broken',
        cells: ['t3.new_received.total'],
        report: '990001100000/2022/own',
        year: 2022,
        snapshot: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      {
        code: 'TIM-02',
        check: 'TIM-02',
        verdict: 'broken',
        cells: [],
        report: '990001100000/2021/own',
        year: 2021,
        snapshot: null,
      },
    ])
  })

  test('what coverage counts for a publisher and year is what is listed for them, absent reports too', async () => {
    const listed = await reader.query(
      `SELECT publisher, year, count(*) FILTER (verdict = 'broken') AS broken, count(*) FILTER (verdict = 'uncertain') AS uncertain
       FROM mart_findings GROUP BY ALL ORDER BY publisher, year`,
    )
    expect(listed.length).toBe(2)
    expect(
      await reader.query(
        `SELECT publisher, year, broken_e + broken_w + broken_i AS broken, uncertain FROM mart_coverage
         WHERE broken > 0 OR uncertain > 0 ORDER BY publisher, year`,
      ),
    ).toEqual(listed)
  })

  test('checks: five counts that exclude one another', async () => {
    expect(await reader.query('FROM mart_checks')).toEqual([
      { code: 'NAR-01', kept: 1, trivially_kept: 0, broken: 0, uncertain: 0, not_applicable: 0 },
      { code: 'NUM-03', kept: 0, trivially_kept: 1, broken: 1, uncertain: 0, not_applicable: 0 },
      { code: 'TIM-02', kept: 0, trivially_kept: 0, broken: 1, uncertain: 0, not_applicable: 0 },
    ])
  })

  test('codes: what the catalogue says of them, and codes that only checks know', async () => {
    expect(
      await reader.query('SELECT code, title, severity, kept, broken FROM mart_codes ORDER BY code'),
    ).toEqual([
      { code: 'FMT-01', title: '采用当年的表式', severity: 'E', kept: 0, broken: 0 },
      { code: 'NAR-01', title: null, severity: null, kept: 1, broken: 0 },
      { code: 'NUM-03', title: '各行：各类申请人之和＝总计', severity: 'E', kept: 0, broken: 1 },
      { code: 'TIM-02', title: null, severity: null, kept: 0, broken: 1 },
    ])
  })

  test('check counts: by site, kind and year they add up to those of each code', async () => {
    const sums = `sum(kept)::INT AS kept, sum(trivially_kept)::INT AS trivially_kept, sum(broken)::INT AS broken,
      sum(uncertain)::INT AS uncertain, sum(not_applicable)::INT AS not_applicable`
    expect(
      await reader.query(`SELECT code, ${sums} FROM mart_check_counts GROUP BY code ORDER BY code`),
    ).toEqual(await reader.query('FROM mart_checks ORDER BY code'))
  })

  test('findings carry the verdict that stands', async () => {
    expect(
      await reader.query('SELECT decision, decided_by, decision_reason FROM mart_findings WHERE code = $1', [
        'NUM-03',
      ]),
    ).toEqual([{ decision: 'dismiss', decided_by: '王审计', decision_reason: '上报后已更正' }])
    expect(await reader.query('FROM mart_check_ratings')).toEqual([
      { code: 'NUM-03', verdicts: 1, dismissed: 1, confirmed: 0, dismissal_rate: 1, demoted: false },
    ])
  })

  test('edits: figures and paragraphs, with both versions and when the newer one was first seen', async () => {
    expect(
      await reader.query(
        'SELECT kind, cell, section_no, old_text, new_text, left(old_snapshot, 1) AS old, first_seen, not_seen FROM mart_edits ORDER BY change_no',
      ),
    ).toEqual([
      {
        kind: 'figure',
        cell: 't3.new_received.total',
        section_no: null,
        old_text: '7',
        new_text: '8',
        old: 'a',
        first_seen: '2026-01-02T01:02:03.004Z',
        not_seen: false,
      },
      {
        kind: 'paragraph',
        cell: null,
        section_no: 5,
        old_text: null,
        new_text: '明年将增加公开内容。',
        old: 'a',
        first_seen: '2026-01-02T01:02:03.004Z',
        not_seen: false,
      },
    ])
  })

  test('problems: those of pages that are no report stand beside the others', async () => {
    expect(await reader.query('SELECT report, code FROM mart_problems ORDER BY code')).toEqual([
      { report: null, code: 'not_a_report' },
      { report: '990001100000/2022/own', code: 'table_missing' },
    ])
  })

  test('every mart can be read', async () => {
    const marts = await reader.query(
      `SELECT name FROM (SELECT table_name AS name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views())
       WHERE name LIKE 'mart_%'`,
    )
    expect(marts.length).toBeGreaterThan(8)
    for (const { name } of marts)
      if (typeof name === 'string') expect(await reader.query(`FROM ${name}`), name).not.toEqual([])
  })
})
