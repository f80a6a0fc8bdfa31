/** The jobs that read archived pages and judge a county. What they make lies in memory and shards on the shared folder, under its content. */
import { openWhole } from '../../crawlers/archive-whole.ts'
import type { Archive, ArchiveRow } from '../../crawlers/archive-row.ts'
import type { Context } from '../context.ts'
import type { RunEvent } from '../record/events.ts'
import { pageMemory, readingOf, reportRows, type SiteBench } from '../site-bench.ts'
import type { Work } from './job.ts'
import { nightFolder } from './night-folder.ts'
import { PutBack, type Task } from './queue.ts'

/** What reading and judging needs of its worker. */
export interface ReadTools {
  context: Context
  bench: SiteBench
  /** Events of pages that had to be read, since they were last written down; the bench adds to them. */
  told: RunEvent[]
}

/** Lends the archive of one site, with its report pages and the documents that hang on them. */
async function withSite<T>(
  context: Context,
  site: string,
  work: (archive: Archive, rows: readonly ArchiveRow[]) => Promise<T>,
): Promise<T> {
  const archive = await openWhole(context.workspace.archive, readingOf(context), site)
  try {
    return await work(archive, reportRows(archive).get(site) ?? [])
  } finally {
    await archive.close()
  }
}

/** Digests of the pages of a site that nobody has read yet. */
export function unreadPages(context: Context, site: string): Promise<string[]> {
  const memory = pageMemory(context)
  return withSite(context, site, async (_, rows) => {
    const unread = new Set<string>()
    for (const row of rows) if (!(await memory.holds(row))) unread.add(row.sha256)
    return [...unread]
  })
}

/** Puts what was read on the record of a site's night. */
async function writeDown(site: string, night: string, { context, told }: ReadTools): Promise<void> {
  const events = told.splice(0)
  if (events.length > 0) await nightFolder(context.workspace.queue, night).events(site, events)
}

/** Does a read job: its pages are remembered when it is done. */
export async function readPages(
  { job, signal, tell }: Task,
  { site, snapshots }: Extract<Work, { kind: 'read' }>,
  tools: ReadTools,
): Promise<{ read: number }> {
  const wanted = new Set(snapshots)
  return withSite(tools.context, site, async (archive, all) => {
    const rows = all.filter(({ sha256 }) => wanted.has(sha256))
    let read = 0
    for await (const _ of tools.bench.read(archive, rows)) {
      if (signal.aborted) throw new PutBack('停止工作', 0)
      read += 1
      tell({ done: read, all: rows.length })
    }
    await writeDown(site, job.night, tools)
    return { read }
  })
}

/** Does an audit job: the county's shard is in its place when it is done. */
export async function auditCounty(
  { job }: Task,
  { site: code }: Extract<Work, { kind: 'audit' }>,
  tools: ReadTools,
): Promise<{ made: boolean }> {
  const { context, bench } = tools
  const site = await nightFolder(context.workspace.queue, job.night).site(code)
  await bench.renew()
  return withSite(context, code, async (archive, rows) => {
    const { shard } = await bench.shard(site, archive, rows)
    await writeDown(code, job.night, tools)
    return { made: shard.made }
  })
}
