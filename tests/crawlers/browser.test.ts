/** Pages that hold nothing without scripts: drawn by a real Chromium that reaches registered hosts and nothing else. */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parseNetworks, type Reach } from '../../crawlers/address.ts'
import { openArchive } from '../../crawlers/archive.ts'
import type { Guest } from '../../crawlers/browser-requests.ts'
import { createBrowserCarrier, type BrowserCarrier } from '../../crawlers/browser.ts'
import { resolveBySystem, type TlsException } from '../../crawlers/connection.ts'
import type { CrawlEvent, CrawlOutcome } from '../../crawlers/crawl-event.ts'
import { crawlSite } from '../../crawlers/crawl.ts'
import { openEgress, type Egress } from '../../crawlers/egress.ts'
import { loadFamilies } from '../../crawlers/families.ts'
import { openFrontier } from '../../crawlers/frontier.ts'
import { browserRemedy, findTestBrowser } from '../support/browser.ts'
import { certificate, certificateKey } from '../support/certificate.ts'
import { countySite } from '../support/county-server.ts'
import { startPortal, testClock, type Portal } from '../support/portal.ts'

const executable = await findTestBrowser()
if (executable === null && process.env['CI'] === 'true') throw new Error(`no browser: ${browserRemedy}`)
const families = await loadFamilies()
const title = (index: number): string => `甲甲乙镇${2019 + index}年政府信息公开工作年度报告`
/** A list that a script writes: the page as served holds an empty root. */
const shell = `<html><head><title>列表</title><script src="/app.js"></script></head><body><div id="app"></div></body></html>`
const items = [0, 1, 2].map(
  (index) => `<li id="line_u8_${index}"><a href="/info/7/${index}.htm">${title(index)}</a></li>`,
)
const app = `addEventListener('load', async () => { const list = await (await fetch('/api/list')).text(); document.getElementById('app').innerHTML = list })`
const article = (index: number): string =>
  `<html><head><title>${title(index)}</title></head><body><h1>${title(index)}</h1><p>主动公开政府信息${index}条</p></body></html>`

let portal: Portal
let trap: Server
let trapped = 0
let trapPort = 0
let egress: Egress
let carrier: BrowserCarrier | null = null
let folder = ''
const refused: string[] = []

beforeAll(async () => {
  trap = createServer((_, response) => response.end('trapped'))
  trap.on('connection', () => {
    trapped += 1
  })
  await new Promise<void>((resolve) => {
    trap.listen(0, '127.0.0.1', resolve)
  })
  const address = trap.address()
  trapPort = address !== null && typeof address === 'object' ? address.port : 0
  egress = await openEgress((host) =>
    host === 'www.qinghe.example'
      ? Promise.resolve([{ address: '127.0.0.2', family: 4 }])
      : resolveBySystem(host),
  )
  if (executable !== null)
    carrier = createBrowserCarrier({
      executable,
      egress,
      user_agent: 'gouji/0.1 (+mailto:ops@example.org)',
      max_bytes: 2_000_000,
      deadline_ms: 20_000,
      now: () => new Date('2025-02-01T00:00:00Z'),
      onRefused: (url, reason) => refused.push(`${reason} ${url}`),
    })
})
afterAll(async () => {
  await carrier?.close()
  await egress.close()
  trap.close()
})
beforeEach(async () => {
  refused.length = 0
  folder = await mkdtemp(join(tmpdir(), 'gouji-browser-'))
  portal = await startPortal(
    {
      '/robots.txt': {
        headers: { 'content-type': 'text/plain' },
        body: 'User-agent: *\nDisallow: /private/',
      },
      '/zwgk/nb.htm': { body: shell },
      '/app.js': { headers: { 'content-type': 'text/javascript' }, body: app },
      '/api/list': {
        body: `<ul>${items.join('')}</ul><p>${'列表说明'.repeat(40)}</p><span class="p_pages">共3条 1/1</span>`,
      },
      ...Object.fromEntries([0, 1, 2].map((index) => [`/info/7/${index}.htm`, { body: article(index) }])),
    },
    Date.now,
    '127.0.0.2',
  )
})
afterEach(async () => {
  await portal.close()
  await rm(folder, { recursive: true })
})

