/** Whatever happens to the bytes of an archive is noticed; files follow one another when they are full. */
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WARCParser } from 'warcio'
import { openArchive } from '../../crawlers/archive.ts'
import type { Archive } from '../../crawlers/archive-row.ts'
import { fillArchive, tamper } from '../support/tampering.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-verify-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const open = (mode: 'read' | 'write', rotate_bytes = 1e9): Promise<Archive> =>
  openArchive(folder, { mode, verify: 'all', aside_stamp: 'test', rotate_bytes })

test('an altered byte or a cut end is noticed, wherever it is', async () => {
  await fillArchive(folder)
  expect((await tamper(folder, 13)).unnoticed).toEqual([])
})

test('the same bytes under a second address are a revisit record that names the first', async () => {
  await fillArchive(folder)
  const kinds: string[] = []
  for await (const record of new WARCParser([
    gunzipSync(await readFile(join(folder, 'pages-00001.warc.gz'))),
  ])) {
    kinds.push(record.warcType ?? '')
    if (record.warcType === 'revisit') {
      expect(record.warcRefersToTargetURI).toBe('http://www.qinghe.example/1.htm')
      expect(record.warcPayloadDigest).toMatch(/^sha256:[0-9a-f]{64}$/)
    }
    await record.readFully(false)
  }
  expect(kinds.filter((kind) => kind === 'response')).toHaveLength(2)
  expect(kinds.filter((kind) => kind === 'revisit')).toHaveLength(1)
  expect(kinds.filter((kind) => kind === 'request')).toHaveLength(3)
})

test('a full file is followed by the next, and all of them are read', async () => {
  await fillArchive(folder)
  const first = await open('read')
  const [one] = first.rows()
  if (one === undefined) throw new Error('filled')
  const bytes = await first.read(one.sha256)
  await first.close()
  const archive = await open('write', 100)
  for (let number = 0; number < 3; number += 1) {
    const body = Buffer.concat([bytes, Buffer.from(String(number))])
    const sha256 = createHash('sha256').update(body).digest('hex')
    const url = `http://www.qinghe.example/more/${number}.htm`
    const { headers, media_type, via, fetched_at, status } = one
    const { role, site, publisher, year, link_title, found_on, looks_like_report } = one
    const attribution = { role, site, publisher, year, link_title, found_on, looks_like_report }
    await archive.add(
      { sha256, url, requested_url: url, fetched_at, status, headers, media_type, via, bytes: body },
      attribution,
    )
  }
  await archive.close()
  expect((await readdir(folder)).filter((name) => name.endsWith('.gz'))).toEqual([
    'pages-00001.warc.gz',
    'pages-00002.warc.gz',
    'pages-00003.warc.gz',
    'pages-00004.warc.gz',
  ])
  const again = await open('read')
  expect([again.rows().length, again.damaged.length, again.faults.length]).toEqual([6, 0, 0])
  await again.close()
  await rm(join(folder, 'pages-00003.warc.gz'))
  const broken = await open('read')
  expect(broken.faults.join()).toContain('pages-00003.warc.gz 不见了')
  await broken.close()
})

test('rows of the first archives, which carry no digests of their own, are still read', async () => {
  await fillArchive(folder)
  const index = await readFile(join(folder, 'index.jsonl'), 'utf8')
  const bare = index
    .trimEnd()
    .split('\n')
    .map((line) => {
      const row: unknown = JSON.parse(line)
      return JSON.stringify(row, (key, value: unknown) =>
        key === 'check' || key === 'members_sha256' || key === 'revisit' ? undefined : value,
      )
    })
  await writeFile(join(folder, 'index.jsonl'), `${bare.join('\n')}\n`)
  await rm(join(folder, 'seal.json'))
  const archive = await open('read')
  expect([archive.rows().length, archive.damaged.length]).toEqual([3, 0])
  await archive.close()
})
