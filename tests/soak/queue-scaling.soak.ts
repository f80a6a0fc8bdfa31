/** Reading by one worker process and by more: what each further one adds. */
import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { redisBinary, redisRemedy } from '../support/redis-server.ts'
import { scaleReading, type ScalingCount } from '../support/queue-scaling.ts'

/** As many as have a core each; two at least, so that there is something to compare. */
const most = Math.max(2, Math.min(4, availableParallelism()))
const numbers = Array.from({ length: most }, (_, at) => at + 1)
const rounds = Number(process.env['GOUJI_SOAK_ROUNDS'] ?? '5')

/** The best that so many workers did: whatever else the machine does can only make it look worse. */
function best(counts: readonly ScalingCount[], workers: number, of: 'wall_s' | 'cpu_s'): number {
  return Math.min(...counts.filter((count) => count.workers === workers).map((count) => count[of]))
}

test.skipIf(redisBinary === null)(
  `every worker adds what the first one does (${redisBinary ?? redisRemedy})`,
  async () => {
    // Numbers of workers take turns, so that an hour in which the machine is slow is slow for all.
    const workers = Array.from({ length: rounds }, () => numbers).flat()
    const counts = await scaleReading({
      workers,
      sites: 2,
      pages: Number(process.env['GOUJI_SOAK_PAGES'] ?? '600'),
      told: (line) => console.log(line),
    })
    for (const number of numbers.slice(1)) {
      const kept = best(counts, 1, 'cpu_s') / best(counts, number, 'cpu_s')
      const walls = best(counts, 1, 'wall_s') / best(counts, number, 'wall_s')
      const share = Math.max(
        ...counts.filter((count) => count.workers === number).map((count) => count.share),
      )
      console.log(
        `queue scaling: ${number} workers, the best of ${rounds} rounds each: ${(100 * kept).toFixed(1)} % of linear by processor time (to reach 90); by the clock ${walls.toFixed(2)} × one (to reach ${(0.9 * number).toFixed(1)}), at ${(100 * share).toFixed(0)} % of a core each`,
      )
      expect(kept).toBeGreaterThanOrEqual(0.9)
      // Only a machine that is not busy otherwise can show it by the clock.
      if (share > 0.95) expect(walls).toBeGreaterThanOrEqual(0.9 * number)
    }
  },
)
