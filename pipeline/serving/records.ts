/** What the dashboard shows of a workspace beside its warehouse: runs, what each source answered last, and decisions. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CrawlOutcome } from '../../crawlers/crawl-event.ts'
import type { Recall } from '../../dashboards/server.ts'
import type { DecisionEvent } from '../../warehouse/decisions.ts'
import { decisionsPath, readDecisions } from '../audit/decision-file.ts'
import type { Context } from '../context.ts'
import { latestOutcomes } from '../outcome-journal.ts'
import { isAbsent } from '../workspace.ts'

const mostRuns = 120

async function manifestsOf(runs: string): Promise<Record<string, unknown>[]> {
  let names: string[]
  try {
    names = (await readdir(runs)).toSorted().toReversed().slice(0, mostRuns)
  } catch (error) {
    if (isAbsent(error)) return []
    throw error
  }
  const texts = await Promise.all(
    names.map(async (name) => {
      try {
        return await readFile(join(runs, name, 'manifest.json'), 'utf8')
      } catch (error) {
        if (isAbsent(error)) return null
        throw error
      }
    }),
  )
  return texts.flatMap((text) => {
    const manifest: unknown = text === null ? null : JSON.parse(text)
    return typeof manifest === 'object' && manifest !== null
      ? [Object.fromEntries(Object.entries(manifest))]
      : []
  })
}

const numberAt = (value: unknown, name: string): number | null => {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : null
  return typeof found === 'number' ? found : null
}
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** One run as a row: what it was, how it ended, how much it asked for and published. */
function runRow(manifest: Record<string, unknown>): object {
  const asked: unknown[] = Array.isArray(manifest['requests']) ? manifest['requests'] : []
  const sum = (name: string): number | null =>
    asked.length === 0 ? null : asked.reduce<number>((total, one) => total + (numberAt(one, name) ?? 0), 0)
  const { counts } = manifest
  return {
    run: textOf(manifest['run']),
    command: textOf(manifest['command']),
    started_at: textOf(manifest['started_at']),
    ended_at: textOf(manifest['ended_at']),
    exit: textOf(manifest['exit']),
    requests: sum('requests'),
    stored: sum('stored'),
    reports: numberAt(counts, 'reports'),
    facts: numberAt(counts, 'facts'),
    broken: numberAt(counts, 'broken'),
    uncertain: numberAt(counts, 'uncertain'),
    changed: typeof manifest['changed'] === 'boolean' ? manifest['changed'] : null,
    snapshot: textOf(manifest['snapshot']),
    error: textOf(manifest['error']),
    refused: Array.isArray(manifest['refused']) ? manifest['refused'].length : null,
  }
}

/** The columns of one site as rows, with what went wrong at its report pages counted on the first. */
function sourceRows(outcome: CrawlOutcome): object[] {
  const troubles = outcome.refs.filter((ref) => ref.state === 'unreachable' || ref.state === 'kept')
  return outcome.entries.map((entry, at) => ({
    site: outcome.site,
    started_at: outcome.started_at,
    ended_at: outcome.ended_at,
    url: entry.url,
    publisher: entry.publisher,
    state: entry.state,
    detail: entry.detail,
    list_pages: entry.list_pages,
    found: entry.found,
    total: entry.total,
    site_requests: at === 0 ? outcome.requests : null,
    site_stored: at === 0 ? outcome.stored : null,
    site_troubles: at === 0 ? troubles.map((ref) => `${ref.ref.link_title}：${ref.detail}`).slice(0, 20) : [],
  }))
}

function decisionRow(event: DecisionEvent): object {
  const bound = event.kind === 'undo' ? null : event
  return {
    event: event.id,
    kind: event.kind,
    decided_at: event.at,
    decided_by: event.by,
    report: bound?.report ?? null,
    code: bound?.code ?? null,
    check: bound?.check ?? null,
    operands: bound?.operands ?? null,
    cell: event.kind === 'override' ? event.cell : null,
    value: event.kind === 'override' ? event.value : null,
    reason: event.reason ?? null,
    undoes: event.kind === 'undo' ? event.undoes : null,
  }
}

/** Reads the records of a workspace anew each time they are asked for. */
export function recallOf({ workspace, effects }: Context): Recall {
  return async (name) => {
    if (name === 'runs') return (await manifestsOf(workspace.runs)).map(runRow)
    if (name === 'sources') return [...(await latestOutcomes(workspace.archive))].flatMap(sourceRows)
    return (await readDecisions(decisionsPath(workspace), effects)).map(decisionRow)
  }
}
