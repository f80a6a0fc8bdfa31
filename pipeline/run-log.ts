/** The record of a run: what it was given, what happened, what it came to. Every run leaves one, also one that fails. */
import { appendFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { CrawlOutcome } from '../crawlers/crawl-event.ts'
import { isAbsent } from './workspace.ts'

/** What one site came to in a run; kept so that publishing knows what was looked for and not found. */
const outcomesSchema = z.custom<CrawlOutcome[]>((value) => Array.isArray(value))

const manifestSchema = z.looseObject({
  run: z.string(),
  command: z.string(),
  started_at: z.string(),
  ended_at: z.string().nullable(),
  exit: z.string().nullable(),
})
export type Manifest = z.infer<typeof manifestSchema> & Record<string, unknown>

export interface RunLog {
  id: string
  folder: string
  /** Appends one event of the run. */
  event(event: object): Promise<void>
  /** Appends many events at once. */
  events(events: readonly object[]): Promise<void>
  /** Writes what the sites came to. */
  keepOutcomes(outcomes: readonly CrawlOutcome[]): Promise<void>
  /** Writes the manifest anew with more known. */
  note(more: Record<string, unknown>): Promise<void>
}

/** A time as part of a file name: 2025-02-05T020000Z. */
export function stampOf(time: Date): string {
  return `${time.toISOString().slice(0, 19).replaceAll(':', '')}Z`
}

/** Begins the record of a run; a second run in the same second gets a number behind its name. */
export async function beginRun(
  runs: string,
  command: string,
  now: Date,
  given: Record<string, unknown>,
): Promise<RunLog> {
  await mkdir(runs, { recursive: true })
  const stamp = stampOf(now)
  let id = stamp
  for (let number = 2; ; number += 1) {
    try {
      await mkdir(join(runs, id))
      break
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      id = `${stamp}-${String(number).padStart(2, '0')}`
    }
  }
  const folder = join(runs, id)
  let manifest: Manifest = {
    run: id,
    command,
    started_at: now.toISOString(),
    ended_at: null,
    exit: null,
    ...given,
  }
  const write = (): Promise<void> =>
    writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  await write()
  return {
    id,
    folder,
    event: (event) => appendFile(join(folder, 'events.jsonl'), `${JSON.stringify(event)}\n`),
    events: (events) =>
      appendFile(join(folder, 'events.jsonl'), events.map((event) => `${JSON.stringify(event)}\n`).join('')),
    keepOutcomes: (outcomes) => writeFile(join(folder, 'outcomes.json'), JSON.stringify(outcomes)),
    note: async (more) => {
      manifest = { ...manifest, ...more }
      await write()
    },
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
}

/** The names of all runs, newest first. */
async function runsIn(runs: string): Promise<string[]> {
  try {
    return (await readdir(runs)).sort().reverse()
  } catch (error) {
    if (isAbsent(error)) return []
    throw error
  }
}

/** The newest outcome of each site, whatever run it is from. */
export async function latestOutcomes(runs: string): Promise<Map<string, CrawlOutcome>> {
  const found = new Map<string, CrawlOutcome>()
  for (const run of await runsIn(runs)) {
    const outcomes = await readJson(join(runs, run, 'outcomes.json'))
    for (const outcome of outcomes === null ? [] : outcomesSchema.parse(outcomes))
      if (!found.has(outcome.site)) found.set(outcome.site, outcome)
  }
  return found
}

/** The manifest of the newest run that published or confirmed a snapshot; null where none has. */
export async function latestPublication(runs: string): Promise<Manifest | null> {
  for (const run of await runsIn(runs)) {
    const manifest = await readJson(join(runs, run, 'manifest.json'))
    const parsed = manifestSchema.safeParse(manifest)
    if (parsed.success && typeof parsed.data['snapshot'] === 'string') return parsed.data
  }
  return null
}

/** How many runs of one command have ended well enough to have published. */
export async function countRuns(runs: string, command: string): Promise<number> {
  let count = 0
  for (const run of await runsIn(runs)) {
    const parsed = manifestSchema.safeParse(await readJson(join(runs, run, 'manifest.json')))
    if (parsed.success && parsed.data.command === command && typeof parsed.data['snapshot'] === 'string')
      count += 1
  }
  return count
}
