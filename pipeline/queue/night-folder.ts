/** The open night of a queue, on the shared folder: `queue/<night>/` holds what workers are given and what they bring back, until it is published. */
import { appendFile, link, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { CrawlOutcome } from '../../crawlers/crawl-event.ts'
import { siteSchema, type Site } from '../../crawlers/site.ts'
import { isAbsent } from '../workspace.ts'

const nightSchema = z.strictObject({
  night: z.string(),
  version: z.string(),
  begun: z.string(),
  /** UTC ISO time after which no site may be asked any more; null where there is none. */
  until: z.string().nullable(),
})
/** What every worker must know of a night. */
export type Night = z.infer<typeof nightSchema>

/** Written by our own code of the same version: workers of another refuse the job before they read it. */
const outcomeSchema = z.custom<CrawlOutcome>(
  (value) => typeof value === 'object' && value !== null && 'site' in value,
)

/** A night that nobody went on with for so many milliseconds is no longer tonight's: sites have changed since. */
const longestNight = 20 * 3_600_000

async function read(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
}

/** On disk whole or not at all. */
async function write(path: string, value: unknown, token: string): Promise<void> {
  const draft = `${path}.${token}`
  const handle = await open(draft, 'w')
  try {
    await handle.writeFile(JSON.stringify(value))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, path)
}

/** One night's folder. */
export interface NightFolder {
  night(): Promise<Night>
  site(code: string): Promise<Site>
  /** What a site came to this night; null where it is not crawled yet. */
  outcome(code: string): Promise<CrawlOutcome | null>
  keepSites(sites: readonly Site[]): Promise<void>
  /** `token` is a name that no other writer uses. */
  keepOutcome(outcome: CrawlOutcome, token: string): Promise<void>
  /** Appends events of one site's crawl. */
  events(code: string, events: readonly object[]): Promise<void>
  /** Takes out what happened at a site since it was last taken, one JSON object a line; null where nothing did. */
  takeStory(code: string): Promise<string | null>
}

/** The folder of a night that was begun. */
export function nightFolder(queue: string, night: string): NightFolder {
  const folder = join(queue, night)
  const path = (code: string, what: string): string => join(folder, `${code}.${what}`)
  return {
    async night() {
      const found = await read(join(folder, 'night.json'))
      if (found === null) throw new Error(`${folder} is gone: the night ${night} is over.`)
      return nightSchema.parse(found)
    },
    async site(code) {
      return siteSchema.parse(await read(path(code, 'site.json')))
    },
    async outcome(code) {
      const found = await read(path(code, 'outcome.json'))
      return found === null ? null : outcomeSchema.parse(found)
    },
    async keepSites(sites) {
      for (const site of sites) await write(path(site.code, 'site.json'), site, 'night')
    },
    keepOutcome: (outcome, token) => write(path(outcome.site, 'outcome.json'), outcome, token),
    events: (code, events) =>
      appendFile(path(code, 'events.jsonl'), events.map((event) => `${JSON.stringify(event)}\n`).join('')),
    async takeStory(code) {
      const taken = path(code, 'events.taken')
      try {
        await rename(path(code, 'events.jsonl'), taken)
        return await readFile(taken, 'utf8')
      } catch (error) {
        if (isAbsent(error)) return null
        throw error
      }
    },
  }
}

async function nightsIn(queue: string): Promise<string[]> {
  await mkdir(queue, { recursive: true })
  const entries = await readdir(queue, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

/**
 * Begins a night, or goes on with the one that was left open by the same version of gouji; what other nights left is deleted. `name` is
 * the name of a new one.
 */
export async function openNight(
  queue: string,
  given: { name: string; version: string; now: Date; until: Date | undefined },
): Promise<Night & { resumed: boolean }> {
  const { name, version, now } = given
  const until = given.until?.toISOString() ?? null
  let open: Night | null = null
  for (const folder of await nightsIn(queue)) {
    const found = nightSchema.safeParse(await read(join(queue, folder, 'night.json')))
    const goesOn =
      found.success &&
      found.data.version === version &&
      now.getTime() - Date.parse(found.data.begun) < longestNight
    if (goesOn) open = found.data
    else await rm(join(queue, folder), { recursive: true })
  }
  const night: Night = { ...(open ?? { night: name, version, begun: now.toISOString() }), until }
  await mkdir(join(queue, night.night), { recursive: true })
  await write(join(queue, night.night, 'night.json'), night, 'night')
  return { ...night, resumed: open !== null }
}

/** Ends a night whose work is published. */
export async function closeNight(queue: string, night: string): Promise<void> {
  await rm(join(queue, night), { recursive: true, force: true })
}

/** The name by which the queues of this workspace are known in Redis, the same on every machine that shares the folder. */
export async function queueName(queue: string, fresh: () => string): Promise<string> {
  await mkdir(queue, { recursive: true })
  const path = join(queue, 'name')
  const name = fresh()
  const draft = `${path}.${name}`
  await writeFile(draft, `${name}\n`, { flush: true })
  try {
    await link(draft, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await rm(draft)
  }
  return (await readFile(path, 'utf8')).trim()
}
