/** Asks for the pages of one round: what the round knows already is not asked for again, and an empty shell is asked for by a browser. */
import type { Archive, ArchiveRow } from './archive-row.ts'
import type { BrowserCarrier } from './browser.ts'
import { isShell } from './content-test.ts'
import type { CrawlEvent } from './crawl-event.ts'
import type { Fetched, Validators } from './fetched.ts'
import type { PageRecord } from './frontier-record.ts'
import type { Round } from './frontier.ts'
import { mindTime, TimeIsUp } from './halt.ts'
import { requestName, type PageRequest } from './request.ts'
import type { Visit, VisitOptions } from './visit.ts'

/** Everything that the steps of one crawl share. */
export interface Night extends Pick<VisitOptions, 'site' | 'now' | 'until'> {
  archive: Archive
  round: Round
  visit: Visit
  /** Opened when the first page needs it; null where the machine has none, or none is wanted. */
  browser: () => Promise<BrowserCarrier | null>
  /** Bytes of pages archived a moment ago, by address, for whoever reads on in them; taken out when the page is done with. */
  fresh: Map<string, Uint8Array>
  emit: (event: CrawlEvent) => void
  stamp: () => { at: string; site: string }
}

/** Validators of the newest archived version; none where its bytes are damaged and wanted again. */
export function validatorsFor(row: ArchiveRow | null, archive: Archive): Validators | undefined {
  if (row === null || archive.damaged.some(({ sha256 }) => sha256 === row.sha256)) return undefined
  return { etag: row.headers['etag'] ?? null, last_modified: row.headers['last-modified'] ?? null }
}

/** What a page's record says, as the answer that it was. */
function recalled(url: string, record: PageRecord, row: ArchiveRow | null): Fetched {
  const had = record.outcome === 'fetched' || record.outcome === 'unchanged'
  if (had && row !== null) return { kind: 'unchanged', url, fetched_at: row.fetched_at }
  if (record.outcome === 'missing') return { kind: 'missing', url, status: 404 }
  const again = record.state === 'dead' ? '；已连续失败，不再访问（gouji retry 可重试）' : ''
  const detail = `${record.detail}${again}`
  const wait = record.state === 'deferred' ? `，${record.next_attempt ?? '下一夜'}再访问` : ''
  const late = { status: null, retry: false, retry_after_ms: null }
  return { kind: 'failed', url, reason: 'deferred', detail: `${detail}${wait}`, ...late }
}

/** One page by the carrier that its source needs. */
async function carry(night: Night, request: PageRequest, role: PageRecord['role']): Promise<Fetched> {
  const { archive, visit, round } = night
  const url = requestName(request)
  const { reach, rulesFor, turn, count } = visit
  const guest = { reach, tls_exceptions: night.site.tls_exceptions, rulesFor, turn, count }
  if (request.method === 'GET' && round.needsBrowser(request.url, role)) {
    const browser = await night.browser()
    if (browser !== null) return browser.ask(request.url, guest)
  }
  const answer = await visit.ask(request, validatorsFor(archive.latest(url), archive))
  if (answer.kind !== 'fetched' || request.method !== 'GET' || role === 'attachment') return answer
  const { bytes, media_type, headers } = answer.snapshot
  if (!isShell({ bytes, media_type, content_type: headers['content-type'] ?? null })) return answer
  const detail = '页面内容由脚本生成，要用浏览器才能看到'
  const browser = await night.browser()
  if (browser === null)
    return {
      kind: 'refused',
      url,
      reason: 'needs_browser',
      detail: `${detail}，本次没有浏览器`,
      status: null,
    }
  const drawn = await browser.ask(request.url, guest)
  if (drawn.kind === 'fetched') round.rememberBrowser(request.url, role)
  return drawn
}

/** An answer, unless it is only that the night's own time ran out. */
async function inTime({ until, now }: Night, carried: Promise<Fetched>): Promise<Fetched> {
  const answer = await carried
  if (answer.kind === 'failed') mindTime(until, now)
  return answer
}

/**
 * Asks for one page. Where the answer is `fetched` the caller archives it and then calls `settle`; every other answer is settled here.
 */
export async function askInRound(
  night: Night,
  request: PageRequest,
  role: PageRecord['role'],
): Promise<Fetched> {
  const { archive, round, emit, stamp } = night
  const url = requestName(request)
  const row = archive.latest(url)
  const known = round.known(url) ?? round.barred(url)
  if (known !== null) return recalled(url, known, row)
  if (round.resumed && row !== null && row.fetched_at >= round.started_at) {
    // Archived a moment before the process was killed: only the journal does not know it yet.
    round.lease(url, role)
    const unchanged: Fetched = { kind: 'unchanged', url, fetched_at: row.fetched_at }
    await round.done(url, unchanged)
    return unchanged
  }
  round.lease(url, role)
  const answer = await inTime(night, carry(night, request, role)).catch((error: unknown) => {
    if (error instanceof TimeIsUp) round.release(url)
    throw error
  })
  emit({ ...stamp(), type: 'asked', url, role, outcome: answer.kind })
  if (answer.kind === 'refused' || answer.kind === 'failed')
    emit({ ...stamp(), type: 'obstacle', url, reason: answer.reason, detail: answer.detail })
  if (answer.kind !== 'fetched') await round.done(url, answer)
  return answer
}
