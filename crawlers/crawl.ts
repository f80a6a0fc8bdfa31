/** Crawls one site: robots, lists, the articles they promise, the archive; and says what was found, left and not reached. */
import type { Archive } from './archive-row.ts'
import { askInRound, type Night } from './asking.ts'
import { fetchAttachments, recallAttachments } from './attaching.ts'
import type { BrowserCarrier } from './browser.ts'
import type { CrawlOutcome, FetchedAttachment, FetchedRef } from './crawl-event.ts'
import { discover, type ListAnswer } from './discover.ts'
import { expectedReports } from './expected.ts'
import type { Frontier } from './frontier.ts'
import type { Snapshot } from './fetched.ts'
import { allSettled } from './halt.ts'
import { openListMemory, type ListMemory } from './list-memory.ts'
import type { AskedList } from './list-view.ts'
import { fetchRef, keepColumnPage } from './keeping.ts'
import { distinctRefs, type PageRef } from './page-ref.ts'
import { requestName } from './request.ts'
import { describeAnswer, listAnswer, openVisit, type VisitOptions } from './visit.ts'

export interface CrawlOptions extends VisitOptions {
  /** Opened for writing. */
  archive: Archive
  frontier: Frontier
  /** File that keeps readings of lists from night to night; every list is parsed anew where absent. */
  lists?: string
  /** Opens a browser for pages that hold nothing without one; null where the machine has none. */
  browser?: () => Promise<BrowserCarrier | null>
}

/** An answer's reading where it was kept; else the page, to be read and its reading kept. */
async function recallList(
  asked: AskedList,
  answered: { sha256: string; url: string },
  lists: ListMemory | null,
  open: () => Promise<Pick<Snapshot, 'bytes' | 'headers' | 'media_type'>>,
): Promise<ListAnswer> {
  const view = lists?.recall(asked, answered) ?? null
  if (view !== null) return { view }
  const opened = listAnswer(answered.url, await open())
  return 'page' in opened ? { ...opened, keep: (read) => lists?.keep(asked, answered, read) } : opened
}

/** One list page: archived where it is new, read from the archive where the site says that it has not changed. */
async function askList(night: Night, asked: AskedList, lists: ListMemory | null): Promise<ListAnswer> {
  const { archive, round, site, emit, stamp } = night
  const { request } = asked
  const name = requestName(request)
  const answer = await askInRound(night, request, 'list')
  if (answer.kind === 'fetched') {
    const { snapshot } = answer
    const attribution = {
      publisher: null,
      year: null,
      link_title: null,
      found_on: null,
      looks_like_report: null,
    }
    const { row, stored } = await archive.add(snapshot, { role: 'list', site: site.code, ...attribution })
    emit({ ...stamp(), type: 'archived', url: name, sha256: row.sha256, stored })
    await round.done(name, answer)
    return recallList(asked, snapshot, lists, () => Promise.resolve(snapshot))
  }
  if (answer.kind !== 'unchanged') return { fault: describeAnswer(answer) }
  const row = archive.latest(name)
  if (row === null) return { fault: '网站对首次请求返回 304' }
  const answered = { sha256: row.sha256, url: row.answered_by }
  return recallList(asked, answered, lists, async () => ({ ...row, bytes: await archive.read(row.sha256) }))
}

/**
 * What comes first on a host, so that a night cut short has brought the news: pages never had before those that are only looked at
 * again, newer years before older; those last that killed a process before.
 */
function rankOf({ round, archive }: Night, { url, year }: PageRef): [number, number, number] {
  return [round.torn(url), archive.latest(url) === null ? 0 : 1, -(year ?? Infinity)]
}

/** A reference and its place among all. */
interface PlacedRef {
  ref: PageRef
  at: number
}

/** References by their hosts, in the order given. */
function byHost(refs: readonly PageRef[]): Map<string, PlacedRef[]> {
  const lines = new Map<string, PlacedRef[]>()
  for (const [at, ref] of refs.entries()) {
    const { host } = new URL(ref.url)
    const line = lines.get(host)
    if (line === undefined) lines.set(host, [{ ref, at }])
    else line.push({ ref, at })
  }
  return lines
}

