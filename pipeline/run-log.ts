/** The record of a run: what it was given, what happened, what it came to. Every run leaves one, also one that fails. */
import { appendFile, mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { exitCodes, type ExitName } from './exit.ts'
import type { RunEvent, StepName } from './record/events.ts'
import { isAbsent } from './workspace.ts'

const manifestSchema = z.looseObject({
  run: z.string(),
  command: z.string(),
  started_at: z.string(),
  ended_at: z.string().nullable(),
  exit: z.string().nullable(),
})
export type Manifest = z.infer<typeof manifestSchema> & Record<string, unknown>

/** One step as the manifest keeps it. */
interface StepRecord {
  step: StepName
  started_at: string
  ended_at: string
  state: 'done' | 'remembered' | 'skipped'
  counts: Record<string, number>
}

export interface RunLog {
  id: string
  folder: string
  /** The crawl or night before this one, where it never came to its end; null where it did. */
  cutRun: string | null
  /** Appends events of the run. */
  events(events: readonly RunEvent[]): Promise<void>
  /** Does one step of the run and writes down how it went. */
  step<T>(
    name: StepName,
    work: () => Promise<{ value: T; counts: Record<string, number>; state?: StepRecord['state'] }>,
  ): Promise<T>
  /** Puts a file of the record in place, whole or not at all. */
  keep(name: string, text: string): Promise<void>
  /** Writes the manifest anew with more known. */
  note(more: Record<string, unknown>): Promise<void>
  /** Ends the record. */
  end(exit: ExitName, more: Record<string, unknown>): Promise<void>
}

/** A time as part of a file name: 2025-02-05T020000Z. */
export function stampOf(time: Date): string {
  return `${time.toISOString().slice(0, 19).replaceAll(':', '')}Z`
}

/** Replaces a file by rename, so that a reader sees the old one or the new one. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`
  await writeFile(fresh, text, { flush: true })
  await rename(fresh, path)
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
export async function runsIn(runs: string): Promise<string[]> {
  try {
    return (await readdir(runs))
      .filter((name) => /^\d{4}-\d{2}-\d{2}T/.test(name))
      .toSorted(byAge)
      .toReversed()
  } catch (error) {
    if (isAbsent(error)) return []
    throw error
  }
}

/** Names of one second by their number: …Z before …Z-02 before …Z-10. */
function byAge(a: string, b: string): number {
  const [x, y] = [a, b].map((name) => name.slice(0, 18))
  return x === y ? Number(a.slice(19)) - Number(b.slice(19)) : (x ?? '') < (y ?? '') ? -1 : 1
}

/** What a run wrote down of itself; null where it left nothing that can be read. */
export async function readManifest(runs: string, run: string): Promise<Manifest | null> {
  try {
    const parsed = manifestSchema.safeParse(await readJson(join(runs, run, 'manifest.json')))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** The newest run that crawled, where it was cut off before its end. */
async function findCutRun(runs: string): Promise<string | null> {
  for (const run of await runsIn(runs)) {
    const manifest = await readManifest(runs, run)
    if (manifest !== null && !/^(?:crawl|night)$/.test(manifest.command)) continue
    return /^(?:complete|partial|refused)$/.test(manifest?.exit ?? '') ? null : run
  }
  return null
}

async function makeFolder(runs: string, now: Date): Promise<string> {
  await mkdir(runs, { recursive: true })
  // After a clock was set back the newest run must still be the last by name.
  const [newest = ''] = (await runsIn(runs)).map((name) => name.slice(0, 18))
  const stamp = newest > stampOf(now) ? newest : stampOf(now)
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? stamp : `${stamp}-${String(number).padStart(2, '0')}`
    try {
      await mkdir(join(runs, id))
      return id
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
}

/** Begins the record of a run; a second run in the same second gets a number behind its name. */
export async function beginRun(
  runs: string,
  command: string,
  now: () => Date,
  given: Record<string, unknown>,
): Promise<RunLog> {
  const cutRun = await findCutRun(runs)
  const started = now()
  const id = await makeFolder(runs, started)
  const folder = join(runs, id)
  const steps: StepRecord[] = []
  let manifest: Manifest = {
    format: 1,
    run: id,
    command,
    started_at: started.toISOString(),
    ended_at: null,
    exit: null,
    ...given,
  }
  const write = (): Promise<void> =>
    replaceFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  const time = (): string => now().toISOString()
  const events: RunLog['events'] = (told) =>
    appendFile(join(folder, 'events.jsonl'), told.map((event) => `${JSON.stringify(event)}\n`).join(''))
  const note: RunLog['note'] = async (more) => {
    manifest = { ...manifest, ...more }
    await write()
  }
  await write()
  await events([{ type: 'run_started', at: started.toISOString(), run: id, command }])
  return {
    id,
    folder,
    cutRun,
    events,
    async step(name, work) {
      const started_at = time()
      await events([{ type: 'step_started', at: started_at, step: name }])
      const { value, counts, state = 'done' } = await work()
      const ended_at = time()
      steps.push({ step: name, started_at, ended_at, state, counts })
      await events([{ type: 'step_done', at: ended_at, step: name, state, counts }])
      return value
    },
    keep: (name, text) => replaceFile(join(folder, name), text),
    note,
    async end(exit, more) {
      await events([{ type: 'run_ended', at: time(), exit, code: exitCodes[exit] }])
      await note({ steps, ...more, exit, code: exitCodes[exit], ended_at: time() })
    },
  }
}

/** The manifest of the newest run that published or confirmed a snapshot; null where none has. */
export async function latestPublication(runs: string): Promise<Manifest | null> {
  for (const run of await runsIn(runs)) {
    const manifest = await readManifest(runs, run)
    if (manifest !== null && typeof manifest['snapshot'] === 'string') return manifest
  }
  return null
}

/** How many runs of one command have ended well enough to have published. */
export async function countRuns(runs: string, command: string): Promise<number> {
  let count = 0
  for (const run of await runsIn(runs)) {
    const manifest = await readManifest(runs, run)
    if (manifest?.command === command && typeof manifest['snapshot'] === 'string') count += 1
  }
  return count
}
