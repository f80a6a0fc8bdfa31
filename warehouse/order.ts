/** The one canonical order of rows: the same content is the same bytes, however it was found. Pure. */
import type { WarehouseRows } from './rows.ts'

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

/** All rows in the order in which they are hashed and stored: facts by cell, publisher and year. */
export function sortRows(rows: WarehouseRows): Required<WarehouseRows> {
  const codebook = sortBy(rows.codebook, (row) => [row.table_no, row.position, row.cell])
  const reports = sortBy(rows.reports, (row) => [row.publisher, row.year, row.kind, row.revision])
  const cellRank = new Map(codebook.map((row, index) => [row.cell, index]))
  const reportRank = new Map<string, number>()
  reports.forEach((row, index) => {
    if (!reportRank.has(row.report)) reportRank.set(row.report, index)
  })
  const place = (row: { report: string; revision: number }): Key => [
    reportRank.get(row.report) ?? null,
    row.report,
    row.revision,
  ]
  return {
    codebook,
    publishers: sortBy(rows.publishers, (row) => [row.site, row.publisher]),
    expected: sortBy(rows.expected, (row) => [row.publisher, row.year]),
    snapshots: sortBy(rows.snapshots, (row) => [row.snapshot]),
    reports,
    sections: sortBy(rows.sections, (row) => [...place(row), row.position]),
    facts: sortBy(rows.facts, (row) => [cellRank.get(row.cell) ?? null, row.cell, ...place(row)]),
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
    decisions: sortBy(rows.decisions ?? [], (row) => [row.decided_at, row.event]),
    check_ratings: sortBy(rows.check_ratings ?? [], (row) => [row.code]),
    codes: sortBy(rows.codes ?? [], (row) => [row.code]),
  }
}
