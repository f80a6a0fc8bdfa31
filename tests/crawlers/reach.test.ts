/** Whatever a site links to, by whatever carrier: nothing beyond its registered hosts is ever connected to. */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseNetworks } from '../../crawlers/address.ts'
import { openArchive } from '../../crawlers/archive.ts'
import type { CrawlEvent, CrawlOutcome } from '../../crawlers/crawl-event.ts'
import { crawlSite } from '../../crawlers/crawl.ts'
import { loadFamilies } from '../../crawlers/families.ts'
import { createFetcher } from '../../crawlers/fetch.ts'
import { openFrontier } from '../../crawlers/frontier.ts'
import { countySite } from '../support/county-server.ts'
import { startPortal, testClock, type Portal, type PortalRoute } from '../support/portal.ts'

const families = await loadFamilies()
let reached = 0
const trap = createServer((socket) => {
  reached += 1
  socket.destroy()
})
let port = 0
let portal: Portal
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-reach-'))
  await new Promise<void>((resolve) => {
    // Every address of the machine is the trap, loopback and IPv6 included.
    trap.listen(0, '::', resolve)
  })
  const address = trap.address()
  port = address !== null && typeof address === 'object' ? address.port : 0
  portal = await startPortal({}, () => 0, '127.0.0.2')
})
afterAll(async () => {
  await portal.close()
  trap.close()
  await rm(folder, { recursive: true })
})

/** Ways to write an address of the trap, and schemes that are none of ours. */
function hostileUrls(): string[] {
  const hosts = [
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '0x7F.1',
    '017700000001',
    '0177.0.0.1',
    '0177.1',
    '127.0.0.1.',
    '１２７.０.０.１',
    '127。0。0。1',
    '%31%32%37.0.0.1',
    '①②⑦.0.0.1',
    '127.0.0.3',
    '127.255.255.254',
    '0',
    '0.0.0.0',
    '0x0',
    'localhost',
    'LOCALHOST',
    'localhost.',
    'ｌｏｃａｌｈｏｓｔ',
    '[::1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:ffff:127.0.0.1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[fe80::1]',
    '[fc00::1]',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '100.100.100.200',
    '100.64.0.1',
    '192.0.2.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '127.0.0.1.nip.io',
    'user@127.0.0.1',
    'user:word@127.0.0.1',
    '127.0.0.2@127.0.0.1',
    '127.0.0.2:80@127.0.0.1',
    `127.0.0.2:${portal.host.split(':')[1] ?? ''}@127.0.0.1`,
  ]
  return [
    ...hosts.map((host) => `http://${host}:${port}/secret`),
    ...hosts.slice(0, 4).map((host) => `https://${host}:${port}/secret`),
    `http:\\\\127.0.0.1:${port}\\secret`,
    `http:/127.0.0.1:${port}/secret`,
    `http:127.0.0.1:${port}/secret`,
    `//127.0.0.1:${port}/secret`,
    `\\\\127.0.0.1:${port}/secret`,
    `/\\127.0.0.1:${port}/secret`,
    `http://127.0.0.1:${port}#@${portal.host}/`,
    `http://127.0.0.1:${port}?@${portal.host}/`,
    `http://${portal.host}@127.0.0.1:${port}/`,
    `http://127.0.0.1\\@${portal.host}:${port}/`,
    `ftp://127.0.0.1:${port}/`,
    `gopher://127.0.0.1:${port}/`,
    `ws://127.0.0.1:${port}/`,
    'file:///etc/passwd',
    'data:text/html,x',
    'javascript:alert(1)',
    `jar:http://127.0.0.1:${port}!/`,
    `view-source:http://127.0.0.1:${port}/`,
  ]
}

async function crawl(name: string): Promise<CrawlOutcome> {
  const clock = testClock()
  const events: CrawlEvent[] = []
  const archive = await openArchive(join(folder, name), {
    mode: 'write',
    verify: 'last',
    aside_stamp: 'test',
  })
  const frontier = await openFrontier(join(folder, name, 'frontier.jsonl'), clock.now)
  try {
    return await crawlSite({
      site: countySite(portal.host, 1, families),
      families,
      settings: {
        user_agent: 'gouji/0.1',
        contact: 'mailto:ops@example.org',
        gap_ms: 0,
        // The portal's address and nothing else, so that hosts and addresses guard each on their own.
        allow: ['127.0.0.2/32'],
        max_bytes: 1_000_000,
        deadline_ms: 2000,
        page_bound: 100,
      },
      archive,
      frontier,
      now: clock.now,
      sleep: clock.sleep,
      random: () => 0.5,
      onEvent: (event) => events.push(event),
    })
  } finally {
    await frontier.close()
    await archive.close()
  }
}

const title = (year: number): string => `甲甲乙镇${year}年政府信息公开工作年度报告`
const escape = (url: string): string => url.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
const listOf = (links: string[], head = ''): string =>
  `<html><head>${head}</head><body><ul>${links.map((url, at) => `<li id="line_u8_${at}"><a href="${escape(url)}">${title(2019 + (at % 6))}</a></li>`).join('')}</ul></body></html>`

/** A redirect whose target goes out as the bytes that it is. */
const leadTo =
  (url: string): PortalRoute =>
  (_, response) => {
    response.socket?.end(Buffer.from(`HTTP/1.1 302 Found\r\nLocation: ${url}\r\nContent-Length: 0\r\n\r\n`))
    return null
  }

const sitemapPaths = ['/sitemap.xml', '/sitemap_index.xml', '/sitemap.txt'] as const

