/** Step: archive → reports → verdicts → a checked snapshot of the warehouse, published by rename. */
import { join } from 'node:path'
import { openWhole } from '../../crawlers/archive-whole.ts'
import type { Archive, ArchiveRow } from '../../crawlers/archive-row.ts'
import type { CrawlOutcome } from '../../crawlers/crawl-event.ts'
import type { Site } from '../../crawlers/site.ts'
import type { DecisionEvent } from '../../warehouse/decisions.ts'
import { openReadOnly } from '../../warehouse/open.ts'
import { publish, shardFolder, type Current, type Publication } from '../../warehouse/publish.ts'
import { openShards, type Shard, type ShardStore } from '../../warehouse/shard.ts'
import { joinDocuments } from '../attached-versions.ts'
import { codebookRows, formRows, type SiteReports } from '../assemble.ts'
import { readArchived, type ReadingTools, type TellReading } from '../archived-reading.ts'
import { changedAddresses } from '../audit/changes-rows.ts'
import { readSightings } from '../audit/changes-sightings.ts'
import { decisionsPath, readDecisions } from '../audit/decision-file.ts'
import { settleDecisions } from '../audit/decisions-rows.ts'
import { judgeGate, type GateRefusal } from '../audit/gate.ts'
import { measureBefore } from '../audit/gate-measure.ts'
import { readRulePacks } from '../audit/pack-files.ts'
import type { RulePack } from '../audit/pack.ts'
import { compareSite } from '../audit/similarity-rows.ts'
import { readingVersion } from '../code-version.ts'
import type { Context } from '../context.ts'
import { figureEvents, noChanges, sayFigures, type FigureChanges } from '../figure-changes.ts'
import { inOrder } from '../in-order.ts'
import { recentOutcomes } from '../outcome-journal.ts'
import { readingHands, withReadPool } from '../read-pool.ts'
import { gatherReports, type ReadPage } from '../reading.ts'
import { openReadings } from '../readings.ts'
import type { RunEvent } from '../record/events.ts'
import { stampOf, type RunLog } from '../run-log.ts'
import type { SiteInput } from '../site-input.ts'
import { decidedIn, siteShard, type ShardPlaces, type SiteShard } from '../site-shard.ts'

/** How a publication is done. */
export interface PublishOptions {
  /** A reason to publish although the gate objects. */
  accept?: string | null
  /** The run's record, where there is one. */
  log?: RunLog | undefined
}

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
  /** Pages that had to be read; all others were remembered. */
  read: number
  /** Published figures that are another now. */
  differing: FigureChanges
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
  const [outcome, before] = await recentOutcomes(workspace.archive, site.code, 2)
  const seen = outcome?.started_at ?? rows.at(-1)?.fetched_at ?? effects.now().toISOString()
  return {
    site,
    rows,
    outcome,
    before,
    sightings: await readSightings(workspace.archive, site.code, changedAddresses(rows)),
    asOf: chinaDay(seen),
    packs: given.packs,
    decided: decidedIn(site, given.decisions),
  }
}

async function readSite(
  archive: Archive,
  tools: ReadingTools,
  input: SiteInput,
): Promise<Omit<SiteReports, 'changes'>> {
  const { site, rows, outcome, before, asOf, packs } = input
  const pages: ReadPage[] = []
  for await (const page of inOrder(rows, readingHands, (row) => readArchived(archive, row, tools))) {
    tools.signal.throwIfAborted()
    pages.push(page)
  }
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
    records: join(workspace.cache, 'sites'),
  }
}

/** One site after the other: its shard, made anew only where something changed. Holds the pages of one site at a time. */
async function shardSites(
  context: Context,
  sites: readonly Site[],
  places: ShardPlaces,
  decisions: readonly DecisionEvent[],
  tell: TellReading,
): Promise<{ made: SiteShard[]; news: string[] }> {
  const { workspace, effects } = context
  const { signal } = effects
  const readings = openReadings(join(workspace.cache, 'readings'), readingVersion())
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
        const one = await siteShard(places, input, (asked) =>
          readSite(archive, { pool, readings, tell, signal }, asked),
        )
        made.push(one)
        news.push(...newEdits(one.edits, input.before))
      }
    })
    await readings.forgetOthers()
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

