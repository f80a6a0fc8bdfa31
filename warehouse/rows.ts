/**
 * The rows that the hub hands to the loader: one type a table of tables.sql, one field a column, the same names.
 * Days are ISO text (2023-01-13), times are UTC ISO text; null is SQL NULL and always means "not stated".
 */
import type { ChangeRow, FindingRow, SimilarityRow } from './judged-rows.ts'
import type { CheckRatingRow, CodebookRow, CodeRow, DecisionRow, ReportKey } from './shared-rows.ts'

export type {
  ChangeRow,
  CheckRatingRow,
  CodebookRow,
  CodeRow,
  DecisionRow,
  FindingRow,
  ReportKey,
  SimilarityRow,
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
