/** Whole nights over a real Redis, the worker in this process: what operators see when all is well, and when it is not. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../pipeline/context.ts'
import type { Effects } from '../../pipeline/effects.ts'
import { runNight } from '../../pipeline/night.ts'
import { openBullQueue } from '../../pipeline/queue/bullmq.ts'
import { jobOf } from '../../pipeline/queue/job.ts'
import { connectRedis } from '../../pipeline/queue/redis.ts'
import { queueName } from '../../pipeline/queue/night-folder.ts'
import { crawlExit } from '../../pipeline/steps/crawl.ts'
import { runWorker } from '../../pipeline/steps/worker.ts'
import { readSettings, readSites, workspaceAt } from '../../pipeline/workspace.ts'
import { countyYaml, startCounty, type CountyServer } from '../support/county-server.ts'
import { redisBinary, redisRemedy, startRedis, type TestRedis } from '../support/redis-server.ts'
import { freePort, play } from '../support/stage.ts'

const reports = 12
const term_ms = 600

/** A clock that moves only where something waits; unlike that of a stage it lets the world outside go on meanwhile. */
function effects(signal = new AbortController().signal): Effects & { logged: string[] } {
  let time = Date.parse('2025-02-12T18:00:00Z')
  const logged: string[] = []
  return {
    now: () => new Date(time),
    sleep: (ms) =>
      new Promise((resolve) => {
        setImmediate(() => {
          time += ms
          resolve()
        })
      }),
    random: () => 0.5,
    print: () => undefined,
    log: (line) => void logged.push(line),
    interactive: true,
    signal,
    unheard: () => false,
    logged,
  }
}

