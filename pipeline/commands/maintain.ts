/** Commands that look after a workspace: what is missing, proving the data, making them again, and making room. */
import { Stop } from '../exit.ts'
import { openContext, wholeNumber, withFlags, type AddCommands, type Flags } from './command.ts'

/** Runs of which everything is kept where nothing else is said. */
const usualRuns = 30

export const addDoctor: AddCommands = (program, tools) => {
  withFlags(program.command('doctor'))
    .description('检查一夜所需的一切，并给出补救的命令；不改动任何东西')
    .action(async ({ workspace, json }: Flags) => {
      const { examine } = await import('../steps/doctor.ts')
      const { workspaceAt } = await import('../workspace.ts')
      tools.end(await examine(workspaceAt(workspace), tools.effects, { json, environment: process.env }))
    })
}

export const addReplay: AddCommands = (program, tools) => {
  withFlags(program.command('replay'))
    .description('离线重读全部存档，指出哪些已发布的指标会不同；不写入任何东西')
    .action(async (chosen: Flags) => {
      const { replay } = await import('../steps/replay.ts')
      const { sitesToPublish } = await import('../workspace.ts')
      const context = await openContext(chosen, tools)
      tools.end(await replay(context, await sitesToPublish(context.workspace, []), chosen.json))
    })
  withFlags(program.command('rebuild'))
    .description('由证据库与审计结论重新制作数据集')
    .action(async (chosen: Flags) => {
      const { replay } = await import('../steps/replay.ts')
      const { sitesToPublish } = await import('../workspace.ts')
      const { runRebuild } = await import('../night.ts')
      const context = await openContext(chosen, tools)
      const sites = await sitesToPublish(context.workspace, [])
      if (chosen.dryRun) return tools.end(await replay(context, sites, chosen.json))
      tools.end(await runRebuild(context, sites, chosen.json))
    })
}

export const addGc: AddCommands = (program, tools) => {
  withFlags(program.command('gc'))
    .description('删除旧数据集、旧运行的明细与过时的缓存；证据库与审计结论不动')
    .option('--keep <number>', '保留最近几版数据与几次运行的明细', wholeNumber)
    .action(async (chosen: Flags & { keep?: number }) => {
      const { collectGarbage } = await import('../steps/gc.ts')
      const context = await openContext(chosen, tools)
      if (chosen.keep === 0) throw new Stop('usage', '--keep 至少为 1：现行数据集总要保留。')
      const { dryRun, json, keep } = chosen
      const snapshots = keep ?? context.settings.warehouse.keep
      await collectGarbage(context, { snapshots, runs: keep ?? usualRuns, dryRun, json })
    })
}

export const addReference: AddCommands = (program, tools) => {
  withFlags(program.command('reference'))
    .description('打印参考的一页（Markdown），由程序本身写出')
    .argument('<page>', '页：commands、settings、exit-codes、problem-codes、rules、dictionary、events')
    .action(async (page: string) => {
      const { referencePages } = await import('../reference.ts')
      const write = referencePages[page]
      if (write === undefined)
        throw new Stop('usage', `没有“${page}”这一页；可用：${Object.keys(referencePages).join('、')}`)
      for (const line of write(program)) tools.effects.print(line)
    })
}
