/** The fast scan and the standard tree on ten thousand damaged pages; SEED and RUNS in the environment choose others. */
import { assert, property } from 'fast-check'
import { expect, test } from 'vitest'
import { agreementOn } from '../support/agreement-case.ts'
import { damagedCases } from '../support/damage-case.ts'

test('scan and tree say the same of every page that both read', () => {
  const counts = { same: 0, 'left to the tree': 0, different: 0 }
  assert(
    property(damagedCases, (one) => {
      const agreement = agreementOn(one)
      counts[agreement] += 1
      expect(agreement).not.toBe('different')
    }),
    { numRuns: Number(process.env['RUNS'] ?? 10_000), seed: Number(process.env['SEED'] ?? 1) },
  )
  console.info(`two ways of reading damaged pages: ${JSON.stringify(counts)}`)
})
