/** The current reports of one site compared as texts, as rows and as rules ask for them. Pure. */
import type { Site } from '../../crawlers/site.ts'
import type { SimilarityRow } from '../../warehouse/rows.ts'
import type { ReportHistory } from '../reading.ts'
import { compareTexts, type Similarity } from './similarity.ts'

/** Compares the current revisions of a site's reports. */
export function compareSite(site: Site, reports: readonly ReportHistory[]): Similarity[] {
  const texts = reports.flatMap(({ key, publisher, year, kind, revisions }) => {
    const prose = revisions.find(({ current }) => current)?.page.prose ?? []
    return prose.length === 0 ? [] : [{ report: key, publisher: publisher.code, year, kind, prose }]
  })
  const names = site.publishers.flatMap(({ name, aliases }) => [name, ...aliases])
  return compareTexts(texts, { county: site.name, publishers: names })
}

/** Similarities as rows of the warehouse; every report stands with its current revision. */
export function similarityRows(
  similarities: readonly Similarity[],
  reports: readonly ReportHistory[],
): SimilarityRow[] {
  const current = new Map(
    reports.map(({ key, revisions }) => [key, revisions.find((one) => one.current)?.revision ?? null]),
  )
  return similarities.flatMap(({ report, other, scope, part, share, passages }) => {
    const [revision, other_revision] = [current.get(report), current.get(other)]
    if (typeof revision !== 'number' || typeof other_revision !== 'number') return []
    return [
      {
        report,
        revision,
        other_report: other,
        other_revision,
        scope,
        part,
        share,
        starts: passages.map(({ start }) => start),
        ends: passages.map(({ end }) => end),
        other_starts: passages.map((passage) => passage.other_start),
        other_ends: passages.map((passage) => passage.other_end),
      },
    ]
  })
}
