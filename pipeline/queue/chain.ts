/** Which jobs follow from which: a crawled site's unread pages are read, some at a time, and when all are read its county is judged. */
import { crawlResultSchema } from './crawl-job.ts'
import { jobOf, type Job } from './job.ts'
import type { JobEnd } from './queue.ts'

/** Pages of one read job: a second or two of work, so that a killed worker costs little. */
export const pagesAJob = 40

function inParts<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) =>
    list.slice(at * size, (at + 1) * size),
  )
}

/**
 * The jobs that follow from an end, for one night. `crawled` keeps what a site came to and says whether that is known; a site whose
 * pages could not all be read is left for publishing to judge.
 */
export function chainJobs(
  night: string,
  version: string,
  crawled: (site: string) => Promise<boolean>,
): (end: JobEnd) => Promise<Job[]> {
  const reading = new Map<string, number>()
  const audit = (site: string): Job => jobOf(night, version, { kind: 'audit', site })
  return async ({ job: { work }, result }) => {
    switch (work.kind) {
      case 'crawl': {
        const { unread } = crawlResultSchema.parse(result)
        const next: Job[] = []
        for (const site of work.sites) {
          if (!(await crawled(site))) continue
          const parts = inParts(unread[site] ?? [], pagesAJob)
          reading.set(site, parts.length)
          next.push(
            ...parts.map((snapshots) => jobOf(night, version, { kind: 'read', site, snapshots })),
            ...(parts.length === 0 ? [audit(site)] : []),
          )
        }
        return next
      }
      case 'read': {
        const left = (reading.get(work.site) ?? 1) - 1
        reading.set(work.site, left)
        return left === 0 ? [audit(work.site)] : []
      }
      case 'audit':
        return []
    }
  }
}
