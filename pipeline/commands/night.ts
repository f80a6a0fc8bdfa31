/** Commands that publish: from the archive alone, or a whole night. */
import { queueing, withQueue, type QueueFlags } from './queue.ts'
import {
  beFirst,
  openContext,
  openVisit,
  sitesOf,
  withFlags,
  type AddCommands,
  type Flags,
} from './command.ts'

interface Chosen extends Flags {
  accept?: string
}
const accepting = ['--accept <reason>', '说明理由，使被发布检查拦下的数据得以发布'] as const

export const addPublish: AddCommands = (program, tools) => {
  withFlags(program.command('publish'), ['county'])
    .description('读取证据库中的报告，核对，发布新的数据集')
    .option(...accepting)
    .option('--static <folder>', '发布之后把整个看板写成静态文件，可放到任何网站服务器上（不含审核）')
    .action(async (chosen: Chosen & { static?: string }) => {
      await beFirst(chosen)
      const { runPublish } = await import('../night.ts')
      const { rehearse } = await import('../steps/replay.ts')
      const { sitesToPublish } = await import('../workspace.ts')
      const context = await openContext(chosen, tools)
      const worked = chosen.county === undefined ? [] : await sitesOf(context, chosen)
      const sites = await sitesToPublish(context.workspace, worked)
      if (chosen.dryRun) return tools.end(await rehearse(context, sites, chosen.json))
      tools.end(await runPublish(context, sites, chosen.accept ?? null))
      if (chosen.static === undefined) return
      const { writeStill } = await import('../steps/still.ts')
      await writeStill(context, chosen.static)
    })
}

export const addNight: AddCommands = (program, tools) => {
  withFlags(program.command('night'), ['county'])
    .description('完整的一夜：采集、读取、核对、发布')
    .option(...accepting)
    .option(...queueing)
    .action(async (chosen: Chosen & QueueFlags) => {
      await beFirst(chosen)
      const { runNight } = await import('../night.ts')
      const { planSites } = await import('../steps/plan.ts')
      const { hasArchive } = await import('../steps/publish.ts')
      const { rehearse } = await import('../steps/replay.ts')
      const { sitesToPublish } = await import('../workspace.ts')
      const { context, sites } = await openVisit(chosen, tools)
      if (chosen.dryRun) {
        if (!chosen.offline) await planSites(context, sites, chosen.json)
        if (await hasArchive(context))
          tools.end(await rehearse(context, await sitesToPublish(context.workspace, sites), chosen.json))
        return
      }
      const night = withQueue(context, chosen)
      tools.end((await runNight(night, sites, { accept: chosen.accept ?? null })).exit)
    })
}
