/** Leases on hosts over Redis, for every worker of every machine; each is a key that dies unless its holder renews it. */
import type { Redis } from 'ioredis'
import type { HostLease, HostLeases } from './leases.ts'

/** Two clocks: the one that never goes back, and the one that goes on while a machine sleeps. */
export interface LeaseClock {
  steady: () => number
  wall: () => number
}

const prefix = '{gouji-host}:'

// KEYS: counter, hosts. ARGV: holder, term. A busy host is answered as [0, number of the host, holder].
const takeScript = `
for at = 2, #KEYS do
  local by = redis.call('GET', KEYS[at])
  if by then return {0, at - 1, by} end
end
local fence = redis.call('INCR', KEYS[1])
for at = 2, #KEYS do redis.call('SET', KEYS[at], fence .. ' ' .. ARGV[1], 'PX', ARGV[2]) end
return {1, fence, ''}`

// KEYS: hosts. ARGV: what the keys must say, term (0 gives back).
const renewScript = `
for at = 1, #KEYS do
  if redis.call('GET', KEYS[at]) ~= ARGV[1] then return 0 end
end
for at = 1, #KEYS do
  if ARGV[2] == '0' then redis.call('DEL', KEYS[at]) else redis.call('PEXPIRE', KEYS[at], ARGV[2]) end
end
return 1`

function isTaken(answer: unknown): answer is [number, number, string] {
  return Array.isArray(answer) && answer.length === 3
}

/** Milliseconds that Redis has been up. */
async function upMs(redis: Redis): Promise<number> {
  const found = /^uptime_in_seconds:(\d+)/m.exec(await redis.info('server'))
  return found === null ? 0 : Number(found[1]) * 1000
}

/**
 * Leases that last `term_ms` beyond their last renewal and are renewed three times as often. A Redis that has only just begun may have
 * forgotten who holds what, so it gives none until one term has passed.
 */
export function createRedisLeases(redis: Redis, term_ms: number, clock: LeaseClock): HostLeases {
  const open = new Set<() => void>()

  function hold(keys: readonly string[], fence: number, said: string, asked: () => number): HostLease {
    const lost = new AbortController()
    const margin = term_ms / 4
    let since = asked
    let over = false
    const held = (): boolean => !over && since() < term_ms - margin
    const end = (): void => {
      over = true
      clearInterval(timer)
      open.delete(end)
    }
    const lose = (): void => {
      end()
      lost.abort()
    }
    let asking = false
    async function renew(): Promise<void> {
      asking = true
      const begun = stopwatch(clock)
      // A renewal that fails is tried again; the lease runs out by itself where none gets through.
      const [answer] = await Promise.allSettled([
        redis.eval(renewScript, keys.length, ...keys, said, term_ms),
      ])
      asking = false
      if (answer.status === 'rejected' || over) return
      if (answer.value === 1) since = begun
      else lose()
    }
    const timer = setInterval(() => {
      if (!held()) lose()
      else if (!asking) void renew()
    }, term_ms / 3)
    open.add(end)
    return {
      fence,
      held,
      lost: lost.signal,
      async release() {
        if (over) return
        end()
        await redis.eval(renewScript, keys.length, ...keys, said, 0)
      },
    }
  }

  return {
    term_ms,
    async take(hosts, holder) {
      const up = await upMs(redis)
      // Whole seconds: a term of less than one has passed when two have been counted.
      if (up < term_ms + 1000) return { busy: hosts[0] ?? '', by: 'Redis 刚刚启动' }
      const keys = hosts.map((host) => `${prefix}${host}`)
      const asked = stopwatch(clock)
      const answer: unknown = await redis.eval(
        takeScript,
        keys.length + 1,
        `${prefix}fence`,
        ...keys,
        holder,
        term_ms,
      )
      if (!isTaken(answer)) throw new Error(`Redis answered a lease with ${JSON.stringify(answer)}.`)
      const [taken, number, by] = answer
      if (taken === 0) return { busy: hosts[number - 1] ?? '', by: by.replace(/^\d+ /, '') }
      return hold(keys, number, `${number} ${holder}`, asked)
    },
    async close() {
      for (const end of open) end()
    },
  }
}

/** Milliseconds since now by whichever clock has gone further. */
function stopwatch({ steady, wall }: LeaseClock): () => number {
  const [from, at] = [steady(), wall()]
  return () => Math.max(steady() - from, wall() - at)
}
