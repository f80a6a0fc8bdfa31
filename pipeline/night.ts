/** One night: plan, crawl, read, audit, gate, publish, digest, under a lock and with a record of the run. */
import { expectedYears } from '../crawlers/expected.ts'
import type { Site } from '../crawlers/site.ts'
import type { Context } from './context.ts'
import { siteAccounts, type SiteAccount } from './crawl-account.ts'
import { deadlineAt } from './deadline.ts'
import { isExhaustion, Stop, type ExitName } from './exit.ts'
import { totalOf } from './halted-site.ts'
import { takeLock } from './lock.ts'
import { describeInputs, describeOutputs, publishedHash } from './record/inputs.ts'
import { beginRun, type RunLog } from './run-log.ts'
import { crawlExit, crawlSites, type Crawled } from './steps/crawl.ts'
import { makeDigest, tellDigest, type RunFacts } from './steps/digest.ts'
import { publishSites, type PublishOptions, type PublishResult } from './steps/publish.ts'
import { forgetMade, tellPublication } from './steps/replay.ts'
import { version } from './version.ts'
import { sitesToPublish } from './workspace.ts'

/** A run under way: its record, and what it knows of itself so far. */
interface Run {
  log: RunLog
  facts: RunFacts
}

function exitOfError(error: unknown): ExitName {
  return error instanceof Stop ? error.exit : isExhaustion(error) ? 'exhausted' : 'bug'
}

/** Ends the record of a run, digest included. */
async function endRun(context: Context, { log, facts }: Run): Promise<void> {
  const digest = await log.step('digest', async () => {
    const value = await makeDigest(context, log, facts)
    return { value, counts: { troubles: value.troubles.length, mended: value.mended.length } }
  })
  await log.end(facts.exit, {
    ...notesOf(facts),
    ...(await describeOutputs(context)),
    ...(facts.error === null ? {} : { error: facts.error }),
  })
  await tellDigest(context, log, digest)
}

/** Runs a piece of work under the lock and leaves a record and a digest of it, whatever it ends in. */
async function withRun(
  context: Context,
  command: string,
  sites: readonly Site[],
  work: (run: Run) => Promise<ExitName>,
): Promise<RunFacts> {
  const { workspace, effects } = context
  const release = await takeLock(workspace.lock)
  try {
    const started_at = effects.now().toISOString()
    const given = await describeInputs(context, sites, version)
    const log = await beginRun(workspace.runs, command, effects.now, given)
    const facts: RunFacts = {
      command,
      started_at,
      exit: 'bug',
      error: null,
      sites: sites.map(({ code }) => code),
      publishers: new Map(
        sites.flatMap((site) => site.publishers.map(({ code, name }) => [code, name] as const)),
      ),
      outcomes: [],
      obstacles: [],
      halted: [],
      failed: [],
      aside: [],
      pages_read: 0,
      published: null,
    }
    try {
      facts.exit = await work({ log, facts })
    } catch (error) {
      facts.exit = exitOfError(error)
      facts.error = error instanceof Error ? error.message : String(error)
      // A full disk may hold no record either; the exit code must say what happened all the same.
      await endRun(context, { log, facts }).catch((second: unknown) => {
        effects.log(`运行记录没有写完：${second instanceof Error ? second.message : String(second)}`)
      })
      throw error
    }
    await endRun(context, { log, facts })
    return facts
  } finally {
    await release()
  }
}

function report(context: Context, result: PublishResult): void {
  const { log } = context.effects
  for (const note of [...result.edits, ...result.notes]) log(note)
  for (const refusal of result.refused)
    log(`未发布：检查“${refusal.check}”有 ${refusal.breaches} 处不符：${refusal.details.join('；')}`)
  if (result.accepted === null && result.objections.length > 0)
    log('若属实，请加 --accept "理由" 再发布一次；理由记入运行记录。')
  if (result.accepted !== null)
    for (const { check, details } of result.objections)
      log(`已按“${result.accepted}”放行：${check}：${details.join('；')}`)
  const { reports, facts, broken, uncertain, problems } = result.counts
  log(
    `${result.refused.length > 0 ? '保留上一版数据' : result.changed ? '已发布新数据' : '数据没有变化'}：${reports} 份报告，${facts} 个指标，不符 ${broken} 处，存疑 ${uncertain} 处，读取问题 ${problems} 处`,
  )
}

