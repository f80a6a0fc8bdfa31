/** A promise of a report: a link that was found, who it seems to belong to, and why. */
import type { TitleReading } from '../parsers/page/title.ts'

/** A page that should be a report, before anybody has read it. */
export interface PageRef {
  site: string
  url: string
  /** Publisher code of the site file; null where the words name nobody that the site knows. */
  publisher: string | null
  /** Report year; null where the link does not say. */
  year: number | null
  /** Whether words name the year (link or page), or only the column that the link stands in; null where nothing does. */
  year_from: 'title' | 'column' | null
  /** Own report, or a government's summary of its units; null where the words do not decide. */
  report_kind: TitleReading['kind']
  link_title: string
  /** Day printed beside the link, ISO; null where none. */
  date: string | null
  /** List page that carried the link. */
  found_on: string
  /** Further list pages that carry the same link. */
  also_on: string[]
  /** True where the column page itself is the article, so that its title must still be read. */
  column_page: boolean
  /** Plain words: why the link was taken, and for whom. */
  reason: string
}

/** A link that was looked at and left, with the reason in plain Chinese. */
export interface RefusedRef {
  url: string
  link_title: string
  found_on: string
  code: 'not_a_report' | 'strange_host' | 'outside_prefix' | 'outside_years' | 'too_many'
  reason: string
}

/** How completely one column could be walked. Only `complete` allows "not found" to mean anything. */
export interface EntryOutcome {
  /** Position of its entry in the site file, from 0. */
  entry: number
  url: string
  /** Publisher code of the column, or null where the column carries many. */
  publisher: string | null
  /** Report year of the column, or null where it carries many. */
  year: number | null
  /** True where the column leads to columns of its own, which have their own outcomes. */
  index: boolean
  state: 'complete' | 'incomplete' | 'unreachable'
  /** Plain Chinese; '' where complete. */
  detail: string
  list_pages: number
  /** Distinct links found in the lists, taken or refused. */
  found: number
  /** The number that the list itself printed; null where none. */
  total: number | null
}

/**
 * One reference an address: of two that name the same page, the one that knows more, the first where they know the same;
 * the lists that carried the others are kept.
 */
export function distinctRefs(refs: readonly PageRef[]): PageRef[] {
  const known = (ref: PageRef): number => Number(ref.publisher !== null) + Number(ref.year !== null)
  const byUrl = new Map<string, PageRef>()
  for (const ref of refs) {
    const other = byUrl.get(ref.url)
    if (other === undefined) {
      byUrl.set(ref.url, ref)
      continue
    }
    const [kept, left] = known(ref) > known(other) ? [ref, other] : [other, ref]
    const lists = new Set([...other.also_on, ...ref.also_on, left.found_on])
    lists.delete(kept.found_on)
    byUrl.set(ref.url, { ...kept, also_on: [...lists] })
  }
  return [...byUrl.values()]
}

/** One promised report and the pages that promise it: the same report under two columns is one report with two pages. */
export interface PromisedReport {
  publisher: string
  year: number
  report_kind: PageRef['report_kind']
  urls: string[]
}

/** The reports that references promise, in order of first mention; references that leave publisher or year open promise none yet. */
export function promisedReports(refs: readonly PageRef[]): PromisedReport[] {
  const byName = new Map<string, PromisedReport>()
  for (const { publisher, year, report_kind, url } of refs) {
    if (publisher === null || year === null) continue
    const name = `${publisher} ${year} ${report_kind ?? ''}`
    const report = byName.get(name) ?? { publisher, year, report_kind, urls: [] }
    if (!report.urls.includes(url)) report.urls.push(url)
    byName.set(name, report)
  }
  return [...byName.values()]
}
