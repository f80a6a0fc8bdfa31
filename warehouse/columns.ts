/** How rows become the columns of tables.sql, in canonical order and with short numbers for long keys. Pure. */
import { numberKeys } from './numbering.ts'
import { sortShared, sortSite } from './order.ts'
import type { Stored } from './reader.ts'
import type { CodebookRow, SharedRows, SiteRows } from './rows.ts'

/** A table as columns: what loading appends and what naming hashes. */
export interface StoredTable {
  table: string
  names: readonly string[]
  length: number
  /** The values of one column in rows [from, to). */
  values(name: string, from: number, to: number): Stored[]
}

/** A table as columns: `columns` reads the value of each off a row. */
export function stored<R extends object>(
  table: string,
  columns: Readonly<Record<string, (row: R) => Stored>>,
  rows: readonly R[],
): StoredTable {
  const known = new Map<string, Stored[]>()
  return {
    table,
    names: Object.keys(columns),
    length: rows.length,
    values(name, from, to) {
      const read = columns[name]
      if (read === undefined) throw new Error(`warehouse: columns.ts has no ${table}.${name}`)
      const values = known.get(name) ?? rows.map(read)
      known.set(name, values)
      return from === 0 && to === rows.length ? values : values.slice(from, to)
    },
  }
}

/** Columns that carry the value of the row's property of the same name. */
function same<K extends string>(
  ...names: readonly K[]
): Record<string, (row: Readonly<Record<K, Stored>>) => Stored> {
  return Object.fromEntries(names.map((name) => [name, (row: Readonly<Record<K, Stored>>) => row[name]]))
}

/** The tables that all counties share. */
export function sharedTables(rows: SharedRows): StoredTable[] {
  const sorted = sortShared(rows)
  const cellNo = new Map(sorted.codebook.map((row, index) => [row.cell, index + 1]))
  return [
    stored(
      'codebook',
      {
        cell_no: (row) => cellNo.get(row.cell) ?? null,
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
    ),
    stored(
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
    ),
    stored('check_ratings', same('code', 'verdicts', 'dismissed', 'demoted'), sorted.check_ratings),
    stored('codes', same('code', 'title', 'basis', 'severity'), sorted.codes),
  ]
}

/** The tables of one county. Its reports are numbered from 1; what cannot be placed is left out and named in `strays`. */
export function siteTables(rows: SiteRows, codebook: readonly CodebookRow[]): StoredTable[] {
  const forms = sortShared({ codebook: [...codebook] }).codebook
  const sorted = sortSite(rows, forms)
  const numbering = numberKeys({ codebook: forms, reports: sorted.reports })
  const reportNo = (row: { report: string; revision: number }) => numbering.reportNo(row.report, row.revision)
  const reportKey = (row: { report: string; revision: number }) => `${row.report} #${row.revision}`
  const ofReport = <R extends { report: string; revision: number }>(table: string, rows: readonly R[]) =>
    numbering.keepPlaced(table, rows, (row) => reportNo(row) !== null, reportKey)

  const otherNo = (row: { other_report: string; other_revision: number }) =>
    numbering.reportNo(row.other_report, row.other_revision)
  const oldNo = (row: { report: string; old_revision: number }) =>
    numbering.reportNo(row.report, row.old_revision)
  const tables = [
    stored('publishers', same('publisher', 'site', 'site_name', 'name', 'kind'), sorted.publishers),
    stored(
      'expected',
      {
        ...same('publisher', 'year', 'state', 'due_date', 'published_date', 'report', 'detail'),
        not_seen: (row) => row.not_seen ?? false,
      },
      sorted.expected,
    ),
    stored(
      'snapshots',
      same(
        'snapshot',
        'url',
        'fetched_at',
        'status',
        'media_type',
        'byte_count',
        'charset',
        'charset_because',
      ),
      sorted.snapshots,
    ),
    stored(
      'reports',
      {
        report_no: reportNo,
        ...same('report', 'revision', 'current', 'publisher', 'year', 'kind', 'title', 'snapshot'),
        ...same(
          'page_date',
          'url_date',
          'signed_date',
          'first_seen',
          'edition_t2',
          'edition_t3',
          'edition_t4',
        ),
        edition_t0: (row) => row.edition_t0 ?? null,
      },
      sorted.reports,
    ),
    stored(
      'sections',
      { report_no: reportNo, ...same('position', 'section_no', 'title', 'place_start') },
      ofReport('sections', sorted.sections),
    ),
    stored(
      'facts',
      {
        cell_no: (row) => numbering.cellNo(row.cell),
        report_no: reportNo,
        ...same('value', 'state', 'raw', 'matched_by'),
        ...same('place_table', 'place_row', 'place_column', 'place_start', 'place_end'),
        place_snapshot: (row) => row.place_snapshot ?? null,
      },
      numbering.keepPlaced(
        'facts',
        ofReport('facts', sorted.facts),
        (row) => numbering.cellNo(row.cell) !== null,
        (row) => row.cell,
      ),
    ),
    stored(
      'indicators',
      {
        report_no: reportNo,
        ...same('indicator_no', 'label', 'value', 'state', 'raw', 'unit'),
        ...same('place_table', 'place_row', 'place_column', 'place_start', 'place_end', 'place_snapshot'),
      },
      ofReport('indicators', sorted.indicators),
    ),
    stored(
      'stated',
      {
        report_no: reportNo,
        ...same('stated_no', 'parent_no', 'topic', 'name', 'value', 'unit', 'approx', 'sentence'),
        ...same('place_start', 'place_end'),
      },
      ofReport('stated', sorted.stated),
    ),
    stored(
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
    ),
    stored(
      'findings',
      {
        report_no: (row) => (row.revision === null ? null : numbering.reportNo(row.report, row.revision)),
        owed: (row) => (row.revision === null ? row.report : null),
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
      numbering.keepPlaced(
        'findings',
        sorted.findings,
        (row) => row.revision === null || numbering.reportNo(row.report, row.revision) !== null,
        (row) => `${row.report} #${row.revision}`,
      ),
    ),
    stored(
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
    ),
    stored(
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
    ),
  ]
  return [...tables, stored('strays', same('table_name', 'key'), numbering.strays())]
}