/** The carriers, each a way to lead the crawler to a hostile address. */
const carriers: Record<string, (urls: string[]) => void> = {
  link: (urls) => portal.routes.set('/zwgk/nb.htm', { body: listOf(urls) }),
  next_list: (urls) =>
    portal.routes.set('/zwgk/nb.htm', {
      body: `${listOf([])}${urls.map((url) => `<a href="${escape(url)}">下页</a>`).join('')}`,
    }),
  base(urls) {
    // One list page an address; each leads to the next, and to one article of its own, by an address that is whole.
    for (const [at, url] of urls.entries()) {
      const links = ['info/7/1.htm', '/info/7/2.htm', `${portal.origin}/info/7/${at + 10}.htm`]
      const next = `<a class="p_next" href="${portal.origin}/zwgk/nb/${at + 1}.htm">下页</a>`
      const body = `${listOf(links, `<base href="${escape(url)}">`)}${next}`
      portal.routes.set(at === 0 ? '/zwgk/nb.htm' : `/zwgk/nb/${at}.htm`, { body })
    }
  },
  redirect(urls) {
    portal.routes.set('/zwgk/nb.htm', { body: listOf(urls.map((_, at) => `/info/7/${at}.htm`)) })
    for (const [at, url] of urls.entries()) portal.routes.set(`/info/7/${at}.htm`, leadTo(url))
  },
  page(urls) {
    portal.routes.set('/zwgk/nb.htm', { body: listOf(['/info/7/1.htm']) })
    const body = urls
      .map(
        (url) =>
          `<meta http-equiv="refresh" content="0;url=${escape(url)}"><iframe src="${escape(url)}"></iframe><frame src="${escape(url)}"><img src="${escape(url)}"><script src="${escape(url)}"></script>`,
      )
      .join('')
    portal.routes.set('/info/7/1.htm', {
      body: `<html><head><title>${title(2020)}</title></head><body>${body}</body></html>`,
    })
  },
  attachment(urls) {
    portal.routes.set('/zwgk/nb.htm', { body: listOf(['/info/7/1.htm']) })
    const body = urls
      .map((url) => `<a href="${escape(url.replace('/secret', '/secret.docx'))}">附件：年度报告.docx</a>`)
      .join('')
    portal.routes.set('/info/7/1.htm', {
      body: `<html><head><title>${title(2020)}</title></head><body>${body}</body></html>`,
    })
  },
  robots(urls) {
    portal.routes.set('/robots.txt', leadTo(urls[0] ?? ''))
    portal.routes.set('/zwgk/nb.htm', { body: listOf(['/info/7/1.htm']) })
  },
  sitemap(urls) {
    const own = sitemapPaths.map((path) => `Sitemap: ${portal.origin}${path}`)
    const named = urls.map((url) => `Sitemap: ${url}`)
    portal.routes.set('/robots.txt', { body: ['User-agent: *', 'Allow: /', ...own, ...named].join('\n') })
    const places = urls.map((url) => `<url><loc>${escape(url)}</loc></url>`).join('')
    for (const path of sitemapPaths)
      portal.routes.set(path, { body: `<?xml version="1.0"?><urlset>${places}</urlset>` })
    portal.routes.set('/zwgk/nb.htm', { body: listOf(['/info/7/1.htm']) })
    portal.routes.set('/info/7/1.htm', { body: `<title>${title(2020)}</title><p>年度报告</p>` })
  },
}

test('the table of hostile addresses is as long as it must be', () => {
  expect(hostileUrls().length).toBeGreaterThanOrEqual(60)
})

test.each(Object.keys(carriers))('by %s: 0 connections', async (name) => {
  const before = reached
  for (const urls of name === 'robots'
    ? hostileUrls()
        .slice(0, 12)
        .map((url) => [url])
    : [hostileUrls()]) {
    portal.routes.clear()
    carriers[name]?.(urls)
    await crawl(`${name}-${urls.length}-${encodeURIComponent(urls[0] ?? '').length}`)
  }
  expect(reached - before).toBe(0)
  expect(portal.requests.length).toBeGreaterThan(0)
})

test('every list page with a hostile base was read', () => {
  const lists = new Set(
    portal.requests.map(({ path }) => path).filter((path) => path.startsWith('/zwgk/nb/')),
  )
  expect(lists.size).toBeGreaterThanOrEqual(60)
})

test('sitemaps, named in robots.txt or not, are never asked for', () => {
  const asked = portal.requests.map(({ path }) => path)
  expect(asked).toContain('/robots.txt')
  expect(asked).toContain('/info/7/1.htm')
  expect(asked.filter((path) => /sitemap/i.test(path))).toEqual([])
})

test('a name that resolves elsewhere every second time: 0 of 1,000', async () => {
  let asked = 0
  const [, portalPort = ''] = portal.host.split(':')
  portal.routes.set('/page', { body: '<p>年度报告</p>', headers: { connection: 'close' } })
  const fetcher = createFetcher({
    user_agent: 'gouji/0.1',
    allow: parseNetworks(['127.0.0.2/32']),
    max_bytes: 10_000,
    now: () => new Date(),
    alarm: () => () => undefined,
    resolve() {
      asked += 1
      return Promise.resolve([{ address: asked % 2 === 0 ? '127.0.0.1' : '127.0.0.2', family: 4 }])
    },
  })
  const before = reached
  const kinds = new Map<string, number>()
  for (let count = 0; count < 1000; count += 1) {
    // The trap listens on every address, on its own port; the portal only on its address and port.
    const at = count % 4 < 2 ? portalPort : String(port)
    if (at === String(port)) asked = 1
    const hop = await fetcher.hop(`http://www.qinghe.example:${at}/page`)
    kinds.set(hop.kind, (kinds.get(hop.kind) ?? 0) + 1)
  }
  await fetcher.close()
  expect(reached - before).toBe(0)
  expect(kinds.get('fetched')).toBeGreaterThan(100)
  expect(kinds.get('refused')).toBeGreaterThan(500)
})
