/** How a night over a queue stands, in words and for machines. */
import type { Effects } from '../effects.ts'
import { describeJob, type WorkKind } from './job.ts'
import type { Standing } from './queue.ts'

const kindWords: Readonly<Record<WorkKind, string>> = { crawl: '采集', read: '读取', audit: '核对' }

/** How the night stands, for people. */
function describeStanding(done: ReadonlyMap<WorkKind, number>, standing: Standing): string {
  const ended = [...done].map(([kind, count]) => `${kindWords[kind]} ${count}`).join('，')
  const active = standing.active.map(({ job, worker, progress }) => {
    const pages = progress === null ? '' : ` ${progress.done}/${progress.all} 页`
    return `${describeJob(job)}${pages}（${worker}）`
  })
  const shown = active.slice(0, 5).join('；')
  const more = active.length > 5 ? ` 等 ${active.length} 项` : ''
  return `已完成：${ended === '' ? '无' : ended}　等待 ${standing.waiting}　失败 ${standing.dead}　工作进程 ${standing.workers.length}${shown === '' ? '' : `　正在：${shown}${more}`}`
}

/** Tells how a night stands, and once each time that there is nobody to do its jobs. */
export function createStandingTeller({
  now,
  log,
  interactive,
}: Pick<Effects, 'now' | 'log' | 'interactive'>): (
  done: ReadonlyMap<WorkKind, number>,
  standing: Standing,
) => void {
  let alone = false
  return (done, standing) => {
    const { waiting, dead, active, workers } = standing
    const pages = active.map(({ job, worker, progress }) => ({ job: job.id, worker, ...progress }))
    const ended = Object.fromEntries(done)
    const record = { type: 'progress', at: now().toISOString(), ended, waiting, dead, active: pages, workers }
    log(interactive ? describeStanding(done, standing) : JSON.stringify(record))
    if (workers.length === 0 && !alone)
      log('没有工作进程：请在共享这个工作区的机器上启动 gouji worker。任务会一直等着。')
    alone = workers.length === 0
  }
}
