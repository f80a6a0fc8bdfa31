import { createHash } from 'node:crypto'
import {
  appendFile,
  copyFile,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WARCParser } from 'warcio'
import type { Archive } from '../../crawlers/archive-row.ts'
import { openArchive } from '../../crawlers/archive.ts'
import type { Snapshot } from '../../crawlers/fetched.ts'
import { attributionOf, snapshotOf } from '../support/snapshots.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-archive-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

const warcPath = (): string => join(folder, 'pages-00001.warc.gz')
const indexPath = (): string => join(folder, 'index.jsonl')

const attribution = attributionOf()

function open(mode: 'read' | 'write' = 'write', verify: 'all' | 'last' = 'last'): Promise<Archive> {
  return openArchive(folder, { mode, verify, aside_stamp: '2025-02-01' })
}

async function fill(count: number): Promise<Snapshot[]> {
  const archive = await open()
  const kept = Array.from({ length: count }, (_, index) =>
    snapshotOf(
      `http://www.qinghe.example/info/1/${index}.htm`,
      `<p>第 ${index} 页 ${'文'.repeat(index * 40)}</p>`,
    ),
  )
  for (const snapshot of kept) await archive.add(snapshot, attribution)
  await archive.close()
  return kept
}

describe('the archive', () => {
  test('gives back the same bytes under their digest, in this process and the next', async () => {
    const [first] = await fill(3)
    if (first === undefined) throw new Error('filled')
    const archive = await open('read', 'all')
    expect(archive.rows()).toHaveLength(3)
    expect(Buffer.from(await archive.read(first.sha256)).equals(first.bytes)).toBe(true)
    expect(archive.latest(first.url)).toMatchObject({ ...attribution, sha256: first.sha256, status: 200 })
    expect(archive.latest('http://www.qinghe.example/never')).toBeNull()
    await expect(archive.read('0'.repeat(64))).rejects.toThrow('holds no bytes')
    expect(() => archive.add(first, attribution)).toThrow('opened for reading')
    await archive.close()
  })

  test('stores the same bytes once: same page, other page, and a page that goes back', async () => {
    const archive = await open()
    const a = snapshotOf('http://www.qinghe.example/a', '<p>甲</p>')
    const b = snapshotOf('http://www.qinghe.example/a', '<p>乙</p>')
    expect((await archive.add(a, attribution)).stored).toBe(true)
    const size = (await stat(warcPath())).size
    const index = await readFile(indexPath(), 'utf8')
    expect((await archive.add(a, attribution)).stored).toBe(false)
    expect(await readFile(indexPath(), 'utf8')).toBe(index)
    await archive.add(
      { ...a, url: 'http://www.qinghe.example/twin', requested_url: 'http://www.qinghe.example/twin' },
      attribution,
    )
    const [first, twin] = archive.rows()
    expect(twin).toMatchObject({ offset: first?.offset, length: first?.length, revisit: { offset: size } })
    await archive.add(b, attribution)
    await archive.add(a, attribution)
    expect(archive.rows().map(({ url, sha256 }) => `${url.at(-1)} ${sha256 === a.sha256}`)).toEqual([
      'a true',
      'n true',
      'a false',
      'a true',
    ])
    await archive.close()
    const again = await open('read', 'all')
    expect(again.rows()).toHaveLength(4)
    expect(again.latest(a.url)?.sha256).toBe(a.sha256)
    await again.close()
  })

  test('corrects an attribution without a new version, and only where it changed', async () => {
    await fill(1)
    const archive = await open()
    const url = 'http://www.qinghe.example/info/1/0.htm'
    const index = await readFile(indexPath(), 'utf8')
    await archive.attribute(url, { ...attribution, found_on: 'http://www.qinghe.example/nb/9.htm' })
    expect(await readFile(indexPath(), 'utf8')).toBe(index)
    await archive.attribute(url, { ...attribution, year: 2023 })
    expect(archive.rows()).toMatchObject([{ year: 2023 }])
    await archive.close()
    const again = await open('read')
    expect(again.rows()).toMatchObject([{ year: 2023 }])
    await again.close()
  })

  test('is WARC 1.1 that others can read, response, request and metadata each a member of its own', async () => {
    const archive = await open()
    await archive.add(
      snapshotOf('http://www.qinghe.example/a', '<p>甲</p>', { server: 'caf\u00e9' }),
      attribution,
    )
    await archive.close()
    const types: string[] = []
    const parser = new WARCParser([gunzipSync(await readFile(warcPath()))])
    for await (const record of parser) {
      types.push(`${record.warcHeaders.protocol} ${record.warcType} ${record.warcTargetURI}`)
      const digest = record.warcBlockDigest
      const head = record.httpHeaders === null ? '' : `${record.httpHeaders.toString()}\r\n`
      const text = await record.contentText()
      expect(digest).toBe(`sha256:${createHash('sha256').update(`${head}${text}`).digest('hex')}`)
      if (record.warcType === 'response') expect(text).toBe('<p>甲</p>')
      else if (record.warcType === 'metadata') expect(text).toContain('link-title: 石桥镇2024年')
    }
    expect(types).toEqual([
      'WARC/1.1 response http://www.qinghe.example/a',
      'WARC/1.1 request http://www.qinghe.example/a',
      'WARC/1.1 metadata http://www.qinghe.example/a',
    ])
  })

  test('no disk name comes from an address or a title, be they ever so hostile', async () => {
    const names = [
      '../../etc/passwd',
      '..\\..\\windows',
      '%2e%2e%2f%2e%2e%2fetc',
      '....//....//etc',
      '/etc/passwd',
      '//etc//passwd',

      'C:\\boot.ini',
      'C:/boot.ini',
      '\\\\host\\share',
      'CON',
      'NUL.txt',
      'COM1',
      'LPT1.pdf',
      'aux',
      'a:stream',
      '~root/.ssh',

      '%00',
      'a%00.docx',
      'a\u0000.pdf',
      'a\nb',
      'a\r\nb',
      'a\tb',
      ' ',
      '.',
      '..',
      '...',
      'a.',
      'a ',
      '-rf',
      '--help',
      '$(id)',

      '`id`',
      '|sh',
      ';rm',
      '&calc',
      "'quote",
      '"quote',
      '<script>',
      '*?.jsp',
      '年报\u202excod.exe',
      'é'.repeat(300),
      'x'.repeat(5000),
    ]
    expect(names.length).toBeGreaterThanOrEqual(40)
    const outside = await readdir(tmpdir())
    const archive = await open()
    for (const name of names) {
      const url = `http://www.qinghe.example/${name}`
      const saying = { ...attribution, link_title: name, found_on: url }
      await archive.add(snapshotOf(url, `<p>${name}</p>`), saying)
    }
    await archive.close()
    const after = await open('read', 'all')
    expect(after.damaged).toEqual([])
    expect(after.rows().map(({ link_title }) => link_title)).toEqual(names)
    await after.close()
    expect((await readdir(tmpdir())).filter((name) => /passwd|boot|windows|share/.test(name))).toEqual(
      outside.filter((name) => /passwd|boot|windows|share/.test(name)),
    )
    expect((await readdir(folder)).sort()).toEqual(['index.jsonl', 'pages-00001.warc.gz', 'seal.json'])
  })
})

