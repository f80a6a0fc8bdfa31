/** Step: archive → reports → verdicts → a checked snapshot of the warehouse, published by rename. */
import { join } from 'node:path'
import { openWhole } from '../../crawlers/archive-whole.ts'
import type { Archive, ArchiveRow } from '../../crawlers/archive-row.ts'
import type { CrawlOutcome } from '../../crawlers/crawl-event.ts'
import type { Site } from '../../crawlers/site.ts'
import { problem } from '../../parsers/problem.ts'
import type { PageHints } from '../../parsers/read.ts'
import type { DecisionEvent } from '../../warehouse/decisions.ts'
import { openReadOnly } from '../../warehouse/open.ts'
import { publish, shardFolder, type Current, type Publication } from '../../warehouse/publish.ts'
import { openShards, type Shard, type ShardStore } from '../../warehouse/shard.ts'
import { joinDocuments } from '../attached-versions.ts'
import { codebookRows, formRows, type SiteReports } from '../assemble.ts'
import { changedAddresses } from '../audit/changes-rows.ts'
import { readSightings, recentOutcomes } from '../audit/changes-sightings.ts'
import { decisionsPath, readDecisions } from '../audit/decision-file.ts'
import { settleDecisions } from '../audit/decisions-rows.ts'
import { judgeGate, type GateRefusal } from '../audit/gate.ts'
import { measureBefore } from '../audit/gate-measure.ts'
import { readRulePacks } from '../audit/pack-files.ts'
import type { RulePack } from '../audit/pack.ts'
import { compareSite } from '../audit/similarity-rows.ts'
import type { Context } from '../context.ts'
import { inOrder } from '../in-order.ts'
import { readingHands, withReadPool, type ReadPool } from '../read-pool.ts'
import { gatherReports, type ReadPage } from '../reading.ts'
import { stampOf } from '../run-log.ts'
import type { SiteInput } from '../site-input.ts'
import { decidedIn, siteShard, type ShardPlaces, type SiteShard } from '../site-shard.ts'

/** What publishing came to, in numbers for the run's record and the operator. */
export interface PublishResult extends Publication {
  counts: SiteShard['counts']
  /** Sites that were read and judged anew; the others had not changed. */
  remade: number
  /** What the gate objected to; with a reason in `accepted` it was published all the same. */
  objections: readonly GateRefusal[]
  accepted: string | null
  /** Silent edits that the last crawl was the second in a row to show, Chinese. */
  edits: readonly string[]
  /** What has to be said about auditors' decisions, Chinese. */
  notes: readonly string[]
}

/** What may be told of a document beside its bytes. The address of an attachment says when it was uploaded, not what it reports on. */
function hintsOf({ role, url, headers }: ArchiveRow): PageHints {
  return { url: role === 'report' ? url : null, contentType: headers['content-type'] ?? null }
}

/** Reads one archived document as a report, whatever carrier it is. */
export async function readArchived(
  archive: Archive,
  row: ArchiveRow,
  pool: Pick<ReadPool, 'read'>,
): Promise<ReadPage> {
  const bytes = await archive.read(row.sha256)
  const { value, problems, prose, documents, carrier } = await pool.read(bytes, hintsOf(row))
  const direct = row.role === 'report' && carrier !== null && carrier !== 'html'
  const said = direct ? [problem('report_as_document', `栏目链接直接指向“${row.link_title ?? row.url}”`)] : []
  return { row, parsed: { value, problems: [...said, ...problems] }, prose, documents }
}

