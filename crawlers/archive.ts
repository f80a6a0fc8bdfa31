/** Opens the archive: whatever a crash tore is set aside and reported, and what no longer matches its digest is named. */
import { mkdir, open, readFile, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { notedDamage } from './archive-damage.ts'
import { foldRows, readIndex, warcEnds, type IndexReading, type Span } from './archive-opening.ts'
import { cutTail, putAside } from './archive-repair.ts'
import type { Archive, ArchiveRow, SetAside } from './archive-row.ts'
import { judgeSeal, readSeal, type Seal } from './archive-seal.ts'
import { createArchive, indexName, sealName } from './archive-store.ts'
import { openWarcs, warcNameAt, type WarcFiles } from './archive-warcs.ts'

export interface ArchiveSettings {
  /** `write` sets torn tails aside and may add; `read` touches nothing and sees what is sound. */
  mode: 'read' | 'write'
  /** `all` hashes every record again; `last` only the newest one, which a crash can have cut, and those that a verification found damaged. */
  verify: 'all' | 'last'
  /** Names the files that torn tails are moved to, e.g. 2025-01-13T020000Z. */
  aside_stamp: string
  /** A WARC file that has grown to this many bytes is followed by the next; 1 GB where absent. */
  rotate_bytes?: number
}

/** Bytes of every WARC file of a folder, by name. */
async function warcSizes(folder: string): Promise<Map<string, number>> {
  const names = (await readdir(folder)).filter((name) => /^pages-\d{5}\.warc\.gz$/.test(name)).sort()
  const sizes = new Map<string, number>()
  for (const name of names) sizes.set(name, (await stat(join(folder, name))).size)
  return sizes
}

/** Makes sure that the files are there; an index that is missing beside its WARC is no new archive. */
async function prepare(folder: string, mode: ArchiveSettings['mode']): Promise<void> {
  if (mode === 'write') await mkdir(folder, { recursive: true })
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  const [index, warc] = [names.includes(indexName), names.find((name) => name.endsWith('.warc.gz'))]
  if (warc !== undefined && !index)
    throw new Error(
      `${join(folder, indexName)} is missing beside ${warc}: restore it from a backup before crawling.`,
    )
  if (mode === 'read' && !index)
    throw new Error(`${folder} holds no archive: run a crawl first, or check the workspace path.`)
  if (mode === 'read') return
  for (const name of [indexName, warc ?? warcNameAt(1)]) await (await open(join(folder, name), 'a')).close()
}

/** Where sound bytes end, and how long the files are. */
interface Measure {
  index_size: number
  index_end: number
  sizes: ReadonlyMap<string, number>
  ends: ReadonlyMap<string, number>
}

/** Puts aside what cannot stand, and returns what that was. */
async function repair(
  folder: string,
  reading: IndexReading,
  measure: Measure,
  stamp: string,
): Promise<SetAside[]> {
  const aside: SetAside[] = []
  for (const { line, bytes } of reading.broken) {
    const path = await putAside(folder, `index-line-${line}.bin`, bytes)
    const detail = `索引第 ${line} 行损坏，已跳过；请从备份恢复`
    aside.push({ path, from: 'index', byte_count: bytes.length, detail })
  }
  const { index_size, index_end, sizes, ends } = measure
  if (index_size > index_end) {
    const cut = {
      from: 'index',
      at: index_end,
      size: index_size,
      stamp,
      detail: '索引末尾不完整，已移出',
    } as const
    aside.push(await cutTail(folder, indexName, cut))
  }
  for (const [name, size] of sizes) {
    const at = ends.get(name) ?? 0
    if (size <= at) continue
    const cut = { from: 'warc', at, size, stamp, detail: '存档末尾有未登记的内容，已移出' } as const
    aside.push(await cutTail(folder, name, cut))
  }
  return aside
}

/** What a reader sees and leaves alone. */
function describeTails(reading: IndexReading, { index_size, index_end, sizes, ends }: Measure): string[] {
  return [
    ...reading.broken.map(({ line }) => `索引第 ${line} 行损坏`),
    ...(index_size > index_end ? [`索引末尾 ${index_size - index_end} 字节不完整`] : []),
    ...[...sizes]
      .filter(([name, size]) => size > (ends.get(name) ?? 0))
      .map(([name, size]) => `${name} 末尾有 ${size - (ends.get(name) ?? 0)} 字节未登记`),
  ]
}

/** What the seal of the last closing says against the files; an archive that was never closed has none. */
async function judgeBySeal(folder: string, now: Seal): Promise<string[]> {
  const text = await readFile(join(folder, sealName), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return []
  const seal = readSeal(text)
  return seal === null ? [`${sealName} 损坏`] : judgeSeal(seal, now)
}

/** Rows whose records are no longer what they were: digests of all members first, since only whole ones are safe to take apart. */
async function findDamage(warcs: WarcFiles, rows: readonly ArchiveRow[]): Promise<ArchiveRow[]> {
  const damaged: ArchiveRow[] = []
  for (const row of rows)
    if (!(await warcs.isWhole(row)) || (await warcs.payload(row)) === null) damaged.push(row)
  return damaged
}

/** The row whose record lies last, which a crash can have cut; undefined where there are no rows. */
function newestOf(rows: readonly ArchiveRow[]): ArchiveRow | undefined {
  let newest: ArchiveRow | undefined
  for (const row of rows)
    if (newest === undefined || row.file > newest.file) newest = row
    else if (row.file === newest.file && row.offset > newest.offset) newest = row
  return newest
}

/** Opens an archive, making it where there is none; what a crash tore is set aside and reported, never dropped. */
export async function openArchive(folder: string, settings: ArchiveSettings): Promise<Archive> {
  const { mode, verify, aside_stamp: stamp } = settings
  await prepare(folder, mode)
  const bytes = await readFile(join(folder, indexName))
  const reading = readIndex(bytes)
  const sizes = await warcSizes(folder)
  const isBeyond = ({ file, offset, length }: Span): boolean => offset + length > (sizes.get(file) ?? 0)
  const beyond = reading.lines.findIndex(
    ({ row }) => isBeyond(row) || (row.revisit !== undefined && isBeyond(row.revisit)),
  )
  const standing = reading.lines.slice(0, beyond < 0 ? reading.lines.length : beyond)
  const known = standing.map(({ row }) => row)
  const ends = warcEnds(known)
  const measure = { index_size: bytes.length, index_end: standing.at(-1)?.end ?? 0, sizes, ends }
  const sealed = await judgeBySeal(folder, { index_bytes: bytes.length, warcs: Object.fromEntries(sizes) })
  const aside = mode === 'write' ? await repair(folder, reading, measure, stamp) : []
  const faults = mode === 'write' ? sealed : [...sealed, ...describeTails(reading, measure)]
  const warcs = openWarcs(folder, {
    ends,
    writable: mode === 'write',
    rotate_bytes: settings.rotate_bytes ?? 1e9,
  })
  const index = await open(join(folder, indexName), mode === 'write' ? 'r+' : 'r')
  const rows = foldRows(known)
  const noted = await notedDamage(folder)
  const newest = newestOf(rows)
  const suspect = rows.filter((row) => row === newest || noted.has(row.sha256))
  const damaged = await findDamage(warcs, verify === 'all' ? rows : suspect)
  const writable = mode === 'write'
  return createArchive({
    folder,
    warcs,
    index,
    index_end: measure.index_end,
    rows,
    damaged,
    aside,
    faults,
    writable,
  })
}
