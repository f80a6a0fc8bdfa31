/** The rows of what was found out about reports: verdicts of checks, texts that are alike, silent edits. */
import type { ReportKey } from './shared-rows.ts'

/** Theirs: the verdict of one check on one report revision; kept and not applicable ones are rows too. */
export interface FindingRow {
  report: ReportKey
  /** Null where the report is owed and not here. */
  revision: number | null
  /** Catalogue code, NUM-01 …; `check` names the one comparison, ID-303:t3.granted … */
  code: string
  check: string
  severity: 'E' | 'W' | 'I'
  verdict: 'kept' | 'broken' | 'uncertain' | 'not_applicable'
  trivial: boolean
  expected: number | null
  actual: number | null
  message: string | null
  /** Cell ids of the operands, and stated_no of the sentences. */
  cells: string[]
  stated_nos: number[]
  /** What the finding quotes of the source besides cells and sentences, by name; not loaded, decisions are bound to it. */
  quoted?: readonly (readonly [name: string, text: string])[]
  /** SHA-256 of the raw text of the operands, to which auditors' decisions are bound; null where nobody is asked to decide. */
  operands?: string | null
  /** The one cell whose repair would mend every failed sum of its table, and the value that would; null where there is no such cell. */
  suspect_cell?: string | null
  suspect_repair?: number | null
}

/** Two reports that say the same: passages as character offsets [start, end) in the decoded page of each, lists of equal length. */
export interface SimilarityRow {
  report: ReportKey
  revision: number
  other_report: ReportKey
  other_revision: number
  /** The publisher's own earlier report, or another publisher's of the same year. */
  scope: 'own_earlier' | 'neighbour'
  /** The whole text, or only the chapter of problems and plans. */
  part: 'body' | 'plan'
  /** Share of pieces in common, 0 to 1. */
  share: number
  starts: number[]
  ends: number[]
  other_starts: number[]
  other_ends: number[]
}

/** A silent edit: one figure or paragraph that differs between two versions of a report. */
export interface ChangeRow {
  report: ReportKey
  revision: number
  old_revision: number
  change_no: number
  kind: 'figure' | 'paragraph'
  /** Of a figure. */
  cell: string | null
  /** Of a paragraph: the chapter it stands in. */
  section_no: number | null
  /** Raw text of a cell, or the paragraph; null where the version does not have it. */
  old_text: string | null
  new_text: string | null
  old_value: number | null
  new_value: number | null
  old_state: string | null
  new_state: string | null
  old_start: number | null
  old_end: number | null
  new_start: number | null
  new_end: number | null
}
