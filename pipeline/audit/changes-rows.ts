/** The silent edits of one site's reports as rows. Pure. */
import type { ArchiveRow } from '../../crawlers/archive-row.ts'
import type { Fact, Place } from '../../parsers/facts.ts'
import type { ChangeRow } from '../../warehouse/rows.ts'
import type { ReportHistory, Revision } from '../reading.ts'
import { compareFigures, compareParagraphs, confirmVersions, pairVersions, type Version } from './changes.ts'
import type { Changed, SightingRecord } from './changes-sightings.ts'

const versionOf = ({ revision, snapshots, page }: Revision): Version => ({
  revision,
  snapshots,
  first_seen: page.row.fetched_at,
})

/** The addresses whose pages came in more than one version, with the times at which each further version was first seen. */
export function changedAddresses(rows: readonly Pick<ArchiveRow, 'url' | 'fetched_at'>[]): Changed[] {
  const times = new Map<string, string[]>()
  for (const { url, fetched_at } of rows) times.set(url, [...(times.get(url) ?? []), fetched_at].toSorted())
  return [...times].flatMap(([url, [, ...later]]) => (later.length === 0 ? [] : [{ url, first_seen: later }]))
}

const nothing = {
  cell: null,
  section_no: null,
  old_text: null,
  new_text: null,
  old_value: null,
  new_value: null,
  old_state: null,
  new_state: null,
}

/** Where a figure stands in its version's own page; null where it stands nowhere, or in a document beside it. */
const ownPlace = (fact: Fact | null): Place | null =>
  fact?.place === undefined || fact.place?.document !== undefined ? null : fact.place

function rowsOfPair(
  older: Revision,
  newer: Revision,
): Omit<ChangeRow, 'report' | 'revision' | 'old_revision' | 'change_no'>[] {
  const figures = compareFigures(older.page.parsed.value.facts, newer.page.parsed.value.facts)
  const paragraphs = compareParagraphs(older.page.prose ?? [], newer.page.prose ?? [])
  return [
    ...figures.map((change) => ({
      ...nothing,
      kind: 'figure' as const,
      cell: change.cell,
      old_text: change.old?.raw ?? null,
      new_text: change.new?.raw ?? null,
      old_value: change.old?.value ?? null,
      new_value: change.new?.value ?? null,
      old_state: change.old?.state ?? null,
      new_state: change.new?.state ?? null,
      old_start: ownPlace(change.old)?.start ?? null,
      old_end: ownPlace(change.old)?.end ?? null,
      new_start: ownPlace(change.new)?.start ?? null,
      new_end: ownPlace(change.new)?.end ?? null,
    })),
    ...paragraphs.map((change) => ({
      ...nothing,
      kind: 'paragraph' as const,
      section_no: change.section,
      old_text: change.old?.text ?? null,
      new_text: change.new?.text ?? null,
      old_start: change.old?.start ?? null,
      old_end: change.old?.end ?? null,
      new_start: change.new?.start ?? null,
      new_end: change.new?.end ?? null,
    })),
  ]
}

/** An edit, and the beginning of the run that showed it for the second time in a row (UTC ISO); null while it waits for one. */
export interface Edit {
  row: ChangeRow
  reported_at: string | null
}

/** All edits of a site: those that two runs in a row have shown, and those of the newest version that wait for a second run. */
export function findEdits(reports: readonly ReportHistory[], record: SightingRecord): Edit[] {
  return reports.flatMap(({ key, revisions }) => {
    const [first] = revisions
    if (first === undefined || revisions.length === 1) return []
    const versions = revisions.map(versionOf)
    const confirmed = confirmVersions(versions, record.sightings.get(first.page.row.url) ?? [], record.since)
    return pairVersions(versions, confirmed).flatMap(({ older, newer, reported_at }) => {
      const [old, now] = [older, newer].map((number) => revisions.find(({ revision }) => revision === number))
      if (old === undefined || now === undefined) return []
      return rowsOfPair(old, now).map((row, index) => ({
        row: { ...row, report: key, revision: newer, old_revision: older, change_no: index + 1 },
        reported_at,
      }))
    })
  })
}

/** One edit in the words of the operator's log, Chinese. */
export function sayEdit({ report, kind, cell, section_no, old_text, new_text }: ChangeRow): string {
  const where = kind === 'figure' ? cell : `第 ${section_no} 部分段落`
  const words = (text: string | null): string =>
    text === null ? '（无）' : `“${text.length > 40 ? `${text.slice(0, 40)}……` : text}”`
  return `改动：${report} ${where} ${words(old_text)} → ${words(new_text)}（连续两次见到）`
}