async function night(browser: BrowserCarrier | null): Promise<CrawlOutcome & { events: CrawlEvent[] }> {
  const clock = testClock()
  const events: CrawlEvent[] = []
  const archive = await openArchive(folder, { mode: 'write', verify: 'all', aside_stamp: 'test' })
  const frontier = await openFrontier(join(folder, 'frontier.jsonl'), clock.now)
  try {
    const outcome = await crawlSite({
      site: countySite(portal.host, 3, families),
      families,
      settings: {
        user_agent: 'gouji/0.1',
        contact: 'mailto:ops@example.org',
        gap_ms: 1000,
        allow: ['127.0.0.2/32'],
        max_bytes: 2_000_000,
        deadline_ms: 20_000,
        page_bound: 5,
      },
      archive,
      frontier,
      browser: () => Promise.resolve(browser),
      now: clock.now,
      sleep: clock.sleep,
      random: () => 0.5,
      onEvent: (event) => events.push(event),
    })
    return { ...outcome, events }
  } finally {
    await frontier.close()
    await archive.close()
  }
}

describe('a list that only scripts write', () => {
  test('without a browser is named and left, and costs nothing else', async () => {
    const { entries, events } = await night(null)
    expect(entries).toMatchObject([{ state: 'unreachable', detail: expect.stringContaining('没有浏览器') }])
    expect(events).toContainEqual(expect.objectContaining({ type: 'obstacle', reason: 'needs_browser' }))
  })

  test.skipIf(carrierless())('with one is drawn, archived as drawn, and its source remembered', async () => {
    const first = await night(carrier)
    expect(first.entries).toMatchObject([{ state: 'complete', found: 3 }])
    expect(first.refs.map(({ state }) => state)).toEqual(['stored', 'stored', 'stored'])
    const drawn = portal.requests.filter(({ path }) => path === '/app.js')
    expect(drawn).toHaveLength(1)
    expect(portal.requests.every(({ open }) => open === 0)).toBe(true)
    const before = portal.requests.length
    const second = await night(carrier)
    expect(second.stored).toBe(0)
    // The second night does not ask for the empty shell first.
    expect(portal.requests.slice(before).filter(({ path }) => path === '/zwgk/nb.htm')).toHaveLength(1)
    const archive = await openArchive(folder, { mode: 'read', verify: 'all', aside_stamp: 'test' })
    const list = archive.rows().find(({ role }) => role === 'list')
    expect(list).toMatchObject({
      via: 'browser',
      headers: { 'x-gouji-drawn-from': expect.stringMatching(/^[0-9a-f]{64}$/) },
    })
    expect(Buffer.from(await archive.read(list?.sha256 ?? '')).toString()).toContain(title(2))
    await archive.close()
  })
})

function carrierless(): boolean {
  return executable === null
}

function guest(
  hosts = [portal.host],
  schemes = ['http'],
  tls_exceptions: readonly TlsException[] = [],
): Guest & { sent: number } {
  const reach: Reach = { hosts, schemes, allow: parseNetworks(['127.0.0.2/32']) }
  const host: Guest & { sent: number } = {
    reach,
    tls_exceptions,
    rulesFor: () => Promise.resolve({ state: 'none' }),
    turn: (_url, _rules, task) => task(),
    count: () => {
      host.sent += 1
    },
    sent: 0,
  }
  return host
}

