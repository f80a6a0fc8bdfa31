/** What stands around the text of a page: dates, whose it is, its numbers, and the period of its figures. */
import { describe, expect, test } from 'vitest'
import { findCreditCode, isOrganisationCode, readCreditCode } from '../../parsers/page/credit-code.ts'
import { headText, issuer, pageDate, urlDate, urlYear } from '../../parsers/page/furniture.ts'
import { findIndexNumber, readIndexNumber } from '../../parsers/page/index-number.ts'
import type { Outline } from '../../parsers/page/outline.ts'
import { findPeriod } from '../../parsers/page/period.ts'
import { kindOfIssuer } from '../../parsers/page/title.ts'
import { outlineOf, readPage } from '../../parsers/read.ts'

function outlineFrom(html: string): Outline {
  const outline = outlineOf(html).value
  if (outline === null) throw new Error('the test page has no outline')
  return outline
}
const onPage = (html: string): { outline: Outline; head: string } => {
  const outline = outlineFrom(html)
  return { outline, head: headText(outline, html.length) }
}

describe('the day of publication on the page', () => {
  test.each([
    ['时间:2023-01-13&nbsp;作者:完冒镇人民政府', '2023-01-13'],
    ['发布时间：2023年01月19日', '2023-01-19'],
    ['【发布日期】2023-01-31 13:24', '2023-01-31'],
    ['日期：2024/1/12', '2024-01-12'],
    ['公开日期： 2019-8-7 8:56:14', '2019-08-07'],
    ['更新时间:2011-03-14 18:20:44', '2011-03-14'],
    ['发布时间：20230119', '2023-01-19'],
    ['发 布 时 间 ： 2023 - 01 - 19', '2023-01-19'],
    ['<td>成文日期</td><td>2022年1月5日</td>', '2022-01-05'],
    ['2023-01-31 13:24 来源：完冒镇', '2023-01-31'],
    ['[2023-01-31]', '2023-01-31'],
    ['数据的统计时间：2022年1月1日至2022年12月31日', null],
    ['本报告统计起止时间为2022年1月1日至12月31日', null],
    ['发布时间：2023年02月30日', null],
    ['会议定于2023年1月5日召开。', null],
    ['浏览次数：20230119', null],
  ])('%s', (html, day) => {
    const { outline, head } = onPage(`<table><tr><td>${html}</td></tr></table>`)
    expect(pageDate(outline, head)).toBe(day)
  })

  test('what the page declares goes before what it prints', () => {
    const { outline, head } = onPage(
      '<head><meta name="PubDate" content="2023-01-19 09:00"></head>时间：2023-02-01',
    )
    expect(pageDate(outline, head)).toBe('2023-01-19')
  })
})

test.each([
  ['https://a.gov.cn/zwgk/202301/t20230120_3350373.html', '2023-01-20'],
  ['http://www.jinyun.gov.cn/art/2017/3/10/art_1229619275_4873229.html', '2017-03-10'],
  ['http://zltq.gov.cn/zltq/2026-02/02/article_2026020215383939768.html', '2026-02-02'],
  ['http://www.jsxishan.gov.cn/doc/2025/01/17/4480534.shtml', '2025-01-17'],
  ['https://cncx.gov.cn/news/show/20250126173442825.html', '2025-01-26'],
  ['http://www.zhuoni.gov.cn/info/1777/44499.htm', null],
  ['https://x.gov.cn/a/202313/t20231345_1.html', null],
  [null, null],
])('the day in the address %s', (url, day) => {
  expect(urlDate(url)).toBe(day)
})

test.each([
  ['/zfxxgknb/2022n/xs/t1.html', 2022],
  ['/nb2016xz/202101/x.shtml', 2016],
  ['/xxgkAnnualReport.jsp?area=01&fbtime=2019', 2019],
  ['/zfxxgknb.html?nbYear=2022', 2022],
  ['/2021nzfxxgkgzndbg/xznb/1.html', 2021],
  ['/info/1777/44499.htm', null],
])('the year column in the address %s', (url, year) => {
  expect(urlYear(url)).toBe(year)
})

