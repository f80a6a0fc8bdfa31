import { gunzipSync } from 'node:zlib'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Served } from './serve-seed.ts'
import { serveSeed } from './serve-seed.ts'
import { pagePaths as paths } from './page-paths.ts'
import { seed } from './seed.ts'

let served: Served
beforeAll(async () => {
  served = await serveSeed(seed())
})
afterAll(async () => {
  await served.close()
})

const get = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(new URL(path, served.dashboard.url), init)

describe.each(paths)('%s', (path) => {
  test('is a page with the headers of a closed house', async () => {
    const response = await get(path)
    expect(response.status).toBe(200)
    const { headers } = response
    expect(headers.get('content-type')).toMatch(/^text\/html; charset=utf-8$/iu)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('strict-transport-security')).toBeNull()
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    const body = await response.text()
    expect(body).not.toMatch(/<style|\sstyle=|\son[a-z]+="/u)
    expect(
      body.match(/(?:src|href)="https?:[^"]*"/gu)?.filter((one) => !one.includes('yunling.example')) ?? [],
    ).toEqual([])
  })

  test('answers HEAD, and 304 to its own tag', async () => {
    const head = await get(path, { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
    const tag = (await get(path)).headers.get('etag') ?? ''
    expect(tag).not.toBe('')
    expect((await get(path, { headers: { 'If-None-Match': tag } })).status).toBe(304)
  })

  test('has a JSON and a CSV twin with the same number of rows', async () => {
    const json: unknown = await (await get(`${path}${path.includes('?') ? '&' : '?'}format=json`)).json()
    expect(json).toMatchObject({ about: { run: 'test-1' } })
    const csv = await (await get(`${path}${path.includes('?') ? '&' : '?'}format=csv`)).text()
    expect(csv.endsWith('\r\n')).toBe(true)
    const rows =
      typeof json === 'object' && json !== null && 'rows' in json && Array.isArray(json.rows)
        ? json.rows.length
        : null
    expect(csv.split('\r\n').length - 2).toBe(rows)
  })
})

test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is refused', async (method) => {
  const response = await get('/', { method })
  expect(response.status).toBe(405)
  expect(response.headers.get('allow')).toBe('GET, HEAD')
})

test.each([
  ['/?year=1999', '2022 年'],
  ['/?year=abc', '2022 年'],
  ['/?kind=x', '乡镇'],
  ['/?state=x', '按时'],
  ['/compare?cell=t9.x', '本年新收'],
  ['/compare?year=2022&year=1999', '2022 年'],
  ['/publisher/x', '石门镇人民政府'],
  ['/publisher/990001101000?year=1999', '2022 年'],
  ['/findings?code=x', 'NUM-01'],
  ['/findings?severity=x', '严重'],
  ['/evidence/990001101000/2022/own/t9.x', '总计'],
  ['/evidence/990001101000/1999/own/t3.granted.total', '全部单位'],
  ['/evidence/990001101000/2022/own/sentence/99', '主动公开总数'],
  ['/?format=xml', 'json'],
  ['/nowhere', '没有这个页面'],
])('%s is a designed page that says what exists', async (path, exists) => {
  const response = await get(path)
  expect(response.status).toBe(404)
  expect(await response.text()).toContain(exists)
  expect(served.complaints).toEqual([])
})

test.each([
  `' OR 1=1 --`,
  `'; DROP TABLE mart_coverage; --`,
  `1) UNION SELECT * FROM facts --`,
  `$1`,
  `\u0000`,
  `%`,
  `{"a":1}`,
])('the text %j in any parameter is only a text', async (text) => {
  const value = encodeURIComponent(text)
  for (const path of [
    `/?site=${value}`,
    `/compare?cell=${value}`,
    `/findings?publisher=${value}`,
    `/publisher/${value}`,
    `/evidence/${value}/2022/own/t3.granted.total`,
    `/evidence/990001101000/2022/own/t3.granted.total?check=${value}&revision=${value}`,
  ]) {
    const response = await get(path)
    expect([200, 404]).toContain(response.status)
    expect(await response.text()).not.toMatch(/Error|duckdb|FROM mart/u)
  }
  expect(served.complaints).toEqual([])
})

test('pages are compressed for those who ask', async () => {
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    const asked = request(new URL('/publisher/990001101000', served.dashboard.url), {
      headers: { 'Accept-Encoding': 'gzip' },
    })
    asked.on('response', (response) => {
      const chunks: Buffer[] = []
      expect(response.headers['content-encoding']).toBe('gzip')
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks)))
    })
    asked.on('error', reject)
    asked.end()
  })
  expect(gunzipSync(bytes).toString()).toContain('石门镇人民政府')
  expect(bytes.length).toBeLessThan(100_000)
})

describe('the archive', () => {
  test('shows a page under a policy of its own', async () => {
    const [snapshot = ''] = seed().pages.keys()
    const response = await get(`/archive/${snapshot}?at=10-20`)
    expect(response.status).toBe(200)
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/default-src 'none'.*sandbox$/u)
    expect(policy).not.toContain('script-src')
  })

  test('says so where it has no such page, and takes only hashes for names', async () => {
    expect((await get(`/archive/${'0'.repeat(64)}`)).status).toBe(404)
    expect((await get('/archive/..%2F..%2Fetc%2Fpasswd')).status).toBe(404)
    expect((await get('/app/..%2Fserver.ts')).status).toBe(404)
  })
})

describe('snapshots', () => {
  test('a newer one is noticed within a second, without a restart', async () => {
    const own = await serveSeed(seed())
    try {
      const read = async (): Promise<string> => (await fetch(own.dashboard.url)).text()
      expect(await read()).not.toContain('新名镇')
      const next = seed()
      const [town] = next.rows.publishers.slice(-1)
      if (town !== undefined) town.name = '新名镇'
      const hash = await own.publish(next)
      own.tick(999)
      expect(await read()).not.toContain('新名镇')
      own.tick(1)
      const many = await Promise.all(Array.from({ length: 20 }, read))
      expect(many.every((page) => page.includes('新名镇') && page.includes(hash.slice(0, 12)))).toBe(true)
      expect(own.complaints).toEqual([])
    } finally {
      await own.close()
    }
  })

  test('where none was published, a page says so and how to mend it', async () => {
    const own = await serveSeed(null)
    try {
      const response = await fetch(own.dashboard.url)
      expect(response.status).toBe(503)
      expect(await response.text()).toContain('npx gouji night')
      await own.publish(seed())
      own.tick(1000)
      expect((await fetch(own.dashboard.url)).status).toBe(200)
    } finally {
      await own.close()
    }
  })

  test('where it is broken, a page says so and how to make it anew', async () => {
    const own = await serveSeed(seed(), { breakSnapshot: true })
    try {
      const response = await fetch(new URL('/findings', own.dashboard.url))
      expect(response.status).toBe(503)
      expect(await response.text()).toContain('npx gouji publish')
    } finally {
      await own.close()
    }
  })
})
