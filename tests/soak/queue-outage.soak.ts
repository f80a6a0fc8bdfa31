/** Redis gone in the middle of a night, with and without its memory: workers wait, and the night ends as if nothing had been. */
import { describe, expect, test } from 'vitest'
import { redisBinary, redisRemedy, startRedis } from '../support/redis-server.ts'
import { stageNight } from '../support/queue-night.ts'

const gap_ms = 300
const term_ms = 1500
const hosts = 3

describe.skipIf(redisBinary === null)(`a Redis that is killed (${redisBinary ?? redisRemedy})`, () => {
  test.each([
    ['comes back with what it knew', true],
    ['comes back having forgotten everything', false],
  ])('%s: nothing is lost, nothing stored twice, no host meets two workers', async (_, saves) => {
    const redis = await startRedis(saves)
    const stage = await stageNight({ redis, hosts, reports: 60, gap_ms, term_ms })
    try {
      const workers = [stage.start('worker'), stage.start('worker')]
      const night = stage.start('night')
      const ended = new Promise<number | null>((resolve) => night.child.once('close', resolve))
      const left = workers.map(
        ({ child, lines }) =>
          new Promise<never>((_, reject) => {
            child.once('close', (code) =>
              reject(new Error(`A worker ended with ${code}: ${lines.join('\n')}`)),
            )
          }),
      )
      for (const one of left) one.catch(() => undefined)
      const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
      const outages = saves ? [30, 90] : [30]
      for (const requests of outages) {
        while ((await stage.requests()) < requests) await pause(100)
        await redis.kill()
        // Longer than any lease: every worker must have let go of its hosts by itself.
        await pause(3 * term_ms)
        const before = await stage.requests()
        await pause(term_ms)
        expect(await stage.requests()).toBe(before)
        await redis.start()
      }
      const code = await Promise.race([ended, ...left])
      const said = night.lines.join('\n')
      if (code !== 0) throw new Error(`The night ended with ${code}: ${said}`)
      for (const { child } of workers) child.kill('SIGTERM')
      const count = await stage.count()
      console.log(`queue outage (${saves ? 'remembering' : 'forgetful'} Redis): ${JSON.stringify(count)}`)
      expect(said).toContain('Redis 连接中断')
      expect(said).toContain('Redis 已恢复')
      expect(count).toMatchObject({ lost: 0, stored_twice: 0, damaged: 0, overlapping: 0 })
      // An outage ends every lease, so each may hand a host over; only after a second one can it come back.
      expect(count.interleaved).toBeLessThanOrEqual(hosts * (outages.length - 1))
      expect(count.shortest_gap_ms).toBeGreaterThanOrEqual(0.8 * gap_ms - 1)
    } finally {
      await stage.close()
      await redis.close()
    }
  })
})