describe('who issued the page', () => {
  test.each([
    ['作者:完冒镇人民政府&nbsp;点击数:', '完冒镇人民政府'],
    ['来源：上湾乡', '上湾乡'],
    ['发布机构：前进街街道办事处', '前进街街道办事处'],
    ['作者：张三 来源：卓尼县教育局', '卓尼县教育局'],
    ['来源：本站', null],
    ['编辑：李四', null],
  ])('%s', (html, name) => {
    const { outline, head } = onPage(`<p>${html}</p>`)
    expect(issuer(outline, head)).toBe(name)
  })

  test.each([
    ['完冒镇人民政府', 'own'],
    ['卓尼县人民政府', 'summary'],
    ['卓尼县人民政府办公室', null],
    ['卓尼县教育局', 'own'],
    [null, null],
  ])('%s speaks for %s', (name, kind) => {
    expect(kindOfIssuer(name)).toBe(kind)
  })

  test('a preamble that sums up units makes a summary', () => {
    const page = (preamble: string): string =>
      `<h1>高新区2022年政府信息公开工作年度报告</h1><p>${preamble}</p><p>一、总体情况</p><p>略。</p><p>二、主动公开政府信息情况</p>`
    expect(
      readPage(page('本报告综合全区各部门和各乡镇政府信息公开工作年度报告和统计数据编制而成。'), null, null)
        .value.kind,
    ).toBe('summary')
    expect(readPage(page('本报告由区办公室编制。'), null, null).value.kind).toBeNull()
  })
})

const codes = [
  '11440882007115695X',
  '1133068200259085XF',
  '12620600MB0523338C',
  '113708260043292687',
  '11370883004325769B',
  '11370828004431350G',
  '11341702486344515H',
  '113325000026455663',
  '116223010139324488',
]

describe('unified social credit codes', () => {
  test.each(codes)('%s has right check digits', (code) => {
    expect(readCreditCode(code)).toMatchObject({ code, registry: '1', region: code.slice(2, 8) })
    expect(findCreditCode(`http://x.gov.cn/report.jsp?area=${code}&fbtime=2010`)?.code).toBe(code)
  })

  test('any one sign altered is noticed', () => {
    for (const code of codes)
      for (let at = 0; at < 18; at += 1) {
        const other = code.charAt(at) === '7' ? '8' : '7'
        expect(readCreditCode(code.slice(0, at) + other + code.slice(at + 1)), `${code} at ${at}`).toBeNull()
      }
  })

  test('the organisation part has a check of its own', () => {
    for (const code of codes) expect(isOrganisationCode(code.slice(8, 17))).toBe(true)
    expect(isOrganisationCode('01527918-X')).toBe(true)
    expect(isOrganisationCode('015279181')).toBe(false)
  })

  test('a code inside a longer run of signs is none', () => {
    expect(findCreditCode(`a${codes[0]}`)).toBeNull()
    expect(findCreditCode('abc')).toBeNull()
  })
})

