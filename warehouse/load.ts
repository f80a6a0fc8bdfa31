/** Loads rows into a new warehouse file: always the whole content, in one order, so that loading is repeatable. */
import { readFileSync } from 'node:fs'
import { numberKeys } from './numbering.ts'
import type { Builder, Stored, Value } from './open.ts'
import { openForBuilding } from './open.ts'
import { sortRows } from './order.ts'
import type { WarehouseRows } from './rows.ts'

/** Breaches of one named check of checks.sql; `details` are the first few. */
export interface FailedCheck {
  check: string
  breaches: number
  details: string[]
}

/** The SQL of the warehouse by file name, in the order in which it is run: tables, then rows, then marts and checks. */
export const sqlFiles: Readonly<Record<'tables' | 'marts' | 'checks', string>> = {
  tables: readFileSync(new URL('tables.sql', import.meta.url), 'utf8'),
  marts: readFileSync(new URL('marts.sql', import.meta.url), 'utf8'),
  checks: readFileSync(new URL('checks.sql', import.meta.url), 'utf8'),
}

/** Columns that carry the value of the row's property of the same name. */
function same<K extends string>(
  ...names: readonly K[]
): Record<string, (row: Readonly<Record<K, Stored>>) => Stored> {
  return Object.fromEntries(names.map((name) => [name, (row: Readonly<Record<K, Stored>>) => row[name]]))
}

