/** The reports that a site's publishers owe, and what one night's crawl knows of each. Pure. */
import type { FetchedRef, PublisherYear } from './crawl-event.ts'
import type { EntryOutcome } from './page-ref.ts'
import type { Publisher, Site } from './site.ts'

/** The last report year that can be owed at a moment, by the calendar of China. */
export function lastReportYear(now: Date): number {
  return new Date(now.getTime() + 8 * 3_600_000).getUTCFullYear() - 1
}

/** The report years of one publisher, oldest first. */
export function expectedYears(publisher: Publisher, site: Site, now: Date): number[] {
  const last = lastReportYear(now)
  const from = Math.max(site.years.from, publisher.years?.from ?? site.years.from)
  const to = Math.min(last, site.years.to ?? last, publisher.years?.to ?? last)
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
}

/** Why none of a report's pages is in the archive, and what that allows to be said. */
function judgeAbsence(
  refs: FetchedRef[],
  unseen: EntryOutcome[],
  loose: number,
): Pick<PublisherYear, 'state' | 'detail'> {
  if (refs.length > 0)
    return {
      state: 'uncertain',
      detail: `找到链接，但页面取不到：${refs.map(({ detail }) => detail).join('；')}`,
    }
  const [first] = unseen
  if (first !== undefined)
    return { state: 'uncertain', detail: `栏目 ${first.url} 没有看全：${first.detail}` }
  if (loose > 0) return { state: 'uncertain', detail: `有 ${loose} 个年报链接未能确定单位或年度` }
  return { state: 'not_found', detail: '可能刊登的栏目都已看全，没有链接' }
}

/** Publishers × years, each with a state; an empty list is never taken for "published nothing" unless it was seen whole. */
export function expectedReports(
  site: Site,
  entries: readonly EntryOutcome[],
  refs: readonly FetchedRef[],
  now: Date,
): PublisherYear[] {
  const byReport = new Map<string, FetchedRef[]>()
  const open: FetchedRef[] = []
  for (const fetched of refs) {
    const { publisher, year } = fetched.ref
    if (publisher === null || year === null) open.push(fetched)
    const key = `${publisher ?? ''} ${year ?? ''}`
    const known = byReport.get(key)
    if (known === undefined) byReport.set(key, [fetched])
    else known.push(fetched)
  }
  return site.publishers.flatMap((publisher) => {
    const own = entries.filter((entry) => entry.publisher === null || entry.publisher === publisher.code)
    return expectedYears(publisher, site, now).map((year): PublisherYear => {
      const mine = byReport.get(`${publisher.code} ${year}`) ?? []
      const report = { publisher: publisher.code, year, refs: mine }
      if (mine.some(({ snapshot }) => snapshot !== null)) return { ...report, state: 'found', detail: '' }
      const dated = own.filter((entry) => entry.year === null || entry.year === year)
      const unseen = dated.filter(({ state }) => state !== 'complete')
      const columns = dated.filter(({ index }) => !index)
      const loose = open.filter(
        ({ ref }) =>
          (ref.publisher === null || ref.publisher === publisher.code) &&
          (ref.year === null || ref.year === year),
      ).length
      const verdict =
        columns.length === 0 && mine.length === 0
          ? { state: 'uncertain' as const, detail: '没有该单位当年的栏目可看' }
          : judgeAbsence(mine, unseen, loose)
      return { ...report, ...verdict }
    })
  })
}
