/** 500 SQL payloads in every parameter of the dashboard: no error text, no row more. PAYLOADS in the environment tries fewer. */
import { expect, test } from 'vitest'
import { seed } from '../dashboards/seed.ts'
import { serveSeed } from '../dashboards/serve-seed.ts'
import { faultFinder } from '../support/hostile-parameters.ts'
import { parameters } from '../support/parameters.ts'
import { sqlPayloads } from '../support/sql-payloads.ts'

test('every payload in every parameter is only a text', async () => {
  const served = await serveSeed(seed())
  const faultsOf = faultFinder((address) => fetch(new URL(address, served.dashboard.url)))
  const faults: string[] = []
  const payloads = sqlPayloads.slice(0, Number(process.env['PAYLOADS'] ?? sqlPayloads.length))
  try {
    for (const parameter of parameters)
      for (const text of payloads) faults.push(...(await faultsOf(parameter, text)))
    process.stdout.write(
      `${parameters.length} parameters × ${payloads.length} payloads: ${faults.length} faults\n`,
    )
    expect(served.complaints).toEqual([])
  } finally {
    await served.close()
  }
  expect(faults).toEqual([])
}, 3_600_000)
