/** What a worker does with each kind of job; a job of another version of gouji it refuses by name. */
import { crawlGroup, type CrawlTools } from './crawl-job.ts'
import { describeJob } from './job.ts'
import { PutBack, type Handle } from './queue.ts'
import { auditCounty, readPages, type ReadTools } from './read-job.ts'

/** Milliseconds before a refused job is offered to anybody again. */
const refusedFor = 2000

/** The handle of a worker that runs one version of gouji. */
export function handleJobs(tools: CrawlTools & ReadTools, version: string): Handle {
  return async (task) => {
    const { job } = task
    if (job.version !== version)
      throw new PutBack(
        `拒绝任务“${describeJob(job)}”（${job.id}）：它属于版本 ${job.version}，本机是版本 ${version}。请把本机更新到同一版本，再启动 gouji worker`,
        refusedFor,
        true,
      )
    const { work } = job
    switch (work.kind) {
      case 'crawl':
        return crawlGroup(task, work, tools)
      case 'read':
        return readPages(task, work, tools)
      case 'audit':
        return auditCounty(task, work, tools)
    }
  }
}
