/**
 * The contract of a CMS family: how the list pages of one product name their articles and their further pages.
 * A family is one file in `cms/` whose export `family` keeps this contract; it is pure, and finds itself registered.
 */
import type { PageRequest } from './request.ts'

/** One answer of a column as a family sees it: a decoded page, or the JSON, XML or script of a list interface. */
export interface ListPage {
  /** Where it was answered from. */
  url: string
  text: string
  /** Text of the POST that it answers; absent where an ordinary GET brought it. */
  sent?: string
}

/** One article link of a list: absolute URL, link text, and the printed day (2023-01-13) where there is one. */
export interface ListItem {
  url: string
  title: string
  date: string | null
  /** The body that the list itself names as issuer; absent where it names none. */
  issuer?: string
}

/**
 * What an answer is: a list; the article itself, where the column shows one; or a page that holds no list and only leads
 * to the interface that does.
 */
export type ListKind = 'list' | 'article' | 'lead'

/** What one answer says. */
export interface ListReading {
  kind: ListKind
  /** In page order, without repeats. */
  items: ListItem[]
  /** What to ask for next, nearest first, without repeats, never the same question again. */
  next: PageRequest[]
  /** The number of entries that the list itself prints (共52条); null where it prints none. */
  total: number | null
  /** The number of list pages that it prints (1/11); null where it prints none. */
  pages: number | null
}

/** Settings of one entry for its family, as in the site file. */
export type ListOptions = Readonly<Record<string, string | number | boolean>>

/** The column that is walked: its address as in the site file, placeholders filled and fragment kept. */
export interface ListColumn {
  url: string
  options: ListOptions
}

export interface CmsFamily {
  /** The name that site files use, e.g. `vsb`. */
  name: string
  /** What the product is called where it is sold. */
  label: string
  /** Option names that an entry may set, each with what it is for. */
  options: Readonly<Record<string, string>>
  /** Ends of the paths of the product's own list interfaces: the only places outside of a column's folder that a list may lead to. */
  interfaces: readonly string[]
  /** How sure the family is that the page is its own, 0 to 1: marks of the response weigh more than the URL's shape. */
  detect(page: ListPage): number
  /** What to ask first; the column's own page where absent. */
  start?(column: ListColumn): PageRequest[]
  list(page: ListPage, column: ListColumn): ListReading
  /** The column that an article's address gives away; null where it is no article's. Absent where addresses give away nothing. */
  columnOf?(articleUrl: string): string | null
}

/** The family that claims a page most strongly, with its score; null where none does. */
export function detectFamily(
  page: ListPage,
  families: readonly CmsFamily[],
): { family: CmsFamily; score: number } | null {
  let best: { family: CmsFamily; score: number } | null = null
  for (const family of families) {
    const score = family.detect(page)
    if (score > 0 && (best === null || score > best.score)) best = { family, score }
  }
  return best
}

/** How surely a page belongs to a family: each mark of the response counts 0.4, the shape of its addresses 0.2, at most 1. */
export function scoreMarks(page: ListPage, marks: readonly RegExp[], shape: RegExp): number {
  const seen = marks.filter((mark) => mark.test(page.text)).length
  return Math.min(1, seen * 0.4 + (shape.test(page.url) || shape.test(page.text) ? 0.2 : 0))
}
