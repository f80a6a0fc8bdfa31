/** From a promised article to the archive: asked for, judged by its own words, kept under the right name, and then settled with the frontier. */
import { decode } from '../parsers/page/decode.ts'
import type { ArchiveRow, Attribution } from './archive-row.ts'
import { askInRound, validatorsFor, type Night } from './asking.ts'
import type { FetchedRef } from './crawl-event.ts'
import type { Snapshot } from './fetched.ts'
import { judgePage, type PageJudgement } from './page-heading.ts'
import type { PageRef } from './page-ref.ts'
import { getPage } from './request.ts'
import { completeRef } from './title.ts'
import { describeAnswer } from './visit.ts'

/** What a report's page is archived as. */
function attributionOf(ref: PageRef, looksLikeReport: boolean | null): Attribution {
  const { site, publisher, year, link_title, found_on } = ref
  return { role: 'report', site, publisher, year, link_title, found_on, looks_like_report: looksLikeReport }
}

/** Headings stand in a page's first part, so more of it is only decoded where the part before does not decide. */
const parts = [12 * 1024, 100 * 1024]

function judgeBytes(bytes: Uint8Array, contentType: string | null): PageJudgement {
  for (const part of parts) {
    if (bytes.length <= part) break
    const head = judgePage(decode(bytes.subarray(0, part), contentType).value.text)
    if (head.looks_like_report === true) return head
  }
  return judgePage(decode(bytes, contentType).value.text)
}

/** Judges bytes that are new to the archive, fills the reference from the page's own title, and tells. */
async function judgeAndKeep(
  night: Night,
  ref: PageRef,
  page: { bytes: Uint8Array; contentType: string | null },
  keep: (attribution: Attribution) => Promise<FetchedRef['state']>,
  sha256: string,
): Promise<FetchedRef> {
  const judgement = judgeBytes(page.bytes, page.contentType)
  const full = completeRef(ref, judgement.reading, night.site)
  const { looks_like_report } = judgement
  const state = await keep(attributionOf(full, looks_like_report))
  if (looks_like_report === false)
    night.emit({ ...night.stamp(), type: 'not_a_report', url: ref.url, reason: judgement.reason })
  const detail = looks_like_report === false ? judgement.reason : ''
  return { ref: full, state, snapshot: sha256, looks_like_report, detail }
}

/** A page whose newest bytes are in the archive already: what was learned of it then still holds. */
async function keepKnown(
  night: Night,
  ref: PageRef,
  row: ArchiveRow,
  state: FetchedRef['state'],
  detail: string,
): Promise<FetchedRef> {
  const year = ref.year_from === 'title' ? ref.year : (row.year ?? ref.year)
  const publisher = ref.publisher ?? row.publisher
  const full = publisher === ref.publisher && year === ref.year ? ref : { ...ref, publisher, year }
  await night.archive.attribute(row.url, attributionOf(full, row.looks_like_report))
  return { ref: full, state, snapshot: row.sha256, looks_like_report: row.looks_like_report, detail }
}

async function keepFetched(
  night: Night,
  ref: PageRef,
  snapshot: Snapshot,
  before: ArchiveRow | null,
): Promise<FetchedRef> {
  const { archive, emit, stamp } = night
  const { sha256 } = snapshot
  if (before?.sha256 === sha256 && before.role === 'report' && validatorsFor(before, archive) !== undefined)
    return keepKnown(night, ref, before, 'unchanged', '')
  const page = { bytes: snapshot.bytes, contentType: snapshot.headers['content-type'] ?? null }
  const keep = async (attribution: Attribution): Promise<FetchedRef['state']> => {
    const { stored } = await archive.add(snapshot, attribution)
    emit({ ...stamp(), type: 'archived', url: ref.url, sha256, stored })
    if (stored) {
      night.fresh.set(ref.url, snapshot.bytes)
      return 'stored'
    }
    await archive.attribute(ref.url, attribution)
    return 'unchanged'
  }
  return judgeAndKeep(night, ref, page, keep, sha256)
}

/** One promised article: fetched, and archived where its bytes are new. Bytes and index row are on disk before the frontier knows. */
export async function fetchRef(night: Night, ref: PageRef): Promise<FetchedRef> {
  const { archive, round } = night
  const before = archive.latest(ref.url)
  const answer = await askInRound(night, getPage(ref.url), 'report')
  if (answer.kind === 'fetched') {
    const kept = await keepFetched(night, ref, answer.snapshot, before)
    await round.done(ref.url, answer)
    return kept
  }
  const none = { ref, snapshot: null, looks_like_report: null }
  if (answer.kind === 'unchanged') {
    if (before !== null) return keepKnown(night, ref, before, 'unchanged', '')
    return { ...none, state: 'unreachable', detail: '网站对首次请求返回 304' }
  }
  const detail = describeAnswer(answer)
  if (before !== null) return keepKnown(night, ref, before, 'kept', detail)
  return { ...none, state: answer.kind === 'missing' ? 'missing' : 'unreachable', detail }
}

/** A column page that is itself the article: its bytes came with the list walk, so it is only judged and attributed. */
export async function keepColumnPage(night: Night, ref: PageRef): Promise<FetchedRef> {
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
