/** Narrative figures on whole pages: their sentences lead back to the source, lists hold together, hostile text costs little. */
import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { dropSpace } from '../../parsers/page/text.ts'
import { readPage } from '../../parsers/read.ts'
import { readChineseNumeral } from '../../parsers/report/chinese-numerals.ts'
import type { Stated } from '../../parsers/report/report.ts'
import { readSentence } from '../../parsers/report/stated.ts'
import { goldenPages } from '../support/golden-pages.ts'
import { decode } from '../../parsers/page/decode.ts'

const page = (body: string): string =>
  `<h1>石门镇2022年政府信息公开工作年度报告</h1><p>一、总体情况</p>${body}<p>二、主动公开政府信息情况</p>`
const statedOf = (body: string): Stated[] => readPage(page(body), null, null).value.stated
const items = (body: string): unknown => {
  const [first] = statedOf(body)
  return first === undefined ? null : [first.value, ...first.items.map(({ name, value }) => [name, value])]
}
/** Markup between two offsets as a person reads it, without white space. */
const seen = (markup: string): string => dropSpace(load(`<div>${markup}</div>`).text())

describe('sentences lead back to the page', () => {
  const bodies = [
    '<p>2022年，我镇主动公开政府信息90条，其中：工作动态55条。</p>',
    '<p>2022年，我镇<b>主动公开</b>政府<span>信息 9</span><span>0 条</span>。</p>',
    '<p>主动公开&nbsp;政府信息&#57;0条 &mdash; 其中&ldquo;工作动态&rdquo;55条&#12290;</p>',
    '<p>主动公开信息９０条。<br>其中工作动态５５条；<br>政府文件３５条。</p>',
    '<p>主动公开信息90条</p><p>收到政府信息公开申请3件</p>',
    '<div>主动公开信息90条，其中：</div>\n<div>1.工作动态55条；</div>\n<div>2.政府文件35条。</div>',
  ]
  test.each(bodies)('%s', (body) => {
    const source = page(body)
    const { stated } = readPage(source, null, null).value
    expect(stated.length).toBeGreaterThan(0)
    for (const { start, end, sentence } of stated)
      expect(seen(source.slice(start, end))).toBe(dropSpace(sentence))
  })

  test.each(goldenPages())('$name', ({ bytes, hints }) => {
    const { text } = decode(bytes, hints.contentType ?? null).value
    for (const { start, end, sentence } of readPage(text, null, null).value.stated)
      expect(seen(text.slice(start, end))).toBe(dropSpace(sentence))
  })
})

