/** Commands that look after a workspace: what is missing, proving the data, making them again, and making room. */
import { Stop } from '../exit.ts'
import { referencePages } from '../reference.ts'
import { examine } from '../steps/doctor.ts'
import { collectGarbage } from '../steps/gc.ts'
import { replay } from '../steps/replay.ts'
import { sitesToPublish, workspaceAt } from '../workspace.ts'
import { runRebuild } from '../night.ts'
import { openContext, wholeNumber, withFlags, type AddCommands, type Flags } from './command.ts'

/** Runs of which everything is kept where nothing else is said. */
const usualRuns = 30

export const addDoctor: AddCommands = (program, tools) => {
  withFlags(program.command('doctor'))
    .description('检查一夜所需的一切，并给出补救的命令；不改动任何东西')
    .action(async ({ workspace, json }: Flags) => {
      tools.end(await examine(workspaceAt(workspace), tools.effects, { json, environment: process.env }))
    })
}

export const addReplay: AddCommands = (program, tools) => {
  withFlags(program.command('replay'))
    .description('离线重读全部存档，指出哪些已发布的指标会不同；不写入任何东西')
    .action(async (chosen: Flags) => {
      const context = await openContext(chosen, tools)
      tools.end(await replay(context, await sitesToPublish(context.workspace, []), chosen.json))
    })
  withFlags(program.command('rebuild'))
    .description('由证据库与审计结论重新制作数据集')
    .action(async (chosen: Flags) => {
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
    .argument('<page>', Object.keys(referencePages).join('、'))
    .action((page: string) => {
      const write = referencePages[page]
      if (write === undefined)
        throw new Stop('usage', `没有“${page}”这一页；可用：${Object.keys(referencePages).join('、')}`)
      for (const line of write(program)) tools.effects.print(line)
    })
}