describe('index numbers', () => {
  test.each([
    ['11370883004325769B/2021-00012', 'credit_code', 2021],
    ['014416330/2018-04736', 'organisation_code', 2018],
    ['014416330/201804-04736', 'organisation_code', 2018],
    ['01527918X-2020-153077', 'organisation_code', 2020],
    ['GCX0048/2020-00201', 'site_code', 2020],
    ['cxs043/2026-00011', 'site_code', 2026],
    ['QZ09054-1620-2013-52619', 'site_code', 2013],
    ['6107280000/2024-001005', 'site_code', 2024],
  ])('%s is valid', (text, holder, year) => {
    expect(readIndexNumber(text)).toMatchObject({ text, valid: true, reason: null, holder, year })
  })

  test.each([
    ['/2015-34352', '机构代码'],
    ['/2015-26440', '机构代码'],
    ['/2021-None', '占位词'],
    ['null02D/01A/2021-1', '占位词'],
    ['000014349/2022-00012', '国务院'],
    ['11370883004325769C/2021-00012', '校验'],
    ['GCX0048/', '流水号'],
    ['A1', '过短'],
  ])('%s is not: %s', (text, word) => {
    const read = readIndexNumber(text)
    expect(read.valid).toBe(false)
    expect(read.reason).toContain(word)
  })

  test.each([
    ['索引号：GCX0048/2020-00201', 'GCX0048/2020-00201'],
    ['索 引 号\n：\nGCX0048/2020-00201', 'GCX0048/2020-00201'],
    ['【索引号】 014416330/2018-04736 主题分类', '014416330/2018-04736'],
    ['索引号：\n主题分类：其他', undefined],
    ['没有', undefined],
  ])('%j', (head, text) => {
    expect(findIndexNumber(head)?.text).toBe(text)
  })
})

describe('the period of the figures', () => {
  const whole = { from: '2022-01-01', to: '2022-12-31' }
  test.each([
    ['本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。', whole],
    ['本报告中所列数据的统计期限为2022年1月1日至12月31日。', whole],
    ['统计时限：2022年1月1日—2022年12月31日', whole],
    ['数据统计时间从2022年1月1日到2022年12月31日', whole],
    ['统计期限自2022.1.1-2022.12.31', whole],
    ['数据起止时间为20221月1日至202212月31日', whole],
    ['统计期限为202211日至20221231日', whole],
    ['统计期限为2022年01月01日至2022年12月31日', whole],
    ['所列数据的统计期限截止日期为2022年12月31日', { from: null, to: '2022-12-31' }],
    ['数据核定时间点为2022年12月31日', { from: null, to: '2022-12-31' }],
    ['统计期限自2014年1月1日起至2014年11月30日止', { from: '2014-01-01', to: '2014-11-30' }],
    ['统计期限自2010年1月1日起至2010年12月31日止', { from: '2010-01-01', to: '2010-12-31' }],
    ['2022年3月5日至2022年4月1日开展专项活动。', null],
    ['没有期限', null],
  ])('%s', (text, period) => {
    expect(findPeriod(text)).toEqual(period)
  })
})

describe('the day under the signature', () => {
  const signed = (...ending: string[]): string | null =>
    readPage(
      `<p>一、总体情况</p><p>2022年3月1日开展工作。</p><p>六、其他需要报告的事项</p><p>无。</p>${ending.map((line) => `<p>${line}</p>`).join('')}`,
      null,
      null,
    ).value.dates.signed
  test.each([
    [['完冒镇人民政府', '2023年1月13日'], '2023-01-13'],
    [['完冒镇人民政府 2023年1月13日'], '2023-01-13'],
    [['2 0 2 3年 1 月 1 3 日'], null],
    [['2023 年 1 月 13 日'], '2023-01-13'],
    [['二〇二三年一月十三日'], '2023-01-13'],
    [['二○二三年十二月三十一日'], '2023-12-31'],
    [['2023-01-13'], '2023-01-13'],
    [['2023年2月30日'], null],
    [['无'], null],
  ])('%j', (ending, day) => {
    expect(signed(...ending)).toBe(day)
  })
})

test('a page carries index number, code and period in its report', () => {
  const html = `<p>索引号：11370883004325769B/2021-00012 发布时间：2021-01-20</p><h1>唐村镇2020年政府信息公开工作年度报告</h1>
    <p>统计期限自2020年1月1日起至2020年12月31日止。</p><p>一、总体情况</p><p>略。</p><p>二、主动公开政府信息情况</p>`
  expect(readPage(html, null, null).value).toMatchObject({
    index_number: '11370883004325769B/2021-00012',
    index: { valid: true, year: 2021 },
    credit_code: '11370883004325769B',
    period: { from: '2020-01-01', to: '2020-12-31' },
    dates: { page: '2021-01-20' },
  })
})
