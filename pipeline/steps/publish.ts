/** Step: archive → reports → verdicts → a checked snapshot of the warehouse, published by rename. */
import { openArchive } from '../../crawlers/archive.ts'
import type { Archive, ArchiveRow } from '../../crawlers/archive-row.ts'
import type { Site } from '../../crawlers/site.ts'
import { read } from '../../parsers/read.ts'
import { publish, type Publication } from '../../warehouse/publish.ts'
import { assembleRows, type SiteReports } from '../assemble.ts'
import type { Context } from '../context.ts'
import { gatherReports, type ReadPage } from '../reading.ts'
import { latestOutcomes, stampOf } from '../run-log.ts'

/** What publishing came to, in numbers for the run's record and the operator. */
export interface PublishResult extends Publication {
  counts: {
    pages: number
    reports: number
    facts: number
    problems: number
    broken: number
    uncertain: number
    expected: Record<string, number>
  }
}

/** Reads one archived page as a report. */
export async function readArchived(archive: Archive, row: ArchiveRow): Promise<ReadPage> {
  const bytes = await archive.read(row.sha256)
  return { row, parsed: read(bytes, { url: row.url, contentType: row.headers['content-type'] ?? null }) }
}

/** The day in China on which something happened. */
function chinaDay(iso: string): string {
  return new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 10)
}

async function readSite(
  archive: Archive,
  site: Site,
  rows: readonly ArchiveRow[],
  context: Context,
): Promise<SiteReports> {
  const outcome = (await latestOutcomes(context.workspace.runs)).get(site.code)
  const pages: ReadPage[] = []
  for (const row of rows) pages.push(await readArchived(archive, row))
  const seen = outcome?.started_at ?? rows.at(-1)?.fetched_at ?? context.effects.now().toISOString()
  return { site, ...gatherReports(site, pages), outcome, asOf: chinaDay(seen) }
}

function countExpected(states: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const state of states) counts[state] = (counts[state] ?? 0) + 1
  return counts
}

/** Publishes what the archive holds for the given sites. The same archive and outcomes give the same snapshot, whoever runs it. */
export async function publishSites(context: Context, sites: readonly Site[]): Promise<PublishResult> {
  const { workspace, settings, effects } = context
  const archive = await openArchive(workspace.archive, {
    mode: 'read',
    verify: 'last',
    aside_stamp: stampOf(effects.now()),
  })
  const all: SiteReports[] = []
  let pages = 0
  try {
    for (const site of sites) {
      const rows = archive.rows().filter((row) => row.site === site.code && row.role === 'report')
      pages += rows.length
      all.push(await readSite(archive, site, rows, context))
    }
  } finally {
    await archive.close()
  }
  const rows = assembleRows(all)
  const publication = await publish(workspace.warehouse, rows, { keep: settings.warehouse.keep })
  const current = new Set(
    rows.reports.filter((report) => report.current).map((report) => `${report.report}#${report.revision}`),
  )
  const findings = rows.findings.filter((finding) => current.has(`${finding.report}#${finding.revision}`))
  return {
    ...publication,
    counts: {
      pages,
      reports: current.size,
      facts: rows.facts.length,
      problems: rows.problems.length,
      broken: findings.filter((finding) => finding.verdict === 'broken').length,
      uncertain: findings.filter((finding) => finding.verdict === 'uncertain').length,
      expected: countExpected(rows.expected.map((row) => row.state)),
    },
  }
}
