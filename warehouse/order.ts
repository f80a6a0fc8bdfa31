/** The one canonical order of rows: the same content is the same bytes, however it was found. Pure. */
import { numberKeys } from './numbering.ts'
import type { CodebookRow, SharedRows, SiteRows } from './rows.ts'

/** The parts of a row that place it: numbers sort as numbers, text by code unit, null first. */
type Key = readonly (string | number | null)[]

function compareParts(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0
  if (a === null) return -1
  if (b === null) return 1
  return a < b ? -1 : 1
}

/** Rows by key; rows of equal key by all they say, so that even a fault has one order. */
function sortBy<R extends object>(rows: readonly R[], keyOf: (row: R) => Key): R[] {
  return rows
    .map((row) => ({ row, key: keyOf(row) }))
    .sort((a, b) => {
      for (let index = 0; index < a.key.length; index += 1) {
        const order = compareParts(a.key[index] ?? null, b.key[index] ?? null)
        if (order !== 0) return order
      }
      return compareParts(canonicalText(a.row), canonicalText(b.row))
    })
    .map(({ row }) => row)
}

/** A flat row as JSON with its properties in alphabetical order; JSON has no -0, so none is told apart from 0. */
export function canonicalText(row: object): string {
  const parts = Object.entries(row)
    .sort(([a], [b]) => compareParts(a, b))
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
  return `{${parts.join(',')}}`
}

/** Rows by one number each, for tables too long for keys of several parts; rows of equal number by all they say. */
function sortByNumber<R extends object>(rows: readonly R[], numberOf: (row: R) => number): R[] {
  return rows
    .map((row) => ({ row, number: numberOf(row) }))
    .sort((a, b) => a.number - b.number || compareParts(canonicalText(a.row), canonicalText(b.row)))
    .map(({ row }) => row)
}

/** Shared rows in the order in which they are hashed and stored. */
export function sortShared(rows: SharedRows): Required<SharedRows> {
  return {
    codebook: sortBy(rows.codebook, (row) => [row.table_no, row.position, row.cell]),
    decisions: sortBy(rows.decisions ?? [], (row) => [row.decided_at, row.event]),
    check_ratings: sortBy(rows.check_ratings ?? [], (row) => [row.code]),
    codes: sortBy(rows.codes ?? [], (row) => [row.code]),
  }
}

/** A county's rows in the order in which they are hashed and stored: facts by publisher, year and cell. */
export function sortSite(rows: SiteRows, codebook: readonly CodebookRow[]): Required<SiteRows> {
  const reports = sortBy(rows.reports, (row) => [row.publisher, row.year, row.kind, row.revision])
  const numbering = numberKeys({ codebook, reports })
  const span = codebook.length + 1
  const place = ({ report, revision }: { report: string; revision: number | null }): Key => [
    revision === null ? null : numbering.reportNo(report, revision),
    report,
    revision,
  ]
  return {
    publishers: sortBy(rows.publishers, (row) => [row.site, row.publisher]),
    expected: sortBy(rows.expected, (row) => [row.publisher, row.year]),
    snapshots: sortBy(rows.snapshots, (row) => [row.snapshot]),
    reports,
    sections: sortBy(rows.sections, (row) => [...place(row), row.position]),
    facts: sortByNumber(rows.facts, (row) => {
      const [cell, report] = [numbering.cellNo(row.cell), numbering.reportNo(row.report, row.revision)]
      return cell === null || report === null ? 0 : report * span + cell
    }),
    indicators: sortBy(rows.indicators ?? [], (row) => [...place(row), row.indicator_no]),
    stated: sortBy(rows.stated, (row) => [...place(row), row.stated_no]),
    problems: sortBy(rows.problems, (row) => [row.snapshot, row.report, row.revision, row.problem_no]),
    findings: sortBy(rows.findings, (row) => [...place(row), row.code, row.check]),
    similarities: sortBy(rows.similarities ?? [], (row) => [
      ...place(row),
      row.part,
      row.other_report,
      row.other_revision,
    ]),
    changes: sortBy(rows.changes ?? [], (row) => [...place(row), row.change_no]),
  }
}