describe('lists', () => {
  const list = [90, ['工作动态', 55], ['政府文件', 35]]
  test.each([
    ['in one sentence', '<p>主动公开信息90条，其中工作动态55条，政府文件35条。</p>'],
    ['over a full stop', '<p>主动公开信息90条。其中工作动态55条，政府文件35条。</p>'],
    ['over paragraphs', '<p>主动公开信息90条，其中：</p><p>工作动态55条；</p><p>政府文件35条。</p>'],
    ['numbered', '<p>主动公开信息90条，其中：</p><p>1.工作动态55条；</p><p>2.政府文件35条。</p>'],
    ['numbered in brackets', '<p>主动公开信息90条，其中：（1）工作动态55条；（2）政府文件35条。</p>'],
    ['over line breaks', '主动公开信息90条，<br>其中工作动态55条、<br>政府文件35条。'],
    ['the figure on a line of its own', '<p>主动公开信息</p><p>90条，其中工作动态55条、政府文件35条。</p>'],
    ['number first', '<p>主动公开信息90条，其中55条工作动态、35条政府文件。</p>'],
    ['in parentheses', '<p>主动公开信息90条（工作动态55条、政府文件35条）。</p>'],
    ['without an opener, where the sum proves it', '<p>主动公开信息90条，工作动态55条，政府文件35条。</p>'],
    ['respective', '<p>主动公开信息90条，其中工作动态、政府文件分别为55条和35条。</p>'],
  ])('%s', (_, body) => {
    expect(items(body)).toEqual(list)
  })

  test.each([
    ['其中工作动态55条，政府文件35条。', true],
    ['其中工作动态55条，政府文件30条。', true],
    ['其中包括：工作动态55条，政府文件35条。', true],
    ['其中主要包括工作动态55条，政府文件30条。', false],
    ['其中工作动态55条，政府文件30条等。', false],
    ['涉及工作动态55条，政府文件30条。', false],
    ['其中工作动态55条，政府文件30余条。', false],
    ['其中政府文件30条。', false],
  ])('%s claims to be complete: %s', (tail, complete) => {
    expect(statedOf(`<p>主动公开信息90条，${tail}</p>`)[0]?.exhaustive).toBe(complete)
  })

  test('what a list tells apart', () => {
    const by = (text: string): unknown => statedOf(`<p>${text}</p>`)[0]?.by
    expect(by('主动公开信息90条，其中工作动态55条，政府文件35条。')).toBe('kind')
    expect(by('主动公开信息90条，其中政府网站55条，微信公众号35条。')).toBe('channel')
    expect(by('收到政府信息公开申请5件，其中自然人4件，商业企业1件。')).toBe('applicant')
    expect(by('收到政府信息公开申请5件，其中当面申请4件，信函申请1件。')).toBe('channel')
    expect(by('办结政府信息公开申请5件，其中予以公开4件，无法提供1件。')).toBe('outcome')
    expect(by('主动公开信息90条，其中工作动态55条，微信公众号35条。')).toBeNull()
    expect(by('主动公开信息90条。')).toBeNull()
  })

  test('outcomes and applicants carry the word of the codebook', () => {
    const [closed] = statedOf(
      '<p>办结政府信息公开申请6件，其中予以公开2件，部分公开1件，不予公开1件，无法提供1件，不予处理1件。</p>',
    )
    expect(closed?.items.map(({ code }) => code)).toEqual([
      'granted',
      'granted_partial',
      'denied',
      'unable',
      'rejected',
    ])
  })

  test('a list does not reach over a table', () => {
    const [first] = statedOf(
      '<p>主动公开信息90条，其中：</p><table><tr><td>甲</td></tr></table><p>工作动态55条；</p>',
    )
    expect(first?.items).toEqual([])
  })

  test('digits apart are no figure', () => {
    expect(statedOf('<p>主动公开信息1 2条。</p>')).toEqual([])
    expect(statedOf('<p>主动公开信息1<span>2</span>条。</p>')[0]?.value).toBe(12)
  })
})

test.each([
  ['零', 0],
  ['两', 2],
  ['十', 10],
  ['十二', 12],
  ['二十', 20],
  ['九十九', 99],
  ['一百零五', 105],
  ['三百', 300],
  ['一百一十', 110],
  ['一千零一', 1001],
  ['两千三百', 2300],
  ['一万二千', 12_000],
  ['三万', 30_000],
  ['一百五', null],
  ['一万五', null],
  ['一二三', null],
  ['十十', null],
  ['百', null],
  ['零五', null],
  ['五零', null],
  ['一千零', null],
  ['万', null],
  ['', null],
  ['二〇二二', null],
  ['一千零五十', 1050],
] as const)('%s is %s', (text, value) => {
  expect(readChineseNumeral(text)).toBe(value)
})

describe('hostile text', () => {
  const long = 200_000
  const fill = (piece: string): string => piece.repeat(Math.ceil(long / piece.length)).slice(0, long)
  const pieces = [
    '主动公开',
    '其中',
    '其中1条',
    '1条',
    '工作1条、',
    '1',
    '1,',
    '1,234',
    '(',
    '其中(1条',
    '未收到',
    '未',
    '无行政复议',
    '行政复议、',
    '一、总体情况',
    '一、',
    '各类政府信息',
    '公开各类',
    '网上网络平台',
    '政府信息公开申请',
    '上年度结转',
    '信息处理费',
    '十',
    '十条',
    '一百零',
    '占1%',
    ',',
    '的',
    '\n',
    '1.工作1条;\n',
    '主动公开信息90条,其中:',
    '通过微信、',
    '2023年1月1日至',
    '统计期限',
    '（一）',
    '20',
    '依申请公开',
    '公开(',
  ]
  test.each(pieces)(
    '200 kB of %j end without a figure too many',
    (piece) => {
      const { stated, sections } = readPage(page(`<p>${fill(piece)}</p>`), null, null).value
      expect(sections.length).toBeLessThanOrEqual(6)
      expect(stated.length).toBeLessThan(long)
    },
    20_000,
  )

  test('twice the text takes no more than about twice the steps: sentences are cut at 2,000 characters', () => {
    const found = readSentence(fill('公开信息1条,').slice(0, 2000), '', null)
    expect(found.length).toBeLessThan(400)
  })
})
