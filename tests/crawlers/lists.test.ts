/** Lists from night to night: what has not changed is not parsed again, and what comes first is what is new. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openArchive } from '../../crawlers/archive.ts'
import type { CmsFamily } from '../../crawlers/cms.ts'
import { crawlSite } from '../../crawlers/crawl.ts'
import type { CrawlOutcome } from '../../crawlers/crawl-event.ts'
import { loadFamilies } from '../../crawlers/families.ts'
import { openFrontier } from '../../crawlers/frontier.ts'
import { planSite } from '../../crawlers/plan.ts'
import { postForm } from '../../crawlers/request.ts'
import type { Site } from '../../crawlers/site.ts'
import type { VisitOptions } from '../../crawlers/visit.ts'
import { countySite, reportOf, shortReport } from '../support/county-server.ts'
import { startPortal, testClock, type Portal } from '../support/portal.ts'

const reports = 6
const families = await loadFamilies()
const title = (index: number): string =>
  `${reportOf(index).publisher}${reportOf(index).year}年政府信息公开工作年度报告`
const list = (count: number): string =>
  `<html><body><ul>${Array.from({ length: count }, (_, index) => `<li id="line_u8_${index}"><a href="/info/7/${index}.htm">${title(index)}</a></li>`).join('')}</ul><span class="p_pages">共${count}条 1/1</span></body></html>`

let portal: Portal
let folder = ''
let clock = testClock()
let parsed = 0
/** The families, each list that they read counted. */
const counted: CmsFamily[] = families.map((family) => ({
  ...family,
  list(page, column) {
    parsed += 1
    return family.list(page, column)
  },
}))

beforeEach(async () => {
  clock = testClock()
  parsed = 0
  folder = await mkdtemp(join(tmpdir(), 'gouji-lists-'))
  const articles = Array.from({ length: reports }, (_, at) => [
    `/info/7/${at}.htm`,
    { body: shortReport(at) },
  ])
  portal = await startPortal(
    { '/zwgk/nb.htm': { body: list(reports) }, ...Object.fromEntries(articles) },
    clock.ms,
  )
})
afterEach(async () => {
  await portal.close()
  await rm(folder, { recursive: true })
})

const visit = (site: Site, of: readonly CmsFamily[]): VisitOptions => ({
  site,
  families: of,
  settings: {
    user_agent: 'gouji/0.1',
    contact: 'mailto:ops@example.org',
    gap_ms: 1000,
    allow: ['127.0.0.0/8'],
    max_bytes: 200_000,
    deadline_ms: 20_000,
    page_bound: 50,
  },
  now: clock.now,
  sleep: clock.sleep,
  random: () => 0.5,
  onEvent: () => undefined,
})

async function night(site = countySite(portal.host, reports, families)): Promise<CrawlOutcome> {
  const archive = await openArchive(folder, { mode: 'write', verify: 'last', aside_stamp: 'test' })
  const frontier = await openFrontier(join(folder, 'frontier.jsonl'), clock.now)
  try {
    return await crawlSite({ ...visit(site, counted), archive, frontier, lists: join(folder, 'lists.jsonl') })
  } finally {
    await frontier.close()
    await archive.close()
  }
}

const found = ({ entries, refs }: CrawlOutcome): unknown => ({
  entries,
  refs: refs.map(({ ref }) => ref),
})

test('an unchanged list is not parsed again, and says the same', async () => {
  const first = await night()
  expect(parsed).toBe(1)
  const kept = await readFile(join(folder, 'lists.jsonl'), 'utf8')
  const second = await night()
  expect(parsed).toBe(1)
  expect(found(second)).toEqual(found(first))
  expect(await readFile(join(folder, 'lists.jsonl'), 'utf8')).toBe(kept)
})

test('a changed list, another site file and a damaged memory are parsed anew', async () => {
  await night()
  portal.routes.set('/zwgk/nb.htm', { body: list(5) })
  expect((await night()).entries).toMatchObject([{ found: 5 }])
  expect(parsed).toBe(2)
  const site = countySite(portal.host, reports, families)
  await night({ ...site, publishers: site.publishers.slice(1) })
  expect(parsed).toBe(3)
  await night()
  expect(parsed).toBe(4)
  const kept = await readFile(join(folder, 'lists.jsonl'), 'utf8')
  await writeFile(join(folder, 'lists.jsonl'), kept.replace('石', '后').replace('甲', '乙'))
  expect((await night()).entries).toMatchObject([{ found: 5 }])
  expect(parsed).toBe(5)
})

test('new pages before known ones, newer years before older', async () => {
  portal.routes.set('/zwgk/nb.htm', { body: list(4) })
  await night()
  const order = (from: number): number[] =>
    portal.requests.slice(from).flatMap(({ path }) => {
      const [, id] = /^\/info\/7\/(\d+)\.htm$/.exec(path) ?? []
      return id === undefined ? [] : [Number(id)]
    })
  expect(order(0)).toEqual([3, 2, 1, 0])
  const before = portal.requests.length
  portal.routes.set('/zwgk/nb.htm', { body: list(6) })
  await night()
  expect(order(before)).toEqual([5, 4, 3, 2, 1, 0])
})

test('a plan asks a list interface as the crawl would, form and all', async () => {
  const methods: string[] = []
  portal.routes.set('/zwgk/search.jsp', (request) => {
    methods.push(request.method ?? '')
    return { body: list(reports) }
  })
  const asking = families.map((family) => ({
    ...family,
    start: () => [postForm(`${portal.origin}/zwgk/search.jsp`, { page: '1' }, portal.origin)],
  }))
  const plan = await planSite(visit(countySite(portal.host, reports, families), asking))
  expect(methods).toEqual(['POST'])
  expect(plan.entries).toMatchObject([{ state: 'complete', found: reports }])
})
