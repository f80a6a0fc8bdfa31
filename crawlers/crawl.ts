/** Crawls one site: robots, lists, the articles they promise, the archive; and says what was found, left and not reached. */
import { decode } from '../parsers/page/decode.ts'
import type { Archive, ArchiveRow, Attribution } from './archive-row.ts'
import type { CrawlEvent, CrawlOutcome, FetchedRef } from './crawl-event.ts'
import { discover, type ListAnswer } from './discover.ts'
import { expectedReports } from './expected.ts'
import type { Fetched, Validators } from './fetched.ts'
import { judgePage } from './page-heading.ts'
import { distinctRefs, type PageRef } from './page-ref.ts'
import { completeRef } from './title.ts'
import { describeAnswer, listAnswer, openVisit, type Visit, type VisitOptions } from './visit.ts'

export interface CrawlOptions extends VisitOptions {
  /** Opened for writing. */
  archive: Archive
}

/** Everything that the steps of one crawl share. */
interface Night extends CrawlOptions {
  visit: Visit
  emit: (event: CrawlEvent) => void
  stamp: () => { at: string; site: string }
}

function attributionOf(ref: PageRef, looksLikeReport: boolean | null): Attribution {
  const { site, publisher, year, link_title, found_on } = ref
  return { role: 'report', site, publisher, year, link_title, found_on, looks_like_report: looksLikeReport }
}

/** Validators of the newest archived version; none where its bytes are damaged and wanted again. */
function validatorsFor(row: ArchiveRow | null, archive: Archive): Validators | undefined {
  if (row === null || archive.damaged.some(({ sha256 }) => sha256 === row.sha256)) return undefined
  return { etag: row.headers['etag'] ?? null, last_modified: row.headers['last-modified'] ?? null }
}

async function ask(night: Night, url: string, role: 'list' | 'report'): Promise<Fetched> {
  const { archive, visit, emit, stamp } = night
  const answer = await visit.ask(url, validatorsFor(archive.latest(url), archive))
  emit({ type: 'asked', ...stamp(), url, role, outcome: answer.kind })
  if (answer.kind === 'refused' || answer.kind === 'failed')
    emit({ type: 'obstacle', ...stamp(), url, reason: answer.reason, detail: answer.detail })
  return answer
}

/** One list page: archived where it is new, read from the archive where the site says that it has not changed. */
async function askList(night: Night, url: string): Promise<ListAnswer> {
  const { archive, site, emit, stamp } = night
  const answer = await ask(night, url, 'list')
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
    emit({ type: 'archived', ...stamp(), url, sha256: row.sha256, stored })
    return listAnswer(snapshot.url, snapshot)
  }
  if (answer.kind !== 'unchanged') return { fault: describeAnswer(answer) }
  const row = archive.latest(url)
  if (row === null) return { fault: '网站对首次请求返回 304' }
  return listAnswer(row.answered_by, { ...row, bytes: await archive.read(row.sha256) })
}

/** Judges bytes that are new to the archive, fills the reference from the page's own title, and tells. */
async function judgeAndKeep(
  night: Night,
  ref: PageRef,
  page: { bytes: Uint8Array; contentType: string | null },
  keep: (attribution: Attribution) => Promise<FetchedRef['state']>,
  sha256: string,
): Promise<FetchedRef> {
  const judgement = judgePage(decode(page.bytes, page.contentType).value.text)
  const full = completeRef(ref, judgement.reading, night.site)
  const { looks_like_report } = judgement
  const state = await keep(attributionOf(full, looks_like_report))
  if (looks_like_report === false)
    night.emit({ type: 'not_a_report', ...night.stamp(), url: ref.url, reason: judgement.reason })
  return {
    ref: full,
    state,
    snapshot: sha256,
    looks_like_report,
    detail: looks_like_report === false ? judgement.reason : '',
  }
}

/** A page whose newest bytes are in the archive already: what was learned of it then still holds. */
async function keepKnown(
  night: Night,
  ref: PageRef,
  row: ArchiveRow,
  state: FetchedRef['state'],
  detail: string,
): Promise<FetchedRef> {
  const full = { ...ref, publisher: ref.publisher ?? row.publisher, year: ref.year ?? row.year }
  await night.archive.attribute(row.url, attributionOf(full, row.looks_like_report))
  return { ref: full, state, snapshot: row.sha256, looks_like_report: row.looks_like_report, detail }
}

