/**
 * The rows that the hub hands to the loader: one type a table of tables.sql, one field a column, the same names.
 * Days are ISO text (2023-01-13), times are UTC ISO text; null is SQL NULL and always means "not stated".
 */

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

export interface PublisherRow {
  site: string
  site_name: string
  publisher: string
  name: string
  kind: 'township' | 'subdistrict' | 'department' | 'office' | 'government'
}

/** One row a publisher and year of the expected set; `state` is the closed list of coverage states. */
export interface ExpectedRow {
  publisher: string
  year: number
  state:
    | 'on_time'
    | 'late'
    | 'published_undated'
    | 'missing'
    | 'unreachable'
    | 'found_not_read'
    | 'image_only'
    | 'attachment_only'
    | 'withdrawn'
    | 'not_due'
  due_date: string | null
  published_date: string | null
  report: ReportKey | null
  detail: string | null
  /** True where the report was read before and the last crawl did not see it; absent means false. */
  not_seen?: boolean
}

/** Archived bytes: what was fetched, when first, and how it was decoded. */
export interface SnapshotRow {
  snapshot: string
  url: string
  fetched_at: string
  status: number
  media_type: string | null
  byte_count: number
  charset: string | null
  charset_because: string | null
}

/** One row a report and revision; a revision is a version whose figures or prose differ from the one before. */
export interface ReportRow {
  report: ReportKey
  revision: number
  current: boolean
  publisher: string
  year: number
  kind: 'own' | 'summary'
  title: string | null
  snapshot: string
  page_date: string | null
  url_date: string | null
  signed_date: string | null
  first_seen: string
  /** Absent means null. */
  edition_t0?: string | null
  edition_t2: string | null
  edition_t3: string | null
  edition_t4: string | null
}

export interface SectionRow {
  report: ReportKey
  revision: number
  position: number
  section_no: number
  title: string
  place_start: number
}

export interface FactRow {
  report: ReportKey
  revision: number
  cell: string
  value: number | null
  state: string
  raw: string
  matched_by: string
  place_table: number | null
  place_row: number | null
  place_column: number | null
  place_start: number | null
  place_end: number | null
  /** The archived bytes that the place counts in; absent or null where they are the report's own. */
  place_snapshot?: string | null
}

/** A figure of a table that no national form prints. */
export interface IndicatorRow {
  report: ReportKey
  revision: number
  indicator_no: number
  label: string
  value: number | null
  state: string
  raw: string
  unit: string
  place_table: number
  place_row: number
  place_column: number
  place_start: number
  place_end: number
  place_snapshot: string | null
}

/** Narrative figures; an item of a list points to its total by `parent_no`. */
export interface StatedRow {
  report: ReportKey
  revision: number
  stated_no: number
  parent_no: number | null
  topic: string
  name: string | null
  value: number
  unit: string
  approx: boolean
  sentence: string
  place_start: number
  place_end: number
}

/** Ours: what could not be read. Never in one table with findings. */
export interface ProblemRow {
  snapshot: string
  report: ReportKey | null
  revision: number | null
  problem_no: number
  code: string
  severity: string
  detail: string
  place_start: number | null
}

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

/** Everything one snapshot of the warehouse holds. */
export interface WarehouseRows {
  codebook: CodebookRow[]
  publishers: PublisherRow[]
  expected: ExpectedRow[]
  snapshots: SnapshotRow[]
  reports: ReportRow[]
  sections: SectionRow[]
  facts: FactRow[]
  stated: StatedRow[]
  problems: ProblemRow[]
  findings: FindingRow[]
  /** Absent where no report has tables of its own. */
  indicators?: IndicatorRow[]
  /** Absent where texts were not compared, versions not held against each other, or nobody has decided anything. */
  similarities?: SimilarityRow[]
  changes?: ChangeRow[]
  decisions?: DecisionRow[]
  check_ratings?: CheckRatingRow[]
  /** Absent where no catalogue was at hand. */
  codes?: CodeRow[]
}

/** What all counties share: printed forms, the catalogue, and what auditors decided. */
export type SharedRows = Pick<WarehouseRows, 'codebook' | 'codes' | 'decisions' | 'check_ratings'>
/** What one county's pages came to. */
export type SiteRows = Omit<WarehouseRows, keyof SharedRows>
