/** Opens the archive: whatever a crash tore is set aside and reported, and what no longer matches its digest is named. */
import { access, mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { foldRows, readIndex, warcEnd, type IndexReading } from './archive-opening.ts'
import { cutTail, putAside } from './archive-repair.ts'
import type { Archive, ArchiveRow, SetAside } from './archive-row.ts'
import { createArchive, payloadOf, warcName } from './archive-store.ts'

const indexName = 'index.jsonl'

export interface ArchiveSettings {
  /** `write` sets torn tails aside and may add; `read` touches nothing and sees what is sound. */
  mode: 'read' | 'write'
  /** `all` hashes every payload again; `last` only the newest record, the one a crash can have cut. */
  verify: 'all' | 'last'
  /** Names the files that torn tails are moved to, e.g. 2025-01-13T020000Z. */
  aside_stamp: string
}

/** Makes sure that both files are there; an index that is missing beside its WARC is no new archive. */
async function prepare(folder: string, mode: ArchiveSettings['mode']): Promise<void> {
  const exists = async (name: string): Promise<boolean> =>
    access(join(folder, name)).then(
      () => true,
      () => false,
    )
  const [index, warc] = [await exists(indexName), await exists(warcName)]
  if (warc && !index)
    throw new Error(
      `${join(folder, indexName)} is missing beside ${warcName}: restore it from a backup before crawling.`,
    )
  if (mode === 'read' && !index)
    throw new Error(`${folder} holds no archive: run a crawl first, or check the workspace path.`)
  if (mode === 'read') return
  await mkdir(folder, { recursive: true })
  for (const name of [indexName, warcName]) await (await open(join(folder, name), 'a')).close()
}

/** Puts aside what cannot stand, and returns how long both files are after that and what was put aside. */
async function repair(
  folder: string,
  reading: IndexReading,
  sizes: { index: number; warc: number; standing: number; stamp: string },
): Promise<{ index_end: number; warc_end: number; aside: SetAside[] }> {
  const aside: SetAside[] = []
  for (const { line, bytes } of reading.broken) {
    const path = await putAside(folder, `index-line-${line}.bin`, bytes)
    aside.push({
      path,
      from: 'index',
      byte_count: bytes.length,
      detail: `索引第 ${line} 行损坏，已跳过；请从备份恢复`,
    })
  }
  const indexEnd = reading.lines[sizes.standing - 1]?.end ?? 0
  const { stamp } = sizes
  if (sizes.index > indexEnd)
    aside.push(
      await cutTail(folder, indexName, {
        from: 'index',
        at: indexEnd,
        size: sizes.index,
        stamp,
        detail: '索引末尾不完整，已移出',
      }),
    )
  const rows = reading.lines.slice(0, sizes.standing).map(({ row }) => row)
  const end = warcEnd(rows, warcName)
  if (sizes.warc > end)
    aside.push(
      await cutTail(folder, warcName, {
        from: 'warc',
        at: end,
        size: sizes.warc,
        stamp,
        detail: '存档末尾有未登记的内容，已移出',
      }),
    )
  return { index_end: indexEnd, warc_end: end, aside }
}

/** Opens an archive, making it where there is none; what a crash tore is set aside and reported, never dropped. */
export async function openArchive(folder: string, settings: ArchiveSettings): Promise<Archive> {
  await prepare(folder, settings.mode)
  const bytes = await readFile(join(folder, indexName))
  const reading = readIndex(bytes)
  const flags = settings.mode === 'write' ? 'r+' : 'r'
  const warc = await open(join(folder, warcName), flags)
  const index = await open(join(folder, indexName), flags)
  const warcSize = (await warc.stat()).size
  const beyond = reading.lines.findIndex(({ row }) => row.offset + row.length > warcSize)
  const standing = beyond < 0 ? reading.lines.length : beyond
  const repaired =
    settings.mode === 'write'
      ? await repair(folder, reading, {
          index: bytes.length,
          warc: warcSize,
          standing,
          stamp: settings.aside_stamp,
        })
      : { index_end: 0, warc_end: 0, aside: [] }
  const rows = foldRows(reading.lines.slice(0, standing).map(({ row }) => row))
  const last = rows.toSorted((a, b) => a.offset - b.offset).at(-1)
  const damaged: ArchiveRow[] = []
  for (const row of settings.verify === 'all' ? rows : last === undefined ? [] : [last])
    if ((await payloadOf(warc, row)) === null) damaged.push(row)
  return createArchive({
    folder,
    warc,
    index,
    rows,
    damaged,
    ...repaired,
    writable: settings.mode === 'write',
  })
}
