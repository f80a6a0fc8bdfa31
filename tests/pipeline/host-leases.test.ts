/** One host in one pair of hands, over both engines; and what a holder must notice by itself when Redis falls silent. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHostBook } from '../../crawlers/host-book.ts'
import { groupByHost } from '../../pipeline/queue/host-groups.ts'
import { createLocalLeases, guardBook, type HostLease, type HostLeases } from '../../pipeline/queue/leases.ts'
import { createRedisLeases } from '../../pipeline/queue/redis-leases.ts'
import { connectRedis } from '../../pipeline/queue/redis.ts'
import { loadFamilies } from '../../crawlers/families.ts'
import type { Site } from '../../crawlers/site.ts'
import { countySite } from '../support/county-server.ts'
import { testClock } from '../support/portal.ts'
import { redisBinary, redisRemedy, startRedis, type TestRedis } from '../support/redis-server.ts'

let redis: TestRedis | null = null
let connection: ReturnType<typeof connectRedis> | null = null
beforeAll(async () => {
  if (redisBinary === null) return
  redis = await startRedis()
  connection = connectRedis(redis.address, { gone: () => undefined, back: () => undefined })
})
afterAll(async () => {
  connection?.disconnect()
  await redis?.close()
})

/** Leases whose clock the test moves; keys in Redis still die by its own clock. */
function redisLeases(term_ms: number, time = { ms: 0 }): HostLeases {
  if (connection === null) throw new Error(redisRemedy)
  return createRedisLeases(connection, term_ms, { steady: () => time.ms, wall: () => time.ms })
}

async function taken(leases: HostLeases, hosts: string[], holder: string): Promise<HostLease> {
  for (;;) {
    const lease = await leases.take(hosts, holder)
    if ('held' in lease) return lease
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test.skipIf(redisBinary !== null)(`leases over Redis were not tested: ${redisRemedy}`, () => undefined)

const engines: [string, boolean, () => HostLeases][] = [
  ['in this process', true, createLocalLeases],
  ['over Redis', redisBinary !== null, () => redisLeases(300)],
]

describe.each(engines.filter(([, there]) => there))('leases %s', (_name, _there, open) => {
  test('all hosts or none, until they are given back; later leases have higher fences', async () => {
    const leases = open()
    const first = await taken(leases, ['a.cn', 'b.cn'], 'w1')
    expect(first.held()).toBe(true)
    expect(await leases.take(['b.cn', 'c.cn'], 'w2')).toEqual({ busy: 'b.cn', by: 'w1' })
    const other = await taken(leases, ['c.cn'], 'w2')
    await first.release()
    await other.release()
    expect(first.held()).toBe(false)
    const second = await taken(leases, ['b.cn', 'c.cn'], 'w2')
    expect(second.fence).toBeGreaterThan(first.fence)
    await second.release()
    await leases.close()
  })
})

describe.skipIf(redisBinary === null)('leases over Redis', () => {
  test('the lease of a holder that fell silent goes to the next, and the first one knows', async () => {
    const time = { ms: 0 }
    const slow = await taken(redisLeases(300, time), ['d.cn'], 'slow')
    time.ms = 250
    expect(slow.held()).toBe(false)
    // Its renewals stop with that; Redis forgets the key by its own clock.
    const next = await taken(redisLeases(300), ['d.cn'], 'next')
    expect(next.held()).toBe(true)
    expect(slow.lost.aborted).toBe(true)
    await slow.release()
    expect(await redisLeases(300).take(['d.cn'], 'third')).toEqual({ busy: 'd.cn', by: 'next' })
    await next.release()
  })

  test('a holder whose key is another’s loses the lease at its next renewal', async () => {
    const lease = await taken(redisLeases(300), ['e.cn'], 'w1')
    await connection?.set('{gouji-host}:e.cn', '99 w2')
    await new Promise((resolve) => lease.lost.addEventListener('abort', resolve))
    expect(lease.held()).toBe(false)
  })

  test('a lease is renewed for as long as its holder lives', async () => {
    const lease = await taken(redisLeases(300), ['f.cn'], 'w1')
    const values = new Set<string | null>()
    let [renewals, before] = [0, 0]
    while (renewals < 3) {
      const left = (await connection?.pttl('{gouji-host}:f.cn')) ?? 0
      if (left > before) renewals += 1
      before = left
      values.add((await connection?.get('{gouji-host}:f.cn')) ?? null)
    }
    expect([...values]).toEqual([`${lease.fence} w1`])
    await lease.release()
  })

  test('a Redis that has only just begun gives no lease for one term', async () => {
    const fresh = await startRedis(false)
    const own = connectRedis(fresh.address, { gone: () => undefined, back: () => undefined })
    const leases = createRedisLeases(own, 60_000, { steady: () => 0, wall: () => 0 })
    expect(await leases.take(['g.cn'], 'w1')).toMatchObject({ busy: 'g.cn', by: 'Redis 刚刚启动' })
    own.disconnect()
    await fresh.close()
  })
})

test('a guarded book lets nothing out once the lease is gone', async () => {
  const clock = testClock()
  let why: string | null = null
  const book = guardBook(createHostBook(clock), () => why)
  const ask = (): Promise<string> =>
    book.queue.run(
      'a.cn',
      () => 0,
      () => Promise.resolve('asked'),
    )
  expect(await ask()).toBe('asked')
  why = '租约已失效'
  await expect(ask()).rejects.toThrow('租约已失效')
})

test('sites that share hosts, even through a third, are one group', async () => {
  const families = await loadFamilies()
  const site = (code: string, ...hosts: string[]): Site => ({
    ...countySite(hosts[0] ?? '', 6, families, code),
    hosts,
  })
  const groups = groupByHost([
    site('990001', 'a.cn', 'b.cn'),
    site('990002', 'c.cn'),
    site('990003', 'd.cn', 'e.cn'),
    site('990004', 'b.cn', 'd.cn'),
  ])
  expect(groups.map(({ sites, hosts }) => [sites.map(({ code }) => code), hosts])).toEqual([
    [
      ['990001', '990003', '990004'],
      ['a.cn', 'b.cn', 'd.cn', 'e.cn'],
    ],
    [['990002'], ['c.cn']],
  ])
})
