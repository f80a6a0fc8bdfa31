/** A site's own part of the archive: one writer a generation, and nothing lost when a writer dies or is only slow. */
import { appendFile, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { claimPart, currentPart, sitesWithParts } from '../../crawlers/archive-part.ts'
import type { Archive } from '../../crawlers/archive-row.ts'
import { indexesOfWhole, openWhole } from '../../crawlers/archive-whole.ts'
import { openArchive } from '../../crawlers/archive.ts'
import { attributionOf, snapshotOf } from '../support/snapshots.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-part-'))
})

const writing = { mode: 'write', verify: 'all', aside_stamp: 'test' } as const
const whole = { verify: 'all', aside_stamp: 'test' } as const

async function add(archive: Archive, url: string, text: string, site = '990001'): Promise<void> {
  await archive.add(snapshotOf(url, text), attributionOf(site))
}
const urlsOf = (archive: Archive): string[] => archive.rows().map(({ url }) => url)

test('a part that was given back goes on in the same generation', async () => {
  const first = await claimPart(folder, '990001', 'w1')
  const archive = await openArchive(first.folder, writing)
  await add(archive, 'http://a.cn/1', 'one')
  await archive.close()
  await first.release()
  const second = await claimPart(folder, '990001', 'w2')
  expect([first.generation, second.generation]).toEqual([1, 1])
  expect(await sitesWithParts(folder)).toEqual(['990001'])
})

test('a part whose writer died goes on in a copy, without the torn end', async () => {
  const dead = await claimPart(folder, '990001', 'w1')
  const archive = await openArchive(dead.folder, writing)
  await add(archive, 'http://a.cn/1', 'one')
  await archive.close()
  await appendFile(join(dead.folder, 'pages-00001.warc.gz'), 'half a rec')
  await writeFile(join(dead.folder, 'frontier.jsonl'), 'journal\n')
  const next = await claimPart(folder, '990001', 'w2')
  expect(next.generation).toBe(2)
  expect(await readFile(join(next.folder, 'frontier.jsonl'), 'utf8')).toBe('journal\n')
  const copy = await openArchive(next.folder, writing)
  expect(copy.aside).toMatchObject([{ from: 'warc', byte_count: 10 }])
  expect(urlsOf(copy)).toEqual(['http://a.cn/1'])
  await add(copy, 'http://a.cn/2', 'two')
  await copy.close()
  await next.release()
  expect(await readdir(join(folder, 'parts', '990001'))).toEqual(['2'])
})

test('what a slow writer adds after its part was taken spoils nothing and stays beside it', async () => {
  const slow = await claimPart(folder, '990001', 'w1')
  const late = await openArchive(slow.folder, writing)
  await add(late, 'http://a.cn/1', 'one')
  const next = await claimPart(folder, '990001', 'w2')
  const archive = await openArchive(next.folder, writing)
  await add(late, 'http://a.cn/late', 'late')
  await add(archive, 'http://a.cn/2', 'two')
  await late.close()
  await archive.close()
  await next.release()
  expect(await readdir(join(folder, 'parts', '990001'))).toEqual(['2', 'aside-1'])
  const seen = await openWhole(folder, whole)
  expect(urlsOf(seen)).toEqual(['http://a.cn/1', 'http://a.cn/2'])
  expect(seen.damaged).toEqual([])
  await seen.close()
})

test('of two who claim at the same time one is refused', async () => {
  const first = await claimPart(folder, '990001', 'w1')
  await first.release()
  const claims = await Promise.allSettled(['w2', 'w3', 'w4'].map((name) => claimPart(folder, '990001', name)))
  const generations = claims.flatMap((claim) => (claim.status === 'fulfilled' ? claim.value.generation : []))
  // One wakes the resting generation; the others find it at work, and of them one may go on in a copy.
  expect(new Set(generations).size).toBe(generations.length)
  expect(generations).toContain(1)
})

test('readers see the folder’s own pages and every part as one archive', async () => {
  const own = await openArchive(folder, writing)
  await add(own, 'http://a.cn/1', 'one')
  await own.close()
  const alone = await indexesOfWhole(folder)
  for (const site of ['990001', '990002']) {
    const part = await claimPart(folder, site, 'w1')
    const archive = await openArchive(part.folder, writing)
    await add(archive, `http://a.cn/${site}`, site, site)
    await archive.close()
    await part.release()
  }
  expect(alone).toHaveLength(1)
  expect(await indexesOfWhole(folder)).toHaveLength(3)
  const all = await openWhole(folder, whole)
  expect(urlsOf(all)).toEqual(['http://a.cn/1', 'http://a.cn/990001', 'http://a.cn/990002'])
  expect(all.rows().map(({ file }) => file)).toEqual([
    'pages-00001.warc.gz',
    'parts/990001/1/pages-00001.warc.gz',
    'parts/990002/1/pages-00001.warc.gz',
  ])
  const texts = await Promise.all(all.rows().map(({ sha256 }) => all.read(sha256)))
  expect(texts.map((bytes) => new TextDecoder().decode(bytes))).toEqual(['one', '990001', '990002'])
  expect(all.latest('http://a.cn/990002')?.site).toBe('990002')
  await expect(all.read('0'.repeat(64))).rejects.toThrow('holds no bytes')
  await all.close()
  const one = await openWhole(folder, whole, '990002')
  expect(urlsOf(one)).toEqual(['http://a.cn/1', 'http://a.cn/990002'])
  await one.close()
})

test('a reader goes on when a part moves to its next generation meanwhile', async () => {
  const dead = await claimPart(folder, '990001', 'w1')
  const archive = await openArchive(dead.folder, writing)
  await add(archive, 'http://a.cn/1', 'one')
  await archive.close()
  const reader = await openWhole(folder, whole)
  const next = await claimPart(folder, '990001', 'w2')
  await next.release()
  expect(await currentPart(folder, '990001')).toBe(next.folder)
  const [row] = reader.rows()
  expect(new TextDecoder().decode(await reader.read(row?.sha256 ?? ''))).toBe('one')
  await reader.close()
})
