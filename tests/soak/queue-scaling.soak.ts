/** Reading by one worker process and by more: what each further one adds. */
import { expect, test } from 'vitest'
import { redisBinary, redisRemedy } from '../support/redis-server.ts'
import { scaleReading } from '../support/queue-scaling.ts'

test.skipIf(redisBinary === null)(
  `every worker adds what the first one does (${redisBinary ?? redisRemedy})`,
  async () => {
    const counts = await scaleReading({
      workers: [1, 2, 3, 4],
      sites: 4,
      pages: 160,
      told: (line) => console.log(line),
    })
    const [one] = counts
    for (const count of counts.slice(1)) {
      const { workers, share, wall_s, pages_a_cpu_s } = count
      const kept = pages_a_cpu_s / (one?.pages_a_cpu_s ?? 0)
      const walls = (one?.wall_s ?? 0) / wall_s
      console.log(
        `queue scaling: ${workers} workers do ${(workers * kept).toFixed(2)} × the work of one where each has a core (${(100 * kept).toFixed(1)} % of linear); on this machine now, at ${(100 * share).toFixed(0)} % of a core each, ${walls.toFixed(2)} ×`,
      )
      expect(kept).toBeGreaterThanOrEqual(0.9)
      // Only a machine that is not busy otherwise can show it by the clock.
      if (workers === 2 && share > 0.95) expect(walls).toBeGreaterThanOrEqual(1.8)
    }
  },
)