/** Works through the references of each host one after another by their ranks, and all hosts side by side; answers in the order of their places. */
async function workThrough(
  lines: ReadonlyMap<string, readonly PlacedRef[]>,
  rankOf: (ref: PageRef) => readonly [number, number, number],
  work: (ref: PageRef) => Promise<FetchedRef>,
): Promise<FetchedRef[]> {
  const done: { at: number; fetched: FetchedRef }[] = []
  await allSettled(
    [...lines.values()].map(async (line) => {
      const ranked = line.map(({ ref, at }) => ({ ref, at, rank: rankOf(ref) }))
      ranked.sort(
        ({ rank: a }, { rank: b }) => a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : Number(a[2] > b[2])),
      )
      for (const { ref, at } of ranked) done.push({ at, fetched: await work(ref) })
    }),
  )
  return done.sort((a, b) => a.at - b.at).map(({ fetched }) => fetched)
}

/** Crawls one site and returns what is known of every report it owes; what the site does wrong never throws, only the end of the time that was given (TimeIsUp). */
export async function crawlSite(options: CrawlOptions): Promise<CrawlOutcome> {
  const { site, families, settings, now, onEvent, frontier } = options
  const started = now()
  let stored = 0
  const round = frontier.begin(site.code)
  const lists = options.lists === undefined ? null : openListMemory(options.lists, site)
  const visit = openVisit({ ...options, robots: round.robots })
  // Every field by name: an object made by spreading has a shape of its own, and code compiled for one crawl would not serve the next.
  const night: Night = {
    site,
    now,
    until: options.until,
    archive: options.archive,
    round,
    visit,
    browser: options.browser ?? (() => Promise.resolve(null)),
    fresh: new Map(),
    stamp: () => ({ at: now().toISOString(), site: site.code }),
    emit(event) {
      if (event.type === 'archived' && event.stored) stored += 1
      onEvent(event)
    },
  }
  const { emit, stamp } = night
  emit({ ...stamp(), type: 'site_started', entries: site.entries.length, resumed: round.resumed })
  try {
    const walks = await discover(site, { families, page_bound: settings.page_bound, now: started }, (asked) =>
      askList(night, asked, lists),
    )
    lists?.close()
    for (const { outcome } of walks) emit({ ...stamp(), type: 'entry_walked', outcome })
    const promised = distinctRefs(walks.flatMap((walk) => walk.refs))
    const lines = byHost(promised)
    const hosts = Object.fromEntries([...lines].map(([host, { length }]) => [host, length]))
    emit({ ...stamp(), type: 'promised', hosts })
    const owed = frontier.owed().some((page) => page.site === site.code && page.role === 'attachment')
    const memory = recallAttachments(options.archive.rows(), site.code, owed || round.resumed)
    const attachments: FetchedAttachment[] = []
    const refused = walks.flatMap((walk) => walk.refused)
    const refs = await workThrough(
      lines,
      (ref) => rankOf(night, ref),
      async (ref) => {
        const fetched = await (ref.column_page ? keepColumnPage(night, ref) : fetchRef(night, ref))
        const attached = await fetchAttachments(night, fetched, memory)
        attachments.push(...attached.attachments)
        refused.push(...attached.refused)
        night.fresh.delete(ref.url)
        emit({
          ...stamp(),
          type: 'ref_done',
          ref: fetched.ref.url,
          publisher: fetched.ref.publisher,
          state: fetched.state,
        })
        return fetched
      },
    )
    const entries = walks.map(({ outcome }) => outcome)
    const expected = expectedReports(site, entries, refs, started)
    const unreachable = refs.filter(({ state }) => state === 'unreachable' || state === 'kept').length
    round.end()
    emit({ ...stamp(), type: 'site_done', found: refs.length, stored, unreachable })
    return {
      site: site.code,
      started_at: started.toISOString(),
      ended_at: now().toISOString(),
      entries,
      refs,
      attachments,
      refused,
      expected,
      requests: visit.requests(),
      stored,
    }
  } finally {
    await visit.close()
  }
}
