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
  /** Own report, or a government's summary of its units; null where the words do not decide. */
  report_kind: TitleReading['kind']
  link_title: string
  /** Day printed beside the link, ISO; null where none. */
  date: string | null
  /** List page that carried the link. */
  found_on: string
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
  code: 'not_a_report' | 'strange_host' | 'outside_prefix' | 'outside_years'
  reason: string
}

/** How completely one entry could be walked. Only `complete` allows "not found" to mean anything. */
export interface EntryOutcome {
  /** Position in the site file, from 0. */
  entry: number
  url: string
  /** Publisher code of the entry, or null where the column carries many. */
  publisher: string | null
  state: 'complete' | 'incomplete' | 'unreachable'
  /** Plain Chinese; '' where complete. */
  detail: string
  list_pages: number
  /** Distinct links found in the lists, taken or refused. */
  found: number
  /** The number that the list itself printed; null where none. */
  total: number | null
}

/** One reference an address: of two that name the same page, the one that knows more; the first where they know the same. */
export function distinctRefs(refs: readonly PageRef[]): PageRef[] {
  const known = (ref: PageRef): number => Number(ref.publisher !== null) + Number(ref.year !== null)
  const byUrl = new Map<string, PageRef>()
  for (const ref of refs) {
    const other = byUrl.get(ref.url)
    if (other === undefined || known(ref) > known(other)) byUrl.set(ref.url, ref)
  }
  return [...byUrl.values()]
}