/** What the manifest keeps of the work done: a refused publication names no snapshot. */
function notesOf({ outcomes, published }: RunFacts): Record<string, unknown> {
  const requests = outcomes.map(({ site, requests: asked, stored }) => ({ site, requests: asked, stored }))
  if (published === null) return { requests }
  const { refused, hash, changed, counts, accepted, objections, edits } = published
  return {
    requests,
    ...(refused.length > 0 ? { refused } : { snapshot: hash }),
    changed,
    counts,
    edits,
    ...(accepted === null ? {} : { accepted: { reason: accepted, objections } }),
  }
}

/** The deadline of the command line, or else that of the settings. */
function withDeadline(context: Context): Context {
  const { settings, effects, deadline } = context
  const set = settings.night.deadline
  return deadline !== undefined || set === undefined
    ? context
    : { ...context, deadline: deadlineAt(set, effects.now()) }
}

async function crawl(context: Context, sites: readonly Site[], { log, facts }: Run): Promise<Crawled> {
  return log.step('crawl', async () => {
    const here = context.settings.queue === undefined
    // The queue's engine is loaded only where a queue is used.
    const work = here ? crawlSites : (await import('./steps/crawl-by-queue.ts')).crawlByQueue
    const value = await work(context, sites, log, facts)
    return {
      value,
      counts: {
        sites: value.outcomes.length,
        halted: value.halted.length,
        requests: totalOf('requests', value),
        stored: totalOf('stored', value),
      },
    }
  })
}

async function publish(
  context: Context,
  sites: readonly Site[],
  options: Pick<PublishOptions, 'accept' | 'mode'>,
  { log, facts }: Run,
): Promise<PublishResult> {
  const result = await publishSites(context, sites, { ...options, log })
  facts.pages_read = result.read
  facts.published = result
  report(context, result)
  return result
}

/** Publishes what is archived, with a record; `accept` is a reason to publish although the gate objects. */
export async function runPublish(
  context: Context,
  sites: readonly Site[],
  accept: string | null = null,
): Promise<ExitName> {
  const facts = await withRun(context, 'publish', sites, async (run) => {
    const result = await publish(context, sites, { accept }, run)
    return result.refused.length > 0 ? 'refused' : 'complete'
  })
  return facts.exit
}

/** Makes all data anew from the archive and the decisions, with a record; tells whether they are the same as before. */
export async function runRebuild(context: Context, sites: readonly Site[], json: boolean): Promise<ExitName> {
  const before = await publishedHash(context)
  const facts = await withRun(context, 'rebuild', sites, async (run) => {
    await forgetMade(context)
    const result = await publish(context, sites, { mode: 'rebuild' }, run)
    tellPublication(context, result, json)
    if (before !== null)
      context.effects.log(
        before === result.hash
          ? '与重建前的数据集相同。'
          : `与重建前的数据集 ${before} 不同：存档、审计结论、站点文件或程序有变。`,
      )
    return result.refused.length > 0 ? 'refused' : 'complete'
  })
  return facts.exit
}

/** Crawls, with a record; answers what each site came to. */
export async function runCrawl(
  given: Context,
  sites: readonly Site[],
): Promise<{ exit: ExitName; accounts: SiteAccount[] }> {
  const context = withDeadline(given)
  const facts = await withRun(context, 'crawl', sites, async (run) =>
    crawlExit(await crawl(context, sites, run)),
  )
  return { exit: facts.exit, accounts: siteAccounts(facts.outcomes, facts.halted) }
}

/** What a night is to do besides the usual. */
export interface NightOptions {
  /** A reason to publish although the gate objects. */
  accept?: string | null
}

/**
 * A whole night; returns what was published. What the deadline leaves unasked is for the next night; what is archived by then is
 * published all the same. Offline it publishes what the archive holds.
 */
export async function runNight(
  given: Context,
  sites: readonly Site[],
  { accept = null }: NightOptions = {},
): Promise<{ exit: ExitName; value: PublishResult }> {
  const context = withDeadline(given)
  const facts = await withRun(context, 'night', sites, async (run) => {
    const published = await run.log.step('plan', async () => ({
      value: await sitesToPublish(context.workspace, sites, true),
      counts: {
        sites: sites.length,
        publishers: sites.reduce((sum, site) => sum + site.publishers.length, 0),
        expected: sites.reduce(
          (sum, site) =>
            sum +
            site.publishers.reduce(
              (owed, publisher) => owed + expectedYears(publisher, site, context.effects.now()).length,
              0,
            ),
          0,
        ),
      },
    }))
    const crawled: Crawled =
      context.offline === true ? { outcomes: [], halted: [], failed: [] } : await crawl(context, sites, run)
    const result = await publish(context, published, { accept }, run)
    return result.refused.length > 0 ? 'refused' : crawlExit(crawled)
  })
  if (facts.published === null) throw new Error('A night ended without a word on what it published.')
  return { exit: facts.exit, value: facts.published }
}
