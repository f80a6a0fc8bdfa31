import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Fetched } from '../../crawlers/fetched.ts'
import { openFrontier, type Frontier } from '../../crawlers/frontier.ts'
import { testClock } from '../support/portal.ts'

let folder = ''
let clock = testClock()
const page = 'http://www.qinghe.example/info/1.htm'
const other = 'http://www.qinghe.example/info/2.htm'
const path = (): string => join(folder, 'frontier.jsonl')
const open = (): Promise<Frontier> => openFrontier(path(), clock.now)
const missing: Fetched = { kind: 'missing', url: page, status: 404 }
const failed = (reason: 'reset' | 'circuit' | 'deferred', retry_after_ms: number | null = null): Fetched => ({
  kind: 'failed',
  url: page,
  reason,
  detail: '连接中断',
  status: null,
  retry: true,
  retry_after_ms,
})

beforeEach(async () => {
  clock = testClock()
  folder = await mkdtemp(join(tmpdir(), 'gouji-frontier-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** One whole round in which a page ends as given. */
async function round(answer: Fetched): Promise<void> {
  const frontier = await open()
  const begun = frontier.begin('990001')
  if (begun.barred(page) === null) {
    begun.lease(page, 'report')
    await begun.done(page, answer)
  }
  begun.end()
  await frontier.close()
}

describe('a round', () => {
  test('goes on where a process was killed, and knows what was asked for', async () => {
    const killed = await open()
    const first = killed.begin('990001')
    expect(first.resumed).toBe(false)
    first.robots.keep('http://www.qinghe.example', { state: 'text', text: 'User-agent: *' })
    first.lease(page, 'report')
    await first.done(page, missing)
    first.lease(other, 'report')
    await killed.close()
    await clock.sleep(60_000)
    const again = await open()
    const second = again.begin('990001')
    expect(second).toMatchObject({ resumed: true, started_at: first.started_at })
    expect(second.known(page)).toMatchObject({ state: 'done', outcome: 'missing' })
    expect(second.known(other)).toBeNull()
    expect(second.robots.recall('http://www.qinghe.example')).toEqual({
      state: 'text',
      text: 'User-agent: *',
    })
    expect(again.begin('990002').resumed).toBe(false)
    second.end()
    expect(again.begin('990001').resumed).toBe(false)
    await again.close()
  })

  test('of yesterday is not gone on with', async () => {
    const killed = await open()
    killed.begin('990001').lease(page, 'report')
    await killed.close()
    await clock.sleep(24 * 3_600_000)
    const again = await open()
    expect(again.begin('990001').resumed).toBe(false)
    await again.close()
  })

  test('that had everything leaves an empty journal; one that had not, the same bytes each time', async () => {
    await round(missing)
    expect(await readFile(path(), 'utf8')).toBe('')
    for (let night = 0; night < 6; night += 1) await round(failed('reset'))
    const dead = await readFile(path(), 'utf8')
    await clock.sleep(86_400_000)
    await round(failed('reset'))
    expect(await readFile(path(), 'utf8')).toBe(dead)
  })

  test('whose host was given up stays open', async () => {
    await round(failed('circuit'))
    const again = await open()
    expect(again.begin('990001').resumed).toBe(true)
    await again.close()
  })
})

describe('pages that cannot be had', () => {
  test('are given up after five nights, told with the reason, and asked for again when a person says so', async () => {
    for (let night = 0; night < 4; night += 1) await round(failed('reset'))
    let frontier = await open()
    expect(frontier.owed()).toMatchObject([{ url: page, state: 'done', attempts: 4 }])
    await frontier.close()
    await round(failed('reset'))
    frontier = await open()
    const owed = frontier.owed()
    expect(owed).toMatchObject([
      { url: page, state: 'dead', attempts: 5, outcome: 'reset', detail: '连接中断' },
    ])
    expect(frontier.begin('990001').barred(page)).toMatchObject({ state: 'dead' })
    frontier.revive(owed)
    expect(frontier.owed()).toEqual([])
    expect(frontier.begin('990001').barred(page)).toBeNull()
    await frontier.close()
  })

  test('one success clears the account', async () => {
    for (let night = 0; night < 4; night += 1) await round(failed('reset'))
    await round(missing)
    const frontier = await open()
    expect(frontier.owed()).toEqual([])
    await frontier.close()
  })

  test('are not asked for before their time', async () => {
    await round(failed('deferred', 7_200_000))
    await clock.sleep(7_199_000)
    const frontier = await open()
    const early = frontier.begin('990001')
    expect(early.barred(page)).toMatchObject({ state: 'deferred', next_attempt: '2025-02-01T02:00:00.000Z' })
    await clock.sleep(1000)
    expect(early.barred(page)).toBeNull()
    await frontier.close()
  })

  test('a page that kills the process five times is given up; a list never is', async () => {
    for (let death = 0; death < 5; death += 1) {
      const frontier = await open()
      const begun = frontier.begin('990001')
      begun.lease(page, 'report')
      begun.lease(other, 'list')
      await frontier.close()
    }
    const frontier = await open()
    const begun = frontier.begin('990001')
    expect(begun.barred(page)).toMatchObject({ state: 'dead', torn: 5 })
    expect(begun.barred(other)).toBeNull()
    await frontier.close()
  })
})

describe('the journal', () => {
  test('torn at any byte of its end loses at most its last line', async () => {
    const frontier = await open()
    const begun = frontier.begin('990001')
    begun.lease(page, 'report')
    await begun.done(page, missing)
    begun.lease(other, 'report')
    await begun.done(other, { ...missing, url: other })
    await frontier.close()
    const whole = await readFile(path())
    const last = whole.lastIndexOf(10, -2) + 1
    for (let cut = last; cut < whole.length; cut += 1) {
      await writeFile(path(), whole.subarray(0, cut))
      const again = await open()
      const resumed = again.begin('990001')
      expect(resumed.known(page)).toMatchObject({ outcome: 'missing' })
      expect(resumed.known(other)).toBeNull()
      await again.close()
    }
  })

  test('a line that is none is counted, left out and gone after that', async () => {
    await round(failed('reset'))
    await appendFile(path(), 'nonsense\n{"type":"page"}\n')
    const frontier = await open()
    expect(frontier.broken).toBe(2)
    expect(frontier.owed()).toHaveLength(1)
    await frontier.close()
    const again = await open()
    expect(again.broken).toBe(0)
    await again.close()
  })
})
