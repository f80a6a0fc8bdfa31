/** The gate before publishing: what it lets through, what it keeps out, and what it says. */
import { expect, test } from 'vitest'
import { countDiffering, judgeGate, type GateBefore, type GateFigure } from '../../pipeline/audit/gate.ts'
import { parseSettings } from '../../pipeline/settings.ts'

const limits = { min_facts: 0, max_changed_percent: 20 }
const figure = (cell: number, value: number): GateFigure => ({
  cell: `t3.c${cell}`,
  state: 'number',
  value,
  raw: String(value),
})
const figures = (count: number, changed = 0): GateFigure[] =>
  Array.from({ length: count }, (_, index) => figure(index, index < changed ? 9 : 1))

const last = figures(10)
const before = (now: GateFigure[], gone: string[] = []): GateBefore => ({
  figures: last.length,
  gone,
  differing: new Map([['a/2023/own', countDiffering(last, now)]]),
})

test('equal data, more data, and changes up to the limit pass', () => {
  expect(judgeGate(before(figures(10)), 10, limits)).toEqual([])
  expect(judgeGate(before(figures(14)), 14, limits)).toEqual([])
  expect(judgeGate(before(figures(10, 2)), 10, limits)).toEqual([])
})

test('more changed or gone than the limit is refused, with the share', () => {
  const [refusal, ...others] = judgeGate(before(figures(10, 3)), 10, limits)
  expect(others).toEqual([])
  expect(refusal).toMatchObject({ check: '数据变动过多', breaches: 3 })
  expect(refusal?.details.join()).toContain('30.0%')
  expect(judgeGate(before(figures(7)), 7, limits)).toMatchObject([{ check: '数据变动过多', breaches: 3 }])
})

test('an expected set that shrank is refused, with what is gone', () => {
  const refusals = judgeGate(before(figures(10), ['b/2023']), 10, limits)
  expect(refusals).toEqual([{ check: '应发报告清单缩小', breaches: 1, details: ['比上一版少 1 份：b/2023'] }])
})

test('fewer numbers than the minimum are refused, also the first time', () => {
  expect(judgeGate(null, 3, { ...limits, min_facts: 4 })).toMatchObject([{ check: '数据过少' }])
  expect(judgeGate(null, 0, limits)).toEqual([])
})

test('every kind of difference of a figure counts once, the order does not', () => {
  const one = figures(3)
  expect(countDiffering(one, one.toReversed())).toBe(0)
  const [first, ...rest] = one
  if (first === undefined) throw new Error('no figure')
  for (const other of [{ raw: '1 件' }, { state: 'blank', value: null }, { value: 1.5 }, { cell: 't3.c9' }])
    expect(countDiffering(one, [{ ...first, ...other }, ...rest])).toBe(1)
})

test('the thresholds are settings, with faults by line', () => {
  expect(parseSettings('').settings?.gate).toEqual(limits)
  expect(parseSettings('gate:\n  min_facts: 100\n').settings?.gate.min_facts).toBe(100)
  expect(parseSettings('gate:\n  max_changed_percent: 120\n').faults).toMatchObject([{ line: 2 }])
})
