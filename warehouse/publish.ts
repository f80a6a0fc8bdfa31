/** Publishes snapshots by rename: built beside, checked, then named; readers keep the file that they opened. */
import { mkdir, mkdtemp, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { hasCode, namesIn, sync } from './disk.ts'
import type { FailedCheck } from './failed.ts'
import { fingerprint } from './fingerprint.ts'
import { appendedTables, buildWarehouse, type SnapshotContent } from './load.ts'
import { snapshotSql } from './sql.ts'

/** A published snapshot: the hash of its content and the path of its file. */
export interface Current {
  hash: string
  path: string
}

/** What publishing came to. `changed` is false where the content is already current or was refused; then nothing was written. */
export interface Publication {
  hash: string
  changed: boolean
  /** Checks that failed, by name; not empty means that the last good snapshot stays. */
  refused: FailedCheck[]
}

const pointerName = 'current'
const pointerPattern = /^([0-9a-f]{64})\.duckdb\n$/
const snapshotPattern = /^[0-9a-f]{64}\.duckdb$/
const hashPattern = /^[0-9a-f]{64}$/
const buildingPattern = /^\.building-(\d+)-/

/** The pointer's text, or null where there is none yet. */
async function readPointer(directory: string): Promise<string | null> {
  try {
    return await readFile(join(directory, pointerName), 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile()
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false
    throw error
  }
}

/** The snapshot that is published in a directory. Throws, with the remedy, where there is none or the pointer is torn. */
export async function readCurrent(directory: string): Promise<Current> {
  const pointer = join(directory, pointerName)
  const text = await readPointer(directory)
  if (text === null)
    throw new Error(`warehouse: ${pointer} does not exist: nothing was published here; run gouji publish`)
  const hash = pointerPattern.exec(text)?.[1]
  if (hash === undefined)
    throw new Error(`warehouse: ${pointer} is torn: it names no snapshot; run gouji publish to write it anew`)
  const path = join(directory, `${hash}.duckdb`)
  if (!(await isFile(path)))
    throw new Error(
      `warehouse: ${pointer} names ${path}, which does not exist; run gouji publish to build it anew`,
    )
  return { hash, path }
}

/** The snapshot that is published in a directory; null where nothing usable is, so that publishing can mend it. */
async function findCurrent(directory: string): Promise<Current | null> {
  const hash = pointerPattern.exec((await readPointer(directory)) ?? '')?.[1]
  if (hash === undefined) return null
  const path = join(directory, `${hash}.duckdb`)
  return (await isFile(path)) ? { hash, path } : null
}

/** Replaces the pointer so that a reader sees the old name or the new one, never a part. */
async function writePointer(directory: string, room: string, hash: string): Promise<void> {
  const temporary = join(room, pointerName)
  const handle = await open(temporary, 'wx')
  try {
    await handle.writeFile(`${hash}.duckdb\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, join(directory, pointerName))
  await sync(directory)
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

/** Where the shards of a warehouse lie. */
export function shardFolder(directory: string): string {
  return join(directory, 'shards')
}

/** Removes what killed builders left behind. */
async function clearBuilding(directory: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const builder = buildingPattern.exec(name)?.[1]
    if (builder !== undefined && Number(builder) !== process.pid && !isAlive(Number(builder)))
      await rm(join(directory, name), { recursive: true, force: true })
  }
}

/** Removes shards that the current snapshot does not hold; those written after `before` (ms) may be waiting for the next one. */
async function pruneShards(directory: string, held: ReadonlySet<string>, before: number): Promise<void> {
  const folder = shardFolder(directory)
  const names = await namesIn(folder)
  await clearBuilding(folder, names)
  for (const name of names.filter((one) => hashPattern.test(one) && !held.has(one)))
    if ((await stat(join(folder, name))).mtimeMs < before)
      await rm(join(folder, name), { recursive: true, force: true })
}

/** Snapshots beyond the newest `keep`, the current one counted, which is never among them. */
async function oldSnapshots(directory: string, keep: number, current: string): Promise<string[]> {
  const names = await namesIn(directory)
  const snapshots = await Promise.all(
    names
      .filter((name) => snapshotPattern.test(name) && name !== `${current}.duckdb`)
      .map(async (name) => ({ name, written: (await stat(join(directory, name))).mtimeMs })),
  )
  return snapshots
    .toSorted((a, b) => b.written - a.written || (a.name < b.name ? -1 : 1))
    .slice(Math.max(0, keep - 1))
    .map(({ name }) => name)
}

/** Removes what killed builders left behind, and all but the newest snapshots; the current one always stays. */
async function prune(directory: string, keep: number, current: string): Promise<void> {
  await clearBuilding(directory, await namesIn(directory))
  for (const name of await oldSnapshots(directory, keep, current))
    await rm(join(directory, name), { force: true })
}

/** How a publication is done. */
export interface PublicationOptions {
  /** How many snapshots stay, the new one counted. */
  keep?: number
  /** Asked before anything new is built, with the snapshot that would be replaced; what it objects to keeps that one in place. */
  gate?: (current: Current | null) => Promise<FailedCheck[]>
  /** Build the file again even where one of its name is there. */
  anew?: boolean
  /** Only tell; nothing is written. */
  dryRun?: boolean
}

/** Deletes all snapshots but the newest `keep` and the current one; answers which, and their bytes. With `dryRun` it only tells. */
export async function keepSnapshots(
  directory: string,
  keep: number,
  dryRun: boolean,
): Promise<{ names: string[]; bytes: number }> {
  const current = await findCurrent(directory)
  const names = await oldSnapshots(directory, keep, current?.hash ?? '')
  let bytes = 0
  for (const name of names) {
    bytes += (await stat(join(directory, name))).size
    if (!dryRun) await rm(join(directory, name), { force: true })
  }
  if (!dryRun) await clearBuilding(directory, await namesIn(directory))
  return { names, bytes }
}

/**
 * Publishes shards as `<hash>.duckdb` and points `current` at it.
 * Content that is current already is left alone, and content that fails a check never becomes current.
 */
export async function publish(
  directory: string,
  content: SnapshotContent,
  options: PublicationOptions = {},
): Promise<Publication> {
  const { keep = 5, gate, anew = false, dryRun = false } = options
  const hash = fingerprint(snapshotSql, {}, appendedTables(content))
  const file = join(directory, `${hash}.duckdb`)
  const built = !anew && (await isFile(file))
  if (built && (await readPointer(directory)) === `${hash}.duckdb\n`)
    return { hash, changed: false, refused: [] }

  const failed = content.shards.flatMap((shard) => shard.failed)
  if (failed.length > 0) return { hash, changed: false, refused: failed }
  const replaced = await findCurrent(directory)
  const objections = gate === undefined ? [] : await gate(replaced)
  if (objections.length > 0) return { hash, changed: false, refused: objections }
  if (dryRun) return { hash, changed: replaced?.hash !== hash, refused: [] }
  await mkdir(directory, { recursive: true })
  const replacedAt = replaced === null ? 0 : (await stat(join(directory, pointerName))).mtimeMs
  const room = await mkdtemp(join(directory, `.building-${process.pid}-`))
  try {
    if (!built) {
      const draft = join(room, 'draft.duckdb')
      const refused = await buildWarehouse(draft, shardFolder(directory), content)
      if (refused.length > 0) return { hash, changed: false, refused }
      await sync(draft)
      await rename(draft, file)
      await sync(directory)
    }
    await writePointer(directory, room, hash)
  } finally {
    await rm(room, { recursive: true, force: true })
  }
  await prune(directory, keep, hash)
  await pruneShards(directory, new Set(content.shards.map((shard) => shard.hash)), replacedAt)
  return { hash, changed: true, refused: [] }
}