describe.skipIf(carrierless())('a page that leads a browser astray', () => {
  test('bytes of a page in GBK come as they were served', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`<html><head><script src="/app.js"></script></head><body><p>${'x'.repeat(200)} `),
      Buffer.from([0xca, 0xaf, 0xc7, 0xc5, 0xd5, 0xf2]),
      Buffer.from('</p></body></html>'),
    ])
    portal.routes.set('/gbk', { headers: { 'content-type': 'text/html; charset=gbk' }, body: bytes })
    const answer = await carrier?.ask(`http://${portal.host}/gbk`, guest())
    expect(answer).toMatchObject({ kind: 'fetched', snapshot: { via: 'browser' } })
    if (answer?.kind === 'fetched') expect(Buffer.from(answer.snapshot.bytes).equals(bytes)).toBe(true)
  })

  test('reaches nothing but what is registered: 0 connections to the trap', async () => {
    const aim = `127.0.0.1:${trapPort}`
    const spellings = [
      aim,
      `localhost:${trapPort}`,
      `2130706433:${trapPort}`,
      `0x7f.1:${trapPort}`,
      `[::ffff:127.0.0.1]:${trapPort}`,
      `127.1:${trapPort}`,
    ]
    const carriers = (to: string): string => `
      <img src="http://${to}/img"><script src="http://${to}/js"></script><link rel="stylesheet" href="http://${to}/css">
      <link rel="prefetch" href="http://${to}/prefetch"><link rel="preconnect" href="http://${to}"><link rel="dns-prefetch" href="//${to}">
      <iframe src="http://${to}/frame"></iframe><object data="http://${to}/object"></object><embed src="http://${to}/embed">
      <video src="http://${to}/video"></video><form id="f" action="http://${to}/form" method="post" target="pop"></form>
      <iframe srcdoc="<script src='http://${to}/inner'></script>"></iframe>
      <script>
        fetch('http://${to}/fetch', {mode: 'no-cors'}).catch(() => 0)
        navigator.sendBeacon('http://${to}/beacon', 'x')
        try { new WebSocket('ws://${to}/socket') } catch (e) { document.title = 'x' }
        try { new EventSource('http://${to}/events') } catch (e) { document.title = 'x' }
        try { new Worker(URL.createObjectURL(new Blob(["fetch('http://${to}/worker',{mode:'no-cors'})"]))) } catch (e) { document.title = 'x' }
        open('http://${to}/popup')
        try { const p = new RTCPeerConnection({iceServers: [{urls: 'stun:127.0.0.1:${trapPort}'}, {urls: 'turn:127.0.0.1:${trapPort}?transport=tcp', username: 'a', credential: 'b'}]}); p.createDataChannel('x'); p.createOffer().then((o) => p.setLocalDescription(o)) } catch (e) { document.title = 'x' }
        document.getElementById('f').submit()
      </script>`
    portal.routes.set('/astray', {
      body: `<html><body><p>${'文字'.repeat(100)}</p>${spellings.map(carriers).join('')}</body></html>`,
    })
    portal.routes.set('/hop', { status: 302, headers: { location: `http://${aim}/redirect` } })
    portal.routes.set('/meta', {
      body: `<html><head><meta http-equiv="refresh" content="0;url=http://${aim}/meta"><base href="http://${aim}/"></head><body>${'文字'.repeat(100)}<script src="relative.js"></script></body></html>`,
    })
    portal.routes.set('/file', {
      headers: {
        'content-disposition': 'attachment; filename=a.exe',
        'content-type': 'application/octet-stream',
      },
      body: 'x',
    })
    for (const path of ['/astray', '/hop', '/meta', '/file'])
      await carrier?.ask(`http://${portal.host}${path}`, guest())
    expect(await carrier?.ask(`http://${aim}/`, guest())).toMatchObject({ kind: 'failed' })
    expect(trapped).toBe(0)
    expect(refused.length).toBeGreaterThan(20)
  })

  test('the proxy itself turns away whoever has no pass, and every other host', async () => {
    const pass = egress.admit(guest(), (url, why) => refused.push(`${why.reason} ${url}`))
    const { request } = await import('node:http')
    const through = (path: string, authorization?: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const { hostname, port } = new URL(egress.server)
        const headers = authorization === undefined ? {} : { 'proxy-authorization': authorization }
        request({ hostname, port, path, headers }, (answer) => {
          answer.resume()
          resolve(answer.statusCode ?? 0)
        })
          .once('error', reject)
          .end()
      })
    const mine = `Basic ${Buffer.from(`${pass.name}:${pass.word}`).toString('base64')}`
    expect(await through(`http://${portal.host}/api/list`)).toBe(407)
    expect(await through(`http://${portal.host}/api/list`, 'Basic eDp5')).toBe(407)
    expect(await through(`http://${portal.host}/api/list`, mine)).toBe(200)
    expect(await through(`http://127.0.0.1:${trapPort}/`, mine)).toBe(403)
    pass.end()
    expect(await through(`http://${portal.host}/api/list`, mine)).toBe(407)
    expect(trapped).toBe(0)
  })
})

describe.skipIf(carrierless())('TLS behind the proxy', () => {
  async function drawn(
    more: object,
    accept: TlsException['accept'][],
    host = 'www.qinghe.example',
  ): Promise<string> {
    const server = createSecureServer({ cert: certificate, key: certificateKey, ...more }, (_, response) =>
      response.setHeader('content-type', 'text/html').end(`<p>${'年度报告'.repeat(60)}</p>`),
    )
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.2', resolve)
    })
    const address = server.address()
    const name = `www.qinghe.example:${address !== null && typeof address === 'object' ? address.port : 0}`
    const exceptions = accept.map((each) => ({ host, accept: each, reason: '证书链不完整' }))
    const answer = await carrier?.ask(`https://${name}/`, guest([name], ['https'], exceptions))
    server.closeAllConnections()
    server.close()
    return answer?.kind === 'failed' ? answer.reason : (answer?.kind ?? '')
  }
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }

  test('a broken chain is refused, and accepted for the very host that has an exception', async () => {
    expect(await drawn({}, [])).toBe('tls')
    expect(await drawn({}, ['broken_chain'], 'other.example')).toBe('tls')
    expect(await drawn({}, ['broken_chain'])).toBe('fetched')
  })

  test('an old protocol that no browser speaks any more needs its own exception', async () => {
    expect(await drawn(old, ['broken_chain'])).toBe('browser')
    expect(await drawn(old, ['broken_chain', 'old_protocol'])).toBe('fetched')
  })
})
