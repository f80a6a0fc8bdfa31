/** Short numbers in place of text keys, as the long tables carry them. Pure. */
import type { CodebookRow, ReportRow } from './rows.ts'

/** A row that cannot be placed: the report revision or the cell it names is not among the rows. */
interface Stray {
  table_name: string
  key: string
}

/** Looks numbers up; every lookup that fails is noted once in `strays`. */
export interface Numbering {
  reportNo(report: string, revision: number): number | null
  cellNo(cell: string): number | null
  /** Rows that `isPlaced` accepts; the keys of the others go to `strays`. */
  keepPlaced<R>(
    table: string,
    rows: readonly R[],
    isPlaced: (row: R) => boolean,
    keyOf: (row: R) => string,
  ): R[]
  strays(): Stray[]
}

/** Numbers reports and cells by their place in sorted rows, from 1. */
export function numberKeys(sorted: {
  codebook: readonly CodebookRow[]
  reports: readonly ReportRow[]
}): Numbering {
  const cells = new Map(sorted.codebook.map((row, index) => [row.cell, index + 1]))
  const reports = new Map<string, Map<number, number>>()
  sorted.reports.forEach((row, index) => {
    const revisions = reports.get(row.report) ?? new Map<number, number>()
    reports.set(row.report, revisions.set(row.revision, index + 1))
  })
  const found = new Map<string, Stray>()
  // Rows of one report come together: the number asked for last is mostly the next one too.
  let last: { report: string; revision: number; number: number | null } | null = null
  return {
    reportNo(report, revision) {
      if (last === null || last.report !== report || last.revision !== revision)
        last = { report, revision, number: reports.get(report)?.get(revision) ?? null }
      return last.number
    },
    cellNo: (cell) => cells.get(cell) ?? null,
    keepPlaced(table, rows, isPlaced, keyOf) {
      return rows.filter((row) => {
        if (isPlaced(row)) return true
        const stray = { table_name: table, key: keyOf(row) }
        found.set(`${table} ${stray.key}`, stray)
        return false
      })
    },
    strays: () => [...found.values()],
  }
}
