import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseNetworks } from '../../crawlers/address.ts'
import { createFetcher, type Fetcher, type FetchSettings } from '../../crawlers/fetch.ts'
import { startPortal, type Portal } from '../support/portal.ts'

const page = '<html><body>政府信息公开工作年度报告</body></html>'
let portal: Portal
let fetcher: Fetcher
const loopback = parseNetworks(['127.0.0.0/8'])

function fetcherWith(changes: Partial<FetchSettings> = {}): Fetcher {
  return createFetcher({
    user_agent: 'gouji/0.1 (+mailto:ops@example.org)',
    allow: loopback,
    max_bytes: 1_000_000,
    now: () => new Date('2025-02-01T00:00:00Z'),
    alarm: () => () => undefined,
    ...changes,
  })
}

beforeEach(async () => {
  portal = await startPortal({}, () => 0)
  fetcher = fetcherWith()
})
afterEach(async () => {
  await fetcher.close()
  await portal.close()
})

describe('one request', () => {
  test('brings bytes, digest, kept headers and who we are', async () => {
    portal.routes.set('/a', {
      headers: { etag: '"1"', 'set-cookie': 'id=1', 'content-type': 'Text/HTML; charset=gb2312' },
      body: page,
    })
    const hop = await fetcher.hop(`${portal.origin}/a`)
    expect(hop).toMatchObject({
      kind: 'fetched',
      snapshot: { status: 200, media_type: 'text/html', via: 'http', headers: { etag: '"1"' } },
    })
    if (hop.kind !== 'fetched') return
    expect(Buffer.from(hop.snapshot.bytes).toString()).toBe(page)
    expect(hop.snapshot.headers).not.toHaveProperty('set-cookie')
    expect(portal.requests[0]?.headers['user-agent']).toBe('gouji/0.1 (+mailto:ops@example.org)')
  })

  test.each([
    ['gzip', gzipSync(page)],
    ['x-gzip', gzipSync(page)],
    ['br', brotliCompressSync(page)],
    ['deflate', deflateSync(page)],
    ['deflate', deflateRawSync(page)],
    ['gzip, br', brotliCompressSync(gzipSync(page))],
    ['identity', Buffer.from(page)],
  ])('undoes %s', async (encoding, body) => {
    portal.routes.set('/a', { headers: { 'content-encoding': encoding }, body })
    const hop = await fetcher.hop(`${portal.origin}/a`)
    expect(hop.kind === 'fetched' ? Buffer.from(hop.snapshot.bytes).toString() : hop).toBe(page)
  })

  test('asks conditionally, but never with a validator that is no header', async () => {
    portal.routes.set('/a', (request) =>
      request.headers['if-none-match'] === '"1"' ? { status: 304 } : { body: page },
    )
    expect(
      await fetcher.hop(`${portal.origin}/a`, {
        validators: { etag: '"1"', last_modified: null },
      }),
    ).toMatchObject({
      kind: 'unchanged',
    })
    const odd = await fetcher.hop(`${portal.origin}/a`, {
      validators: { etag: '"\u4e2d\r\nx: y"', last_modified: null },
    })
    expect(odd.kind).toBe('fetched')
  })

  test.each([
    [404, { kind: 'missing' }],
    [410, { kind: 'missing' }],
    [403, { kind: 'refused', reason: 'status' }],
    [412, { kind: 'refused', reason: 'challenge' }],
    [521, { kind: 'refused', reason: 'challenge' }],
    [500, { kind: 'failed', reason: 'server', retry: true }],
    [503, { kind: 'failed', reason: 'busy', retry_after_ms: 90_000 }],
    [429, { kind: 'failed', reason: 'busy', retry_after_ms: 90_000 }],
  ])('status %d', async (status, expected) => {
    portal.routes.set('/a', { status, headers: { 'retry-after': '90' }, body: 'x' })
    expect(await fetcher.hop(`${portal.origin}/a`)).toMatchObject(expected)
  })

  test('a script that stands in the place of a page is a challenge', async () => {
    portal.routes.set('/a', { body: '<html><script>document.cookie="__jsl_clearance=1"</script></html>' })
    expect(await fetcher.hop(`${portal.origin}/a`)).toMatchObject({ kind: 'refused', reason: 'challenge' })
  })

  test('a Location in GBK bytes is sent back as it came', async () => {
    const raw = Buffer.from([0xc4, 0xea, 0xb1, 0xa8]).toString('latin1')
    portal.routes.set('/a', (_, response) => {
      response.socket?.end(
        `HTTP/1.1 302 Found\r\nLocation: /${raw}.htm#x\r\nContent-Length: 0\r\n\r\n`,
        'latin1',
      )
      return null
    })
    expect(await fetcher.hop(`${portal.origin}/a`)).toMatchObject({
      kind: 'redirect',
      target: `${portal.origin}/%C4%EA%B1%A8.htm`,
    })
  })
})