/** Why the last good snapshot should stay, and which of its figures tonight's would replace. */
async function askGate(
  context: Context,
  current: Current | null,
  shards: readonly Shard[],
  store: ShardStore,
): Promise<{ objections: GateRefusal[]; differing: FigureChanges }> {
  const reader = current === null ? null : await openReadOnly(current.path, { timeout_ms: 300_000 })
  try {
    const before = reader === null ? null : await measureBefore(reader, shards, store)
    const numbers = shards.reduce((sum, shard) => sum + shard.numbers, 0)
    const objections = judgeGate(before, numbers, context.settings.gate)
    return { objections, differing: before?.changes ?? noChanges }
  } finally {
    await reader?.close()
  }
}

/** What the gate saw, for the run's record. */
function gateEvents(
  at: string,
  { objections, differing }: { objections: readonly GateRefusal[]; differing: FigureChanges },
  accepted: boolean,
): RunEvent[] {
  return [
    ...figureEvents(at, differing),
    ...objections.map(({ check, breaches, details }): RunEvent => ({
      type: 'gate_objected',
      at,
      check,
      breaches,
      details,
      accepted,
    })),
  ]
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
 */
export async function publishSites(
  context: Context,
  sites: readonly Site[],
  { accept = null, log }: PublishOptions = {},
): Promise<PublishResult> {
  const { workspace, settings, effects } = context
  const step: RunLog['step'] = log?.step ?? (async (_, work) => (await work()).value)
  const time = (): string => effects.now().toISOString()
  const decisions = await readDecisions(decisionsPath(workspace), effects)
  const places = await openPlaces(context)
  try {
    const told: RunEvent[] = []
    const { made, news } = await step('read', async () => {
      const value = await shardSites(context, sites, places, decisions, (row, { problems }) => {
        const { site, url, sha256 } = row
        told.push({ type: 'page_read', at: time(), site, url, sha256, problems: problems.length })
      })
      await log?.events(told)
      const remade = value.made.filter((one) => one.made).length
      const state = remade === 0 ? ('remembered' as const) : ('done' as const)
      return { value, state, counts: { sites: remade, read: told.length } }
    })
    const settled = await step('audit', async () => {
      const checked = made.flatMap((one) => one.checked)
      const value = settleDecisions(checked, decisions)
      return { value, counts: { checked: checked.length, decisions: decisions.length } }
    })
    const shards = made.map(({ shard }) => shard)
    let gate: Awaited<ReturnType<typeof askGate>> = { objections: [], differing: noChanges }
    const publication = await step('publish', async () => {
      const content = { shared: { ...formRows(), ...settled.rows }, shards }
      const value = await publish(workspace.warehouse, content, {
        keep: settings.warehouse.keep,
        gate: (current) =>
          step('gate', async () => {
            gate = await askGate(context, current, shards, places.store)
            const { objections, differing } = gate
            await log?.events(gateEvents(time(), gate, accept !== null))
            sayFigures(differing, effects.log)
            const counts = { objections: objections.length, figures: differing.source + differing.reading }
            return { value: accept === null ? objections : [], counts }
          }),
      })
      const { hash, changed, refused } = value
      if (refused.length === 0) await log?.events([{ type: 'published', at: time(), hash, changed }])
      const state = changed || refused.length > 0 ? ('done' as const) : ('remembered' as const)
      return { value, state, counts: { changed: changed ? 1 : 0, refused: refused.length } }
    })
    return {
      ...publication,
      objections: gate.objections,
      accepted: gate.objections.length > 0 ? accept : null,
      edits: news,
      notes: settled.notes,
      counts: addCounts(made),
      remade: made.filter((one) => one.made).length,
      read: told.length,
      differing: gate.differing,
    }
  } finally {
    await places.store.close()
  }
}