async function workspaceFor(address: string, counties: readonly CountyServer[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gouji-queue-'))
  await mkdir(join(folder, 'sites'))
  for (const [at, { host }] of counties.entries())
    await writeFile(
      join(folder, 'sites', `${990_001 + at}.yaml`),
      countyYaml(host, reports, String(990_001 + at)),
    )
  await writeFile(
    join(folder, 'config.yaml'),
    `crawl: { contact: test@localhost.invalid, gap_ms: 0, browser: false }\nnetwork: { allow: [127.0.0.0/8] }\nqueue: ${address}\n`,
  )
  return folder
}

async function contextOf(
  folder: string,
  signal?: AbortSignal,
): Promise<Context & { effects: ReturnType<typeof effects> }> {
  const workspace = workspaceAt(folder)
  return { workspace, settings: await readSettings(workspace), effects: effects(signal) }
}

describe.skipIf(redisBinary === null)(`nights over Redis (${redisBinary ?? redisRemedy})`, () => {
  let redis: TestRedis
  let counties: CountyServer[] = []
  let folder = ''
  beforeAll(async () => {
    redis = await startRedis()
    counties = [await startCounty({ reports }), await startCounty({ reports, address: '127.0.1.1' })]
    folder = await workspaceFor(redis.address, counties)
  })
  afterAll(async () => {
    for (const county of counties) await county.close()
    await redis.close()
    await rm(folder, { recursive: true })
  })

  /** A night with one worker, which has ended when this resolves. */
  async function nightWith(context: Context): Promise<Awaited<ReturnType<typeof runNight>>> {
    const stop = new AbortController()
    const worker = runWorker(await contextOf(folder, stop.signal), term_ms)
    try {
      return await runNight(context, await readSites(context.workspace, null))
    } finally {
      stop.abort()
      await worker
    }
  }

  test('workers crawl, the night publishes, and a second night asks conditionally and changes nothing', async () => {
    const first = await nightWith(await contextOf(folder))
    expect(first.exit).toBe('complete')
    expect(first.value).toMatchObject({
      changed: true,
      // Workers had read and judged everything.
      read: 0,
      remade: 0,
      counts: { pages: 2 * reports, reports: 2 * reports },
    })
    const asked = counties.map(({ requests }) => requests.length)
    const second = await nightWith(await contextOf(folder))
    expect(second.exit).toBe('complete')
    expect(second.value).toMatchObject({ changed: false, hash: first.value.hash })
    for (const [at, { requests }] of counties.entries()) {
      const again = requests.slice(asked[at])
      expect(again.filter(({ path, status }) => path.startsWith('/info') && status !== 304)).toEqual([])
    }
    // Readings of lists are kept, so that an unchanged list is not parsed again.
    expect(await readdir(join(folder, 'cache', 'lists'))).toEqual(['990001.jsonl', '990002.jsonl'])
    // Nothing is left of the nights but their record.
    expect(await readdir(join(folder, 'queue'))).toEqual(['name'])
    const runs = await readdir(join(folder, 'runs'))
    const events = await readFile(join(folder, 'runs', runs[0] ?? '', 'events.jsonl'), 'utf8')
    expect(events.split('\n').filter((line) => line.includes('"page_read"'))).toHaveLength(2 * reports)
    expect(events.split('\n').filter((line) => line.includes('"archived"')).length).toBeGreaterThanOrEqual(
      2 * reports,
    )
  })

  test('a night over the queue comes to the same snapshot as one in this process', async () => {
    const other = await workspaceFor(redis.address, counties)
    const context = await contextOf(other)
    const { queue: _, ...alone } = context.settings
    const { exit, value } = await runNight(
      { ...context, settings: alone },
      await readSites(context.workspace, null),
    )
    const byQueue = await nightWith(await contextOf(folder))
    expect([exit, value.hash]).toEqual(['complete', byQueue.value.hash])
    await rm(other, { recursive: true })
  })

  test('a worker of another version refuses the job by name, ends, and leaves it to others', async () => {
    const connection = connectRedis(redis.address, { gone: () => undefined, back: () => undefined })
    const workspace = await queueName(join(folder, 'queue'), () => 'unused')
    const queue = openBullQueue({ redis: connection, workspace, term_ms, log: () => undefined })
    const job = jobOf('n', 'of-yesterday', { kind: 'crawl', sites: ['990001'], hosts: ['a.cn'] })
    await queue.add([job])
    const context = await contextOf(folder)
    await expect(runWorker(context, term_ms)).rejects.toMatchObject({
      exit: 'usage',
      message: expect.stringMatching(/拒绝任务“采集 990001”.*of-yesterday.*gouji worker/s),
    })
    expect(await queue.standing()).toMatchObject({ waiting: 1, dead: 0, active: [] })
    await queue.keepOnly('none')
    await queue.close()
    connection.disconnect()
  })

  test('retry lists jobs that failed for good with their reason, and puts them back', async () => {
    const connection = connectRedis(redis.address, { gone: () => undefined, back: () => undefined })
    const workspace = await queueName(join(folder, 'queue'), () => 'unused')
    const log = (): void => undefined
    const queue = openBullQueue({ redis: connection, workspace, term_ms, log, attempts: 1 })
    await queue.add([jobOf('n', 'v', { kind: 'audit', site: '990002' })])
    const crew = queue.work('w1', { audit: 1 }, () => Promise.reject(new Error('磁盘不可写')))
    while ((await queue.dead()).length === 0) await queue.collect()
    await crew.stop()
    const told = '任务失败　核对 990002　磁盘不可写（1 次，夜间任务 n）'
    expect((await play(['retry', '--list', '--workspace', folder])).out).toEqual([told])
    expect((await play(['retry', '--list', '--county', '990001', '--workspace', folder])).out).toEqual([])
    const { out, log: said } = await play(['retry', '--workspace', folder])
    expect([out, said[0]]).toEqual([[told], '已放回队列 1 个任务，工作进程会接着做'])
    expect(await queue.standing()).toMatchObject({ waiting: 1, dead: 0 })
    await queue.keepOnly('none')
    await queue.close()
    connection.disconnect()
  })

  test('a night whose Redis goes away waits, then ends in 7, and the next one goes on with it', async () => {
    const own = await startRedis()
    const lonely = await workspaceFor(own.address, counties)
    const context = await contextOf(lonely)
    const night = runNight(context, await readSites(context.workspace, null))
    const ended = expect(night).rejects.toMatchObject({
      exit: 'deadline',
      message: expect.stringContaining('接着做'),
    })
    while (!context.effects.logged.some((line) => line.includes('没有工作进程')))
      await new Promise((resolve) => setImmediate(resolve))
    await own.kill()
    await ended
    expect(context.effects.logged.join('\n')).toContain('Redis 连接中断')
    await own.start()
    const stop = new AbortController()
    const worker = runWorker(await contextOf(lonely, stop.signal), term_ms)
    const again = await contextOf(lonely)
    const { exit } = await runNight(again, await readSites(again.workspace, null))
    expect(exit).toBe('complete')
    expect(again.effects.logged.join('\n')).toContain('接着夜间任务')
    stop.abort()
    await worker
    await own.close()
    await rm(lonely, { recursive: true })
  })

  test('a Redis that does not answer ends in 2 and says what to do', async () => {
    const port = await freePort()
    const lonely = await workspaceFor(`redis://127.0.0.1:${port}/0`, counties)
    for (const command of ['night', 'worker']) {
      const { exit, log } = await play([command, '--workspace', lonely])
      expect(exit).toBe(2)
      expect(log.join('\n')).toMatch(
        new RegExp(`连不上 Redis redis://127.0.0.1:${port}/0.*ECONNREFUSED.*请启动 Redis`),
      )
    }
    const { exit, out } = await play(['doctor', '--workspace', lonely])
    expect(exit).toBe(2)
    expect(out.join('\n')).toMatch(/队列[\s\S]*连不上 Redis[\s\S]*请启动 Redis/)
    expect((await play(['doctor', '--workspace', folder])).out.join('\n')).toMatch(/队列.*有回答/)
    await rm(lonely, { recursive: true })
  })
})

test('a site that could not be crawled at all leaves the night partial, one that ran out of time leaves it to be resumed', () => {
  const nothing = { outcomes: [], halted: [], failed: [] }
  const failed = [{ site: '990001', detail: '磁盘不可写' }]
  const halted = [{ site: '990002', promised: 9, done: 3, requests: 4, stored: 3 }]
  expect(crawlExit(nothing)).toBe('complete')
  expect(crawlExit({ ...nothing, failed })).toBe('partial')
  expect(crawlExit({ ...nothing, failed, halted })).toBe('deadline')
})

test('an address that is none, and a password in it, are faults of config.yaml with their line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gouji-queue-'))
  const faultOf = async (queue: string): Promise<string> => {
    await writeFile(
      join(folder, 'config.yaml'),
      `crawl: { contact: test@localhost.invalid }\nqueue: ${queue}\n`,
    )
    const { exit, log } = await play(['worker', '--workspace', folder])
    expect(exit).toBe(2)
    return log.join('\n')
  }
  expect(await faultOf('localhost')).toMatch(/config\.yaml:2 .*redis:\/\/主机:6379\/0/)
  expect(await faultOf('http://a.cn')).toContain('协议是 http:')
  expect(await faultOf('redis://a.cn/jobs')).toContain('库号应为数字')
  expect(await faultOf('redis://:geheim@a.cn/0')).toMatch(/GOUJI_REDIS_PASSWORD/)
  expect(await faultOf('redis://:geheim@a.cn/0')).not.toContain('geheim')
  await writeFile(join(folder, 'config.yaml'), 'crawl: { contact: test@localhost.invalid }\n')
  const { exit, log } = await play(['worker', '--workspace', folder])
  expect(exit).toBe(2)
  expect(log.join('\n')).toMatch(/没有设置队列[\s\S]*queue: redis:\/\//)
  expect((await play(['worker', '--queue', 'nowhere', '--workspace', folder])).log.join()).toContain(
    '--queue',
  )
  await rm(folder, { recursive: true })
})
