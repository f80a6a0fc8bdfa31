/** What a crawl of one site would ask for: lists are walked for real, articles are only counted, nothing is archived. */
import { gapFor } from './manners.ts'
import { describeAnswer, listAnswer, openVisit, type Visit, type VisitOptions } from './visit.ts'
import { discover } from './discover.ts'
import { expectedYears } from './expected.ts'
import { distinctRefs, promisedReports } from './page-ref.ts'
import type { EntryOutcome, PageRef, PromisedReport, RefusedRef } from './page-ref.ts'

/** The plan of one site. */
export interface SitePlan {
  site: string
  entries: EntryOutcome[]
  /** Report links, distinct by address. */
  refs: PageRef[]
  refused: RefusedRef[]
  /** Reports that the links promise, each with all its pages. */
  reports: PromisedReport[]
  /** Reports that are owed and that no link promises. */
  without: { publisher: string; name: string; year: number }[]
  /** Articles that a crawl would ask for. */
  articles: number
  /** Milliseconds that the gaps of the busiest host take at least, its lists included. */
  at_least_ms: number
}

/** How long the gaps of the busiest host take: hosts do not wait for one another. */
async function leastTime(
  { site, settings }: VisitOptions,
  visit: Visit,
  urls: readonly string[],
): Promise<number> {
  const gaps = new Map<string, { count: number; gap: number }>()
  for (const address of urls) {
    const url = new URL(address)
    const known = gaps.get(url.host)
    const wishes = { gap_ms: settings.gap_ms, site_gap_ms: site.manners.gap_ms }
    const gap = known?.gap ?? gapFor({ ...wishes, rules: await visit.rulesFor(url) }, () => 0.5)
    gaps.set(url.host, { count: (known?.count ?? 0) + 1, gap })
  }
  return Math.max(0, ...[...gaps.values()].map(({ count, gap }) => count * gap))
}

/** Walks the lists of a site and says what a crawl would do. */
export async function planSite(options: VisitOptions): Promise<SitePlan> {
  const { site, families, settings } = options
  const visit = openVisit(options)
  try {
    const walks = await discover(
      site,
      { families, page_bound: settings.page_bound, now: options.now() },
      async ({ request }) => {
        const answer = await visit.ask(request)
        if (answer.kind === 'fetched') return listAnswer(answer.snapshot.url, answer.snapshot)
        return { fault: answer.kind === 'unchanged' ? '网站对首次请求返回 304' : describeAnswer(answer) }
      },
    )
    const refs = distinctRefs(walks.flatMap((walk) => walk.refs))
    const articles = refs.filter((ref) => !ref.column_page).length
    const lists = walks.flatMap(({ outcome }) =>
      Array.from({ length: outcome.list_pages }, () => outcome.url),
    )
    const asked = [...lists, ...refs.flatMap((ref) => (ref.column_page ? [] : [ref.url]))]
    const without = site.publishers.flatMap((publisher) =>
      expectedYears(publisher, site, options.now())
        .filter((year) => !refs.some((ref) => ref.publisher === publisher.code && ref.year === year))
        .map((year) => ({ publisher: publisher.code, name: publisher.name, year })),
    )
    return {
      site: site.code,
      entries: walks.map((walk) => walk.outcome),
      refs,
      refused: walks.flatMap((walk) => walk.refused),
      reports: promisedReports(refs),
      without,
      articles,
      at_least_ms: await leastTime(options, visit, asked),
    }
  } finally {
    await visit.close()
  }
}
