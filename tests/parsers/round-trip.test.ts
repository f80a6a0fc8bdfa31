/** Any facts × any edition × editor × shell × charset × messes: the reader gives the same facts back. */
import { assert, property } from 'fast-check'
import { expect, test } from 'vitest'
import { messes } from '../support/messes.ts'
import { cases, faultsOf } from '../support/messy-case.ts'
import { styles } from '../support/messy-markup.ts'

const editions = ['2014', '2019', '2021'] as const

test.each(messes)('one mess alone: $name', ({ name }) => {
  for (const edition of editions)
    for (const [index, style] of styles.entries())
      expect(
        faultsOf({ seed: index, edition, style, wrapping: 'layout', charset: 'utf-8', messes: [name] }),
        `${edition} ${style}`,
      ).toEqual([])
})

test('a thousand messy pages', () => {
  assert(
    property(cases, (one) => {
      expect(faultsOf(one)).toEqual([])
    }),
    { numRuns: 1000, seed: 20260101 },
  )
})
