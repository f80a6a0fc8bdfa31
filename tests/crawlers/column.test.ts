import { describe, expect, test } from 'vitest'
import { columnsOf, subColumns } from '../../crawlers/column.ts'
import { expectedReports } from '../../crawlers/expected.ts'
import { loadFamilies } from '../../crawlers/families.ts'
import { distinctRefs, promisedReports, type EntryOutcome, type PageRef } from '../../crawlers/page-ref.ts'
import { parseSite } from '../../crawlers/site-reading.ts'
import type { Site } from '../../crawlers/site.ts'
import { completeRef, readLink } from '../../crawlers/title.ts'
import { readTitle } from '../../parsers/page/title.ts'

const families = await loadFamilies()
const now = new Date('2025-03-01T00:00:00Z')
const origin = 'http://www.qinghe.example'

const textWith = (entry: string): string => `code: '990001'
name: 青禾县
verified: false
source: ${origin}/
hosts: [www.qinghe.example]
entries:
  - { ${entry} }
publishers:
  - { code: '990001100000', name: 石桥镇, kind: township, ids: { area: 11370883004325769B, folder: a/sqz } }
  - { code: '990001200000', name: 柳沟乡, kind: township, ids: { area: '01-02' }, years: { from: 2023 } }
  - { code: '990001100001', name: 云岭镇, kind: township }
years: { from: 2022 }
`

function siteWith(entry: string): Site {
  const { site, faults } = parseSite(textWith(entry), 'x.yaml', families)
  if (site === null) throw new Error(JSON.stringify(faults))
  return site
}

const walked = (entry: string): string[] =>
  columnsOf(siteWith(entry), 0, now).map(
    ({ url, publisher, year }) => `${url.replace(origin, '')} ${publisher?.slice(6) ?? '-'} ${year ?? '-'}`,
  )

describe('the columns of an entry', () => {
  test('an address without placeholders is one column', () => {
    expect(walked(`family: vsb, url: '${origin}/nb.htm'`)).toEqual(['/nb.htm - -'])
    expect(walked(`family: vsb, url: '${origin}/nb.htm', publisher: '990001100001'`)).toEqual([
      '/nb.htm 100001 -',
    ])
  })

  test('a viewer is asked for each unit that has its code, and each year it owes, newest first', () => {
    expect(walked(`family: hanweb, url: '${origin}/v.jsp?area={area}&fbtime={year}'`)).toEqual([
      '/v.jsp?area=11370883004325769B&fbtime=2024 100000 2024',
      '/v.jsp?area=11370883004325769B&fbtime=2023 100000 2023',
      '/v.jsp?area=11370883004325769B&fbtime=2022 100000 2022',
      '/v.jsp?area=01-02&fbtime=2024 200000 2024',
      '/v.jsp?area=01-02&fbtime=2023 200000 2023',
    ])
  })

  test('years alone belong to everybody; folders keep their slashes', () => {
    expect(walked(`family: trs, url: '${origin}/nb/{year}n/'`)).toEqual([
      '/nb/2024n/ - 2024',
      '/nb/2023n/ - 2023',
      '/nb/2022n/ - 2022',
    ])
    expect(walked(`family: trs, url: '${origin}/{folder}/nb/'`)).toEqual(['/a/sqz/nb/ 100000 -'])
  })

  test('a placeholder that no unit has is a fault with the nearest one', () => {
    const fault = (entry: string): string =>
      parseSite(textWith(entry), 'x.yaml', families)
        .faults.map(({ line, message, remedy }) => `${line} ${message} → ${remedy}`)
        .join()
    expect(fault(`family: trs, url: '${origin}/{foldr}/nb/'`)).toBe(
      '7 网址含 {foldr}，但没有单位写明 → 是否为“{folder}”？',
    )
    expect(fault(`family: trs, url: '${origin}/{area}/', publisher: '990001100001'`)).toContain(
      '网址含 {area}，但没有单位写明',
    )
  })
})

describe('columns under a column', () => {
  const page = {
    url: `${origin}/zwgk/nb/index.html`,
    text: `<a href="2023n/">2023年</a><a href="2022n/">2022年度</a><a href="sqz/">石桥镇</a><a href="x/">教育</a>
      <a href="/tzgg/2023/">2023年</a><a href="http://mirror.example/zwgk/nb/2021n/">2021年</a><a href="index.html">2020年</a>`,
  }
  test('are those named after a year or a publisher, in its folder, as deep as the entry says', () => {
    const site = siteWith(`family: trs, url: '${origin}/zwgk/nb/index.html', depth: 1`)
    const [column] = columnsOf(site, 0, now)
    if (column === undefined) throw new Error('one column')
    expect(
      subColumns(page, column, site).map(({ url, year, publisher, depth }) => [
        url.replace(origin, ''),
        year,
        publisher,
        depth,
      ]),
    ).toEqual([
      ['/zwgk/nb/2023n/', 2023, null, 0],
      ['/zwgk/nb/2022n/', 2022, null, 0],
      ['/zwgk/nb/sqz/', null, '990001100000', 0],
    ])
    expect(subColumns(page, { ...column, depth: 0 }, site)).toEqual([])
    expect(
      subColumns(page, { ...column, year: 2024 }, site).map(({ url }) => url.replace(origin, '')),
    ).toEqual(['/zwgk/nb/sqz/'])
  })
})

