/** One contract, both engines: what a night may rely on, whichever carries its jobs. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBullQueue } from '../../pipeline/queue/bullmq.ts'
import { openInProcessQueue } from '../../pipeline/queue/in-process.ts'
import { jobOf, type Job } from '../../pipeline/queue/job.ts'
import { PutBack, type Crew, type JobEnd, type JobQueue } from '../../pipeline/queue/queue.ts'
import { connectRedis } from '../../pipeline/queue/redis.ts'
import { redisBinary, redisRemedy, startRedis, type TestRedis } from '../support/redis-server.ts'

let redis: TestRedis | null = null
beforeAll(async () => {
  if (redisBinary !== null) redis = await startRedis()
})
afterAll(async () => {
  await redis?.close()
})

/** A queue of an engine with nothing in it; the same `workspace` twice is the same queue where the engine keeps one. */
type Open = (workspace: string) => { queue: JobQueue; close: () => Promise<void> }

function openOverRedis(workspace: string): ReturnType<Open> {
  if (redis === null) throw new Error(redisRemedy)
  const connection = connectRedis(redis.address, { gone: () => undefined, back: () => undefined })
  const options = { term_ms: 400, first_wait_ms: 10, log: () => undefined }
  const queue = openBullQueue({ redis: connection, workspace, ...options })
  return {
    queue,
    async close() {
      await queue.close()
      connection.disconnect()
    },
  }
}

const engines: [string, boolean, Open][] = [
  [
    'in this process',
    true,
    () => {
      const queue = openInProcessQueue({ sleep: () => Promise.resolve() })
      return { queue, close: () => queue.close() }
    },
  ],
  ['BullMQ over Redis', redisBinary !== null, openOverRedis],
]

const night = '2025-02-12T180000Z'
const read = (site: string, version = 'v1'): Job =>
  jobOf(night, version, { kind: 'read', site, snapshots: ['a'.repeat(64)] })