/** The day in China on which something happened. */
function chinaDay(iso: string): string {
  return new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** What is known of a site before anything of it is read. */
async function inputOf(
  { workspace, effects }: Context,
  site: Site,
  rows: readonly ArchiveRow[],
  given: { packs: readonly RulePack[]; decisions: readonly DecisionEvent[] },
): Promise<SiteInput> {
  const [outcome, before] = await recentOutcomes(workspace.runs, site.code, 2)
  const seen = outcome?.started_at ?? rows.at(-1)?.fetched_at ?? effects.now().toISOString()
  return {
    site,
    rows,
    outcome,
    before,
    sightings: await readSightings(workspace.runs, site.code, changedAddresses(rows)),
    asOf: chinaDay(seen),
    packs: given.packs,
    decided: decidedIn(site, given.decisions),
  }
}

async function readSite(
  archive: Archive,
  pool: ReadPool,
  input: SiteInput,
): Promise<Omit<SiteReports, 'changes'>> {
  const { site, rows, outcome, before, asOf, packs } = input
  const pages: ReadPage[] = []
  for await (const page of inOrder(rows, readingHands, (row) => readArchived(archive, row, pool)))
    pages.push(page)
  const joined = joinDocuments(
    site,
    pages.filter(({ row }) => row.role === 'report'),
    pages.filter(({ row }) => row.role === 'attachment'),
  )
  const { reports, strays: set_aside } = gatherReports(site, joined.pages)
  const strays = [...set_aside, ...joined.strays]
  const similarities = compareSite(site, reports)
  return { site, reports, strays, outcome, before, asOf, packs, similarities }
}

/** Report pages and the documents that hang on them, by site, oldest first. */
function reportRows(archive: Archive): Map<string, ArchiveRow[]> {
  const sites = new Map<string, ArchiveRow[]>()
  for (const row of archive.rows()) {
    if (row.role === 'list') continue
    const rows = sites.get(row.site)
    if (rows === undefined) sites.set(row.site, [row])
    else rows.push(row)
  }
  return sites
}

/** Where the shards of a workspace are kept, and the records of what they were made from. */
async function openPlaces({ workspace }: Context): Promise<ShardPlaces> {
  const shards = shardFolder(workspace.warehouse)
  return {
    store: await openShards(shards, codebookRows()),
    shards,
    records: join(workspace.folder, 'cache', 'sites'),
  }
}

/** One site after the other: its shard, made anew only where something changed. Holds the pages of one site at a time. */
async function shardSites(
  context: Context,
  sites: readonly Site[],
  places: ShardPlaces,
  decisions: readonly DecisionEvent[],
): Promise<{ made: SiteShard[]; news: string[] }> {
  const { workspace, effects } = context
  const packs = await readRulePacks(join(workspace.folder, 'rules'))
  const archive = await openWhole(workspace.archive, {
    verify: 'last',
    aside_stamp: stampOf(effects.now()),
  })
  try {
    const rows = reportRows(archive)
    const made: SiteShard[] = []
    const news: string[] = []
    await withReadPool({ size: readingHands }, async (pool) => {
      for (const site of sites) {
        const input = await inputOf(context, site, rows.get(site.code) ?? [], { packs, decisions })
        const one = await siteShard(places, input, (asked) => readSite(archive, pool, asked))
        made.push(one)
        news.push(...newEdits(one.edits, input.before))
      }
    })
    return { made, news }
  } finally {
    await archive.close()
  }
}

/** Edits that became certain with the last crawl: the run that confirmed them began after the crawl before it. */
function newEdits(edits: SiteShard['edits'], before: CrawlOutcome | undefined): string[] {
  return edits.flatMap(({ said, reported_at }) =>
    before === undefined || reported_at > before.started_at ? [said] : [],
  )
}

/** Why the last good snapshot should stay. */
async function askGate(
  context: Context,
  current: Current | null,
  shards: readonly Shard[],
  store: ShardStore,
): Promise<GateRefusal[]> {
  const reader = current === null ? null : await openReadOnly(current.path, { timeout_ms: 300_000 })
  try {
    const before = reader === null ? null : await measureBefore(reader, shards, store)
    const numbers = shards.reduce((sum, shard) => sum + shard.numbers, 0)
    return judgeGate(before, numbers, context.settings.gate)
  } finally {
    await reader?.close()
  }
}

/** The counts of all sites together. */
function addCounts(made: readonly SiteShard[]): PublishResult['counts'] {
  const total = { pages: 0, reports: 0, facts: 0, problems: 0, broken: 0, uncertain: 0 }
  const expected: Record<string, number> = {}
  for (const { counts } of made) {
    for (const name of ['pages', 'reports', 'facts', 'problems', 'broken', 'uncertain'] as const)
      total[name] += counts[name]
    for (const [state, count] of Object.entries(counts.expected))
      expected[state] = (expected[state] ?? 0) + count
  }
  return { ...total, expected }
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
  const decisions = await readDecisions(decisionsPath(workspace), effects)
  const places = await openPlaces(context)
  try {
    const { made, news } = await shardSites(context, sites, places, decisions)
    const settled = settleDecisions(
      made.flatMap(({ checked }) => checked),
      decisions,
    )
    const shards = made.map(({ shard }) => shard)
    let objections: GateRefusal[] = []
    const publication = await publish(
      workspace.warehouse,
      { shared: { ...formRows(), ...settled.rows }, shards },
      {
        keep: settings.warehouse.keep,
        gate: async (current) => {
          objections = await askGate(context, current, shards, places.store)
          return accept === null ? objections : []
        },
      },
    )
    return {
      ...publication,
      objections,
      accepted: objections.length > 0 ? accept : null,
      edits: news,
      notes: settled.notes,
      counts: addCounts(made),
      remade: made.filter((one) => one.made).length,
    }
  } finally {
    await places.store.close()
  }
}
