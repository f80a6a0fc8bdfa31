/** The filters that every page shares (site, year, kind) and the links that hand them on. */
import { z } from 'zod'
import type { Scope } from './scope.ts'
import type { Missing } from './view.ts'
import { kindWord } from './words.ts'

/** The filters that compose and are inherited by drill-down; null means all. */
export interface Filters {
  site: string | null
  year: number | null
  kind: string | null
}

/** Values a link may carry; a null, an empty text and an empty list are left out. */
export type LinkValues = Readonly<Record<string, string | number | readonly (string | number)[] | null>>

/** Makes one of our own addresses from literal path parts and query values, all of them percent-encoded. */
export function link(parts: readonly (string | number)[], values: LinkValues = {}): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== '') query.append(name, String(one))
    }
  }
  const path = `/${parts.map((part) => encodeURIComponent(part)).join('/')}`
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}

/** The address of the evidence of one figure of a report key `<publisher>/<year>/<kind>`. */
export function evidenceLink(report: string, cell: string, values: LinkValues = {}): string {
  return link(['evidence', ...report.split('/'), cell], values)
}

/** The address of the evidence of one narrative figure. */
export function sentenceLink(report: string, statedNo: number, values: LinkValues = {}): string {
  return link(['evidence', ...report.split('/'), 'sentence', statedNo], values)
}

/** The query values that hand the filters on. */
export function filterValues(filters: Filters): LinkValues {
  return { site: filters.site, year: filters.year, kind: filters.kind }
}

const yearText = z
  .string()
  .regex(/^\d{4}$/u)
  .transform(Number)

/** A year of the URL that exists in the snapshot, null where none is asked for, or what exists. */
export function readYear(
  text: string | null,
  scope: Scope,
  path: readonly string[],
): number | null | Missing {
  if (text === null || text === '') return null
  const parsed = yearText.safeParse(text)
  if (parsed.success && scope.years.includes(parsed.data)) return parsed.data
  return {
    what: '年度',
    asked: text,
    exists: scope.years.map((year) => ({ label: `${year} 年`, href: link(path, { year }) })),
  }
}

/** One of a closed list of values, null where none is asked for, or what exists. */
export function readChoice(
  asked: { name: string; what: string; text: string | null },
  choices: readonly { value: string; label: string }[],
  path: readonly string[],
): string | null | Missing {
  const { name, what, text } = asked
  if (text === null || text === '') return null
  if (choices.some((choice) => choice.value === text)) return text
  return {
    what,
    asked: text,
    exists: choices.map((choice) => ({ label: choice.label, href: link(path, { [name]: choice.value }) })),
  }
}

/** Kinds of publisher in the snapshot as choices. */
export function kindChoices(scope: Scope): { value: string; label: string }[] {
  return scope.kinds.map((kind) => ({ value: kind, label: kindWord(kind) }))
}

/** Sites of the snapshot as choices. */
export function siteChoices(scope: Scope): { value: string; label: string }[] {
  return scope.sites.map((site) => ({ value: site.site, label: site.site_name }))
}

/** Reads the shared filters of a URL, or tells what exists. `path` is the page to offer instead. */
export function readFilters(
  query: URLSearchParams,
  scope: Scope,
  path: readonly string[],
): Filters | Missing {
  const year = readYear(query.get('year'), scope, path)
  if (typeof year === 'object' && year !== null) return year
  const kind = readChoice(
    { name: 'kind', what: '单位类别', text: query.get('kind') },
    kindChoices(scope),
    path,
  )
  if (typeof kind === 'object' && kind !== null) return kind
  const site = readChoice(
    { name: 'site', what: '县（站点）', text: query.get('site') },
    siteChoices(scope),
    path,
  )
  if (typeof site === 'object' && site !== null) return site
  return { site, year, kind }
}

/** A page number from 1; anything else is the first page. */
export function readPage(query: URLSearchParams): number {
  const parsed = z.coerce.number().int().min(1).max(100_000).safeParse(query.get('page'))
  return parsed.success ? parsed.data : 1
}
