/** The columns that an entry of a site file stands for: itself, one for each unit and year, and those that it leads to by name. */
import type { ListOptions, ListPage } from './cms.ts'
import { expectedYears, lastReportYear } from './expected.ts'
import { absoluteUrl, baseOf, linkWords } from './links.ts'
import { parseMarkup } from './markup.ts'
import { matchPublisher } from './publishers.ts'
import type { Publisher, Site } from './site.ts'

/** One column to walk. */
export interface Column {
  /** Position of its entry in the site file, from 0. */
  entry: number
  /** Placeholders filled; a fragment is kept for the family. */
  url: string
  family: string
  options: ListOptions
  /** Code of the one publisher whose column this is; null where it carries many. */
  publisher: string | null
  /** The one report year of the column; null where it carries many. */
  year: number | null
  /** Levels of columns named after a year or a publisher that are still to be followed. */
  depth: number
}

const placeholder = /\{([a-z][a-z0-9_]*)\}/g

/** The placeholders of an entry's address, without `year`: names of the `ids` that a publisher must have. */
export function idsIn(url: string): string[] {
  return [
    ...new Set([...url.matchAll(placeholder)].flatMap(([, name]) => (name === undefined ? [] : [name]))),
  ].filter((name) => name !== 'year')
}

function fill(url: string, values: Readonly<Record<string, string>>): string {
  return url.replace(placeholder, (whole: string, name: string) =>
    Object.hasOwn(values, name) ? encodeURIComponent(values[name] ?? '').replaceAll('%2F', '/') : whole,
  )
}

function siteYears(site: Site, now: Date): number[] {
  const to = Math.min(site.years.to ?? Infinity, lastReportYear(now))
  return Array.from({ length: Math.max(0, to - site.years.from + 1) }, (_, index) => site.years.from + index)
}

/** The columns of one entry: `{name}` in its address stands for every publisher that has that id, `{year}` for every year owed, newest first. */
export function columnsOf(site: Site, index: number, now: Date): Column[] {
  const entry = site.entries[index]
  if (entry === undefined)
    throw new Error(`Site ${site.code} has no entry ${index}; it has ${site.entries.length}.`)
  const { family, options, url, depth } = entry
  const ids = idsIn(url)
  const byYear = url.includes('{year}')
  const own = site.publishers.find(({ code }) => code === entry.publisher)
  const units: (Publisher | undefined)[] =
    ids.length === 0
      ? [own]
      : (own === undefined ? site.publishers : [own]).filter((one) =>
          ids.every((id) => Object.hasOwn(one.ids, id)),
        )
  return units.flatMap((unit) => {
    const years = unit === undefined ? siteYears(site, now) : expectedYears(unit, site, now)
    const wanted = byYear ? years.toReversed() : [null]
    return wanted.map((year) => ({
      entry: index,
      url: fill(url, { ...unit?.ids, ...(year === null ? {} : { year: String(year) }) }),
      family,
      options,
      publisher: unit?.code ?? null,
      year,
      depth,
    }))
  })
}

/** The folder that a column's further pages, and the columns under it, must lie in. */
export function folderOf(url: string): string {
  const { origin, pathname } = new URL(url)
  return origin + pathname.slice(0, pathname.lastIndexOf('/') + 1)
}

const yearWords = /^(20\d\d)\s*年?度?(?:年报|(?:政府)?信息公开(?:工作)?年度报告)?$/

/** The report year that the words of a link are, and nothing else; null where they are more or less. */
export function yearNamed(words: string): number | null {
  const year = yearWords.exec(words.trim())?.[1]
  return year === undefined ? null : Number(year)
}

/** The publisher that the words of a link are, and nothing else; null where they are not exactly one. */
export function publisherNamed(words: string, site: Site): Publisher | null {
  const match = matchPublisher(words, site)
  return match.kind === 'one' && match.by === 'name' ? match.publisher : null
}

/** The columns under a column: links of its page that lie in its folder and are named after a year or a publisher. */
export function subColumns(page: ListPage, column: Column, site: Site): Column[] {
  if (column.depth === 0) return []
  const $ = parseMarkup(page.text)
  const base = baseOf($, page.url)
  const folders = [folderOf(page.url), folderOf(column.url)]
  const found = new Map<string, Column>()
  for (const element of $('a[href]').toArray()) {
    const link = $(element)
    const url = absoluteUrl(link.attr('href'), base)
    if (url === null || url === page.url || url === column.url || found.has(url)) continue
    if (!folders.some((folder) => url.startsWith(folder))) continue
    const words = linkWords(link)
    const year = column.year === null ? yearNamed(words) : null
    const publisher = column.publisher === null ? publisherNamed(words, site) : null
    if (year === null && publisher === null) continue
    found.set(url, {
      ...column,
      url,
      year: year ?? column.year,
      publisher: publisher?.code ?? column.publisher,
      depth: column.depth - 1,
    })
  }
  return [...found.values()]
}
