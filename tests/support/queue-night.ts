/** A whole night over a real Redis with workers in processes of their own, judged by the log of the sites. */
import { once } from 'node:events'
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import { openWhole } from '../../crawlers/archive-whole.ts'
import { countyYaml } from './county-server.ts'
import { flags } from './program.ts'
import type { TestRedis } from './redis-server.ts'

/** What sites and archive say of a night. */
export interface NightCount {
  requests: number
  /** Reports that the archive does not hold. */
  lost: number
  /** Archived versions of one page beyond the first: nothing ever changed. */
  stored_twice: number
  damaged: number
  /** Requests for a page that had been asked for already. */
  repeated: number
  /** Requests that came while another one of the same host was open. */
  overlapping: number
  /** Times that a worker came back to a host on which another one had followed it. */
  interleaved: number
  /** Milliseconds between two requests to one host as they went out, the shortest of all. */
  shortest_gap_ms: number
  /** The same as the sites noted them, which a busy machine makes shorter and longer. */
  shortest_arrival_ms: number
}

const logSchema = z.array(
  z.array(z.object({ at: z.number(), open: z.number(), path: z.string(), agent: z.string() })),
)

const sentSchema = z.object({ host: z.string(), at: z.number() })

/** When requests went out to each host, in order, by the clock of the machine. */
async function sendTimes(workspace: string): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>()
  const lines = (await readFile(join(workspace, 'sent.jsonl'), 'utf8')).trimEnd().split('\n')
  for (const { host, at } of lines.map((line) => sentSchema.parse(JSON.parse(line))))
    times.set(host, [...(times.get(host) ?? []), at])
  for (const list of times.values()) list.sort((a, b) => a - b)
  return times
}

const gapsIn = (times: readonly number[]): number[] =>
  times.slice(1).map((at, index) => at - (times[index] ?? at))

/** A process of the queue and what it has said. */
export interface StartedProcess {
  child: ChildProcess
  lines: string[]
}

const script = new URL('queue-process.mjs', import.meta.url).pathname

function startProcess(what: 'worker' | 'night', workspace: string, term_ms: number): StartedProcess {
  const child = spawn(process.execPath, [...flags, script, what, workspace, String(term_ms)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) =>
      lines.push(
        ...chunk
          .toString()
          .split('\n')
          .filter((line) => line !== ''),
      ),
    )
  return { child, lines }
}

/** A worker that has said that it takes jobs. */
export async function startWorker(workspace: string, term_ms: number): Promise<StartedProcess> {
  const started = startProcess('worker', workspace, term_ms)
  await new Promise<void>((resolve, reject) => {
    started.child.once('close', () => reject(new Error(started.lines.join('\n'))))
    started.child.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('已就绪')) resolve()
    })
  })
  return started
}

export interface NightStage {
  workspace: string
  hosts: number
  reports: number
  /** Starts a process that ends with the stage. */
  start(what: 'worker' | 'night'): StartedProcess
  count(): Promise<NightCount>
  /** Requests that the sites have had so far. */
  requests(): Promise<number>
  close(): Promise<void>
}

/** Counties on hosts of their own, and two that share the first host; a workspace whose queue is the given Redis. */
export async function stageNight(options: {
  redis: TestRedis
  hosts: number
  reports: number
  gap_ms: number
  term_ms: number
}): Promise<NightStage> {
  const { redis, hosts, reports, gap_ms, term_ms } = options
  const sites = new Worker(new URL('county-worker.mjs', import.meta.url), { workerData: { hosts, reports } })
  const hear = async (): Promise<unknown> => {
    const [message] = await once(sites, 'message')
    return message
  }
  const names = z.array(z.string()).parse(await hear())
  const workspace = await mkdtemp(join(tmpdir(), 'gouji-queue-'))
  await mkdir(join(workspace, 'sites'))
  const visited = [...names, names[0] ?? '']
  for (const [at, host] of visited.entries())
    await writeFile(
      join(workspace, 'sites', `${990_001 + at}-county.yaml`),
      countyYaml(host, reports, String(990_001 + at)),
    )
  await writeFile(
    join(workspace, 'config.yaml'),
    `crawl: { contact: soak@localhost.invalid, gap_ms: ${gap_ms}, browser: false }\nnetwork: { allow: [127.0.0.0/8] }\nqueue: ${redis.address}\n`,
  )
  const children = new Set<ChildProcess>()

  async function logs(): Promise<z.infer<typeof logSchema>> {
    sites.postMessage('tell')
    return logSchema.parse(await hear())
  }

  return {
    workspace,
    hosts,
    reports,
    start(what) {
      const started = startProcess(what, workspace, term_ms)
      children.add(started.child)
      started.child.once('close', () => children.delete(started.child))
      return started
    },
    async requests() {
      return (await logs()).reduce((sum, log) => sum + log.length, 0)
    },
    async count() {
      const all = await logs()
      const archive = await openWhole(join(workspace, 'archive'), { verify: 'all', aside_stamp: 'after' })
      const pages = archive.rows().filter(({ role }) => role === 'report')
      const versions = pages.map(({ site, url, sha256 }) => `${site} ${url} ${sha256}`)
      const found = new Set(pages.map(({ site, url }) => `${site} ${url}`))
      await archive.close()
      const arrivals = all.flatMap((log) => gapsIn(log.map(({ at }) => at)))
      const gaps = [...(await sendTimes(workspace)).values()].flatMap(gapsIn)
      // Both counties of the first host ask for each of its pages once.
      const owed = (host: number): number => (host === 0 ? 2 : 1)
      const repeats = all.flatMap((log, host) => {
        const asked = new Map<string, number>()
        for (const { path } of log) asked.set(path, (asked.get(path) ?? 0) + 1)
        return [...asked.values()].map((times) => Math.max(0, times - owed(host)))
      })
      const returns = all.map((log) => {
        const turns = log.filter(({ agent }, at) => agent !== log[at - 1]?.agent).map(({ agent }) => agent)
        return turns.length - new Set(turns).size
      })
      const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
      return {
        requests: sum(all.map((log) => log.length)),
        lost: visited.length * reports - found.size,
        stored_twice: versions.length - found.size,
        damaged: archive.damaged.length + archive.faults.length,
        repeated: sum(repeats),
        overlapping: all.flat().filter(({ open }) => open > 0).length,
        interleaved: sum(returns),
        shortest_gap_ms: Math.min(...gaps),
        shortest_arrival_ms: Math.min(...arrivals),
      }
    },
    async close() {
      for (const child of children) child.kill('SIGKILL')
      await sites.terminate()
      await rm(workspace, { recursive: true, force: true })
    },
  }
}
