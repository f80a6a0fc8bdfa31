/** What one answer of a column comes to, whatever the lists before it showed: a value that can be kept and recalled by the answer's digest. Pure. */
import { detectFamily, type CmsFamily, type ListPage, type ListReading } from './cms.ts'
import { subColumns, type Column } from './column.ts'
import type { PageRequest } from './request.ts'
import type { Site } from './site.ts'
import { readLink, type LinkReading } from './title.ts'

/** One question of a column. */
export interface AskedList {
  request: PageRequest
  column: Column
}

/** One answer as the walk of its column uses it. */
export interface ListView {
  /** Where it was answered from. */
  url: string
  reading: ListReading
  /** What the words of each of its items promise, in their order. */
  promises: LinkReading[]
  /** Columns that it leads to by name. */
  subs: Column[]
  /** Name of another family that the page looks like; null where none is likely. */
  other: string | null
}

/** Reads one answer of a column by the column's own family. */
export function viewList(
  page: ListPage,
  column: Column,
  family: CmsFamily,
  site: Site,
  families: readonly CmsFamily[],
): ListView {
  const other = detectFamily(page, families)
  const reading = family.list(page, column)
  return {
    url: page.url,
    reading,
    promises: reading.items.map(({ title, issuer }) => readLink(title, column, site, issuer)),
    subs: subColumns(page, column, site),
    other:
      other !== null && other.family.name !== family.name && other.score >= 0.4 ? other.family.name : null,
  }
}
