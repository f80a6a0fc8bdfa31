/** From one way of crawling to the other and back: what either has archived is asked for conditionally, and nothing is stored again. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withElsewhere } from '../../crawlers/archive-beside.ts'
import { claimPart } from '../../crawlers/archive-part.ts'
import { openWhole } from '../../crawlers/archive-whole.ts'
import { openArchive } from '../../crawlers/archive.ts'
import { crawlSite } from '../../crawlers/crawl.ts'
import { loadFamilies } from '../../crawlers/families.ts'
import { openFrontier } from '../../crawlers/frontier.ts'
import { countySite, startCounty, type CountyServer } from '../support/county-server.ts'
import { testClock } from '../support/portal.ts'
import { attributionOf, snapshotOf } from '../support/snapshots.ts'

const reports = 6
const families = await loadFamilies()
let clock = testClock()
let folder = ''
let county: CountyServer

beforeEach(async () => {
  clock = testClock()
  folder = await mkdtemp(join(tmpdir(), 'gouji-beside-'))
  county = await startCounty({ reports })
})
afterEach(async () => {
  await county.close()
  await rm(folder, { recursive: true })
})

/** A night that writes the archive in `home`: statuses of the pages asked for, and how many were stored and found. */
async function night(home: string): Promise<{ statuses: number[]; stored: number; found: number }> {
  const before = county.requests.length
  const site = countySite(county.host, reports, families)
  const archive = await openArchive(home, { mode: 'write', verify: 'last', aside_stamp: 'test' })
  const frontier = await openFrontier(join(home, 'frontier.jsonl'), clock.now)
  const place = { folder, home, site: site.code, aside_stamp: 'test' }
  const outcome = await withElsewhere(archive, place, (joined) =>
    crawlSite({
      site,
      families,
      settings: {
        user_agent: 'gouji/0.1',
        contact: 'mailto:ops@example.org',
        gap_ms: 1000,
        allow: ['127.0.0.0/8'],
        max_bytes: 200_000,
        deadline_ms: 20_000,
        page_bound: 50,
      },
      archive: joined,
      frontier,
      now: clock.now,
      sleep: clock.sleep,
      random: () => 0.5,
      onEvent: () => undefined,
    }),
  )
  await frontier.close()
  await archive.close()
  const asked = county.requests.slice(before).filter(({ path }) => path !== '/robots.txt')
  return {
    statuses: [...new Set(asked.map(({ status }) => status))],
    stored: outcome.stored,
    found: outcome.expected.filter(({ state }) => state === 'found').length,
  }
}

/** A night of a worker, in the site's own part. */
async function nightInPart(token: string): Promise<Awaited<ReturnType<typeof night>>> {
  const part = await claimPart(folder, '990001', token)
  const seen = await night(part.folder)
  await part.release()
  return seen
}

const unchanged = { statuses: [304], stored: 0, found: reports }

test('after a change of engines an unchanged site is asked conditionally, there and back', async () => {
  expect(await night(folder)).toEqual({ statuses: [200], stored: reports + 1, found: reports })
  expect(await nightInPart('w1')).toEqual(unchanged)
  expect(await nightInPart('w2')).toEqual(unchanged)
  expect(await night(folder)).toEqual(unchanged)
})

test('what a worker archived first is known to a single process', async () => {
  expect(await nightInPart('w1')).toMatchObject({ stored: reports + 1 })
  expect(await night(folder)).toEqual(unchanged)
})

test('of a page that both hold the newer version is judged, wherever it lies', async () => {
  const url = 'http://a.cn/1'
  const add = async (home: string, text: string, fetched_at: string): Promise<void> => {
    const archive = await openArchive(home, { mode: 'write', verify: 'last', aside_stamp: 'test' })
    await archive.add({ ...snapshotOf(url, text), fetched_at }, attributionOf())
    await archive.close()
  }
  await add(folder, 'old', '2025-01-01T00:00:00.000Z')
  const part = await claimPart(folder, '990001', 'w1')
  await add(part.folder, 'new', '2025-02-01T00:00:00.000Z')
  await part.release()
  const own = await openArchive(folder, { mode: 'write', verify: 'last', aside_stamp: 'test' })
  const place = { folder, home: folder, site: '990001', aside_stamp: 'test' }
  const renamed = { ...attributionOf(), link_title: '石桥镇年报' }
  await withElsewhere(own, place, async (joined) => {
    const row = joined.latest(url)
    expect(row).toMatchObject({ fetched_at: '2025-02-01T00:00:00.000Z' })
    expect(String(await joined.read(row?.sha256 ?? ''))).toBe('new')
    await joined.attribute(url, renamed)
    expect(joined.latest(url)).toMatchObject(renamed)
    expect(String(await joined.read(row?.sha256 ?? ''))).toBe('new')
  })
  await own.close()
  const whole = await openWhole(folder, { verify: 'all', aside_stamp: 'test' })
  expect(whole.damaged).toEqual([])
  expect(whole.latest(url)).toMatchObject({ fetched_at: '2025-02-01T00:00:00.000Z' })
  await whole.close()
})
