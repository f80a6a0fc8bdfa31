/** One link of a list becomes a promise of a report, or is left with the reason. */
import type { ListItem } from './cms.ts'
import type { Column } from './column.ts'
import type { PageRef, RefusedRef } from './page-ref.ts'
import type { Entry, Site } from './site.ts'
import type { LinkReading } from './title.ts'

/** Where a link was found. */
export interface Finding {
  item: ListItem
  /** What its words promise. */
  reading: LinkReading
  /** Name of the list page that carried it. */
  found_on: string
  /** True where the column page itself is the article. */
  column_page: boolean
}

/** Why an item is left before its words are read; null where it is not. */
function refuseAddress(item: ListItem, entry: Entry, site: Site): Pick<RefusedRef, 'code' | 'reason'> | null {
  const url = new URL(item.url)
  if (!site.hosts.includes(url.host))
    return { code: 'strange_host', reason: `${url.host} 不是登记的主机，只列出，不访问` }
  const prefixes = entry.article_prefixes
  if (prefixes !== undefined && !prefixes.some((prefix) => url.pathname.startsWith(prefix)))
    return { code: 'outside_prefix', reason: '不在栏目登记的文章路径内' }
  return null
}

/** Sorts one link of a column. A column page that is the article of a known publisher is taken even where its title says little. */
export function sortCandidate(
  { item, reading, found_on, column_page }: Finding,
  column: Column,
  site: Site,
): { ref: PageRef } | { refused: RefusedRef } {
  const entry = site.entries[column.entry]
  if (entry === undefined) throw new Error(`Site ${site.code} has no entry ${column.entry}.`)
  const refused = { url: item.url, link_title: item.title, found_on }
  const early = refuseAddress(item, entry, site)
  if (early !== null && !column_page) return { refused: { ...refused, ...early } }
  if (!reading.taken && !(column_page && column.publisher !== null))
    return { refused: { ...refused, code: 'not_a_report', reason: reading.reason } }
  const year = reading.taken ? reading.year : column.year
  const { from, to } = site.years
  if (year !== null && (year < from || (to !== undefined && year > to)))
    return { refused: { ...refused, code: 'outside_years', reason: `${year} 年不在登记的年度内` } }
  const ref: PageRef = {
    site: site.code,
    url: item.url,
    publisher: reading.taken ? reading.publisher : column.publisher,
    year,
    year_from: reading.taken ? reading.year_from : column.year === null ? null : 'column',
    report_kind: reading.taken ? reading.report_kind : null,
    link_title: item.title,
    date: item.date,
    found_on,
    also_on: [],
    column_page,
    reason: reading.reason,
  }
  return { ref }
}