/** Appends sorted rows to empty tables. */
async function appendRows(builder: Builder, sorted: Required<WarehouseRows>): Promise<void> {
  const numbering = numberKeys(sorted)
  const reportNo = (row: { report: string; revision: number }) => numbering.reportNo(row.report, row.revision)
  const reportKey = (row: { report: string; revision: number }) => `${row.report} #${row.revision}`
  const ofReport = <R extends { report: string; revision: number }>(table: string, rows: readonly R[]) =>
    numbering.keepPlaced(table, rows, (row) => reportNo(row) !== null, reportKey)

  await builder.append(
    'codebook',
    {
      cell_no: (row) => numbering.cellNo(row.cell),
      ...same(
        'cell',
        'table_no',
        'position',
        'unit',
        'unit_label',
        'label',
        'label_2014',
        'label_2019',
        'label_2021',
      ),
    },
    sorted.codebook,
  )
  await builder.append(
    'publishers',
    same('publisher', 'site', 'site_name', 'name', 'kind'),
    sorted.publishers,
  )
  await builder.append(
    'expected',
    {
      ...same('publisher', 'year', 'state', 'due_date', 'published_date', 'report', 'detail'),
      not_seen: (row) => row.not_seen ?? false,
    },
    sorted.expected,
  )
  await builder.append(
    'snapshots',
    same('snapshot', 'url', 'fetched_at', 'status', 'media_type', 'byte_count', 'charset', 'charset_because'),
    sorted.snapshots,
  )
  await builder.append(
    'reports',
    {
      report_no: reportNo,
      ...same('report', 'revision', 'current', 'publisher', 'year', 'kind', 'title', 'snapshot'),
      ...same('page_date', 'url_date', 'signed_date', 'first_seen', 'edition_t2', 'edition_t3', 'edition_t4'),
    },
    sorted.reports,
  )
  await builder.append(
    'sections',
    { report_no: reportNo, ...same('position', 'section_no', 'title', 'place_start') },
    ofReport('sections', sorted.sections),
  )
  await builder.append(
    'facts',
    {
      cell_no: (row) => numbering.cellNo(row.cell),
      report_no: reportNo,
      ...same('value', 'state', 'raw', 'matched_by'),
      ...same('place_table', 'place_row', 'place_column', 'place_start', 'place_end'),
    },
    numbering.keepPlaced(
      'facts',
      ofReport('facts', sorted.facts),
      (row) => numbering.cellNo(row.cell) !== null,
      (row) => row.cell,
    ),
  )
  await builder.append(
    'stated',
    {
      report_no: reportNo,
      ...same('stated_no', 'parent_no', 'topic', 'name', 'value', 'unit', 'approx', 'sentence'),
      ...same('place_start', 'place_end'),
    },
    ofReport('stated', sorted.stated),
  )
  await builder.append(
    'problems',
    {
      report_no: (row) => (row.report === null ? null : numbering.reportNo(row.report, row.revision ?? -1)),
      ...same('snapshot', 'problem_no', 'code', 'severity', 'detail', 'place_start'),
    },
    numbering.keepPlaced(
      'problems',
      sorted.problems,
      (row) => row.report === null || numbering.reportNo(row.report, row.revision ?? -1) !== null,
      (row) => `${row.report} #${row.revision}`,
    ),
  )
  await builder.append(
    'findings',
    {
      report_no: reportNo,
      ...same(
        'code',
        'check',
        'severity',
        'verdict',
        'trivial',
        'expected',
        'actual',
        'message',
        'cells',
        'stated_nos',
      ),
      operands: (row) => row.operands ?? null,
      suspect_cell: (row) => row.suspect_cell ?? null,
      suspect_repair: (row) => row.suspect_repair ?? null,
    },
    ofReport('findings', sorted.findings),
  )
  const otherNo = (row: { other_report: string; other_revision: number }) =>
    numbering.reportNo(row.other_report, row.other_revision)
  await builder.append(
    'similarities',
    {
      report_no: reportNo,
      other_no: otherNo,
      ...same('scope', 'part', 'share', 'starts', 'ends', 'other_starts', 'other_ends'),
    },
    numbering.keepPlaced(
      'similarities',
      ofReport('similarities', sorted.similarities),
      (row) => otherNo(row) !== null,
      (row) => `${row.other_report} #${row.other_revision}`,
    ),
  )
  const oldNo = (row: { report: string; old_revision: number }) =>
    numbering.reportNo(row.report, row.old_revision)
  await builder.append(
    'changes',
    {
      report_no: reportNo,
      old_no: oldNo,
      cell_no: (row) => (row.cell === null ? null : numbering.cellNo(row.cell)),
      ...same('change_no', 'kind', 'section_no', 'old_text', 'new_text', 'old_value', 'new_value'),
      ...same('old_state', 'new_state', 'old_start', 'old_end', 'new_start', 'new_end'),
    },
    numbering.keepPlaced(
      'changes',
      ofReport('changes', sorted.changes),
      (row) => oldNo(row) !== null && (row.cell === null || numbering.cellNo(row.cell) !== null),
      (row) => `${row.report} #${row.old_revision} ${row.cell ?? ''}`,
    ),
  )
  await builder.append(
    'decisions',
    {
      ...same(
        'event',
        'decided_at',
        'decided_by',
        'kind',
        'report',
        'code',
        'check',
        'operands',
        'cell',
        'value',
      ),
      ...same('reason', 'undoes', 'state'),
    },
    sorted.decisions,
  )
  await builder.append(
    'check_ratings',
    same('code', 'verdicts', 'dismissed', 'demoted'),
    sorted.check_ratings,
  )
  await builder.append('codes', same('code', 'title', 'basis', 'severity'), sorted.codes)
  await builder.append('strays', same('table_name', 'key'), numbering.strays())
}

function textOf(value: Value | undefined): string {
  if (typeof value !== 'string')
    throw new Error(`warehouse: a check answered ${JSON.stringify(value)} for text`)
  return value
}

/** Builds a whole warehouse file at `path`, which must not exist, and answers the checks that failed; none means it may be published. */
export async function buildWarehouse(path: string, rows: WarehouseRows): Promise<FailedCheck[]> {
  const builder = await openForBuilding(path)
  try {
    await builder.run(sqlFiles.tables)
    await appendRows(builder, sortRows(rows))
    await builder.run(sqlFiles.marts)
    await builder.run(sqlFiles.checks)
    const failed = await builder.query(
      `SELECT check_name, count(*) AS breaches, list(detail ORDER BY detail)[1:5] AS details
       FROM failed_checks GROUP BY check_name ORDER BY check_name`,
    )
    return failed.map((row) => ({
      check: textOf(row['check_name']),
      breaches: Number(row['breaches']),
      details: Array.isArray(row['details']) ? row['details'].map(textOf) : [],
    }))
  } finally {
    await builder.close()
  }
}
