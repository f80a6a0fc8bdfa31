/** The bench on which one site after the other is read and judged: what the archive holds of it becomes its shard. */
import { copyFile, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive, ArchiveRow } from '../crawlers/archive-row.ts'
import type { CrawlOutcome } from '../crawlers/crawl-event.ts'
import type { Site } from '../crawlers/site.ts'
import type { DecisionEvent } from '../warehouse/decisions.ts'
import { namesIn } from '../warehouse/disk.ts'
import { shardFolder } from '../warehouse/publish.ts'
import { openShards, type ShardStore } from '../warehouse/shard.ts'
import { readArchived, type TellReading } from './archived-reading.ts'
import type { SiteReports } from './assemble.ts'
import { codebookRows } from './form-rows.ts'
import { joinDocuments } from './attached-versions.ts'
import { changedAddresses } from './audit/changes-rows.ts'
import { readSightings } from './audit/changes-sightings.ts'
import { decisionsPath, readDecisions } from './audit/decision-file.ts'
import { readRulePacks } from './audit/pack-files.ts'
import type { RulePack } from './audit/pack.ts'
import { compareSite } from './audit/similarity-rows.ts'
import { readingVersion } from './code-version.ts'
import type { Context } from './context.ts'
import type { Effects } from './effects.ts'
import { inOrder } from './in-order.ts'
import { recentOutcomes } from './outcome-journal.ts'
import { ReadPool, readingHands } from './read-pool.ts'
import { gatherReports, type ReadPage } from './reading.ts'
import { openReadings, type Readings } from './readings.ts'
import type { RunEvent } from './record/events.ts'
import { stampOf } from './run-log.ts'
import type { SiteInput } from './site-input.ts'
import { decidedIn, siteShard, type ShardPlaces, type SiteShard } from './site-shard.ts'

/**
 * `usual`: what is remembered is not made again. `rebuild`: everything is. `rehearse` and `replay` are the two without writing anything
 * into the workspace.
 */
export type BenchMode = 'usual' | 'rebuild' | 'rehearse' | 'replay'

/** Whether nothing may be written. */
export const isRehearsal = (mode: BenchMode): boolean => mode === 'rehearse' || mode === 'replay'

/** How the archive is opened by those who only read it. */
export function readingOf({ effects }: Context): { verify: 'last'; aside_stamp: string } {
  return { verify: 'last', aside_stamp: stampOf(effects.now()) }
}

/** Report pages and the documents that hang on them, by site, oldest first. */
export function reportRows(archive: Archive): Map<string, ArchiveRow[]> {
  const sites = new Map<string, ArchiveRow[]>()
  for (const row of archive.rows()) {
    if (row.role === 'list') continue
    const rows = sites.get(row.site)
    if (rows === undefined) sites.set(row.site, [row])
    else rows.push(row)
  }
  return sites
}

/** What was read and judged before, of pages; workers on many machines share it. */
export function pageMemory({ workspace }: Context, mode: BenchMode = 'usual'): Readings {
  return openReadings(join(workspace.cache, 'readings'), readingVersion(), {
    recall: mode === 'usual' || mode === 'rehearse',
    keep: !isRehearsal(mode),
  })
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

/** What read pages of a site come to: its reports in their versions, and what is no report. */
function gatherSite(
  { site, outcome, before, asOf, packs }: SiteInput,
  pages: readonly ReadPage[],
): Omit<SiteReports, 'changes'> {
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

/** Where shards are kept, and the records of what they were made from; a rehearsal has a room of its own that goes with it. */
async function openPlaces(
  { workspace }: Context,
  mode: BenchMode,
): Promise<ShardPlaces & { leave: () => Promise<void> }> {
  const [kept, known] = [shardFolder(workspace.warehouse), join(workspace.cache, 'sites')]
  const room = isRehearsal(mode) ? await mkdtemp(join(tmpdir(), 'gouji-rehearsal-')) : null
  const [shards, records] = room === null ? [kept, known] : [join(room, 'shards'), join(room, 'sites')]
  if (mode === 'rehearse') {
    await mkdir(shards)
    await mkdir(records)
    for (const name of await namesIn(kept)) await symlink(join(kept, name), join(shards, name))
    for (const name of await namesIn(known)) await copyFile(join(known, name), join(records, name))
  }
  const store = await openShards(shards, codebookRows())
  const leave = async (): Promise<void> => {
    await store.close()
    if (room !== null) await rm(room, { recursive: true, force: true })
  }
  return { store, shards, records, leave }
}

/** Edits that became certain with the last crawl: the run that confirmed them began after the crawl before it. */
function newEdits(edits: SiteShard['edits'], before: CrawlOutcome | undefined): string[] {
  return edits.flatMap(({ said, reported_at }) =>
    before === undefined || reported_at > before.started_at ? [said] : [],
  )
}

/** Writes down, as events of a run, which pages had to be read. */
export function noteRead(told: RunEvent[], { now }: Pick<Effects, 'now'>): TellReading {
  return ({ site, url, sha256 }, { problems }) =>
    void told.push({
      type: 'page_read',
      at: now().toISOString(),
      site,
      url,
      sha256,
      problems: problems.length,
    })
}

/** Reads and judges; what others did before it finds done. */
export interface SiteBench {
  decisions: readonly DecisionEvent[]
  store: ShardStore
  /** Reads pages, each remembered or read in a guarded thread. */
  read(archive: Archive, rows: readonly ArchiveRow[]): AsyncGenerator<ReadPage>
  /** The shard of a site, and what the last crawl made certain of its silent edits, in Chinese. */
  shard(
    site: Site,
    archive: Archive,
    rows: readonly ArchiveRow[],
  ): Promise<{ shard: SiteShard; edits: string[] }>
  /** Reads decisions and rule packs again, for a bench that stands for weeks. */
  renew(): Promise<void>
  /** Deletes what other versions of the code have read. */
  forgetOthers(): Promise<void>
  close(): Promise<void>
}

/** Opens a bench; `tell` hears of every page that had to be read, `hands` threads read side by side. */
export async function openBench(
  context: Context,
  tell: TellReading,
  hands = readingHands,
  mode: BenchMode = 'usual',
): Promise<SiteBench> {
  const { workspace, effects } = context
  const give = async (): Promise<{ decisions: DecisionEvent[]; packs: readonly RulePack[] }> => ({
    decisions: await readDecisions(decisionsPath(workspace), effects),
    packs: await readRulePacks(join(workspace.folder, 'rules')),
  })
  let given = await give()
  const places = await openPlaces(context, mode)
  const readings = pageMemory(context, mode)
  const pool = new ReadPool({ size: hands })
  const tools = { pool, readings, tell, signal: effects.signal }

  async function* read(archive: Archive, rows: readonly ArchiveRow[]): AsyncGenerator<ReadPage> {
    for await (const page of inOrder(rows, hands, (row) => readArchived(archive, row, tools))) {
      effects.signal.throwIfAborted()
      yield page
    }
  }

  return {
    get decisions() {
      return given.decisions
    },
    store: places.store,
    read,
    async shard(site, archive, rows) {
      const input = await inputOf(context, site, rows, given)
      const shard = await siteShard(places, input, async (asked) => {
        const pages: ReadPage[] = []
        for await (const page of read(archive, asked.rows)) pages.push(page)
        return gatherSite(asked, pages)
      })
      return { shard, edits: newEdits(shard.edits, input.before) }
    },
    async renew() {
      given = await give()
    },
    forgetOthers: () => readings.forgetOthers(),
    async close() {
      await pool.close()
      await places.leave()
    },
  }
}
