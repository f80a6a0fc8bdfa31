/** Step: archive → reports → verdicts → a checked snapshot of the warehouse, published by rename. */
import { join } from 'node:path'
import { openArchive } from '../../crawlers/archive.ts'
import type { Archive, ArchiveRow } from '../../crawlers/archive-row.ts'
import type { Site } from '../../crawlers/site.ts'
import type { CrawlOutcome } from '../../crawlers/crawl-event.ts'
import { openReadOnly } from '../../warehouse/open.ts'
import { publish, type Publication } from '../../warehouse/publish.ts'
import { assembleRows, type SiteReports } from '../assemble.ts'
import { changedPages, findEdits, sayEdit, type Edit } from '../audit/changes-rows.ts'
import { readSightings, recentOutcomes } from '../audit/changes-sightings.ts'
import { decisionsPath, readDecisions } from '../audit/decision-file.ts'
import { settleDecisions } from '../audit/decisions-rows.ts'
import { readRulePacks } from '../audit/pack-files.ts'
import { gateAfter, judgeGate, type GateRefusal } from '../audit/gate.ts'
import { measureBefore } from '../audit/gate-measure.ts'
import { compareSite } from '../audit/similarity-rows.ts'
import type { Context } from '../context.ts'
import { inOrder } from '../in-order.ts'
import { readingHands, withReadPool, type ReadPool } from '../read-pool.ts'
import { gatherReports, type ReadPage } from '../reading.ts'
import { stampOf } from '../run-log.ts'

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
  /** What the gate objected to; with a reason in `accepted` it was published all the same. */
  objections: readonly GateRefusal[]
  accepted: string | null
  /** Silent edits that the last crawl was the second in a row to show, Chinese. */
  edits: readonly string[]
  /** What has to be said about auditors' decisions, Chinese. */
  notes: readonly string[]
}

/** Reads one archived document as a report, whatever carrier it is. */
export async function readArchived(
  archive: Archive,
  row: ArchiveRow,
  pool: Pick<ReadPool, 'read'>,
): Promise<ReadPage> {
  const bytes = await archive.read(row.sha256)
  const reading = await pool.read(bytes, { url: row.url, contentType: row.headers['content-type'] ?? null })
  return { row, parsed: reading, prose: reading.prose }
}

/** The day in China on which something happened. */
function chinaDay(iso: string): string {
  return new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** Edits that became certain with the last crawl: the run that confirmed them began after the crawl before it. */
function newEdits(edits: readonly Edit[], before: CrawlOutcome | undefined): string[] {
  return edits.flatMap(({ row, reported_at }) =>
    reported_at !== null && (before === undefined || reported_at > before.started_at) ? [sayEdit(row)] : [],
  )
}

async function readSite(
  archive: Archive,
  site: Site,
  rows: readonly ArchiveRow[],
  context: Context,
  pool: ReadPool,
): Promise<SiteReports & { news: string[] }> {
  const { runs } = context.workspace
  const [outcome, before] = await recentOutcomes(runs, site.code, 2)
  const pages: ReadPage[] = []
  for await (const page of inOrder(rows, readingHands, (row) => readArchived(archive, row, pool)))
    pages.push(page)
  const seen = outcome?.started_at ?? rows.at(-1)?.fetched_at ?? context.effects.now().toISOString()
  const { reports, strays } = gatherReports(site, pages)
  const edits = findEdits(reports, await readSightings(runs, site.code, changedPages(reports)))
  return {
    site,
    reports,
    strays,
    outcome,
    before,
    asOf: chinaDay(seen),
    similarities: compareSite(site, reports),
    changes: edits.map(({ row }) => row),
    news: newEdits(edits, before),
  }
}

function countExpected(states: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const state of states) counts[state] = (counts[state] ?? 0) + 1
  return counts
}

/** The text of the current revision of each report, as decisions are bound to it. */
function proseByReport(all: readonly SiteReports[]): (report: string) => string {
  const texts = new Map(
    all.flatMap(({ reports }) =>
      reports.map(({ key, revisions }): [string, string] => {
        const prose = revisions.find(({ current }) => current)?.page.prose ?? []
        return [key, prose.map(({ text }) => text).join('\n')]
      }),
    ),
  )
  return (report) => texts.get(report) ?? ''
}

/**
 * Publishes what the archive holds for the given sites. The same archive, outcomes and decisions give the same snapshot, whoever runs it.
 * `accept` is a reason to publish although the gate objects.
 */
export async function publishSites(
  context: Context,
  sites: readonly Site[],
  accept: string | null = null,
): Promise<PublishResult> {
  const { workspace, settings, effects } = context
  const packs = await readRulePacks(join(workspace.folder, 'rules'))
  const decisions = await readDecisions(decisionsPath(workspace), effects)
  const archive = await openArchive(workspace.archive, {
    mode: 'read',
    verify: 'last',
    aside_stamp: stampOf(effects.now()),
  })
  const all: (SiteReports & { news: string[] })[] = []
  let pages = 0
  try {
    await withReadPool({ size: readingHands }, async (pool) => {
      for (const site of sites) {
        const rows = archive.rows().filter((row) => row.site === site.code && row.role === 'report')
        pages += rows.length
        all.push({ ...(await readSite(archive, site, rows, context, pool)), packs })
      }
    })
  } finally {
    await archive.close()
  }
  const { rows, notes } = settleDecisions(assembleRows(all), decisions, proseByReport(all))
  let objections: GateRefusal[] = []
  const publication = await publish(workspace.warehouse, rows, {
    keep: settings.warehouse.keep,
    gate: async (current) => {
      const after = gateAfter(rows)
      const reader = current === null ? null : await openReadOnly(current.path, { timeout_ms: 300_000 })
      try {
        const before = reader === null ? null : await measureBefore(reader, after)
        objections = judgeGate(before, after, settings.gate)
      } finally {
        await reader?.close()
      }
      return accept === null ? objections : []
    },
  })
  const current = new Set(
    rows.reports.filter((report) => report.current).map((report) => `${report.report}#${report.revision}`),
  )
  const findings = rows.findings.filter((finding) => current.has(`${finding.report}#${finding.revision}`))
  return {
    ...publication,
    objections,
    accepted: objections.length > 0 ? accept : null,
    edits: all.flatMap(({ news }) => news),
    notes,
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
