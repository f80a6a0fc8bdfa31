/** Puts torn tails of an archive beside it: copied first, cut after, named by the caller's stamp. */
import { mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SetAside } from './archive-row.ts'

/** Reads part of a file; shorter where the file ends before. */
async function readRange(path: string, offset: number, length: number): Promise<Uint8Array> {
  const handle = await open(path, 'r')
  try {
    const bytes = Buffer.alloc(length)
    const { bytesRead } = await handle.read(bytes, 0, length, offset)
    return bytes.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Moves everything behind `at` into the folder `aside/`. */
export async function cutTail(
  folder: string,
  file: string,
  cut: { from: SetAside['from']; at: number; size: number; stamp: string; detail: string },
): Promise<SetAside> {
  const path = join(folder, file)
  const tail = await readRange(path, cut.at, cut.size - cut.at)
  const aside = await putAside(folder, `${cut.stamp}-${cut.from}-${cut.at}.bin`, tail)
  const handle = await open(path, 'r+')
  try {
    await handle.truncate(cut.at)
    await handle.datasync()
  } finally {
    await handle.close()
  }
  return { path: aside, from: cut.from, byte_count: tail.length, detail: cut.detail }
}

/** Writes bytes into the folder `aside/` and returns their path. */
export async function putAside(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, 'aside', name)
  await mkdir(join(folder, 'aside'), { recursive: true })
  await writeFile(path, bytes, { flush: true })
  return path
}
