/** The catalogue is whole: every code of the field's list has a rule. */
import { expect, test } from 'vitest'
import { rules } from '../../../pipeline/audit/catalogue.ts'
import { distanceOf, scaleOf } from '../../../pipeline/audit/peers.ts'

const families: Readonly<Record<string, number>> = {
  TIM: 6,
  FMT: 17,
  NUM: 12,
  XYR: 8,
  NAR: 10,
  AGY: 7,
  PAG: 7,
  LAN: 3,
}
/** The annex of edition 2014 and the soft identities, for which the list has no codes. */
const beyond = ['NUM-13', 'NUM-14', 'NUM-15', 'NUM-16', 'XYR-09', 'XYR-10']

test('seventy codes, each with a rule', () => {
  const listed = Object.entries(families).flatMap(([family, count]) =>
    Array.from({ length: count }, (_, index) => `${family}-${String(index + 1).padStart(2, '0')}`),
  )
  expect(listed).toHaveLength(70)
  expect(rules.map(({ code }) => code)).toEqual([...listed, ...beyond].sort())
})

test('messages accuse nobody', () => {
  const words = rules.flatMap(({ title, examples }) => [title, ...examples.map(({ name }) => name)]).join('')
  expect(words).not.toMatch(/造假|弄虚|编造|欺骗/)
})

test('peers: the median and spread of the non-zero figures, none for small groups', () => {
  expect(scaleOf([0, 0, 3, 5, 4], 5)).toBeNull()
  expect(scaleOf([], 0)).toBeNull()
  const scale = scaleOf([3, 4, 5, 6, 500], 5)
  expect(scale).toMatchObject({ count: 5, median: 5 })
  if (scale === null) throw new Error('five figures have a scale')
  expect(distanceOf(5, scale)).toBe(0)
  expect(distanceOf(500, scale)).toBeGreaterThan(100)
  expect(distanceOf(3, { count: 5, median: 2, spread: 0 })).toBe(1)
})
