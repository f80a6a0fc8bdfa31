/** 200 kills (-9) at random moments of a crawl of 300 pages. */
import { expect, test } from 'vitest'
import { killCrawls } from '../support/killing.ts'

test('a crawl that is killed 200 times loses nothing and asks for little twice', async () => {
  const kills = Number(process.env['GOUJI_SOAK_KILLS'] ?? '200')
  const count = await killCrawls({
    kills,
    reports: 300,
    random: Math.random,
    longest_life_ms: 80,
    told: (line) => console.log(line),
  })
  console.log(`kills: ${JSON.stringify(count)}`)
  expect(count).toMatchObject({ lost: 0, stored_twice: 0, damaged: 0, unexplained: 0 })
  expect(count.repeated).toBeLessThanOrEqual(count.kills)
})
