/**
 * A site's own part of the archive, for many machines on one shared folder: `archive/parts/<site>/<generation>/` is an ordinary archive
 * with the site's frontier. A generation has one writer ever since it was claimed; whoever finds that the writer has died goes on in a
 * copy, the next generation, so that a writer who is only slow can spoil nothing.
 */
import { copyFile, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { indexName, sealName } from './archive-store.ts'

const partsFolder = 'parts'
/** The journal of a part. */
export const partFrontierName = 'frontier.jsonl'
/** A file of this name says that the last writer has ended; claiming takes it away. */
const restingName = 'resting'

/** Says who made a generation. */
const writerName = 'writer'

/** True for the system's error of that code. */
function hasCode(error: unknown, codes: RegExp): boolean {
  return error instanceof Error && 'code' in error && codes.test(String(error.code))
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown): string[] => {
    if (hasCode(error, /^ENOENT$/)) return []
    throw error
  })
}

async function generationsIn(folder: string): Promise<number[]> {
  return (await namesIn(folder))
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
}

/** Codes of the sites that have a part of their own, in order. */
export async function sitesWithParts(archive: string): Promise<string[]> {
  return (await namesIn(join(archive, partsFolder))).filter((name) => /^\d{6,12}$/.test(name)).sort()
}

/** The folder of a site's newest generation; null where the site has no part. */
export async function currentPart(archive: string, site: string): Promise<string | null> {
  const folder = join(archive, partsFolder, site)
  const newest = (await generationsIn(folder)).at(-1)
  return newest === undefined ? null : join(folder, String(newest))
}

/** Waits until a file or a folder's own entries are on disk. */
async function settle(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Copies what is sound of a generation whose writer may yet be writing: what names comes before what is named. */
async function copyGeneration(from: string, to: string): Promise<void> {
  const names = await namesIn(from)
  const warcs = names.filter((name) => name.endsWith('.warc.gz')).sort()
  for (const name of [partFrontierName, sealName, indexName, ...warcs]) {
    if (!names.includes(name)) continue
    await copyFile(join(from, name), join(to, name))
    await settle(join(to, name))
  }
  await settle(to)
}

/** Bytes of an index; null where there is none. */
async function indexSize(folder: string): Promise<number | null> {
  const found = await stat(join(folder, indexName)).catch((error: unknown) => {
    if (hasCode(error, /^ENOENT$/)) return null
    throw error
  })
  return found === null ? null : found.size
}

/** A part in the hands of its one writer. */
export interface ClaimedPart {
  folder: string
  /** Number of the generation, from 1; more than before where a writer had died. */
  generation: number
  /**
   * Gives the part back when everything in it is closed, and clears away the generations before it; one that its writer went on with
   * after it was copied is evidence and stays as `aside-<generation>`.
   */
  release(): Promise<void>
}

/**
 * Claims a site's part for writing. `token` is a name that nobody else uses. Throws where another claims the same generation at the
 * same time; who holds the leases of the site's hosts is alone.
 */
export async function claimPart(archive: string, site: string, token: string): Promise<ClaimedPart> {
  const folder = join(archive, partsFolder, site)
  await mkdir(folder, { recursive: true })
  const last = (await generationsIn(folder)).at(-1)
  const before = last === undefined ? null : join(folder, String(last))
  if (last !== undefined && before !== null && (await wake(before, token))) return claimed(folder, last, null)
  const fresh = join(folder, `new-${token}`)
  await rm(fresh, { recursive: true, force: true })
  await mkdir(fresh)
  // Renaming onto an empty folder would replace it: with a file in it, of several who claim one succeeds.
  await writeFile(join(fresh, writerName), `${token}\n`)
  if (before !== null) await copyGeneration(before, fresh)
  const copied = before === null ? null : { folder: before, size: await indexSize(fresh) }
  const generation = last === undefined ? 1 : last + 1
  await rename(fresh, join(folder, String(generation))).catch((error: unknown) => {
    if (hasCode(error, /^(?:ENOTEMPTY|EEXIST)$/))
      throw new Error(`${folder}: generation ${generation} was claimed by another worker at the same time.`)
    throw error
  })
  await settle(folder)
  return claimed(folder, generation, copied)
}

/** Claims a site's part only where nobody is at it; null where somebody is, or there is none. */
export async function claimResting(
  archive: string,
  site: string,
  token: string,
): Promise<ClaimedPart | null> {
  const folder = join(archive, partsFolder, site)
  const last = (await generationsIn(folder)).at(-1)
  if (last === undefined || !(await wake(join(folder, String(last)), token))) return null
  return claimed(folder, last, null)
}

/** True where a resting generation is now ours: of several who try, the system lets one rename. */
async function wake(generation: string, token: string): Promise<boolean> {
  try {
    await rename(join(generation, restingName), join(generation, `claimed-${token}`))
  } catch (error) {
    if (hasCode(error, /^ENOENT$/)) return false
    throw error
  }
  await rm(join(generation, `claimed-${token}`))
  return true
}

function claimed(
  folder: string,
  generation: number,
  copied: { folder: string; size: number | null } | null,
): ClaimedPart {
  const own = join(folder, String(generation))
  return {
    folder: own,
    generation,
    async release() {
      await writeFile(join(own, restingName), '', { flush: true })
      if (copied !== null && (await indexSize(copied.folder)) !== copied.size)
        await rename(copied.folder, join(folder, `aside-${generation - 1}`))
      for (const name of await namesIn(folder))
        if (name.startsWith('new-') || Number(name) < generation)
          await rm(join(folder, name), { recursive: true, force: true })
    },
  }
}
