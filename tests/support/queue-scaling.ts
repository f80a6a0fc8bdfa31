/** How reading scales over worker processes: the same archived pages read by one worker, by two, by more. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { claimPart } from '../../crawlers/archive-part.ts'
import { openArchive } from '../../crawlers/archive.ts'
import { codeVersion } from '../../pipeline/code-version.ts'
import { realEffects } from '../../pipeline/effects.ts'
import { pagesAJob } from '../../pipeline/queue/chain.ts'
import { jobOf, type Job } from '../../pipeline/queue/job.ts'
import { openNight } from '../../pipeline/queue/night-folder.ts'
import type { JobQueue } from '../../pipeline/queue/queue.ts'
import { unreadPages } from '../../pipeline/queue/read-job.ts'
import { openWorkspaceQueue } from '../../pipeline/steps/crawl-by-queue.ts'
import { readSettings, workspaceAt } from '../../pipeline/workspace.ts'
import { corpus } from './corpus.ts'
import { startWorker, type StartedProcess } from './queue-night.ts'
import { startRedis } from './redis-server.ts'
import { attributionOf, snapshotOf } from './snapshots.ts'

/** What so many workers took for all pages. */
export interface ScalingCount {
  workers: number
  pages: number
  wall_s: number
  /** Processor seconds of all workers together. */
  cpu_s: number
  /** Processor seconds a second of each worker: below 1 the machine had other things to do. */
  share: number
  pages_a_cpu_s: number
}

/** Clock ticks a second, in which Linux counts processor time. */
const ticks = 100

/** Processor seconds that a process and its threads have used. */
async function cpuOf(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticks
}

async function archivePages(
  archive: string,
  sites: readonly string[],
  pages: readonly Uint8Array[],
): Promise<void> {
  for (const site of sites) {
    const part = await claimPart(archive, site, 'bench')
    const writer = await openArchive(part.folder, { mode: 'write', verify: 'last', aside_stamp: 'bench' })
    for (const [at, bytes] of pages.entries()) {
      const page = snapshotOf(`http://www.example.gov.cn/${site}/${at}.htm`, bytes)
      await writer.add(page, attributionOf(site))
    }
    await writer.close()
    await part.release()
  }
}

async function finish(queue: JobQueue, jobs: readonly Job[]): Promise<void> {
  await queue.add(jobs)
  let left = jobs.length
  while (left > 0)
    for (const end of await queue.collect()) {
      if (end.state === 'dead') throw new Error(`A job failed: ${end.detail}`)
      left -= 1
    }
}

/** Reads `sites` times `pages` generated pages by each of the numbers of workers; every worker is warm before it is measured. */
export async function scaleReading(options: {
  workers: readonly number[]
  sites: number
  pages: number
  told: (line: string) => void
}): Promise<ScalingCount[]> {
  const redis = await startRedis(false)
  const folder = await mkdtemp(join(tmpdir(), 'gouji-scaling-'))
  const workspace = workspaceAt(folder)
  const sites = Array.from({ length: options.sites }, (_, at) => String(990_001 + at))
  await mkdir(workspace.sites, { recursive: true })
  await writeFile(workspace.config, `crawl: { contact: bench@localhost.invalid }\nqueue: ${redis.address}\n`)
  await archivePages(workspace.archive, sites, corpus(options.pages))
  const context = {
    workspace,
    settings: await readSettings(workspace),
    effects: realEffects(new AbortController().signal),
  }
  const { queue, close } = await openWorkspaceQueue(context, { gone: () => undefined, back: () => undefined })
  const { night } = await openNight(workspace.queue, {
    name: 'bench',
    version: codeVersion(),
    now: new Date(),
    until: undefined,
  })

  /** The jobs of one pass over all pages, as if nobody had read them. */
  async function prepare(): Promise<Job[]> {
    await rm(workspace.cache, { recursive: true, force: true })
    const jobs: Job[] = []
    for (const site of sites) {
      const all = await unreadPages(context, site)
      for (let at = 0; at < all.length; at += pagesAJob)
        jobs.push(
          jobOf(night, codeVersion(), { kind: 'read', site, snapshots: all.slice(at, at + pagesAJob) }),
        )
    }
    return jobs
  }

  const counts: ScalingCount[] = []
  const crew: StartedProcess[] = []
  try {
    for (const workers of options.workers) {
      while (crew.length < workers) crew.push(await startWorker(folder, 30_000))
      for (const { child } of crew.splice(workers)) child.kill('SIGKILL')
      await finish(queue, await prepare())
      const jobs = await prepare()
      const pids = crew.map(({ child }) => child.pid ?? 0)
      const before = await Promise.all(pids.map(cpuOf))
      const begun = performance.now()
      await finish(queue, jobs)
      const wall_s = (performance.now() - begun) / 1000
      const after = await Promise.all(pids.map(cpuOf))
      const cpu_s = after.reduce((sum, one, at) => sum + one - (before[at] ?? 0), 0)
      const pages = options.sites * options.pages
      const count = {
        workers,
        pages,
        wall_s,
        cpu_s,
        share: cpu_s / wall_s / workers,
        pages_a_cpu_s: pages / cpu_s,
      }
      counts.push(count)
      options.told(
        `  ${workers} workers: ${pages} pages, ${wall_s.toFixed(2)} s, ${cpu_s.toFixed(2)} s CPU (${(100 * count.share).toFixed(0)} % of a core each), ${count.pages_a_cpu_s.toFixed(1)} pages a CPU second`,
      )
    }
  } finally {
    for (const { child } of crew) child.kill('SIGKILL')
    await close()
    await redis.close()
    await rm(folder, { recursive: true, force: true })
  }
  return counts
}