describe('what a column adds to a link', () => {
  const site = siteWith(`family: trs, url: '${origin}/nb/'`)
  const shared = { publisher: null, year: null }

  test('a bare name in the column of a year, a bare year in the column of a unit', () => {
    expect(readLink('石桥镇', { publisher: null, year: 2023 }, site)).toMatchObject({
      taken: true,
      publisher: '990001100000',
      year: 2023,
      year_from: 'column',
    })
    expect(readLink('2023年', { publisher: '990001100000', year: null }, site)).toMatchObject({
      taken: true,
      year: 2023,
      year_from: 'title',
    })
    expect(readLink('石桥镇', shared, site)).toMatchObject({ taken: false })
    expect(readLink('2023年', shared, site)).toMatchObject({ taken: false })
    expect(readLink('通知公告', { publisher: '990001100000', year: 2023 }, site)).toMatchObject({
      taken: false,
    })
  })

  test('an issuer beside the link speaks where its words name nobody, and only then', () => {
    const bare = '2024年政府信息公开工作年度报告'
    expect(readLink(bare, shared, site, '柳沟乡人民政府')).toMatchObject({ publisher: '990001200000' })
    expect(readLink(`石桥镇${bare}`, shared, site, '柳沟乡人民政府')).toMatchObject({
      publisher: '990001100000',
    })
    expect(readLink(`高原镇${bare}`, shared, site, '柳沟乡人民政府')).toMatchObject({ publisher: null })
    expect(readLink(bare, shared, site, '某公司')).toMatchObject({ publisher: null })
  })

  test('the year of a column gives way to the page’s own title; the year of a title does not', () => {
    const ref: PageRef = {
      site: '990001',
      url: `${origin}/1`,
      publisher: '990001100000',
      year: 2019,
      year_from: 'column',
      report_kind: 'own',
      link_title: '年度报告',
      date: null,
      found_on: `${origin}/nb/`,
      also_on: [],
      column_page: false,
      reason: '',
    }
    const own = readTitle('石桥镇2023年政府信息公开工作年度报告')
    expect(completeRef(ref, own, site)).toMatchObject({ year: 2023, year_from: 'title' })
    expect(completeRef({ ...ref, year_from: 'title' }, own, site).year).toBe(2019)
    expect(completeRef(ref, readTitle('政府信息公开工作年度报告'), site).year).toBe(2019)
  })
})

describe('the same report twice', () => {
  const site = siteWith(`family: trs, url: '${origin}/nb/'`)
  const ref = (url: string, found_on: string, changes: Partial<PageRef> = {}): PageRef => ({
    site: site.code,
    url,
    publisher: '990001100000',
    year: 2024,
    year_from: 'title',
    report_kind: 'own',
    link_title: 'x',
    date: null,
    found_on,
    also_on: [],
    column_page: false,
    reason: '',
    ...changes,
  })

  test('one page in two columns is one reference that remembers both', () => {
    const refs = [ref('u', 'a', { publisher: null }), ref('u', 'b'), ref('u', 'c'), ref('u', 'b')]
    expect(distinctRefs(refs)).toMatchObject([
      { url: 'u', found_on: 'b', also_on: ['a', 'c'], publisher: '990001100000' },
    ])
  })

  test('two pages of one publisher and year are one report with two pages', () => {
    const refs = [ref('u', 'a'), ref('v', 'b'), ref('w', 'b', { year: 2023 }), ref('x', 'b', { year: null })]
    expect(promisedReports(refs).map(({ year, urls }) => [year, urls])).toEqual([
      [2024, ['u', 'v']],
      [2023, ['w']],
    ])
    const outcome = expectedReports(site, [], [], now)
    expect(outcome.every(({ state }) => state === 'uncertain')).toBe(true)
  })

  test('a column of one year says nothing of the others, and a column of columns nothing by itself', () => {
    const seen = (changes: Partial<EntryOutcome>): EntryOutcome => ({
      entry: 0,
      url: `${origin}/nb/`,
      publisher: null,
      year: null,
      index: false,
      state: 'complete',
      detail: '',
      list_pages: 1,
      found: 0,
      total: 0,
      ...changes,
    })
    const states = (entries: EntryOutcome[]): string[] =>
      expectedReports(site, entries, [], now)
        .filter(({ publisher }) => publisher === '990001100000')
        .map(({ year, state }) => `${year} ${state}`)
    expect(states([seen({ year: 2023 })])).toEqual(['2022 uncertain', '2023 not_found', '2024 uncertain'])
    expect(states([seen({ index: true })])).toEqual(['2022 uncertain', '2023 uncertain', '2024 uncertain'])
    expect(states([seen({ index: true, state: 'incomplete', detail: 'x' }), seen({ year: 2023 })])[1]).toBe(
      '2023 uncertain',
    )
  })
})
