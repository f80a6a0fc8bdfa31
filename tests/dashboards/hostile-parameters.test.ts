/** SQL in parameters is only text: 500 payloads, each in one parameter in turn; `npm run soak -- parameters` puts each in all. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultFinder } from '../support/hostile-parameters.ts'
import { parameters } from '../support/parameters.ts'
import { sqlPayloads } from '../support/sql-payloads.ts'
import { seed } from './seed.ts'
import type { Served } from './serve-seed.ts'
import { serveSeed } from './serve-seed.ts'

let served: Served
beforeAll(async () => {
  served = await serveSeed(seed())
})
afterAll(() => served.close())

test('500 payloads yield no error text and no row more', async () => {
  expect(new Set(sqlPayloads).size).toBe(500)
  const faultsOf = faultFinder((address) => fetch(new URL(address, served.dashboard.url)))
  const faults: string[] = []
  for (const [at, text] of sqlPayloads.entries()) {
    const parameter = parameters[at % parameters.length]
    if (parameter === undefined) throw new Error('no parameter')
    faults.push(...(await faultsOf(parameter, text)))
  }
  expect(faults).toEqual([])
  expect(served.complaints).toEqual([])
}, 180_000)
