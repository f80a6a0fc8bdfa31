/** Twenty hosts in one process, a second and more between requests, by the servers' own logs. */
import { expect, test } from 'vitest'
import { crawlSideBySide } from '../support/parallel.ts'

test('the gap is kept on each of twenty hosts, and hardly more than the gap', async () => {
  const gap_ms = 1250
  const count = await crawlSideBySide({ hosts: 20, reports: 60, gap_ms })
  console.log(`politeness: ${JSON.stringify(count)}`)
  expect(count.overlapping).toBe(0)
  expect(count.found).toBe(20 * 60)
  // A server notes a request when it gets round to it, which may be a little after it was sent.
  expect(count.shortest_gap_ms).toBeGreaterThanOrEqual(0.8 * gap_ms - 25)
  expect(count.wall_ratio).toBeLessThanOrEqual(1.05)
})
