/** Fifty kills (-9) of workers at random moments of nights over Redis. */
import { expect, test } from 'vitest'
import { killWorkers } from '../support/queue-kills.ts'
import { redisBinary, redisRemedy } from '../support/redis-server.ts'

test.skipIf(redisBinary === null)(
  `workers that are killed 50 times lose nothing, store nothing twice, and no host meets two of them (${redisBinary ?? redisRemedy})`,
  async () => {
    const kills = Number(process.env['GOUJI_SOAK_KILLS'] ?? '50')
    const gap_ms = 400
    const hosts = 4
    const count = await killWorkers({
      kills,
      hosts,
      reports: 40,
      gap_ms,
      term_ms: 1500,
      longest_life_ms: 8000,
      random: Math.random,
      told: (line) => console.log(line),
    })
    console.log(`queue kills: ${JSON.stringify(count)}`)
    expect(count).toMatchObject({ lost: 0, stored_twice: 0, damaged: 0, overlapping: 0, interleaved: 0 })
    // A kill may cut short one request on each host that the worker was asking.
    expect(count.repeated).toBeLessThanOrEqual(count.kills * hosts)
    // The gap less its jitter, across workers too; clocks of whole milliseconds may round one of them away.
    expect(count.shortest_gap_ms).toBeGreaterThanOrEqual(0.8 * gap_ms - 1)
  },
)
