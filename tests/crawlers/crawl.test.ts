import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openArchive } from '../../crawlers/archive.ts'
import type { CrawlEvent, CrawlOutcome } from '../../crawlers/crawl-event.ts'
import { crawlSite } from '../../crawlers/crawl.ts'
import { openFrontier } from '../../crawlers/frontier.ts'
import { loadFamilies } from '../../crawlers/families.ts'
import { planSite } from '../../crawlers/plan.ts'
import { parseSite } from '../../crawlers/site-reading.ts'
import type { Site } from '../../crawlers/site.ts'
import type { CrawlSettings, VisitOptions } from '../../crawlers/visit.ts'
import { startPortal, testClock, type Portal, type PortalRoute } from '../support/portal.ts'

const families = await loadFamilies()
const settings: CrawlSettings = {
  user_agent: 'gouji/0.1',
  contact: 'mailto:ops@example.org',
  gap_ms: 1000,
  allow: ['127.0.0.0/8'],
  max_bytes: 200_000,
  deadline_ms: 20_000,
  page_bound: 50,
}
const title = (publisher: string, year: number): string => `${publisher}${year}年政府信息公开工作年度报告`
const article = (name: string, year: number): string =>
  `<html><head><title>${title(name, year)}</title></head><body><h1>${title(name, year)}</h1><div id="vsb_content">主动公开政府信息${year}条</div></body></html>`
const line = (id: number, words: string): string =>
  `<li id="line_u8_${id}"><a href="/info/7/${id}.htm">${words}</a><span>2025-01-09</span></li>`

let portal: Portal
let folder = ''
let clock = testClock()
const links = new Map<number, string>()

function listPage(): string {
  return `<html><body><ul>${[...links].map(([id, words]) => line(id, words)).join('')}</ul><span class="p_pages">共${links.size}条 1/1</span></body></html>`
}

function tagged(body: () => string): PortalRoute {
  return (request) => {
    const etag = `"${Buffer.from(body()).length}"`
    return request.headers['if-none-match'] === etag ? { status: 304 } : { headers: { etag }, body: body() }
  }
}

beforeEach(async () => {
  clock = testClock()
  folder = await mkdtemp(join(tmpdir(), 'gouji-crawl-'))
  links.clear()
  links
    .set(1, title('石桥镇', 2024))
    .set(2, title('柳沟乡', 2024))
    .set(3, '政府信息公开工作年度报告制度')
    .set(4, title('石桥镇', 2023))
  portal = await startPortal(
    {
      '/robots.txt': {
        headers: { 'content-type': 'text/plain' },
        body: 'User-agent: *\nDisallow: /private/\n',
      },
      '/zwgk/nb.htm': tagged(listPage),
      '/info/7/1.htm': tagged(() => article('石桥镇', 2024)),
      '/info/7/2.htm': { body: article('柳沟乡', 2024) },
      '/info/7/4.htm': { body: article('石桥镇', 2023) },
    },
    clock.ms,
  )
})
afterEach(async () => {
  await portal.close()
  await rm(folder, { recursive: true })
})

function site(changes: { hosts?: string[]; entries?: string; years?: string } = {}): Site {
  const hosts = [portal.host, ...(changes.hosts ?? [])].map((host) => `'${host}'`).join(', ')
  const { site: read, faults } = parseSite(
    `code: '990001'
name: 青禾县
verified: false
source: http://www.qinghe.example/
hosts: [${hosts}]
entries:
  - { family: vsb, url: '${portal.origin}/zwgk/nb.htm' }
${changes.entries ?? ''}
publishers:
  - { code: '990001100000', name: 石桥镇, kind: township }
  - { code: '990001200000', name: 柳沟乡, kind: township }
years: ${changes.years ?? '{ from: 2023 }'}
`,
    'x.yaml',
    families,
  )
  if (read === null) throw new Error(JSON.stringify(faults))
  return read
}

function visitOf(of: Site, events: CrawlEvent[], changes: Partial<CrawlSettings> = {}): VisitOptions {
  return {
    site: of,
    families,
    settings: { ...settings, ...changes },
    now: clock.now,
    sleep: clock.sleep,
    random: () => 0.5,
    onEvent: (event) => events.push(event),
  }
}