describe('a torn archive', () => {
  test('cut at every byte of its last record: found at opening, earlier pages readable, the tail set aside', async () => {
    const kept = await fill(4)
    const whole = (await stat(warcPath())).size
    const lastOffset =
      (await open('read').then(async (archive) => {
        const offset = archive.rows().at(-1)?.offset
        await archive.close()
        return offset
      })) ?? 0
    await copyFile(warcPath(), join(folder, 'warc.copy'))
    await copyFile(indexPath(), join(folder, 'index.copy'))
    for (let cut = lastOffset; cut < whole; cut += 7) {
      await copyFile(join(folder, 'warc.copy'), warcPath())
      await copyFile(join(folder, 'index.copy'), indexPath())
      await truncate(warcPath(), cut)
      const archive = await open('write', 'all')
      expect(archive.rows()).toHaveLength(3)
      expect(archive.aside.some(({ from }) => from === 'index')).toBe(true)
      expect(archive.damaged).toEqual([])
      for (const { sha256 } of kept.slice(0, 3)) await archive.read(sha256)
      const last = kept[3]
      if (last !== undefined) expect((await archive.add(last, attribution)).stored).toBe(true)
      await archive.close()
      const again = await open('read', 'all')
      expect([again.rows().length, again.damaged.length]).toEqual([4, 0])
      await again.close()
    }
  })

  test('a record without its row, and a row without its end, are set aside whole', async () => {
    await fill(2)
    await appendFile(warcPath(), 'half a record')
    await appendFile(indexPath(), '{"file":"pages-0')
    const archive = await open()
    expect(archive.rows()).toHaveLength(2)
    expect(archive.aside.map(({ from, byte_count }) => `${from} ${byte_count}`)).toEqual([
      'index 16',
      'warc 13',
    ])
    const [index, warc] = archive.aside
    expect(await readFile(index?.path ?? '', 'utf8')).toBe('{"file":"pages-0')
    expect(await readFile(warc?.path ?? '', 'utf8')).toBe('half a record')
    await archive.close()
    const again = await open()
    expect(again.aside).toEqual([])
    await again.close()
  })

  test('a reader leaves tails alone', async () => {
    await fill(1)
    await appendFile(indexPath(), '{"torn')
    const archive = await open('read')
    expect(archive.rows()).toHaveLength(1)
    await archive.close()
    expect(await readFile(indexPath(), 'utf8')).toContain('{"torn')
  })

  test('one altered byte in any record is found when everything is verified, and never read as if sound', async () => {
    const kept = await fill(3)
    const sound = await readFile(warcPath())
    const probe = await open('read')
    const spans = probe.rows().map(({ offset, length }) => ({ offset, length }))
    await probe.close()
    for (const [at, { offset }] of spans.entries()) {
      const altered = Buffer.from(sound)
      altered[offset + 60] = (altered[offset + 60] ?? 0) ^ 0x20
      await writeFile(warcPath(), altered)
      const archive = await open('read', 'all')
      expect(archive.damaged.map(({ sha256 }) => sha256)).toEqual([kept[at]?.sha256])
      await expect(archive.read(kept[at]?.sha256 ?? '')).rejects.toThrow('no longer matches')
      await archive.close()
    }
  })

  test('a damaged page that is fetched again is stored again', async () => {
    const [first] = await fill(2)
    if (first === undefined) throw new Error('filled')
    const bytes = await readFile(warcPath())
    bytes[60] = (bytes[60] ?? 0) ^ 0x20
    await writeFile(warcPath(), bytes)
    const archive = await open('write', 'all')
    expect((await archive.add(first, attribution)).stored).toBe(true)
    expect(Buffer.from(await archive.read(first.sha256)).equals(first.bytes)).toBe(true)
    expect(archive.rows()).toHaveLength(2)
    await archive.close()
  })

  test('a broken line in the middle of the index is reported each time and costs its own page only', async () => {
    await fill(3)
    const lines = (await readFile(indexPath(), 'utf8')).split('\n')
    await writeFile(indexPath(), [lines[0], 'not json', lines[2], ''].join('\n'))
    const archive = await open()
    expect(archive.rows()).toHaveLength(2)
    expect(archive.aside).toMatchObject([{ from: 'index', detail: expect.stringContaining('第 2 行') }])
    await archive.close()
  })

  test('an index that is gone is no new archive', async () => {
    await fill(1)
    await rm(indexPath())
    await expect(open()).rejects.toThrow('restore it from a backup')
  })
})
