/**
 * The contract of a CMS family: how the list pages of one product name their articles and their further pages.
 * A family is one file in `cms/` whose export `family` keeps this contract; it is pure, and finds itself registered.
 */

/** A decoded list page as a family sees it. `url` is where it was answered from. */
export interface ListPage {
  url: string
  text: string
}

/** One article link of a list: absolute URL, link text, and the printed day (2023-01-13) where there is one. */
export interface ListItem {
  url: string
  title: string
  date: string | null
}

/** One further list page to ask for, an absolute URL. */
export interface ListRequest {
  url: string
}

/** What one list page says. */
export interface ListReading {
  /** In page order, without repeats. */
  items: ListItem[]
  /** Further list pages, nearest first, without repeats, never the page itself. */
  next: ListRequest[]
  /** The number of entries that the list itself prints (共52条); null where it prints none. */
  total: number | null
  /** The number of list pages that it prints (1/11); null where it prints none. */
  pages: number | null
  /** True where the column page is itself the article. */
  article: boolean
}

/** Settings of one entry for its family, as in the site file. */
export type ListOptions = Readonly<Record<string, string | number | boolean>>

export interface CmsFamily {
  /** The name that site files use, e.g. `vsb`. */
  name: string
  /** What the product is called where it is sold. */
  label: string
  /** Option names that an entry may set, each with what it is for. */
  options: Readonly<Record<string, string>>
  /** How sure the family is that the page is its own, 0 to 1: marks of the response weigh more than the URL's shape. */
  detect(page: ListPage): number
  list(page: ListPage, options: ListOptions): ListReading
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
