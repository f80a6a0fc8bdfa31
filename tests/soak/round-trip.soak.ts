/** Twenty thousand messy pages; SEED and RUNS in the environment choose others. */
import { assert, property } from 'fast-check'
import { expect, test } from 'vitest'
import { cases, faultsOf } from '../support/messy-case.ts'

test('the reader gives back the facts of every messy page', () => {
  assert(
    property(cases, (one) => {
      expect(faultsOf(one)).toEqual([])
    }),
    { numRuns: Number(process.env['RUNS'] ?? 20_000), seed: Number(process.env['SEED'] ?? 1) },
  )
}, 3_600_000)
