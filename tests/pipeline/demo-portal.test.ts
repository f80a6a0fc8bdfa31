import { readFile, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadFamilies } from '../../crawlers/families.ts'
import { parseSite } from '../../crawlers/site-reading.ts'
import { decode } from '../../parsers/page/decode.ts'
import { columns, hostOf } from '../../pipeline/demo/county.ts'
import { portalPages } from '../../pipeline/demo/portal-pages.ts'
import type { Portal } from '../../pipeline/demo/portal.ts'
import { startPortal } from '../../pipeline/demo/portal.ts'
import { writeSites } from '../../pipeline/demo/sites.ts'

const freePorts = { portal: 0, towns: 0, villages: 0 }
let ticks = 0
const now = (): Date => new Date(Date.UTC(2025, 2, 1) + ticks++)

let portal: Portal
beforeAll(async () => {
  portal = await startPortal({ ports: freePorts, now })
})
afterAll(async () => {
  await portal.close()
})

const urlOf = (page: { host: 'portal' | 'towns' | 'villages'; path: string }): string =>
  `http://${portal.addresses[page.host]}${page.path}`

async function textOf(url: string): Promise<string> {
  const response = await fetch(url)
  expect(response.status, url).toBe(200)
  return decode(new Uint8Array(await response.arrayBuffer()), response.headers.get('content-type')).value.text
}

describe('the portal', () => {
  test('serves every page with its bytes, an ETag and a day; the log has them all', async () => {
    const before = portal.requests.length
    for (const page of portalPages(1)) {
      const response = await fetch(urlOf(page))
      expect(response.status, page.path).toBe(200)
      expect(Buffer.from(await response.arrayBuffer()).equals(page.body), page.path).toBe(true)
      expect(response.headers.get('etag')).toBe(page.etag)
      expect(response.headers.get('last-modified')).toBe(new Date(page.modified).toUTCString())
    }
    const logged = portal.requests.slice(before)
    expect(logged).toHaveLength(portalPages(1).length)
    expect(logged.every(({ status, method }) => status === 200 && method === 'GET')).toBe(true)
    expect(logged.every(({ at }, index) => index === 0 || at > (logged[index - 1]?.at ?? at))).toBe(true)
  })

  test('no two pages share an address', () => {
    const addresses = portalPages(1).map(({ host, path }) => `${host} ${path}`)
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  test('answers 304 to whoever has the page, 404 to what is not there, 405 to writing', async () => {
    const [page] = portalPages(1)
    if (page === undefined) throw new Error('no pages')
    const tagged = await fetch(urlOf(page), { headers: { 'if-none-match': page.etag } })
    expect([tagged.status, await tagged.text()]).toEqual([304, ''])
    const dated = await fetch(urlOf(page), {
      headers: { 'if-modified-since': new Date(page.modified).toUTCString() },
    })
    expect(dated.status).toBe(304)
    expect((await fetch(urlOf(page), { headers: { 'if-none-match': '"other"' } })).status).toBe(200)
    expect((await fetch(urlOf({ host: 'towns', path: '/nowhere.html' }))).status).toBe(404)
    expect((await fetch(urlOf(page), { method: 'POST' })).status).toBe(405)
    const head = await fetch(urlOf(page), { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  test('links lead to pages that are there', async () => {
    for (const page of portalPages(1).filter(({ type }) => type === 'text/html')) {
      const html = decode(page.body, null).value.text
      for (const [, href = ''] of html.matchAll(/<a [^>]*href="([^"#]+)"/gi)) {
        if (/^(?:javascript:|\/zwgk\.htm|\/hdjl\.htm)/.test(href)) continue
        const { pathname, search } = new URL(href, urlOf(page))
        const there = known.has(`${page.host} ${pathname}${search}`)
        expect(there, `${page.path} → ${href}`).toBe(true)
      }
    }
  })

  const known = new Set(portalPages(1).map(({ host, path }) => `${host} ${path}`))

  test('on the second night one report differs, with a new ETag and a later day; the lists do not', () => {
    const first = new Map(portalPages(1).map((page) => [`${page.host} ${page.path}`, page]))
    const changed = portalPages(2).filter(
      (page) => first.get(`${page.host} ${page.path}`)?.etag !== page.etag,
    )
    expect(changed.map(({ report }) => `${report?.publisher.name} ${report?.year}`)).toEqual([
      '望云街道办事处 2024',
    ])
    expect(changed[0]?.modified).toBe('2025-03-06')
    expect(portalPages(2)).toHaveLength(first.size)
  })

  test('switches the night while it runs', async () => {
    const second = portalPages(2).find((page) => page.modified === '2025-03-06')
    if (second === undefined) throw new Error('nothing changes')
    expect((await fetch(urlOf(second))).headers.get('etag')).not.toBe(second.etag)
    portal.showNight(2)
    expect((await fetch(urlOf(second))).headers.get('etag')).toBe(second.etag)
    portal.showNight(1)
  })

  test('a port that is taken is a clear error', async () => {
    const busy = createServer()
    await new Promise<void>((resolve) => {
      busy.listen(0, '127.0.0.1', resolve)
    })
    const bound = busy.address()
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0
    await expect(startPortal({ ports: { ...freePorts, towns: port }, now })).rejects.toThrow(
      `127.0.0.1:${port}`,
    )
    await new Promise((resolve) => {
      busy.close(resolve)
    })
  })
})

describe('the lists', () => {
  test('the site file is sound, and names where the sites listen', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gouji-demo-'))
    const path = await writeSites(join(folder, 'sites'), portal.addresses)
    const reading = parseSite(await readFile(path, 'utf8'), path, await loadFamilies())
    await rm(folder, { recursive: true, force: true })
    expect(reading.faults).toEqual([])
    expect(reading.site).toMatchObject({ code: '990001', hosts: Object.values(portal.addresses) })
    expect(reading.site?.publishers).toHaveLength(12)
    expect(reading.site?.entries).toHaveLength(4)
  })

  test.each(columns)(
    '$column: following the pages finds every document that the list counts',
    async (column) => {
      const families = await loadFamilies()
      const family = families.find(
        ({ name }) => name === (hostOf(column.host).shell === 'vsb' ? 'vsb' : 'generic'),
      )
      if (family === undefined) throw new Error('no family')
      const seen = new Set<string>()
      const items = new Set<string>()
      let total: number | null = null
      let next: string | undefined = urlOf({ host: column.host, path: column.path })
      while (next !== undefined && !seen.has(next)) {
        seen.add(next)
        const reading = family.list({ url: next, text: await textOf(next) }, { url: next, options: {} })
        for (const item of reading.items) items.add(`${new URL(item.url).pathname} ${item.date}`)
        total = reading.total
        next = reading.next[0]?.url
      }
      const served = portalPages(1).filter((page) => page.report?.publisher.column === column.column)
      expect(items.size).toBe(total)
      expect(items.size).toBeGreaterThanOrEqual(served.length)
      for (const { path, report } of served) expect(items).toContain(`${path} ${report?.page.date}`)
      expect(seen.size).toBe(Math.ceil(items.size / column.pageSize))
    },
  )

  test('page files of the first column count down', () => {
    const paths = portalPages(1)
      .map(({ path }) => path)
      .filter((path) => path.startsWith('/zwgk/zfxxgknb'))
    expect(paths).toEqual(['/zwgk/zfxxgknb.htm', '/zwgk/zfxxgknb/2.htm', '/zwgk/zfxxgknb/1.htm'])
  })
})
