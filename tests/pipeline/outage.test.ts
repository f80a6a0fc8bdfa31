/** What a site does not show tonight is marked, never deleted; what two whole nights do not show is withdrawn. */
import { describe, expect, test } from 'vitest'
import type { CrawlOutcome, FetchedRef, PublisherYear } from '../../crawlers/crawl-event.ts'
import { assembleSite } from '../../pipeline/assemble.ts'
import {
  bindFindings,
  decidedChecks,
  decidedKeys,
  settleDecisions,
} from '../../pipeline/audit/decisions-rows.ts'
import { expectReports } from '../../pipeline/expected.ts'
import { gatherReports, type ReadPage } from '../../pipeline/reading.ts'
import type { ExpectedRow, FindingRow, SiteRows } from '../../warehouse/rows.ts'
import { dismiss } from '../support/decision-events.ts'
import { address, office, readVersion, writeVersion } from '../support/shanghai-pages.ts'

const good = readVersion(writeVersion(1), '2025-03-01T18:00:05.000Z')
const { reports } = gatherReports(office, [good])

function refIn(state: FetchedRef['state']): FetchedRef {
  return {
    ref: {
      site: office.code,
      url: address,
      publisher: '310000000001',
      year: 2019,
      report_kind: 'own',
      link_title: '2019年年报',
      date: null,
      found_on: address,
      column_page: false,
      year_from: 'title',
      also_on: [],
      reason: '',
    },
    state,
    snapshot: good.row.sha256,
    looks_like_report: true,
    detail: '',
  }
}
function outcomeOf(state: PublisherYear['state'], refs: FetchedRef[]): CrawlOutcome {
  return {
    site: office.code,
    started_at: '2025-03-02T18:00:00.000Z',
    ended_at: '2025-03-02T18:10:00.000Z',
    entries: [],
    refs,
    refused: [],
    expected: [{ publisher: '310000000001', year: 2019, state, refs, detail: '' }],
    attachments: [],
    requests: 1,
    stored: 0,
  }
}
const seen = outcomeOf('found', [refIn('unchanged')])
const gone = outcomeOf('not_found', [])
const unsure = outcomeOf('uncertain', [])
const kept = outcomeOf('found', [refIn('kept')])

function expectedAfter(last: CrawlOutcome | undefined, before?: CrawlOutcome): ExpectedRow | undefined {
  return expectReports(office, reports, last, '2025-03-02', before)[0]
}

describe('the state of a report that was read before', () => {
  const usual = expectedAfter(seen)
  test('seen tonight: nothing is said', () => {
    expect(usual).toMatchObject({ state: 'on_time', not_seen: false, detail: null })
    expect(expectedAfter(undefined)).toEqual(usual)
  })

  test('absent one night: nothing but "not seen"', () => {
    expect(expectedAfter(gone, seen)).toMatchObject({
      state: 'on_time',
      not_seen: true,
      report: usual?.report,
    })
    expect(expectedAfter(gone)).toMatchObject({ state: 'on_time', not_seen: true })
  })

  test('absent from whole lists two nights in a row: withdrawn, the report kept', () => {
    expect(expectedAfter(gone, gone)).toMatchObject({
      state: 'withdrawn',
      not_seen: true,
      report: usual?.report,
      published_date: usual?.published_date,
    })
  })

  test('a withdrawn report is told on itself, one that was absent for a night is not', () => {
    const told = (last: CrawlOutcome, before: CrawlOutcome): string[] =>
      assembleSite({ site: office, reports, strays: [], outcome: last, before, asOf: '2025-03-02' })
        .findings.filter(({ code, verdict }) => code === 'TIM-02' && verdict === 'broken')
        .map(({ report }) => report)
    expect(told(gone, seen)).toEqual([])
    expect(told(gone, gone)).toEqual([usual?.report])
  })

  test('a list that was not seen whole withdraws nothing, however often', () => {
    for (const [last, before] of [
      [unsure, unsure],
      [unsure, gone],
      [gone, unsure],
      [kept, gone],
    ] as const)
      expect(expectedAfter(last, before)).toMatchObject({ state: 'on_time', not_seen: true })
  })

  test('linked again: as before', () => {
    expect(expectedAfter(seen, gone)).toEqual(usual)
  })
})

describe('a report that never was', () => {
  const rowsWith = (found: typeof reports, outcome: CrawlOutcome): SiteRows =>
    assembleSite({ site: office, reports: found, strays: [], outcome, asOf: '2025-03-02' })
  const tim02 = ({ findings }: SiteRows): FindingRow[] => findings.filter(({ code }) => code === 'TIM-02')

  test('is told under its own publisher and year, though its publisher has no other and the county no summary', () => {
    expect(tim02(rowsWith([], gone))).toMatchObject([
      { report: '310000000001/2019/own', revision: null, check: 'TIM-02', verdict: 'broken', severity: 'E' },
    ])
    expect(tim02(rowsWith([], unsure))).toMatchObject([{ revision: null, verdict: 'not_applicable' }])
    expect(tim02(rowsWith(reports, seen))).toMatchObject([{ revision: 1, verdict: 'kept' }])
  })

  test('a verdict on it stands while it is not there, and expires when it is', () => {
    const [absent] = tim02(bindFindings(rowsWith([], gone), new Set(), () => ''))
    if (typeof absent?.operands !== 'string') throw new Error('nothing to decide on')
    const { report, code, check, operands } = absent
    const events = [dismiss('1', { report, code, check, operands })]
    const statesAfter = (rows: SiteRows): string[] => {
      const decided = decidedKeys(events)
      const checked = decidedChecks(
        bindFindings(rows, decided, () => ''),
        decided,
      )
      return settleDecisions(checked, events).rows.decisions.map(({ state }) => state)
    }
    expect(statesAfter(rowsWith([], gone))).toEqual(['standing'])
    expect(statesAfter(rowsWith(reports, seen))).toEqual(['expired'])
  })
})

describe('a site that answers nonsense', () => {
  const later = '2025-03-02T18:00:05.000Z'
  const nonsense: [string, ReadPage][] = [
    ['a waiting page', readVersion('<html><body><p>正在验证您的浏览器，请稍候</p></body></html>', later)],
    ['an empty page', readVersion('', later)],
    ['an error page', readVersion('<html><body><h1>502 Bad Gateway</h1></body></html>', later)],
  ]
  const rowsOf = (pages: ReadPage[], outcome: CrawlOutcome): ReturnType<typeof assembleSite> =>
    assembleSite({ site: office, ...gatherReports(office, pages), outcome, asOf: '2025-03-02' })

  test.each(nonsense)('%s deletes no fact and changes no current revision', (_, page) => {
    const before = rowsOf([good], seen)
    const after = rowsOf([good, page], kept)
    expect(after.facts).toEqual(before.facts)
    expect(after.reports).toEqual(before.reports)
    expect(after.expected).toMatchObject([{ state: 'on_time', not_seen: true }])
    expect(after.changes).toEqual([])
    expect(after.problems.length).toBeGreaterThan(before.problems.length)
  })
})
