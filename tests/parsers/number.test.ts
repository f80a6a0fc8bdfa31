/** Cell texts as pages print them and what each one states. */
import { expect, test } from 'vitest'
import type { Unit } from '../../parsers/codebook/form.ts'
import { looksLikeFigure, readNumber } from '../../parsers/grid/number.ts'

const numbers: [string, Unit, number][] = [
  ['0', 'case', 0],
  ['13', 'document', 13],
  [' 1 ', 'request', 1],
  ['\u00a0\u00a012\u3000', 'request', 12],
  ['０', 'case', 0],
  ['１２３', 'case', 123],
  ['1,234', 'case', 1234],
  ['11，398，889', 'case', 11398889],
  ['〇', 'case', 0],
  ['零', 'case', 0],
  ['○', 'case', 0],
  ['0件', 'case', 0],
  ['12 件', 'case', 12],
  ['3项', 'item', 3],
  ['22（其中修订16件）', 'document', 22],
  ['22(其中修订16件)', 'document', 22],
  ['0.00', 'wan_yuan', 0],
  ['190.457379', 'wan_yuan', 190.457379],
  ['18.8710', 'wan_yuan', 18.871],
  ['251000元', 'yuan', 251000],
  ['25.1万元', 'yuan', 251000],
  ['0.5万元', 'wan_yuan', 0.5],
  ['5000元', 'wan_yuan', 0.5],
  ['1.2亿元', 'wan_yuan', 12000],
  ['15000000', 'yuan', 15000000],
  ['+10', 'item_change', 10],
  ['＋10', 'item_change', 10],
  ['-8', 'item_change', -8],
  ['－2', 'item_change', -2],
  ['−2', 'item_change', -2],
  ['-0', 'item_change', 0],
  ['3.', 'case', 3],
  ['增加3', 'item_change', 3],
  ['减少2', 'item_change', -2],
  ['增1项', 'item_change', 1],
  ['减8', 'item_change', -8],
  ['-3', 'case', -3],
  ['2.5', 'case', 2.5],
]
test.each(numbers)('%j in %s is %d', (text, unit, value) => {
  expect(readNumber(text, unit)).toEqual({ value, state: 'number' })
})

const nothings: [string, string][] = [
  ['', 'blank'],
  ['\u00a0', 'blank'],
  ['\u200b\ufeff\u3000', 'blank'],
  ['/', 'slash'],
  ['／', 'slash'],
  ['＼', 'slash'],
  ['\\', 'slash'],
  ['-', 'dash'],
  ['—', 'dash'],
  ['——', 'dash'],
  ['－', 'dash'],
  ['--', 'dash'],
  ['无', 'none_word'],
  ['暂无', 'none_word'],
  ['不涉及', 'none_word'],
  ['1 2', 'non_numeric'],
  ['1\n2', 'non_numeric'],
  ['000', 'non_numeric'],
  ['007', 'non_numeric'],
  ['12,34', 'non_numeric'],
  ['1.2.3', 'non_numeric'],
  ['约20', 'non_numeric'],
  ['20余', 'non_numeric'],
  ['10/2', 'non_numeric'],
  ['5%', 'non_numeric'],
  ['见附件', 'non_numeric'],
  ['2021年', 'non_numeric'],
  ['12元', 'non_numeric'],
  ['增加3', 'non_numeric'],
  ['1e5', 'non_numeric'],
  ['0x10', 'non_numeric'],
  ['١٢', 'non_numeric'],
  ['（3）', 'non_numeric'],
  ['9999999999999999', 'non_numeric'],
]
test.each(nothings)('%j is %s', (text, state) => {
  expect(readNumber(text, 'case')).toEqual({ value: null, state })
})

test('a count with the unit of money, and money with a unit of counts, is no number', () => {
  expect(readNumber('3万元', 'document').state).toBe('non_numeric')
  expect(readNumber('3件', 'wan_yuan').state).toBe('non_numeric')
})

test('hostile text takes no time worth speaking of', () => {
  for (const text of [
    '1,'.repeat(50_000),
    '('.repeat(100_000),
    `1${'（'.repeat(100_000)}`,
    ' '.repeat(200_000),
  ])
    expect(readNumber(text, 'case').value).toBeNull()
})

test.each(['', '0', '－2', '２２（其中修订16件）', '1,234件', '0.5万元', '——', '／', '无', '〇'])(
  '%j looks like a figure',
  (label) => expect(looksLikeFigure(label)).toBe(true),
)
test.each(['数量', '1.属于国家秘密', '3.其他', '规章', '见附件', '（七）总计', '2022年'])(
  '%j looks like words',
  (label) => expect(looksLikeFigure(label)).toBe(false),
)