/** Ends as they come, until there are so many. */
async function endsOf(queue: JobQueue, count: number): Promise<JobEnd[]> {
  const ends: JobEnd[] = []
  while (ends.length < count) {
    ends.push(...(await queue.collect()))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return ends
}

test.skipIf(redisBinary !== null)(`the engine over Redis was not tested: ${redisRemedy}`, () => undefined)

describe.each(engines.filter(([, there]) => there))('%s', (_name, _there, open) => {
  let number = 0
  async function within(work: (queue: JobQueue, workspace: string) => Promise<void>): Promise<void> {
    number += 1
    const workspace = `${number}`
    const { queue, close } = open(workspace)
    try {
      await work(queue, workspace)
    } finally {
      await close()
    }
  }

  test('a job is done once however often it is added, and its result comes back', () =>
    within(async (queue) => {
      const done: string[] = []
      await queue.add([read('620001'), read('620002')])
      await queue.add([read('620001')])
      const crew = queue.work('w1', { read: 1 }, async ({ job }) => {
        done.push(job.id)
        return { pages: done.length }
      })
      const ends = await endsOf(queue, 2)
      expect(ends.map(({ state, job }) => [state, job.work])).toEqual([
        ['done', read('620001').work],
        ['done', read('620002').work],
      ])
      expect(ends[0]?.result).toEqual({ pages: 1 })
      expect(done).toHaveLength(2)
      expect(await queue.collect()).toEqual([])
      expect(await queue.standing()).toMatchObject({ waiting: 0, dead: 0, active: [] })
      await crew.stop()
    }))

  test('as many at a time as there are hands, and only kinds that there are hands for', () =>
    within(async (queue) => {
      let [open, most] = [0, 0]
      let meet: () => void = () => undefined
      const met = new Promise<void>((resolve) => {
        meet = resolve
      })
      const crew = queue.work('w1', { read: 2 }, async () => {
        open += 1
        most = Math.max(most, open)
        if (open === 2) meet()
        await met
        open -= 1
      })
      await queue.add([jobOf(night, 'v1', { kind: 'audit', site: '620001' })])
      await queue.add(['1', '2', '3', '4', '5'].map((last) => read(`62000${last}`)))
      await endsOf(queue, 5)
      expect(most).toBe(2)
      expect(await queue.standing()).toMatchObject({ waiting: 1 })
      await crew.stop()
    }))

  test('a job that fails is tried again, and is dead after three attempts with the reason', () =>
    within(async (queue) => {
      let tries = 0
      await queue.add([read('620001'), read('620002')])
      const crew = queue.work('w1', { read: 1 }, async ({ job }) => {
        if (job.work.kind === 'read' && job.work.site === '620001') {
          tries += 1
          throw new Error('磁盘不可写')
        }
        return null
      })
      const ends = await endsOf(queue, 2)
      const dead = ends.find(({ state }) => state === 'dead')
      expect(tries).toBe(3)
      expect(dead).toMatchObject({ detail: '磁盘不可写', attempts: 3, job: read('620001') })
      expect(await queue.dead()).toEqual([dead])
      expect(await queue.collect()).toEqual([])
      await crew.stop()
      await queue.add([read('620001')])
      expect(await queue.standing()).toMatchObject({ waiting: 0, dead: 1 })
      await queue.revive([read('620001')])
      expect(await queue.dead()).toEqual([])
      const second = queue.work('w2', { read: 1 }, async () => 'well')
      expect(await endsOf(queue, 1)).toMatchObject([{ state: 'done', result: 'well' }])
      await second.stop()
    }))

  test('a job that is put back costs no attempt and is done later', () =>
    within(async (queue) => {
      let tries = 0
      await queue.add([read('620001')])
      const crew = queue.work('w1', { read: 1 }, async () => {
        tries += 1
        if (tries < 6) throw new PutBack('主机正由 w2 采集', 1)
        return tries
      })
      expect(await endsOf(queue, 1)).toMatchObject([{ state: 'done', result: 6, attempts: 1 }])
      await crew.stop()
    }))

  test('a worker that may not do a job leaves it to others and takes no more', () =>
    within(async (queue) => {
      const touched: string[] = []
      const handleFor =
        (version: string): Parameters<JobQueue['work']>[2] =>
        async ({ job }) => {
          if (job.version !== version) throw new PutBack(`拒绝 ${job.id}`, 1, true)
          touched.push(version)
        }
      await queue.add([read('620001'), read('620002')])
      const strange = queue.work('w-new', { read: 1 }, handleFor('v2'))
      expect(await strange.left).toContain('拒绝')
      await strange.stop()
      const own = queue.work('w-own', { read: 1 }, handleFor('v1'))
      await endsOf(queue, 2)
      expect(touched).toEqual(['v1', 'v1'])
      await own.stop()
    }))

  test('a worker that is stopped puts back what it holds', () =>
    within(async (queue) => {
      await queue.add([read('620001')])
      let begun: () => void = () => undefined
      const beginning = new Promise<void>((resolve) => {
        begun = resolve
      })
      const slow: Crew = queue.work(
        'w1',
        { read: 1 },
        ({ signal, tell }) =>
          new Promise((_, reject) => {
            tell({ done: 1, all: 9 })
            signal.addEventListener('abort', () => reject(new PutBack('停机', 0)))
            begun()
          }),
      )
      await beginning
      while ((await queue.standing()).active[0]?.progress?.done !== 1)
        await new Promise((resolve) => setImmediate(resolve))
      expect(await queue.standing()).toMatchObject({
        workers: ['w1'],
        active: [{ worker: 'w1', job: read('620001'), progress: { done: 1, all: 9 } }],
      })
      await slow.stop()
      const other = queue.work('w2', { read: 1 }, async () => 'taken over')
      expect(await endsOf(queue, 1)).toMatchObject([{ result: 'taken over', attempts: 1 }])
      await other.stop()
    }))

  test('a new night drops what other nights have left', () =>
    within(async (queue) => {
      const old = jobOf('2025-02-11T180000Z', 'v1', { kind: 'audit', site: '620001' })
      const fresh = jobOf(night, 'v1', { kind: 'audit', site: '620001' })
      await queue.add([old, fresh])
      await queue.keepOnly(night)
      const crew = queue.work('w1', { audit: 1 }, async ({ job }) => job.night)
      expect(await endsOf(queue, 1)).toMatchObject([{ result: night }])
      expect(await queue.standing()).toMatchObject({ waiting: 0 })
      await crew.stop()
    }))
})

test.skipIf(redisBinary === null)(
  'a worker outlives a Redis that has forgotten the job in its hands, and does it when it is given out again',
  async () => {
    const own = await startRedis(false)
    const connection = connectRedis(own.address, { gone: () => undefined, back: () => undefined })
    const queue = openBullQueue({ redis: connection, workspace: 'w', term_ms: 400, log: () => undefined })
    const job = read('620001')
    await queue.add([job])
    let [begun, free]: [() => void, () => void] = [() => undefined, () => undefined]
    const beginning = new Promise<void>((resolve) => {
      begun = resolve
    })
    const forgotten = new Promise<void>((resolve) => {
      free = resolve
    })
    /** When what was said to Redis before has had its answer. */
    const answered = async (): Promise<void> => {
      for (let turn = 0; turn < 20; turn += 1) {
        await connection.ping()
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    let times = 0
    const crew = queue.work('w1', { read: 1 }, async ({ tell }) => {
      times += 1
      begun()
      await forgotten
      tell({ done: 1, all: 2 })
      await answered()
      return times
    })
    await beginning
    await connection.flushall()
    free()
    await answered()
    await queue.add([job])
    expect(await endsOf(queue, 1)).toMatchObject([{ state: 'done', result: 2 }])
    await crew.stop()
    await queue.close()
    connection.disconnect()
    await own.close()
  },
)
