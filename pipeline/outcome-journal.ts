/**
 * What every crawl of a site came to, kept beside the archive that it filled: with both, all that is published can be made again.
 * One file a site, one line a crawl; a crawl that showed what the one before it showed is one short line.
 */
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { CrawlOutcome } from '../crawlers/crawl-event.ts'
import { isAbsent } from './absent.ts'

/** The part of an outcome that says what was seen, without the hour and without what the archive already held. */
type Seen = Pick<CrawlOutcome, 'entries' | 'refs' | 'attachments' | 'refused' | 'expected'>

const lineSchema = z.strictObject({
  run: z.string(),
  site: z.string(),
  started_at: z.string(),
  ended_at: z.string(),
  requests: z.int(),
  stored: z.int(),
  /** SHA-256 of what was seen. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** A run that was cut off before its end: its line of this site counts no more. */
  instead_of: z.string().optional(),
  /** Absent where the crawl showed what the line before shows. */
  seen: z.custom<Seen>((value) => typeof value === 'object' && value !== null).optional(),
})
type Line = z.infer<typeof lineSchema>

/** One crawl of one site on record; the outcome itself is only unpacked when asked for. */
export interface JournalEntry {
  run: string
  /** Beginning of the crawl, UTC ISO. */
  at: string
  digest: string
  outcome(): CrawlOutcome
}

function fileOf(archive: string, site: string): string {
  return join(archive, 'outcomes', `${site}.jsonl`)
}

/** What was seen, in one form whatever the archive held before: a page stored tonight is unchanged tomorrow. */
function seenIn({ entries, refs, attachments, refused, expected }: CrawlOutcome): Seen {
  return {
    entries,
    refs: refs.map((ref) => (ref.state === 'stored' ? { ...ref, state: 'unchanged' } : ref)),
    attachments: attachments.map((one) => (one.state === 'stored' ? { ...one, state: 'unchanged' } : one)),
    refused,
    expected: expected.map((owed) => ({ ...owed, refs: [] })),
  }
}

function unpack({ site, started_at, ended_at, requests, stored }: Line, seen: Seen): CrawlOutcome {
  const byOwed = new Map<string, CrawlOutcome['refs']>()
  for (const one of seen.refs) {
    const key = `${one.ref.publisher} ${one.ref.year}`
    byOwed.set(key, [...(byOwed.get(key) ?? []), one])
  }
  const expected = seen.expected.map((owed) => ({
    ...owed,
    refs: byOwed.get(`${owed.publisher} ${owed.year}`) ?? [],
  }))
  return { site, started_at, ended_at, requests, stored, ...seen, expected }
}

async function linesOf(archive: string, site: string): Promise<string[]> {
  try {
    const text = await readFile(fileOf(archive, site), 'utf8')
    // What stands behind the last line feed was never finished.
    return text.split('\n').slice(0, -1)
  } catch (error) {
    if (isAbsent(error)) return []
    throw error
  }
}

function parseLine(text: string, archive: string, site: string, number: number): Line {
  const told = `${fileOf(archive, site)} line ${number} is damaged: restore the file from a backup, or delete it; what is published stays right except for the states "missing" and "withdrawn" until the next crawl.`
  try {
    const parsed = lineSchema.safeParse(JSON.parse(text))
    if (parsed.success) return parsed.data
    throw new Error(told)
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(told, { cause: error })
    throw error
  }
}

/** The crawls of one site, oldest first; those that were cut off and done again are left out. */
export async function readOutcomes(archive: string, site: string): Promise<JournalEntry[]> {
  const texts = await linesOf(archive, site)
  const lines = texts.map((text, index) => parseLine(text, archive, site, index + 1))
  const cut = new Set(lines.flatMap((line) => line.instead_of ?? []))
  let seen: Seen | undefined
  return lines.flatMap((line) => {
    seen = line.seen ?? seen
    if (cut.has(line.run) || seen === undefined) return []
    const shown = seen
    return [{ run: line.run, at: line.started_at, digest: line.digest, outcome: () => unpack(line, shown) }]
  })
}

/** Cuts what a killed process left unfinished at the end. */
async function mendEnd(handle: FileHandle): Promise<void> {
  const { size } = await handle.stat()
  if (size === 0) return
  const bytes = await handle.readFile()
  if (bytes.at(-1) !== 10) await handle.truncate(bytes.lastIndexOf(10) + 1)
}

/** Writes down what a crawl came to. `cutRun` is the run before it where that never came to its end. */
export async function keepOutcome(
  archive: string,
  run: { id: string; cutRun: string | null },
  outcome: CrawlOutcome,
): Promise<void> {
  const path = fileOf(archive, outcome.site)
  await mkdir(join(archive, 'outcomes'), { recursive: true })
  const before = await linesOf(archive, outcome.site)
  const last = before.at(-1)
  const newest = last === undefined ? null : parseLine(last, archive, outcome.site, before.length)
  const seen = seenIn(outcome)
  const digest = createHash('sha256').update(JSON.stringify(seen)).digest('hex')
  const { site, started_at, ended_at, requests, stored } = outcome
  const line: Line = {
    run: run.id,
    site,
    started_at,
    ended_at,
    requests,
    stored,
    digest,
    ...(newest !== null && newest.run === run.cutRun ? { instead_of: newest.run } : {}),
    ...(newest?.digest === digest ? {} : { seen }),
  }
  const handle = await open(path, 'a+')
  try {
    await mendEnd(handle)
    await handle.appendFile(`${JSON.stringify(line)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The newest outcomes of one site, newest first, at most `count`. */
export async function recentOutcomes(archive: string, site: string, count: number): Promise<CrawlOutcome[]> {
  const entries = await readOutcomes(archive, site)
  return entries
    .slice(-count)
    .toReversed()
    .map((entry) => entry.outcome())
}

/** Codes of the sites that were ever crawled. */
export async function crawledSites(archive: string): Promise<string[]> {
  try {
    const names = await readdir(join(archive, 'outcomes'))
    return names
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => name.slice(0, -6))
      .sort()
  } catch (error) {
    if (isAbsent(error)) return []
    throw error
  }
}

/** The newest outcome of every site that was ever crawled. */
export async function latestOutcomes(archive: string): Promise<CrawlOutcome[]> {
  const sites = await crawledSites(archive)
  return (await Promise.all(sites.map((site) => recentOutcomes(archive, site, 1)))).flat()
}
