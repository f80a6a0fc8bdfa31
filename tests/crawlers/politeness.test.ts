/** Twenty hosts at once, judged by the servers' own logs; the soak does this with a whole second and more between requests. */
import { expect, test } from 'vitest'
import { crawlSideBySide } from '../support/parallel.ts'

test('one request at a time on each of twenty hosts, and everything found', async () => {
  const count = await crawlSideBySide({ hosts: 20, reports: 6, gap_ms: 50 })
  expect(count).toMatchObject({ hosts: 20, requests: 160, overlapping: 0, found: 120 })
  expect(count.mean_gap_ms).toBeGreaterThanOrEqual(45)
})
