/** Alters and cuts an archive byte by byte and counts what verification did not notice. */
import { createHash } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openArchive } from '../../crawlers/archive.ts'
import type { Snapshot } from '../../crawlers/fetched.ts'

/** An archive with a page, a revised page, and a second address of the same bytes. */
export async function fillArchive(folder: string): Promise<void> {
  const archive = await openArchive(folder, { mode: 'write', verify: 'last', aside_stamp: 'fill' })
  const page = (url: string, text: string): Snapshot => {
    const bytes = Buffer.from(text, 'utf8')
    return {
      sha256: createHash('sha256').update(bytes).digest('hex'),
      url,
      requested_url: url,
      fetched_at: '2025-02-01T00:00:00.000Z',
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      media_type: 'text/html',
      via: 'http',
      asked: { method: 'GET', headers: { 'user-agent': 'gouji/0.1' } },
      bytes,
    }
  }
  const attribution = {
    role: 'report' as const,
    site: '990001',
    publisher: '990001100000',
    year: 2024,
    link_title: '石桥镇2024年政府信息公开工作年度报告',
    found_on: 'http://www.qinghe.example/nb.htm',
    looks_like_report: true,
  }
  const first = `<p>主动公开 90 条</p>${'<td>表</td>'.repeat(30)}`
  await archive.add(page('http://www.qinghe.example/1.htm', first), attribution)
  await archive.add(page('http://www.qinghe.example/1.htm', first.replace('90', '91')), attribution)
  await archive.add(page('http://www.qinghe.example/2.htm', first), attribution)
  await archive.close()
}

async function isNoticed(folder: string): Promise<boolean> {
  let archive
  try {
    archive = await openArchive(folder, { mode: 'read', verify: 'all', aside_stamp: 'verify' })
  } catch (error) {
    // Bytes that make a file unreadable are noticed by name.
    if (error instanceof Error) return true
    throw error
  }
  const noticed = archive.damaged.length + archive.faults.length > 0
  await archive.close()
  return noticed
}

/** Every `step`-th byte of every file altered, and every file cut at every `step`-th byte of its last 1,024: how many, and which went unnoticed. */
export async function tamper(folder: string, step: number): Promise<{ tried: number; unnoticed: string[] }> {
  const files = (await readdir(folder)).filter((name) => /\.(?:gz|jsonl|json)$/.test(name))
  const unnoticed: string[] = []
  let tried = 0
  for (const file of files) {
    const path = join(folder, file)
    const sound = await readFile(path)
    const attempt = async (bytes: Uint8Array, what: string): Promise<void> => {
      tried += 1
      await writeFile(path, bytes)
      if (!(await isNoticed(folder))) unnoticed.push(`${file} ${what}`)
    }
    for (let at = 0; at < sound.length; at += step) {
      const altered = Buffer.from(sound)
      altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8))
      await attempt(altered, `altered at ${at} of ${sound.length}`)
    }
    for (let at = Math.max(0, sound.length - 1024); at < sound.length; at += step)
      await attempt(sound.subarray(0, at), `cut at ${at} of ${sound.length}`)
    await writeFile(path, sound)
  }
  if (await isNoticed(folder)) throw new Error(`${folder}: the archive was not restored`)
  await rm(join(folder, 'aside'), { recursive: true, force: true })
  return { tried, unnoticed }
}
