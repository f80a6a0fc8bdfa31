/** Step: say what a run came to: digest.json, digest.md, digest.html, the metrics file and a message; a digest is left by failed runs too. */
import { mkdir, readFile, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { isSeenWhole, type CrawlOutcome } from '../../crawlers/crawl-event.ts'
import { z } from 'zod'
import { askFor, type Reader } from '../../warehouse/reader.ts'
import { totalOf, type FailedSite, type HaltedSite } from '../halted-site.ts'
import { codebookRows } from '../form-rows.ts'
import type { Context } from '../context.ts'
import { exitCodes, type ExitName } from '../exit.ts'
import {
  composeDigest,
  digestSchema,
  noCoverage,
  type Coverage,
  type Digest,
  type StateChange,
} from '../record/digest.ts'
import { digestMarkdown, digestPage, headline } from '../record/digest-words.ts'
import { publishedHash } from '../record/inputs.ts'
import { digestMetrics } from '../record/metrics.ts'
import { crawlTroubles, troubleOf, type Found, type Obstacle } from '../record/troubles.ts'
import { sendDigest } from '../record/webhook.ts'
import { replaceFile, runsIn, type RunLog } from '../run-log.ts'
import { isAbsent } from '../workspace.ts'
import { noChanges, sayFigure } from '../figure-changes.ts'
import type { PublishResult } from './publish.ts'

/** What the run knows of itself when it ends, whatever it ended in. */
export interface RunFacts {
  command: string
  started_at: string
  exit: ExitName
  error: string | null
  sites: readonly string[]
  /** Names of publishers by code. */
  publishers: ReadonlyMap<string, string>
  outcomes: CrawlOutcome[]
  obstacles: Obstacle[]
  halted: readonly HaltedSite[]
  failed: readonly FailedSite[]
  /** Damage that opening the archive has put aside, Chinese. */
  aside: readonly string[]
  pages_read: number
  published: PublishResult | null
}

/** Puts the names of publishers and figures in the place of their codes, for people. */
function sayNames(publishers: ReadonlyMap<string, string>): (words: string) => string {
  const labels = new Map(codebookRows().map(({ cell, label }) => [cell, label]))
  return (words) =>
    words
      .replaceAll(/\b(\d{12})\/(\d{4})\/(?:own|summary)\b/g, (key, code: string, year: string) =>
        publishers.has(code) ? `${publishers.get(code)} ${year}` : key,
      )
      .replaceAll(/\bt\d(?:\.\w+)+\b/g, (cell) =>
        labels.has(cell) ? `${labels.get(cell)}（${cell}）` : cell,
      )
}

/** Figures that the digest names one by one. */
const mostFigures = 10

const stateCount = z.object({ state: z.string(), n: z.number() })
const sumsShape = z.object({
  total: z.number(),
  not_seen: z.number(),
  reports: z.number(),
  figures: z.number(),
  broken: z.number(),
  uncertain: z.number(),
})
const unreadShape = z.object({ name: z.string(), year: z.number(), detail: z.string().nullable() })
const owedShape = z.object({ publisher: z.string(), name: z.string(), year: z.number(), state: z.string() })

/** What a snapshot says of the expected set. */
async function readCoverage(reader: Reader, hash: string): Promise<Coverage> {
  const states = await askFor(
    reader,
    stateCount,
    'SELECT state, count(*) AS n FROM mart_coverage GROUP BY state ORDER BY state',
  )
  const [sums] = await askFor(
    reader,
    sumsShape,
    `SELECT (SELECT count(*) FROM mart_coverage) AS total, (SELECT count(*) FROM mart_coverage WHERE not_seen) AS not_seen,
       (SELECT count(*) FROM mart_revisions WHERE current) AS reports, (SELECT count(*) FROM mart_figures) AS figures,
       (SELECT count(*) FROM mart_findings WHERE verdict = 'broken') AS broken,
       (SELECT count(*) FROM mart_findings WHERE verdict = 'uncertain') AS uncertain`,
  )
  const unread = await askFor(
    reader,
    unreadShape,
    `SELECT name, year, detail FROM mart_coverage WHERE state = 'found_not_read' ORDER BY name, year`,
  )
  if (sums === undefined) throw new Error('A query of sums alone gave no row.')
  return {
    snapshot: hash,
    ...sums,
    states: Object.fromEntries(states.map(({ state, n }) => [state, n])),
    unread: unread.map(({ name, year, detail }) => ({ report: `${name} ${year}`, detail: detail ?? '' })),
  }
}

async function readStates(reader: Reader): Promise<Map<string, { name: string; state: string }>> {
  const rows = await askFor(
    reader,
    owedShape,
    'SELECT publisher, name, year, state FROM mart_coverage ORDER BY publisher, year',
  )
  return new Map(rows.map(({ publisher, year, name, state }) => [`${publisher}/${year}`, { name, state }]))
}

async function withSnapshot<T>(path: string, work: (reader: Reader) => Promise<T>): Promise<T> {
  // The engine is loaded only where a snapshot is looked into.
  const { openReadOnly } = await import('../../warehouse/open.ts')
  const reader = await openReadOnly(path, { timeout_ms: 300_000 })
  try {
    return await work(reader)
  } finally {
    await reader.close()
  }
}

/** States that differ between the snapshot of the digest before and tonight's; none where that one is no longer kept. */
async function stateChanges(context: Context, before: string | null, now: string): Promise<StateChange[]> {
  if (before === null || before === now) return []
  const folder = context.workspace.warehouse
  if (!(await readdir(folder)).includes(`${before}.duckdb`)) return []
  const old = await withSnapshot(join(folder, `${before}.duckdb`), readStates)
  const fresh = await withSnapshot(join(folder, `${now}.duckdb`), readStates)
  return [...fresh].flatMap(([key, { name, state }]) => {
    const was = old.get(key)?.state ?? null
    const [publisher = '', year = ''] = key.split('/')
    return was === state ? [] : [{ publisher, name, year: Number(year), from: was, to: state }]
  })
}

/** The newest digest of this workspace; null where no run has left one. */
export async function latestDigest(runs: string): Promise<Digest | null> {
  for (const run of await runsIn(runs)) {
    try {
      const parsed = digestSchema.safeParse(
        JSON.parse(await readFile(join(runs, run, 'digest.json'), 'utf8')),
      )
      if (parsed.success) return parsed.data
    } catch (error) {
      if (!isAbsent(error) && !(error instanceof SyntaxError)) throw error
    }
  }
  return null
}

function allTroubles(facts: RunFacts, coverage: Coverage): Found[] {
  const { published, aside, outcomes, obstacles, halted, failed, error, exit } = facts
  const one = (kind: 'unread' | 'gate' | 'archive' | 'stopped', examples: readonly string[]): Found[] =>
    examples.length === 0
      ? []
      : [troubleOf(kind, { site: null, where: '', count: examples.length, examples })]
  return [
    ...one('stopped', error === null ? [] : [`${exit}：${error.split('\n')[0] ?? ''}`]),
    ...one(
      'gate',
      (published?.refused ?? []).map(({ check, details }) => `${check}：${details[0] ?? ''}`),
    ),
    ...one('archive', aside),
    ...crawlTroubles(outcomes, obstacles, halted),
    ...failed.map(({ site, detail }) =>
      troubleOf('failed', { site, where: '', count: 1, examples: [detail] }),
    ),
    ...one(
      'unread',
      coverage.unread.map(({ report, detail }) => `${report}　${detail}`),
    ),
  ]
}

/** Makes the digest of a run and leaves it in the record. */
export async function makeDigest(context: Context, run: RunLog, facts: RunFacts): Promise<Digest> {
  const { workspace, effects } = context
  const before = await latestDigest(workspace.runs)
  const hash = await publishedHash(context)
  const coverage =
    hash === null
      ? noCoverage
      : before?.expected.snapshot === hash
        ? before.expected
        : await withSnapshot(join(workspace.warehouse, `${hash}.duckdb`), (reader) =>
            readCoverage(reader, hash),
          )
  const { outcomes, published } = facts
  const named = sayNames(facts.publishers)
  const digest = composeDigest(
    {
      run: run.id,
      command: facts.command,
      started_at: facts.started_at,
      ended_at: effects.now().toISOString(),
      exit: facts.exit,
      code: exitCodes[facts.exit],
      error: facts.error,
      published: {
        changed: published?.changed ?? false,
        refused: (published?.refused ?? []).map(({ check, details }) => `${check}：${details.join('；')}`),
      },
      sites: {
        all: facts.sites.length,
        crawled: outcomes.length,
        whole: outcomes.filter(isSeenWhole).length,
        halted: facts.halted.map(({ site }) => site),
        reached: [...facts.halted],
      },
      requests: totalOf('requests', facts),
      stored: totalOf('stored', facts),
      pages_read: facts.pages_read,
      expected: coverage,
      news: {
        states: hash === null ? [] : await stateChanges(context, before?.expected.snapshot ?? null, hash),
        edits: (published?.edits ?? []).map(named),
        read_differently: published?.differing.reading ?? noChanges.reading,
        source_changed: published?.differing.source ?? noChanges.source,
        figures: (published?.differing.listed ?? [])
          .slice(0, mostFigures)
          .map((change) => named(sayFigure(change))),
      },
      found: allTroubles(facts, coverage),
      looked_at: outcomes.map(({ site }) => site),
      succeeded: published !== null && /^(?:complete|partial)$/.test(facts.exit),
    },
    before,
  )
  await run.keep('digest.json', `${JSON.stringify(digest, null, 2)}\n`)
  await run.keep('digest.md', digestMarkdown(digest))
  await run.keep('digest.html', digestPage(digest))
  return digest
}

/** Tells the outside: the metrics file, and the message where one is wanted. What goes wrong here is told and fails nothing. */
export async function tellDigest(context: Context, run: RunLog, digest: Digest): Promise<void> {
  const { settings, effects, workspace, offline = false } = context
  const path = settings.notify.metrics_file ?? join(workspace.folder, 'metrics', 'gouji.prom')
  try {
    await mkdir(dirname(path), { recursive: true })
    await replaceFile(path, await digestMetrics(digest))
  } catch (error) {
    effects.log(`指标文件 ${path} 写不了：${error instanceof Error ? error.message : String(error)}`)
  }
  effects.log(headline(digest))
  const { webhook } = settings.notify
  if (webhook === undefined || offline) return
  const { delivered, attempts, detail } = await sendDigest(webhook, digest, effects)
  const to = new URL(webhook.url).host
  if (!delivered) effects.log(`晨报没有送达 ${to}（试了 ${attempts} 次）：${detail}`)
  await run.events([
    { type: 'message_sent', at: effects.now().toISOString(), to, attempts, delivered, detail },
  ])
}
