/** The rows that all counties share: printed forms, the catalogue, and what auditors decided. */

/** `report` keys are `<publisher>/<year>/<own|summary>`. */
export type ReportKey = string

export interface CodebookRow {
  cell: string
  table_no: number
  position: number
  unit: string
  unit_label: string
  /** Printed label path of the newest edition that prints the cell, joined by ' / '. */
  label: string
  label_2014: string | null
  label_2019: string | null
  label_2021: string | null
}

/** One event of the auditors' decisions, and what became of it. */
export interface DecisionRow {
  event: string
  decided_at: string
  decided_by: string
  kind: 'confirm' | 'dismiss' | 'comment' | 'override' | 'undo'
  report: ReportKey | null
  code: string | null
  check: string | null
  operands: string | null
  cell: string | null
  value: number | null
  reason: string | null
  undoes: string | null
  state: 'standing' | 'superseded' | 'undone' | 'expired' | 'not_checked'
}

/** How auditors have judged the findings of one code. */
export interface CheckRatingRow {
  code: string
  verdicts: number
  dismissed: number
  /** True where so many were dismissed that the code is only information. */
  demoted: boolean
}

/** One code of the catalogue of findings: what must hold, and why. */
export interface CodeRow {
  code: string
  title: string
  basis: string
  severity: 'E' | 'W' | 'I'
}