describe('limits', () => {
  test.each([
    ['gzip', gzipSync(Buffer.alloc(50_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(50_000_000))],
    ['identity', Buffer.alloc(1_000_001)],
  ])('a %s body that grows beyond the limit is refused by name', async (encoding, body) => {
    portal.routes.set('/a', { headers: { 'content-encoding': encoding }, body })
    expect(await fetcher.hop(`${portal.origin}/a`)).toMatchObject({ kind: 'refused', reason: 'too_large' })
    portal.routes.set('/b', { body: page })
    expect(await fetcher.hop(`${portal.origin}/b`)).toMatchObject({ kind: 'fetched' })
  })

  test.each(['zstd', 'gzip, gzip, gzip', 'rot13'])('the coding %s is refused by name', async (encoding) => {
    portal.routes.set('/a', { headers: { 'content-encoding': encoding }, body: page })
    expect(await fetcher.hop(`${portal.origin}/a`)).toMatchObject({ kind: 'refused', reason: 'encoding' })
  })

  test('a body that is cut is a failure, compressed or not', async () => {
    portal.routes.set('/gzip', {
      headers: { 'content-encoding': 'gzip' },
      body: gzipSync(page).subarray(0, 30),
    })
    expect(await fetcher.hop(`${portal.origin}/gzip`)).toMatchObject({
      kind: 'failed',
      reason: 'decoding',
      retry: true,
    })
    portal.routes.set('/plain', (_, response) => {
      response.writeHead(200, { 'content-length': '5000' })
      response.write(page)
      setImmediate(() => response.destroy())
      return null
    })
    expect(await fetcher.hop(`${portal.origin}/plain`)).toMatchObject({ kind: 'failed', retry: true })
  })

  test.each(['before the headers', 'in the body'])(
    'the deadline ends a request that hangs %s',
    async (where) => {
      let ring = (): void => undefined
      const timed = fetcherWith({
        alarm: (late) => {
          ring = late
          return () => undefined
        },
      })
      portal.routes.set('/a', (_, response) => {
        if (where === 'in the body') {
          response.writeHead(200)
          response.write('<html>')
        }
        setImmediate(() => ring())
        return null
      })
      expect(await timed.hop(`${portal.origin}/a`)).toMatchObject({ kind: 'failed', reason: 'timeout' })
      await timed.close()
    },
  )

  test('a closed port and an unknown name are failures', async () => {
    const { origin } = portal
    const gone = await startPortal({}, () => 0)
    await gone.close()
    expect(await fetcher.hop(`${gone.origin}/`)).toMatchObject({ kind: 'failed', reason: 'connect' })
    const lost = fetcherWith({
      resolve: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
    })
    expect(await lost.hop('http://nowhere.example/')).toMatchObject({ kind: 'failed', reason: 'dns' })
    await lost.close()
    expect(origin).not.toBe(gone.origin)
  })

  test('nonsense in the place of HTTP is named', async () => {
    portal.routes.set('/a', (_, response) => {
      response.socket?.end('HTTP/1.1 200 OK\r\nContent-Length : 2\r\nBad Header\r\n\r\nhi')
      return null
    })
    expect(await fetcher.hop(`${portal.origin}/a`)).toMatchObject({ kind: 'failed', reason: 'protocol' })
  })
})

describe('the connected address', () => {
  test('a name is refused where any of its addresses may not be connected to', async () => {
    const port = portal.host.split(':')[1] ?? ''
    for (const bad of ['10.0.0.1', '169.254.169.254', '127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      const guarded = fetcherWith({
        allow: [],
        resolve: () =>
          Promise.resolve([
            { address: '61.178.0.1', family: 4 },
            { address: bad, family: bad.includes(':') ? 6 : 4 },
          ]),
      })
      expect(await guarded.hop(`http://www.qinghe.example:${port}/`)).toMatchObject({
        kind: 'refused',
        reason: 'address',
      })
      await guarded.close()
    }
    expect(portal.requests).toEqual([])
  })
})
