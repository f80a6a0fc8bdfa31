/** A site that misbehaves costs its own page a named state, and nobody else anything. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openAlarm, type Alarm } from '../../crawlers/alarm.ts'
import { openArchive } from '../../crawlers/archive.ts'
import type { CrawlEvent, CrawlOutcome } from '../../crawlers/crawl-event.ts'
import { crawlSite } from '../../crawlers/crawl.ts'
import { loadFamilies } from '../../crawlers/families.ts'
import { openFrontier } from '../../crawlers/frontier.ts'
import { createHostBook, type HostBook } from '../../crawlers/host-book.ts'
import type { CrawlSettings } from '../../crawlers/visit.ts'
import { countySite, reportOf } from '../support/county-server.ts'
import {
  bombs,
  brokenHeaders,
  busy,
  calendar,
  cut,
  drip,
  endless,
  obstacles,
} from '../support/misbehaviour.ts'
import { startPortal, testClock, type Portal } from '../support/portal.ts'

const families = await loadFamilies()
const settings: CrawlSettings = {
  user_agent: 'gouji/0.1',
  contact: 'mailto:ops@example.org',
  gap_ms: 1000,
  allow: ['127.0.0.0/8'],
  max_bytes: 1_000_000,
  deadline_ms: 20_000,
  page_bound: 12,
}
const title = (index: number): string =>
  `${reportOf(index).publisher}${reportOf(index).year}年政府信息公开工作年度报告`
const article = (index: number): string =>
  `<html><head><title>${title(index)}</title></head><body><h1>${title(index)}</h1><p>主动公开政府信息${index}条</p></body></html>`
const list = (printed: number): string =>
  `<html><body><ul>${[0, 1, 2].map((index) => `<li id="line_u8_${index}"><a href="/info/7/${index}.htm">${title(index)}</a></li>`).join('')}</ul><span class="p_pages">共${printed}条 1/1</span></body></html>`

let portal: Portal
let folder = ''
let clock = testClock()

beforeEach(async () => {
  clock = testClock()
  folder = await mkdtemp(join(tmpdir(), 'gouji-mess-'))
  portal = await startPortal(
    {
      '/zwgk/nb.htm': { body: list(3) },
      ...Object.fromEntries([0, 1, 2].map((index) => [`/info/7/${index}.htm`, { body: article(index) }])),
    },
    () => clock.ms(),
  )
})
afterEach(async () => {
  await portal.close()
  await rm(folder, { recursive: true })
})

async function night(
  changes: Partial<CrawlSettings> = {},
  more: { book?: HostBook; alarm?: Alarm; host?: string; into?: string } = {},
): Promise<CrawlOutcome & { events: CrawlEvent[] }> {
  const events: CrawlEvent[] = []
  const into = join(folder, more.into ?? 'archive')
  const archive = await openArchive(into, { mode: 'write', verify: 'all', aside_stamp: 'test' })
  const frontier = await openFrontier(join(into, 'frontier.jsonl'), clock.now)
  try {
    const outcome = await crawlSite({
      site: countySite(more.host ?? portal.host, 3, families),
      families,
      settings: { ...settings, ...changes },
      archive,
      frontier,
      now: clock.now,
      sleep: clock.sleep,
      random: () => 0.5,
      onEvent: (event) => events.push(event),
      ...(more.book === undefined ? {} : { book: more.book }),
      ...(more.alarm === undefined ? {} : { alarm: more.alarm }),
    })
    return { ...outcome, events }
  } finally {
    await frontier.close()
    await archive.close()
  }
}

const states = (outcome: CrawlOutcome): string[] => outcome.refs.map(({ state }) => state)
const reasons = (events: CrawlEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'obstacle' ? [event.reason] : []))
const asked = (path: string): number[] =>
  portal.requests.filter((one) => one.path === path).map(({ at }) => at)

describe('obstacles', () => {
  test.each(Object.keys(obstacles))(
    '%s is named, never archived, and the next page is asked for',
    async (name) => {
      portal.routes.set('/info/7/1.htm', obstacles[name] ?? {})
      const outcome = await night()
      expect(reasons(outcome.events)).toEqual([name.replace(/_521$/, '')])
      expect(states(outcome)).toEqual(['stored', 'unreachable', 'stored'])
      expect(asked('/info/7/1.htm')).toHaveLength(1)
      expect(outcome.expected.find(({ year }) => year === 2020)).toMatchObject({ state: 'uncertain' })
    },
  )

  test.each(Object.keys(obstacles))('%s in the place of a list leaves nobody "not found"', async (name) => {
    portal.routes.set('/zwgk/nb.htm', obstacles[name] ?? {})
    const outcome = await night()
    expect(outcome.entries).toMatchObject([{ state: 'unreachable' }])
    expect(outcome.expected.every(({ state }) => state === 'uncertain')).toBe(true)
    expect(outcome.stored).toBe(0)
  })

  test('a permanent move to a host that is not registered is a move, and is not followed', async () => {
    portal.routes.set('/info/7/1.htm', {
      status: 301,
      headers: { location: 'http://new.example/info/7/1.htm' },
    })
    expect(reasons((await night()).events)).toEqual(['moved'])
  })

  test('a page that leads to the front page is a soft 404', async () => {
    portal.routes.set('/', { body: `<html><body>${'县政府门户网站。'.repeat(9000)}</body></html>` })
    portal.routes.set('/info/7/1.htm', { status: 302, headers: { location: '/' } })
    expect(reasons((await night()).events)).toEqual(['soft_404'])
  })

  test('a report that speaks of passwords, 404 and moved sites is a report', async () => {
    const body = article(1).replace(
      '</body>',
      '<p>网站已迁移至新平台，页面不存在的链接已清理，登录需验证码。</p></body>',
    )
    portal.routes.set('/info/7/1.htm', { body })
    expect(states(await night())).toEqual(['stored', 'stored', 'stored'])
  })
})

describe('waiting', () => {
  test.each(['40', new Date(Date.parse('2025-02-01T00:00:42Z')).toUTCString()])(
    'Retry-After %s: never earlier, and nothing else of the host either',
    async (value) => {
      let calls = 0
      portal.routes.set('/info/7/0.htm', () => {
        calls += 1
        return calls > 1 ? { body: article(0) } : { status: 503, headers: { 'retry-after': value }, body: '' }
      })
      const outcome = await night()
      expect(states(outcome)).toEqual(['stored', 'stored', 'stored'])
      const [first = 0, second = 0] = asked('/info/7/0.htm')
      const until = /^\d+$/.test(value) ? first + 40_000 : Date.parse(value)
      expect(second).toBeGreaterThanOrEqual(until)
      expect(portal.requests.filter(({ at }) => at > first && at < until)).toEqual([])
    },
  )

  test('more than an hour is deferred, remembered, and not asked for a minute too early', async () => {
    portal.routes.set('/info/7/1.htm', busy(429, '7200'))
    const first = await night()
    expect(reasons(first.events)).toEqual(['deferred'])
    await clock.sleep(3_600_000)
    portal.routes.set('/info/7/1.htm', { body: article(1) })
    expect(states(await night())).toEqual(['unchanged', 'unreachable', 'unchanged'])
    expect(asked('/info/7/1.htm')).toHaveLength(1)
    await clock.sleep(3_600_000)
    expect(states(await night())).toEqual(['unchanged', 'stored', 'unchanged'])
  })

  test('at most five requests for a page that stays busy', async () => {
    portal.routes.set('/info/7/1.htm', busy(503))
    const outcome = await night()
    expect(asked('/info/7/1.htm')).toHaveLength(5)
    expect(states(outcome)).toEqual(['stored', 'unreachable', 'stored'])
  })

  test('outside its hours nothing is asked; within the hour before them they are waited for', async () => {
    // The clock of the test says 08:00 in China.
    const closed = await night({ window: { from: '22:00', to: '06:00' } })
    expect(portal.requests).toEqual([])
    expect(reasons(closed.events)).toEqual(['window'])
    const soon = await night({ window: { from: '08:30', to: '10:00' } }, { into: 'other' })
    expect(states(soon)).toEqual(['stored', 'stored', 'stored'])
    expect(portal.requests.every(({ at }) => at >= Date.parse('2025-02-01T00:30:00Z'))).toBe(true)
  })

  test('a dead host is left after a few rests; a dead address rests all its hosts', async () => {
    const gone = await startPortal({}, clock.ms, '127.0.0.9')
    await gone.close()
    const book = createHostBook(clock)
    const outcome = await night({}, { book, host: gone.host })
    expect(outcome.entries).toMatchObject([{ state: 'unreachable' }])
    expect(outcome.requests).toBeLessThan(12)
    const before = clock.ms()
    const other = await night({}, { book, into: 'other' })
    expect(states(other)).toEqual(['stored', 'stored', 'stored'])
    expect(clock.ms() - before).toBeLessThan(10_000)
  })
})

describe('limits', () => {
  test.each([
    ['gzip', 'too_large'],
    ['brotli', 'too_large'],
    ['endless', 'too_large'],
    ['cut', 'reset'],
    ['drip', 'too_slow'],
    ['loop', 'redirect_loop'],
    ['nested', ''],
  ])('%s ends by its own name, and memory stays', async (name, reason) => {
    const route = bombs[name]?.()
    const routes = {
      endless,
      cut,
      loop: { status: 302, headers: { location: '/info/7/1.htm' } },
      nested: { body: '<div>'.repeat(100_000) },
    }
    const drips = (
      _: unknown,
      response: Parameters<Extract<typeof endless, (...all: never[]) => unknown>>[1],
    ): null => {
      response.writeHead(200, { 'content-type': 'text/html' })
      // Each byte comes half a second later by the clock of the test.
      const timer = setInterval(() => {
        void clock.sleep(500)
        response.write('x')
      }, 2)
      response.on('close', () => clearInterval(timer))
      return null
    }
    const found =
      route ?? (name === 'drip' ? drips : Object.entries(routes).find(([key]) => key === name)?.[1])
    portal.routes.set('/info/7/1.htm', found ?? {})
    const before = process.memoryUsage.rss()
    const outcome = await night()
    const grown = (process.memoryUsage.rss() - before) / 1_048_576
    expect([...new Set(reasons(outcome.events))]).toEqual(reason === '' ? [] : [reason])
    expect([outcome.refs[0]?.state, outcome.refs[2]?.state]).toEqual(['stored', 'stored'])
    expect(grown).toBeLessThan(64)
  })

  test('a request that hangs ends at the deadline', async () => {
    portal.routes.set('/info/7/1.htm', drip(60_000))
    const clock = openAlarm()
    const outcome = await night({}, { alarm: (_, ring) => clock(300, ring) })
    expect(new Set(reasons(outcome.events))).toEqual(new Set(['timeout']))
  })

  test('headers that only the lenient parser reads are read by it, and the host is remembered', async () => {
    portal.routes.set('/info/7/1.htm', brokenHeaders(article(1)))
    portal.routes.set('/info/7/2.htm', brokenHeaders(article(2)))
    const outcome = await night()
    expect(states(outcome)).toEqual(['stored', 'stored', 'stored'])
    // The newer page comes first and finds it out.
    expect([asked('/info/7/2.htm').length, asked('/info/7/1.htm').length]).toEqual([2, 1])
  })

  test('a calendar of 10,000 pages is left at the bound and says so', async () => {
    portal.routes.set('/zwgk/nb.htm', (request) => calendar(request))
    for (let month = 1; month < 10_000; month += 1)
      portal.routes.set(`/zwgk/nb.htm?month=${month}`, (request) => calendar(request))
    const { entries } = await night()
    expect(entries).toMatchObject([
      { state: 'incomplete', list_pages: 12, detail: expect.stringContaining('12') },
    ])
    // robots.txt and twelve months.
    expect(portal.requests).toHaveLength(13)
  })

  test.each([
    ['GBK behind a header that says UTF-8', 'utf-8'],
    ['GBK behind a header that says Latin 1', 'iso-8859-1'],
    ['GBK behind a header that says nonsense', 'x-none'],
  ])('%s is read as what it is', async (_, charset) => {
    // 甲甲甲镇2020年政府信息公开工作年度报告, as a page without any declaration of its own.
    const words = 'bcd7bcd7bcd7d5f232303230c4ead5feb8aed0c5cfa2b9abbfaab9a4d7f7c4eab6c8b1a8b8e6'
    const name = Buffer.from(words, 'hex')
    const body = Buffer.concat([
      Buffer.from('<html><head><title>'),
      name,
      Buffer.from('</title></head><body></body></html>'),
    ])
    portal.routes.set('/info/7/1.htm', { headers: { 'content-type': `text/html; charset=${charset}` }, body })
    portal.routes.set('/zwgk/nb.htm', { body: list(3).replace(title(1), '甲甲…信息公开工作年度…') })
    const { refs } = await night()
    expect(refs[1]).toMatchObject({ state: 'stored', ref: { year: 2020 }, looks_like_report: true })
  })

  test('a list that lies about its total is incomplete', async () => {
    portal.routes.set('/zwgk/nb.htm', { body: list(52) })
    const { entries, expected } = await night()
    expect(entries).toMatchObject([{ state: 'incomplete', detail: expect.stringContaining('52') }])
    expect(expected.filter(({ state }) => state === 'not_found')).toEqual([])
  })
})

describe('robots', () => {
  test.each([
    { name: 'everything closed', robots: { body: 'User-agent: *\nDisallow: /' }, others: 0 },
    {
      name: 'closed for us only',
      robots: { body: 'User-agent: *\nAllow: /\n\nUser-agent: GOUJI\nDisallow: /' },
      others: 0,
    },
    { name: 'one pattern', robots: { body: 'User-agent: *\nDisallow: /*1.htm$' }, others: 3 },
    {
      name: 'a longer allowance wins',
      robots: { body: 'User-agent: *\nDisallow: /info/\nAllow: /info/7/' },
      others: 4,
    },
    { name: 'a page in its place', robots: { body: '<html><body>首页</body></html>' }, others: 4 },
    { name: 'a mark in front', robots: { body: '\uFEFFUser-agent: *\nDisallow: /' }, others: 0 },
    {
      name: 'half a megabyte of comment first',
      robots: { body: `${'# x\n'.repeat(130_000)}User-agent: *\nDisallow: /` },
      others: 4,
    },
    { name: 'a server error', robots: { status: 503 }, others: 0 },
    { name: 'forbidden', robots: { status: 403 }, others: 4 },
    { name: 'a challenge', robots: { status: 412 }, others: 4 },
  ])('$name leaves $others', async ({ robots, others }) => {
    portal.routes.set('/robots.txt', robots)
    await night()
    expect(portal.requests.filter(({ path }) => path !== '/robots.txt')).toHaveLength(others)
  })
})
