/** One annual report as read from one page: what later parts of the house work on. */
import type { Edition } from '../codebook/form.ts'
import type { Fact, Place, ValueState } from '../facts.ts'

/** `own`: the organ's own report; `summary`: a government's roll-up of its units. */
export type ReportKind = 'own' | 'summary'

/** What a narrative figure counts (domain codes `narr.*`). */
export type Topic =
  | 'disclosed.total'
  | 'disclosed.channel'
  | 'requests.received'
  | 'requests.carried_in'
  | 'requests.closed'
  | 'requests.carried_out'
  | 'reconsideration.count'
  | 'litigation.count'

/** One member of a list that a sentence counts up: 其中，工作动态55条. */
export interface StatedItem {
  name: string
  value: number
  unit: string
}

/** A figure stated in prose. `start` and `end` are character offsets of its sentence in the decoded page. */
export interface Stated {
  topic: Topic
  value: number
  unit: string
  /** True for 余、多、近、约 and their like: the figure is not exact. */
  approx: boolean
  sentence: string
  start: number
  end: number
  items: StatedItem[]
  /** True where the wording says that the items make up the total (其中/包括 …, without 等 or 主要). */
  exhaustive: boolean
}

/** A chapter of the report: 1 to 6 of the national form, its heading as printed, and the heading's offset. */
export interface Section {
  no: number
  title: string
  start: number
}

/** Dates as ISO days (2023-01-13), each from its own source and never merged; null where the source says nothing. */
export interface ReportDates {
  page: string | null
  url: string | null
  signed: string | null
}

/** The charset that was used and why: byte-order mark, HTTP header, meta element, or the evidence of the bytes. */
export interface CharsetChoice {
  name: string
  because: 'bom' | 'header' | 'meta' | 'evidence'
}

/**
 * A figure of a table that no national form prints: local forms before 2014, rows that provinces add. `label` is the row as printed,
 * with its column's heading behind ' / ' where the table has several columns of figures; `unit` is as printed, '' where it is not.
 */
export interface Indicator {
  label: string
  value: number | null
  state: ValueState
  raw: string
  unit: string
  place: Place
}

export interface Report {
  title: string | null
  publisher: string | null
  year: number | null
  kind: ReportKind | null
  index_number: string | null
  dates: ReportDates
  charset: CharsetChoice | null
  /** Edition by table (t0 is the annex of edition 2014); null where the table was not found. Table four has the same form since 2019 and follows table three. */
  editions: { t0?: Edition | null; t2: Edition | null; t3: Edition | null; t4: Edition | null }
  sections: Section[]
  facts: Fact[]
  indicators: Indicator[]
  stated: Stated[]
}