async function night(
  of = site(),
  changes: Partial<CrawlSettings> = {},
): Promise<CrawlOutcome & { events: CrawlEvent[]; kept: number }> {
  const events: CrawlEvent[] = []
  const archive = await openArchive(folder, { mode: 'write', verify: 'all', aside_stamp: 'test' })
  expect(archive.aside).toEqual([])
  const frontier = await openFrontier(join(folder, 'frontier.jsonl'), clock.now)
  try {
    const outcome = await crawlSite({ ...visitOf(of, events, changes), archive, frontier })
    return { ...outcome, events, kept: archive.rows().length }
  } finally {
    await frontier.close()
    await archive.close()
  }
}

const states = (outcome: CrawlOutcome): string[] =>
  outcome.expected.map(({ publisher, year, state }) => `${publisher.slice(6, 9)} ${year} ${state}`)

describe('two nights', () => {
  test('the first brings what is published; the second asks conditionally and writes nothing', async () => {
    const first = await night()
    expect(states(first)).toEqual([
      '100 2023 found',
      '100 2024 found',
      '200 2023 not_found',
      '200 2024 found',
    ])
    expect(first).toMatchObject({ requests: 5, stored: 4, kept: 4 })
    expect(first.refused).toMatchObject([
      { code: 'not_a_report', link_title: '政府信息公开工作年度报告制度' },
    ])
    const index = await readFile(join(folder, 'index.jsonl'))
    const warc = await readFile(join(folder, 'pages-00001.warc.gz'))
    await clock.sleep(86_400_000)
    const second = await night()
    expect(states(second)).toEqual(states(first))
    expect(second).toMatchObject({ stored: 0, kept: 4 })
    expect(second.refs.every(({ state }) => state === 'unchanged')).toBe(true)
    expect(
      second.events.filter((event) => event.type === 'asked' && event.outcome === 'unchanged'),
    ).toHaveLength(2)
    expect((await readFile(join(folder, 'index.jsonl'))).equals(index)).toBe(true)
    expect((await readFile(join(folder, 'pages-00001.warc.gz'))).equals(warc)).toBe(true)
  })

  test('an edited page is a new version, an unreachable one keeps the old', async () => {
    await night()
    portal.routes.set('/info/7/2.htm', { body: article('柳沟乡', 2024).replace('2024条', '2025条') })
    portal.routes.set('/info/7/4.htm', { status: 403 })
    const second = await night()
    expect(second).toMatchObject({ stored: 1, kept: 5 })
    expect(second.refs.map(({ state }) => state)).toEqual(['unchanged', 'stored', 'kept'])
    expect(second.refs[2]).toMatchObject({
      detail: '网站返回 403',
      snapshot: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(states(second)).toContain('100 2023 found')
  })

  test('a list that fails tonight leaves nobody "not found"', async () => {
    await night()
    portal.routes.set('/zwgk/nb.htm', { status: 503 })
    const second = await night()
    expect(second.entries).toMatchObject([{ state: 'unreachable' }])
    expect(states(second).every((state) => state.endsWith('uncertain'))).toBe(true)
  })
})

describe('manners', () => {
  test('one request at a time, its gap after the one before, robots first, named', async () => {
    const { requests } = await night()
    expect(portal.requests).toHaveLength(requests)
    expect(portal.requests.map(({ path }) => path).slice(0, 2)).toEqual(['/robots.txt', '/zwgk/nb.htm'])
    expect(portal.requests.every(({ open }) => open === 0)).toBe(true)
    const times = portal.requests.map(({ at }) => at)
    expect(times.slice(1).map((at, index) => at - (times[index] ?? 0))).toEqual([1000, 1000, 1000, 1000])
    expect(portal.requests[0]?.headers['user-agent']).toBe('gouji/0.1 (+mailto:ops@example.org)')
  })

  test('robots are honoured for lists and articles, and a Crawl-delay for the gap', async () => {
    portal.routes.set('/robots.txt', { body: 'User-agent: gouji\nDisallow: /info/7/2.htm\nCrawl-delay: 4' })
    const outcome = await night()
    expect(portal.requests.map(({ path }) => path)).not.toContain('/info/7/2.htm')
    expect(outcome.refs[1]).toMatchObject({ state: 'unreachable', detail: 'robots.txt 不允许' })
    expect(states(outcome)).toContain('200 2024 uncertain')
    const times = portal.requests.map(({ at }) => at)
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBe(4000)
  })

  test.each([
    [500, 0],
    [404, 4],
    [403, 4],
  ])('robots.txt that answers %d leaves %d requests', async (status, others) => {
    portal.routes.set('/robots.txt', { status })
    await night()
    expect(portal.requests.filter(({ path }) => path !== '/robots.txt')).toHaveLength(others)
  })

  test('Retry-After is waited for, never less, and a day is left for another night', async () => {
    let calls = 0
    portal.routes.set('/info/7/1.htm', () => {
      calls += 1
      return calls === 1
        ? { status: 503, headers: { 'retry-after': '30' } }
        : { body: article('石桥镇', 2024) }
    })
    portal.routes.set('/info/7/2.htm', { status: 429, headers: { 'retry-after': '86400' } })
    const outcome = await night()
    const times = portal.requests.filter(({ path }) => path === '/info/7/1.htm').map(({ at }) => at)
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(30_000)
    expect(portal.requests.filter(({ path }) => path === '/info/7/2.htm')).toHaveLength(1)
    expect(outcome.refs.map(({ state }) => state)).toEqual(['stored', 'unreachable', 'stored'])
  })
})

describe('a site that leads astray', () => {
  test.each([
    ['http://10.0.0.1/', 'address'],
    ['http://169.254.169.254/latest/meta-data/', 'address'],
    ['http://127.0.0.1:1/', 'port'],
    ['http://2130706433:1/', 'port'],
    ['http://elsewhere.example/', 'strange_host'],
    ['file:///etc/passwd', 'scheme'],
    ['//user@elsewhere.example/', 'userinfo'],
    ['/info/7/1.htm', 'redirect_loop'],
    ['/private/x.htm', 'robots'],
  ])('a redirect to %s is refused as %s', async (location, reason) => {
    portal.routes.set('/info/7/1.htm', { status: 302, headers: { location } })
    const { events, refs } = await night()
    expect(events).toContainEqual(expect.objectContaining({ type: 'obstacle', reason }))
    expect(refs[0]).toMatchObject({ state: 'unreachable', snapshot: null })
    expect(portal.requests.filter(({ path }) => path === '/private/x.htm')).toEqual([])
  })

  test('loopback itself is refused where the settings do not allow it', async () => {
    const { requests, events, entries } = await night(site(), { allow: [] })
    expect(requests).toBe(0)
    expect(portal.requests).toEqual([])
    expect(events).toContainEqual(expect.objectContaining({ type: 'obstacle', reason: 'address' }))
    expect(entries).toMatchObject([{ state: 'unreachable' }])
  })

  test('a chain of redirects ends, a short one is followed and remembered by the link', async () => {
    for (let step = 0; step < 10; step += 1)
      portal.routes.set(`/hop${step}`, { status: 301, headers: { location: `/hop${step + 1}` } })
    portal.routes.set('/info/7/1.htm', { status: 301, headers: { location: '/hop0' } })
    portal.routes.set('/info/7/2.htm', { status: 301, headers: { location: '/new/2.htm' } })
    portal.routes.set(
      '/new/2.htm',
      tagged(() => article('柳沟乡', 2024)),
    )
    const first = await night()
    expect(first.events).toContainEqual(
      expect.objectContaining({ type: 'obstacle', reason: 'too_many_redirects' }),
    )
    expect(first.refs.map(({ state }) => state)).toEqual(['unreachable', 'stored', 'stored'])
    const second = await night()
    expect(second.stored).toBe(0)
    expect(second.refs[1]?.state).toBe('unchanged')
  })

  test('a bomb is refused by name and costs only itself', async () => {
    portal.routes.set('/info/7/1.htm', {
      headers: { 'content-encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(50_000_000)),
    })
    const { events, refs } = await night()
    expect(events).toContainEqual(expect.objectContaining({ type: 'obstacle', reason: 'too_large' }))
    expect(refs.map(({ state }) => state)).toEqual(['unreachable', 'stored', 'stored'])
  })

  test('a list of thousands of nested elements is not given a tree', async () => {
    portal.routes.set('/zwgk/nb.htm', { body: '<div>'.repeat(35_000) })
    const { entries } = await night()
    expect(entries).toMatchObject([{ state: 'unreachable', detail: expect.stringContaining('嵌套过深') }])
  })

  test('a page that is plainly something else is kept, and marked', async () => {
    portal.routes.set('/info/7/1.htm', {
      body: '<html><head><title>关于停水的通知</title></head><body><p>停水</p></body></html>',
    })
    const { refs, events } = await night()
    expect(refs[0]).toMatchObject({ state: 'stored', looks_like_report: false })
    expect(events).toContainEqual(expect.objectContaining({ type: 'not_a_report' }))
  })
})

describe('what the page itself adds', () => {
  test('a cut link title is settled by the page', async () => {
    links.set(2, '柳沟乡2024年政府信息公开工…').set(4, '政府信息公开工作年度报告')
    const { refs } = await night()
    expect(refs[1]?.ref).toMatchObject({ publisher: '990001200000', year: 2024 })
    expect(refs[2]?.ref).toMatchObject({ publisher: '990001100000', year: 2023, report_kind: 'own' })
    const second = await night()
    expect(second.refs[2]?.ref).toMatchObject({ publisher: '990001100000', year: 2023 })
    expect(second.stored).toBe(0)
  })

  test('a column page that is the article is asked for once and archived as the report', async () => {
    const of = site({
      entries: `  - { family: vsb, url: '${portal.origin}/lgx/nb.htm', publisher: '990001200000' }`,
    })
    const body = article('柳沟乡', 2023).replace(
      '<head>',
      `<head><meta name="ArticleTitle" content="${title('柳沟乡', 2023)}">`,
    )
    portal.routes.set('/lgx/nb.htm', { body })
    const first = await night(of)
    expect(states(first)).toContain('200 2023 found')
    expect(portal.requests.filter(({ path }) => path === '/lgx/nb.htm')).toHaveLength(1)
    const index = await readFile(join(folder, 'index.jsonl'), 'utf8')
    expect(index).toContain('"role":"report","site":"990001","publisher":"990001200000","year":2023')
    const second = await night(of)
    expect(second.stored).toBe(0)
    expect(await readFile(join(folder, 'index.jsonl'), 'utf8')).toBe(index)
  })

  test('GBK lists and pages are read as they are', async () => {
    const gbk = Buffer.from([0xca, 0xaf, 0xc7, 0xc5, 0xd5, 0xf2]) // 石桥镇
    const words = Buffer.concat([
      Buffer.from('<li id="line_u8_1"><a href="/info/7/1.htm">'),
      gbk,
      Buffer.from('2024'),
      Buffer.from([0xc4, 0xea]),
      Buffer.from([
        0xd5, 0xfe, 0xb8, 0xae, 0xd0, 0xc5, 0xcf, 0xa2, 0xb9, 0xab, 0xbf, 0xaa, 0xc4, 0xea, 0xb1, 0xa8,
      ]),
      Buffer.from('</a></li>'),
    ])
    portal.routes.set('/zwgk/nb.htm', { headers: { 'content-type': 'text/html' }, body: words })
    const { refs } = await night()
    expect(refs).toMatchObject([{ ref: { publisher: '990001100000', year: 2024 }, state: 'stored' }])
  })
})

describe('the plan', () => {
  test('says what would be asked, who has no link, and touches no article', async () => {
    const plan = await planSite(visitOf(site(), []))
    // Three articles and their list, a second each.
    expect(plan).toMatchObject({ site: '990001', articles: 3, at_least_ms: 4000 })
    expect(plan.without).toEqual([{ publisher: '990001200000', name: '柳沟乡', year: 2023 }])
    expect(portal.requests.map(({ path }) => path)).toEqual(['/robots.txt', '/zwgk/nb.htm'])
  })

  test('counts the gap that the site itself asks for', async () => {
    portal.routes.set('/robots.txt', { body: 'User-agent: *\nCrawl-delay: 7\n' })
    expect(await planSite(visitOf(site(), []))).toMatchObject({ at_least_ms: 28_000 })
  })
})
