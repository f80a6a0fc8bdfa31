/** A crawl that is killed goes on where it was; the soak does this two hundred times. */
import { expect, test } from 'vitest'
import { killCrawls } from '../support/killing.ts'

test('killed a few times, a crawl loses nothing, stores nothing twice and repeats at most one request a kill', async () => {
  // Lives of different lengths that are the same in every run.
  let turn = 0
  const random = (): number => {
    turn += 1
    return (turn * 0.37) % 1
  }
  const count = await killCrawls({
    kills: 4,
    reports: 60,
    random,
    longest_life_ms: 60,
    told: () => undefined,
  })
  expect(count).toMatchObject({ lost: 0, stored_twice: 0, damaged: 0, unexplained: 0 })
  expect(count.repeated).toBeLessThanOrEqual(count.kills)
})
