/** What rules may look at: a report, a publisher's years, a county's year. Built from histories, never from the disk. */
import type { FetchedAttachment, PublisherYear } from '../../crawlers/crawl-event.ts'
import type { Publisher, Site } from '../../crawlers/site.ts'
import type { Problem } from '../../parsers/problem.ts'
import type { Paragraph } from '../../parsers/report/paragraphs.ts'
import type { Report } from '../../parsers/report/report.ts'
import type { ExpectedRow } from '../../warehouse/rows.ts'
import type { Panel } from './panel.ts'
import type { Policy } from './policy.ts'

/** A paragraph of the report's own text, half-width and without white space. */
export type Prose = readonly Pick<Paragraph, 'section' | 'text' | 'start' | 'end'>[]

/** The county a report belongs to. */
export type County = Site

/** One revision of one report with everything that is known beside its words. Null means: not known here, never "none". */
export interface ReportSubject {
  report: Report
  /** The report year of its identity. */
  year: number | null
  panel: Panel
  problems: readonly Problem[]
  prose: Prose | null
  publisher: Publisher | null
  county: County | null
  /** Last day of publication (ISO) and the rule that sets it. */
  due: { day: string; source: string } | null
  /** The earliest day of publication that can be believed. */
  published: string | null
  /** The day (ISO, China) on which the report was first seen by us. */
  first_seen: string | null
  url: string | null
  policy: Policy
}

/** A report that is owed and not here: what is told of it hangs on its publisher and year. */
export type OwedSubject = Pick<ReportSubject, 'policy'> & { publisher: Publisher; year: number }

/** Two reports whose texts are alike: share of common passages from 0 to 1. `own_year` where they are one publisher's. */
export interface Likeness {
  one: ReportSubject
  other: ReportSubject
  part: 'body' | 'plan'
  share: number
}

/** All current reports of one county for one report year. */
export interface CountySubject {
  county: County
  year: number
  reports: readonly ReportSubject[]
  /** The rows of the expected set for this year; one a publisher. */
  expected: readonly ExpectedRow[]
  /** What the expected set holds for this year and nobody has. */
  owed: readonly OwedSubject[]
  /** What the last crawl knows of each report owed for this year. */
  seen: readonly PublisherYear[]
  /** Documents that hang on this year's reports, as the last crawl met them. */
  documents: readonly { of: ReportSubject; document: FetchedAttachment }[]
  /** Further pages of reports that have a main page: whose, where, and whether they state the same. */
  copies: readonly { of: ReportSubject; url: string; same: boolean }[]
  /** Null where texts were not compared. */
  alike: readonly Likeness[] | null
  /** ISO day on which the site was last looked at. */
  as_of: string
  policy: Policy
}