/** One promised article: fetched, and archived where its bytes are new. */
async function fetchRef(night: Night, ref: PageRef): Promise<FetchedRef> {
  const { archive, emit, stamp } = night
  const before = archive.latest(ref.url)
  const answer = await ask(night, ref.url, 'report')
  if (answer.kind === 'fetched') {
    const { snapshot } = answer
    const { sha256 } = snapshot
    if (before?.sha256 === sha256 && before.role === 'report' && validatorsFor(before, archive) !== undefined)
      return keepKnown(night, ref, before, 'unchanged', '')
    const page = { bytes: snapshot.bytes, contentType: snapshot.headers['content-type'] ?? null }
    const keep = async (attribution: Attribution): Promise<FetchedRef['state']> => {
      const { stored } = await archive.add(snapshot, attribution)
      emit({ type: 'archived', ...stamp(), url: ref.url, sha256, stored })
      if (stored) return 'stored'
      await archive.attribute(ref.url, attribution)
      return 'unchanged'
    }
    return judgeAndKeep(night, ref, page, keep, sha256)
  }
  if (answer.kind === 'unchanged') {
    if (before !== null) return keepKnown(night, ref, before, 'unchanged', '')
    return {
      ref,
      state: 'unreachable',
      snapshot: null,
      looks_like_report: null,
      detail: '网站对首次请求返回 304',
    }
  }
  const detail = describeAnswer(answer)
  if (before !== null) return keepKnown(night, ref, before, 'kept', detail)
  const state = answer.kind === 'missing' ? 'missing' : 'unreachable'
  return { ref, state, snapshot: null, looks_like_report: null, detail }
}

/** A column page that is itself the article: its bytes came with the list walk, so it is only judged and attributed. */
async function keepColumnPage(night: Night, ref: PageRef): Promise<FetchedRef> {
  const { archive } = night
  const row = archive.latest(ref.found_on)
  if (row === null) throw new Error(`${ref.found_on} was walked as a column but is not in the archive.`)
  const own = { ...ref, url: row.url }
  if (row.role === 'report') return keepKnown(night, own, row, 'unchanged', '')
  const page = { bytes: await archive.read(row.sha256), contentType: row.headers['content-type'] ?? null }
  const keep = async (attribution: Attribution): Promise<FetchedRef['state']> => {
    await archive.attribute(row.url, attribution)
    return 'stored'
  }
  return judgeAndKeep(night, own, page, keep, row.sha256)
}

/** Crawls one site and returns what is known of every report it owes; what the site does wrong never throws. */
export async function crawlSite(options: CrawlOptions): Promise<CrawlOutcome> {
  const { site, families, settings, now, onEvent } = options
  const started = now()
  let stored = 0
  const night: Night = {
    ...options,
    visit: openVisit(options),
    stamp: () => ({ at: now().toISOString(), site: site.code }),
    emit(event) {
      if (event.type === 'archived' && event.stored) stored += 1
      onEvent(event)
    },
  }
  const { visit, emit, stamp } = night
  emit({ type: 'site_started', ...stamp(), entries: site.entries.length })
  try {
    const walks = await discover(site, { families, page_bound: settings.page_bound }, ({ url }) =>
      askList(night, url),
    )
    for (const { outcome } of walks) emit({ type: 'entry_walked', ...stamp(), outcome })
    const promised = distinctRefs(walks.flatMap((walk) => walk.refs))
    const refs = await Promise.all(
      promised.map((ref) => (ref.column_page ? keepColumnPage(night, ref) : fetchRef(night, ref))),
    )
    const entries = walks.map(({ outcome }) => outcome)
    const expected = expectedReports(site, entries, refs, started)
    const unreachable = refs.filter(({ state }) => state === 'unreachable' || state === 'kept').length
    emit({ type: 'site_done', ...stamp(), found: refs.length, stored, unreachable })
    return {
      site: site.code,
      started_at: started.toISOString(),
      ended_at: now().toISOString(),
      entries,
      refs,
      refused: walks.flatMap(({ refused }) => refused),
      expected,
      requests: visit.requests(),
      stored,
    }
  } finally {
    await visit.close()
  }
}
