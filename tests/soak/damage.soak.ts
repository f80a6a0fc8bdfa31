/** Ten thousand damaged pages; SEED and RUNS in the environment choose others. */
import { assert, property } from 'fast-check'
import { expect, test } from 'vitest'
import { damagedCases, damageFaults } from '../support/damage-case.ts'

test('no damaged page crashes the reader, hangs it, or yields another number', () => {
  assert(
    property(damagedCases, (one) => {
      const begun = process.cpuUsage()
      expect(damageFaults(one)).toEqual([])
      const { user, system } = process.cpuUsage(begun)
      expect(user + system).toBeLessThan(10_000_000)
    }),
    { numRuns: Number(process.env['RUNS'] ?? 10_000), seed: Number(process.env['SEED'] ?? 1) },
  )
}, 3_600_000)
