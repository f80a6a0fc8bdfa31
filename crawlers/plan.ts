/** What a crawl of one site would ask for: lists are walked for real, articles are only counted, nothing is archived. */
import { describeAnswer, listAnswer, openVisit, type VisitOptions } from './visit.ts'
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
  /** Articles that a crawl would ask for, and how long their gaps take at least. */
  articles: number
  at_least_ms: number
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
      at_least_ms: articles * Math.max(settings.gap_ms, site.manners.gap_ms ?? 0),
    }
  } finally {
    await visit.close()
  }
}
