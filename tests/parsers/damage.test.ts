/** Damaged pages: whatever is lost, nothing else is made of it. */
import { assert, property } from 'fast-check'
import { expect, test } from 'vitest'
import { read } from '../../parsers/read.ts'
import { damagedCases, damageFaults } from '../support/damage-case.ts'
import { goldenPage } from '../support/golden-pages.ts'

test('four hundred damaged pages', () => {
  assert(
    property(damagedCases, (one) => {
      expect(damageFaults(one)).toEqual([])
    }),
    { numRuns: 400, seed: 20260102 },
  )
})

test('a page cut at every hundredth byte never yields a number that the whole page does not', () => {
  const { bytes } = goldenPage('city-2025')
  const stated = new Map(read(bytes).value.facts.map((fact) => [fact.cell, fact.value]))
  for (let end = 0; end < bytes.length; end += 97) {
    const { value, problems } = read(bytes.subarray(0, end))
    for (const fact of value.facts)
      if (fact.value !== null) expect(fact.value, `${fact.cell}, cut at ${end}`).toBe(stated.get(fact.cell))
    if (value.facts.length > 0 && end < bytes.length - 200)
      expect(problems.map((one) => one.code)).toContain('page_truncated')
  }
})
