/** The sample county without the crawl: every planted fault is found under its code, and nothing else above information. */
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { siteSchema, type Site } from '../../../crawlers/site.ts'
import type { CrawlOutcome } from '../../../crawlers/crawl-event.ts'
import { read } from '../../../parsers/read.ts'
import { auditSite, findingsOf, revisionKey } from '../../../pipeline/audit/run.ts'
import type { Finding } from '../../../pipeline/audit/rule.ts'
import { compareSite } from '../../../pipeline/audit/similarity-rows.ts'
import { columnOf, hostOf } from '../../../pipeline/demo/county.ts'
import { encodePage, writeReport } from '../../../pipeline/demo/page-writer.ts'
import { plantedFaults } from '../../../pipeline/demo/planted-faults.ts'
import { reportsOn, type DemoReport } from '../../../pipeline/demo/reports.ts'
import { writeSites } from '../../../pipeline/demo/sites.ts'
import { expectReports } from '../../../pipeline/expected.ts'
import { identifyReport } from '../../../pipeline/report-identity.ts'
import { gatherReports, type ReadPage } from '../../../pipeline/reading.ts'

function pageOf(site: Site, { publisher, year, page }: DemoReport): ReadPage {
  const host = hostOf(columnOf(publisher.column).host)
  const bytes = encodePage(writeReport(page), host.charset)
  const url = `http://127.0.0.1/info/${publisher.code}/${year}.htm`
  const parsed = read(bytes, { url, contentType: 'text/html' })
  return {
    row: {
      file: 'pages-00001.warc.gz',
      offset: 0,
      length: 1,
      sha256: `${publisher.code}${year}`.padStart(64, '0'),
      byte_count: bytes.length,
      url,
      answered_by: url,
      fetched_at: '2025-02-12T18:00:00.000Z',
      status: 200,
      headers: {},
      media_type: 'text/html',
      via: 'http',
      role: 'report',
      site: site.code,
      publisher: publisher.code,
      year,
      link_title: null,
      found_on: null,
      looks_like_report: true,
    },
    parsed,
    prose: parsed.prose,
  }
}

/** The last crawl saw all columns whole and found no link to the report that is missing. */
function outcomeOf(site: Site): CrawlOutcome {
  const missing = plantedFaults.filter(({ change }) => change.kind === 'leave_out')
  return {
    site: site.code,
    started_at: '2025-02-12T18:00:00.000Z',
    ended_at: '2025-02-12T18:10:00.000Z',
    entries: [],
    refs: [],
    refused: [],
    attachments: [],
    expected: missing.map(({ publisher, year }) => ({
      publisher,
      year,
      state: 'not_found',
      refs: [],
      detail: '',
    })),
    requests: 0,
    stored: 0,
  }
}

/** Findings by `publisher/year` of the expected set. */
const found = new Map<string, Finding[]>()

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gouji-sample-'))
  const path = await writeSites(folder, {
    portal: '127.0.0.1:1',
    towns: '127.0.0.1:2',
    villages: '127.0.0.1:3',
  })
  const site = siteSchema.parse(parse(await readFile(path, 'utf8')))
  const { reports, strays } = gatherReports(
    site,
    reportsOn(2).map((report) => pageOf(site, report)),
  )
  const outcome = outcomeOf(site)
  const as_of = '2025-02-13'
  const expected = expectReports(site, reports, outcome, as_of)
  const similarities = compareSite(site, reports)
  const verdicts = auditSite({ site, reports, strays, expected, outcome, as_of, similarities })
  for (const { publisher, year } of expected) {
    const owner = site.publishers.find(({ code }) => code === publisher)
    if (owner === undefined) throw new Error(publisher)
    const { key } = identifyReport(owner, year)
    found.set(
      `${publisher}/${year}`,
      findingsOf(verdicts.get(revisionKey(key, 1)) ?? verdicts.get(key) ?? []),
    )
  }
})

const all = (): Finding[] => [...found.values()].flat()

test.each(plantedFaults.filter(({ expected }) => expected.findings.length > 0))(
  '$fault is found',
  ({ publisher, year, expected }) => {
    const told = found.get(`${publisher}/${year}`) ?? []
    expect(told.map(({ code }) => code)).toEqual(expect.arrayContaining([...expected.findings]))
    expect(told.every(({ verdict }) => verdict === 'broken')).toBe(true)
  },
)

test('nothing else above information', () => {
  const planted = new Set(plantedFaults.flatMap(({ expected }) => expected.findings))
  const others = all().filter(({ severity, code }) => severity !== 'I' && !planted.has(code))
  expect(others.map(({ check, code }) => `${code} ${check}`)).toEqual([])
  expect(all().filter(({ severity }) => severity !== 'I')).toHaveLength(10)
})

test('the wrong sum names the one cell, and what should stand there', () => {
  const suspects = all().flatMap(({ suspect }) => suspect ?? [])
  expect(suspects).toHaveLength(2)
  for (const suspect of suspects)
    expect(suspect).toEqual({ cell: 't3.granted.total', value: 6, repair: 4, slip: 'one_digit' })
})

test('the missing report is told under its own publisher and year', () => {
  const homes = [...found].filter(([, findings]) => findings.some(({ code }) => code === 'TIM-02'))
  expect(homes.map(([home]) => home)).toEqual(['990001002000/2020'])
})
