/** Step: archive → reports → verdicts → a checked snapshot of the warehouse, published by rename. */
import { openWhole } from '../../crawlers/archive-whole.ts'
import type { Site } from '../../crawlers/site.ts'
import { namesIn } from '../../warehouse/disk.ts'
import { publish, type Current, type Publication } from '../../warehouse/publish.ts'
import type { Shard, ShardStore } from '../../warehouse/shard.ts'
import { formRows } from '../form-rows.ts'
import { settleDecisions } from '../audit/decisions-rows.ts'
import { judgeGate, type GateRefusal } from '../audit/gate.ts'
import { measureBefore } from '../audit/gate-measure.ts'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'
import { figureEvents, noChanges, sayFigures, type FigureChanges } from '../figure-changes.ts'
import { readingHands } from '../read-pool.ts'
import type { RunEvent } from '../record/events.ts'
import type { RunLog } from '../run-log.ts'
import {
  isRehearsal,
  noteRead,
  openBench,
  readingOf,
  reportRows,
  type BenchMode,
  type SiteBench,
} from '../site-bench.ts'
import type { SiteShard } from '../site-shard.ts'

/** How a publication is done. */
export interface PublishOptions {
  /** A reason to publish although the gate objects. */
  accept?: string | null
  /** The run's record, where there is one. */
  log?: RunLog | undefined
  mode?: BenchMode
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

/** One site after the other: its shard, made anew only where something changed. Holds the pages of one site at a time. */
async function shardSites(
  context: Context,
  sites: readonly Site[],
  bench: SiteBench,
): Promise<{ made: SiteShard[]; news: string[] }> {
  const archive = await openWhole(context.workspace.archive, readingOf(context))
  try {
    const rows = reportRows(archive)
    const made: SiteShard[] = []
    const news: string[] = []
    for (const site of sites) {
      const { shard, edits } = await bench.shard(site, archive, rows.get(site.code) ?? [])
      made.push(shard)
      news.push(...edits)
    }
    return { made, news }
  } finally {
    await archive.close()
  }
}

/** Why the last good snapshot should stay, and which of its figures tonight's would replace. */
async function askGate(
  context: Context,
  current: Current | null,
  shards: readonly Shard[],
  store: ShardStore,
): Promise<{ objections: GateRefusal[]; differing: FigureChanges }> {
  const { openReadOnly } = await import('../../warehouse/open.ts')
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

/** Whether anything was ever archived here. */
export async function hasArchive({ workspace }: Pick<Context, 'workspace'>): Promise<boolean> {
  return (await namesIn(workspace.archive)).length > 0
}

/**
 * Publishes what the archive holds for the given sites. The same archive, outcomes and decisions give the same snapshot, whoever runs it.
 */
export async function publishSites(
  context: Context,
  sites: readonly Site[],
  { accept = null, log, mode = 'usual' }: PublishOptions = {},
): Promise<PublishResult> {
  const { workspace, settings, effects } = context
  if (!(await hasArchive(context)))
    throw new Stop('usage', `还没有存档（${workspace.archive}）：请先运行 gouji crawl 或 gouji night。`)
  const step: RunLog['step'] = log?.step ?? (async (_, work) => (await work()).value)
  const time = (): string => effects.now().toISOString()
  const told: RunEvent[] = []
  const bench = await openBench(context, noteRead(told, effects), readingHands, mode)
  const { decisions, store } = bench
  try {
    const { made, news } = await step('read', async () => {
      const value = await shardSites(context, sites, bench)
      await bench.forgetOthers()
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
        anew: mode === 'rebuild',
        dryRun: isRehearsal(mode),
        gate: (current) =>
          step('gate', async () => {
            gate = await askGate(context, current, shards, store)
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
    await bench.close()
  }
}
