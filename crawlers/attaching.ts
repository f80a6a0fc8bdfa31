/** Brings the documents that hang on an article into the archive, each with the page it hangs on. */
import { decode } from '../parsers/page/decode.ts'
import type { ArchiveRow } from './archive-row.ts'
import { askInRound, type Night } from './asking.ts'
import { attachmentsOf, mentionsDocument, type AttachmentLink } from './attachments.ts'
import type { FetchedAttachment, FetchedRef } from './crawl-event.ts'
import type { RefusedRef } from './page-ref.ts'
import { getPage } from './request.ts'
import { describeAnswer } from './visit.ts'

/** What is known of attachments before the night: those in the archive, by the page they hang on. */
export interface AttachmentMemory {
  of(page: string): readonly ArchiveRow[]
  /** True where a page that did not change must be read again, because one of its documents may still be missing. */
  incomplete: boolean
}

/** Remembers the attachments of one site. */
export function recallAttachments(
  rows: readonly ArchiveRow[],
  site: string,
  incomplete: boolean,
): AttachmentMemory {
  const byPage = new Map<string, Map<string, ArchiveRow>>()
  for (const row of rows) {
    if (row.role !== 'attachment' || row.site !== site || row.found_on === null) continue
    const known = byPage.get(row.found_on) ?? new Map<string, ArchiveRow>()
    byPage.set(row.found_on, known.set(row.url, row))
  }
  return { of: (page) => [...(byPage.get(page)?.values() ?? [])], incomplete }
}

async function fetchOne(night: Night, owner: FetchedRef, link: AttachmentLink): Promise<FetchedAttachment> {
  const { archive, round, emit, stamp } = night
  const before = archive.latest(link.url)
  const answer = await askInRound(night, getPage(link.url), 'attachment')
  const { publisher, year } = owner.ref
  const attribution = {
    role: 'attachment' as const,
    site: night.site.code,
    publisher,
    year,
    link_title: link.title,
    found_on: owner.ref.url,
    looks_like_report: null,
  }
  const told = { url: link.url, found_on: owner.ref.url, title: link.title }
  if (answer.kind === 'fetched') {
    const { row, stored } = await archive.add(answer.snapshot, attribution)
    emit({ ...stamp(), type: 'archived', url: link.url, sha256: row.sha256, stored })
    await round.done(link.url, answer)
    return { ...told, state: stored ? 'stored' : 'unchanged', snapshot: row.sha256, detail: '' }
  }
  if (answer.kind === 'unchanged' && before !== null)
    return { ...told, state: 'unchanged', snapshot: before.sha256, detail: '' }
  const detail = answer.kind === 'unchanged' ? '网站对首次请求返回 304' : describeAnswer(answer)
  if (before !== null) return { ...told, state: 'kept', snapshot: before.sha256, detail }
  return { ...told, state: answer.kind === 'missing' ? 'missing' : 'unreachable', snapshot: null, detail }
}

/**
 * Fetches the documents of one archived article. Links are read off the page where it is new; an unchanged page has the
 * documents that it had.
 */
export async function fetchAttachments(
  night: Night,
  owner: FetchedRef,
  memory: AttachmentMemory,
): Promise<{ attachments: FetchedAttachment[]; refused: RefusedRef[] }> {
  const { archive, site } = night
  const row = archive.latest(owner.ref.url)
  if (row === null || owner.looks_like_report === false || !/html|^$/.test(row.media_type ?? ''))
    return { attachments: [], refused: [] }
  const known = memory
    .of(owner.ref.url)
    .map(({ url, link_title }): AttachmentLink => ({ url, title: link_title ?? '' }))
  const reread = owner.state === 'stored' || memory.incomplete
  const bytes = reread ? (night.fresh.get(owner.ref.url) ?? (await archive.read(row.sha256))) : null
  const { links, refused } =
    bytes === null
      ? { links: known, refused: [] }
      : mentionsDocument(bytes)
        ? attachmentsOf(
            { url: row.answered_by, text: decode(bytes, row.headers['content-type'] ?? null).value.text },
            site,
          )
        : { links: [], refused: [] }
  const attachments: FetchedAttachment[] = []
  for (const link of links) attachments.push(await fetchOne(night, owner, link))
  return { attachments, refused }
}
