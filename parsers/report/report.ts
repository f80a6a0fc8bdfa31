/** One annual report as read from one page: what later parts of the house work on. */
import type { Edition } from '../codebook/form.ts'
import type { Fact, Place, ValueState } from '../facts.ts'
import type { IndexNumber } from '../page/index-number.ts'

/** `own`: the organ's own report; `summary`: a government's roll-up of its units. */
export type ReportKind = 'own' | 'summary'

/** What a narrative figure counts (domain codes `narr.*`). Only `requests.*` are requests: consultations and hotline cases never are. */
export type Topic =
  | 'disclosed.total'
  | 'disclosed.channel'
  | 'disclosed.item'
  | 'requests.received'
  | 'requests.carried_in'
  | 'requests.closed'
  | 'requests.carried_out'
  | 'requests.by_channel'
  | 'requests.by_applicant'
  | 'requests.outcome'
  | 'reconsideration.count'
  | 'litigation.count'
  | 'normative.issued'
  | 'normative.repealed'
  | 'normative.in_force'
  | 'rules.issued'
  | 'rules.repealed'
  | 'rules.in_force'
  | 'licensing.decisions'
  | 'penalty.decisions'
  | 'coercion.decisions'
  | 'fees.amount'
  | 'processing_fee.amount_yuan'
  | 'interpretations'
  | 'responses'
  | 'training.sessions'
  | 'training.people'
  | 'hotline.cases'
  | 'consultations'
  | 'complaints'
  | 'motions'
  | 'wechat.posts'
  | 'weibo.posts'

/** What the members of a list tell apart; null where the list is mixed or says nothing of it. */
export type ListKind = 'kind' | 'channel' | 'applicant' | 'outcome'

/** One member of a list that a sentence counts up: 其中，工作动态55条. Keys that do not apply are absent. */
export interface StatedItem {
  name: string
  value: number
  unit: string
  /** The codebook's word for an outcome or applicant (granted, denied, natural_person …). */
  code?: string
  approx?: true
  /** Per cent of the whole as printed: 占61.1%. */
  share?: number
  /** What this member itself consists of. */
  items?: StatedItem[]
  /** As for the total: whether `items` claim to make up this member. */
  exhaustive?: boolean
}

/** A figure stated in prose. `start` and `end` are character offsets of its sentence in the decoded page. */
export interface Stated {
  topic: Topic
  /** The channel, kind, outcome or applicant that the figure counts, as printed; null for a whole. */
  name: string | null
  /** The codebook's word for an outcome or applicant; null for all others. */
  code: string | null
  /** In `unit` as printed; processing fees are in 元 whatever the page prints. */
  value: number
  unit: string
  /** True for 余、多、近、约 and their like: the figure is not exact. */
  approx: boolean
  sentence: string
  start: number
  end: number
  items: StatedItem[]
  /** What `items` tell apart; channels may overlap, so their sum may exceed the total. */
  by: ListKind | null
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

/** The days that a report says its figures cover, as ISO days; `from` is null where only the end is said. */
export interface Period {
  from: string | null
  to: string
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
  /** What the index number is made of; null where the page prints none. */
  index: IndexNumber | null
  /** 统一社会信用代码 of the publisher with a right check digit, from index number, page head or address; null where none stands there. */
  credit_code: string | null
  dates: ReportDates
  period: Period | null
  charset: CharsetChoice | null
  /** Edition by table (t0 is the annex of edition 2014); null where the table was not found. Table four has the same form since 2019 and follows table three. */
  editions: { t0?: Edition | null; t2: Edition | null; t3: Edition | null; t4: Edition | null }
  /**
   * The cells over the figures of table three in reading order, without white space, '' for an empty one: 勾稽 note, applicants, 总计.
   * Null where the page has no table three, empty where it has one without headings.
   */
  request_headings: string[] | null
  sections: Section[]
  facts: Fact[]
  indicators: Indicator[]
  stated: Stated[]
}
