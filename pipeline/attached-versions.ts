/** Articles and their documents as they stood together, version by version. Pure. */
import { absoluteUrl } from '../crawlers/links.ts'
import type { Site } from '../crawlers/site.ts'
import { gatherArticle } from './attached.ts'
import type { ReadPage, Stray } from './reading.ts'

const byTime = (a: ReadPage, b: ReadPage): number =>
  a.row.fetched_at < b.row.fetched_at ? -1 : a.row.fetched_at > b.row.fetched_at ? 1 : 0

function versionsByUrl(pages: readonly ReadPage[]): Map<string, ReadPage[]> {
  const versions = new Map<string, ReadPage[]>()
  for (const page of pages.toSorted(byTime))
    versions.set(page.row.url, [...(versions.get(page.row.url) ?? []), page])
  return versions
}

/** The addresses that an article shows in frames. */
function framesOf({ row, documents: named = [] }: ReadPage): Set<string> {
  return new Set(
    named.flatMap(({ kind, target }) =>
      kind === 'frame' ? (absoluteUrl(target, row.answered_by) ?? []) : [],
    ),
  )
}

/**
 * Puts the documents of a site to the articles that they hang on, version by version: each article as it stood with the documents of
 * that time, and once more for each document that changed while the article did not. Documents that add nothing come back with the reason.
 */
export function joinDocuments(
  site: Site,
  articles: readonly ReadPage[],
  documents: readonly ReadPage[],
): { pages: ReadPage[]; strays: Stray[] } {
  if (documents.length === 0) return { pages: [...articles], strays: [] }
  const hanging = versionsByUrl(documents)
  const pages: ReadPage[] = []
  const strays = new Map<string, Stray>()
  for (const [url, versions] of versionsByUrl(articles)) {
    const linkedBy = versions.map(
      ({ row, documents: named = [] }) =>
        new Set(named.flatMap(({ target }) => absoluteUrl(target, row.answered_by) ?? [])),
    )
    const unlinked = documents
      .filter(({ row }) => row.found_on === url && !linkedBy.some((links) => links.has(row.url)))
      .map(({ row }) => row.url)
    for (const [index, article] of versions.entries()) {
      const from = article.row.fetched_at
      const until = versions[index + 1]?.row.fetched_at ?? null
      const frames = framesOf(article)
      const histories = [...new Set([...(linkedBy[index] ?? []), ...unlinked])].flatMap((link) => {
        const before = (hanging.get(link) ?? []).filter(({ row }) => until === null || row.fetched_at < until)
        const first = before.findLast(({ row }) => row.fetched_at <= from) ?? before[0]
        if (first === undefined) return []
        const framed = frames.has(link) && /html/.test(first.row.media_type ?? '')
        const later = before.filter(({ row }) => row.fetched_at > first.row.fetched_at)
        return [{ first: { ...first, framed }, later: later.map((page) => ({ ...page, framed })) }]
      })
      const moments = histories.flatMap(({ later }) => later.map(({ row }) => row.fetched_at)).toSorted()
      for (const moment of [null, ...new Set(moments)]) {
        const standing = histories.map(
          ({ first, later }) =>
            (moment === null ? undefined : later.findLast(({ row }) => row.fetched_at <= moment)) ?? first,
        )
        const gathered = gatherArticle(article, standing, site)
        pages.push(...gathered.pages)
        for (const stray of gathered.strays)
          strays.set(`${stray.page.row.url} ${stray.page.row.sha256}`, stray)
      }
    }
  }
  return { pages, strays: [...strays.values()] }
}
