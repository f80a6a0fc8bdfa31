import { describe, expect, test } from 'vitest'
import type { Fetched } from '../../crawlers/fetched.ts'
import { createHostQueue } from '../../crawlers/host-queue.ts'
import { gapFor, mayAsk, productToken, readRobots, retryAfterMs, retryWait } from '../../crawlers/manners.ts'
import { testClock } from '../support/portal.ts'

const robotsUrl = 'http://www.example.gov.cn/robots.txt'
const agent = 'gouji/0.1 (+mailto:ops@example.org)'

describe('robots', () => {
  test('a group for our product token wins over the one for everybody', () => {
    const rules = readRobots(
      robotsUrl,
      'User-agent: *\nDisallow:\n\nUser-agent: gouji\nDisallow: /info/\nCrawl-delay: 7',
      agent,
    )
    expect(mayAsk(rules, 'http://www.example.gov.cn/info/1/2.htm')).toBe(false)
    expect(mayAsk(rules, 'http://www.example.gov.cn/zwgk/nb.htm')).toBe(true)
    expect(rules).toMatchObject({ state: 'rules', crawl_delay_ms: 7000 })
  })

  test('another origin is not forbidden by rules that do not speak of it', () => {
    const rules = readRobots(robotsUrl, 'User-agent: *\nDisallow: /', agent)
    expect(mayAsk(rules, 'http://other.example.gov.cn/')).toBe(true)
    expect(mayAsk(rules, 'http://www.example.gov.cn/')).toBe(false)
  })

  test('absent rules free, unreachable rules close', () => {
    expect(mayAsk({ state: 'none' }, 'http://www.example.gov.cn/')).toBe(true)
    expect(mayAsk({ state: 'unreachable', detail: '' }, 'http://www.example.gov.cn/')).toBe(false)
    expect(mayAsk(readRobots(robotsUrl, '<html>404</html>', agent), 'http://www.example.gov.cn/a')).toBe(true)
  })

  test('the product token is the first word', () => {
    expect(productToken(agent)).toBe('gouji')
  })
})

describe('gaps', () => {
  const none = { state: 'none' } as const
  test.each([
    [0, 800],
    [0.5, 1000],
    [1, 1200],
  ])('jitter %d of a second is %d ms', (random, expected) => {
    expect(gapFor({ gap_ms: 1000, site_gap_ms: undefined, rules: none }, () => random)).toBe(expected)
  })

  test('the longest wish wins and a Crawl-delay is never undercut', () => {
    const rules = readRobots(robotsUrl, 'User-agent: *\nCrawl-delay: 5\nDisallow:', agent)
    expect(gapFor({ gap_ms: 1000, site_gap_ms: 3000, rules }, () => 0)).toBe(5000)
    expect(gapFor({ gap_ms: 1000, site_gap_ms: 3000, rules: none }, () => 0.5)).toBe(3000)
    expect(gapFor({ gap_ms: 2000, site_gap_ms: 100, rules: none }, () => 0.5)).toBe(2000)
  })
})

describe('Retry-After', () => {
  const now = new Date('2025-02-01T00:00:00Z')
  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Sat, 01 Feb 2025 00:05:00 GMT', 300_000],
    ['Fri, 31 Jan 2025 00:05:00 GMT', 0],
    ['soon', null],
    ['2025-02-01', null],
    ['-5', null],
    ['', null],
    [undefined, null],
  ])('%j means %j ms', (value, expected) => {
    expect(retryAfterMs(value, now)).toBe(expected)
  })

  const busy = (retry_after_ms: number | null): Fetched => ({
    kind: 'failed',
    url: 'http://www.example.gov.cn/',
    reason: 'busy',
    detail: '',
    status: 503,
    retry: true,
    retry_after_ms,
  })

  test('waits never less than asked, longer each time, and gives up where it is too long', () => {
    expect(retryWait(busy(null), 1, () => 0.5)).toBe(2000)
    expect(retryWait(busy(null), 2, () => 0.5)).toBe(4000)
    expect(retryWait(busy(30_000), 1, () => 0.5)).toBe(30_000)
    expect(retryWait(busy(3_600_000), 1, () => 0.5)).toBe(3_600_000)
    expect(retryWait(busy(3_600_001), 1, () => 0.5)).toBeNull()
    expect(retryWait(busy(null), 5, () => 0.5)).toBeNull()
    expect(retryWait({ kind: 'missing', url: '', status: 404 }, 1, () => 0.5)).toBeNull()
  })
})

describe('turns', () => {
  test('one at a time a host, gap from start to start, other hosts free', async () => {
    const clock = testClock()
    const queue = createHostQueue(clock)
    const log: string[] = []
    const start = clock.ms()
    let running = 0
    const task = (name: string) => async (): Promise<void> => {
      running += 1
      expect(running).toBe(1)
      log.push(`${name}@${clock.ms() - start}`)
      await Promise.resolve()
      running -= 1
    }
    await Promise.all([
      queue.run('a', () => 1000, task('a1')),
      queue.run('a', () => 1000, task('a2')),
      queue.run('a', () => 1000, task('a3')),
    ])
    expect(log).toEqual(['a1@0', 'a2@1000', 'a3@2000'])
    await queue.run('b', () => 1000, task('b1'))
    expect(log.at(-1)).toBe('b1@2000')
    queue.hold('a', 9000)
    await queue.run('a', () => 1000, task('a4'))
    expect(log.at(-1)).toBe('a4@11000')
  })

  test('a task that throws does not stop the next', async () => {
    const queue = createHostQueue(testClock())
    const first = queue.run(
      'a',
      () => 0,
      () => Promise.reject(new Error('broken')),
    )
    const second = queue.run(
      'a',
      () => 0,
      () => Promise.resolve('done'),
    )
    await expect(first).rejects.toThrow('broken')
    await expect(second).resolves.toBe('done')
  })
})
