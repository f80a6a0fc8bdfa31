/** Reading by one worker process and by more: what each further one adds. */
import { expect, test } from 'vitest'
import { redisBinary, redisRemedy } from '../support/redis-server.ts'
import { scaleReading, type ScalingCount } from '../support/queue-scaling.ts'

const numbers = [1, 2, 3, 4]

/** The middle one of the rounds of so many workers, by what they read in a processor second. */
function median(counts: readonly ScalingCount[], workers: number): ScalingCount {
  const rounds = counts
    .filter((count) => count.workers === workers)
    .toSorted((a, b) => a.pages_a_cpu_s - b.pages_a_cpu_s)
  const middle = rounds[Math.floor(rounds.length / 2)]
  if (middle === undefined) throw new Error(`${workers} workers were not measured.`)
  return middle
}

test.skipIf(redisBinary === null)(
  `every worker adds what the first one does (${redisBinary ?? redisRemedy})`,
  async () => {
    const counts = await scaleReading({
      workers: [...numbers, ...numbers, ...numbers],
      sites: 2,
      pages: 160,
      told: (line) => console.log(line),
    })
    const one = median(counts, 1)
    for (const workers of numbers.slice(1)) {
      const { share, wall_s, pages_a_cpu_s } = median(counts, workers)
      const kept = pages_a_cpu_s / one.pages_a_cpu_s
      const walls = one.wall_s / wall_s
      console.log(
        `queue scaling: ${workers} workers do ${(workers * kept).toFixed(2)} × the work of one where each has a core (${(100 * kept).toFixed(1)} % of linear); on this machine now, at ${(100 * share).toFixed(0)} % of a core each, ${walls.toFixed(2)} ×`,
      )
      expect(kept).toBeGreaterThanOrEqual(0.9)
      // Only a machine that is not busy otherwise can show it by the clock.
      if (workers === 2 && share > 0.95) expect(walls).toBeGreaterThanOrEqual(1.8)
    }
  },
)
