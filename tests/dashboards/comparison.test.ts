import { describe, expect, test } from 'vitest'
import type { ComparedRow } from '../../dashboards/blocks/comparison.ts'
import { compare as compareSelected, orderPublishers } from '../../dashboards/blocks/comparison.ts'
import { quantile, spreadOf } from '../../dashboards/charts/spread.ts'
import { layHeadings } from '../../dashboards/headings.ts'
import { nameOfLabel } from '../../dashboards/labels.ts'

const cell = {
  cell: 't2.normative_docs.in_force',
  table_no: 2,
  position: 1,
  label: '第二十条第（一）项 / 行政规范性文件 / 现行有效件数',
  label_2014: null,
  label_2019: null,
  label_2021: '第二十条第（一）项 / 行政规范性文件 / 现行有效件数',
  unit_label: '件',
  report_count: 3,
}
const filters = { site: null, year: null, kind: null }

/** Compares rows that are all that was selected. */
function compare(
  rows: ComparedRow[],
  ...asked: [typeof cell, typeof filters]
): ReturnType<typeof compareSelected> {
  const years = [...new Set(rows.map((row) => row.year))].sort((a, b) => b - a)
  const selected = years.map((year) => {
    const mine = rows.filter((row) => row.year === year)
    const values = mine.flatMap(({ value }) => (value === null ? [] : [value])).sort((a, b) => a - b)
    return { year, publishers: mine.length, kinds: new Set(mine.map(({ kind }) => kind)).size, values }
  })
  return compareSelected(rows, ...asked, selected)
}

function rowOf(publisher: string, change: Partial<ComparedRow> = {}): ComparedRow {
  return {
    publisher,
    name: `${publisher}镇`,
    kind: 'township',
    year: 2022,
    coverage: 'on_time',
    report: `${publisher}/2022/own`,
    edition: '2021',
    value: null,
    state: null,
    raw: null,
    ...change,
  }
}
const numbered = (publisher: string, value: number) =>
  rowOf(publisher, { value, state: 'number', raw: String(value) })

describe('like is compared with like', () => {
  test('nought, blank, another form, an unread table and no report are five different things', () => {
    const rows = [
      numbered('1', 0),
      rowOf('2', { state: 'blank', raw: '' }),
      rowOf('3', { edition: '2019' }),
      rowOf('4', { edition: null }),
      rowOf('5', { report: null, coverage: 'missing', edition: null }),
    ]
    const squares = compare(rows, cell, filters)[0]?.squares ?? []
    expect(squares.map((one) => [one.tone, one.label])).toEqual([
      ['zero', ''],
      ['nothing', '空白'],
      ['nothing', '表式无此项'],
      ['ours', '未读出'],
      ['absent', '未查到'],
    ])
    expect(squares.map((one) => one.href)).toEqual([
      '/evidence/1/2022/own/t2.normative_docs.in_force',
      '/evidence/2/2022/own/t2.normative_docs.in_force',
      '/publisher/3?year=2022',
      '/publisher/4?year=2022',
      '/publisher/5?year=2022',
    ])
  })

  test('fewer than five numbers are neither ordered nor summed up', () => {
    const rows = [numbered('1', 1), numbered('2', 9), numbered('3', 5), numbered('4', 7)]
    const years = compare(rows, cell, filters)
    expect(years[0]?.spread).toBeNull()
    expect(years[0]?.because).toContain('少于 5 个')
    expect(orderPublishers(years)).toEqual(['1', '2', '3', '4'])
  })

  test('five numbers are ordered, nothings last', () => {
    const rows = [
      rowOf('0', { state: 'blank', raw: '' }),
      ...[4, 9, 0, 7, 2].map((value, at) => numbered(String(at + 1), value)),
    ]
    const years = compare(rows, cell, filters)
    expect(years[0]?.spread).toMatchObject({ count: 5, zeros: 1, median: 4 })
    expect(orderPublishers(years)).toEqual(['2', '4', '1', '5', '3', '0'])
  })

  test('different kinds are never ordered', () => {
    const rows = [
      ...[4, 9, 0, 7, 2].map((value, at) => numbered(String(at + 1), value)),
      { ...numbered('6', 99), kind: 'department' },
    ]
    expect(compare(rows, cell, filters)[0]?.because).toContain('类别不同')
  })
})

test('quantiles interpolate', () => {
  expect(quantile([0, 10], 0.5)).toBe(5)
  expect(quantile([1, 2, 3, 4, 5], 0.9)).toBeCloseTo(4.6)
  expect(quantile([], 0.5)).toBeNull()
  expect(spreadOf([1, 2, 3, 4])).toBeNull()
})

test('headings span equal neighbours and fill their depth', () => {
  expect(layHeadings([['甲'], ['乙', '丙'], ['乙', '丁']])).toEqual([
    { text: '甲', at: 0, level: 0, span: 1, levels: 2 },
    { text: '乙', at: 1, level: 0, span: 2, levels: 1 },
    { text: '丙', at: 1, level: 1, span: 1, levels: 1 },
    { text: '丁', at: 2, level: 1, span: 1, levels: 1 },
  ])
  expect(
    layHeadings([
      ['甲', '总计'],
      ['乙', '总计'],
    ]).map((one) => one.span),
  ).toEqual([1, 1, 1, 1])
  expect(layHeadings([])).toEqual([])
})

test('a label path is said briefly', () => {
  expect(nameOfLabel('三、本年度办理结果 / （一）予以公开 / 法人或其他组织 / 商业企业')).toBe(
    '（一）予以公开 · 商业企业',
  )
  expect(nameOfLabel('第二十条第（一）项 / 规章 / 本年制发件数')).toBe('规章 · 本年制发件数')
})
