/** Commands that show: the dashboard, and the tour over the sample county. */
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import type { ReviewBy } from '../serving/review-desk.ts'
import { openContext, wholeNumber, withFlags, type AddCommands, type Flags } from './command.ts'

interface Listening extends Flags {
  host: string
  port: number
}

const listening = (command: Command): Command =>
  command
    .option('--host <address>', '监听地址', '127.0.0.1')
    .option('--port <number>', '监听端口，0 为自动选择', wholeNumber, 8787)

/** Serves until the process is asked to stop. */
async function serveUntilStopped(
  context: Context,
  listen: { host: string; port: number },
  by?: ReviewBy,
): Promise<void> {
  const { serveWorkspace } = await import('../steps/serve.ts')
  const dashboard = await serveWorkspace(context, listen, by)
  context.effects.print(`看板：${dashboard.url}　（Ctrl+C 结束）`)
  const { signal } = context.effects
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await dashboard.close()
}

export const addServe: AddCommands = (program, tools) => {
  listening(withFlags(program.command('serve')))
    .description('打开看板；不写明审核人时只读，只在本机')
    .option('--reviewer <name>', '以此人的名义在看板上记录审计结论；只能与本机地址同用')
    .option('--reviewer-header <name>', '审核人姓名取自反向代理设置的请求头（代理须先去掉外来的同名头）')
    .action(async (chosen: Listening & { reviewer?: string; reviewerHeader?: string }) => {
      const { reviewer = null, reviewerHeader = null } = chosen
      await serveUntilStopped(await openContext(chosen, tools), chosen, { reviewer, reviewerHeader })
    })
}

export const addDemo: AddCommands = (program, tools) => {
  listening(withFlags(program.command('demo')))
    .description('用随附的示例县走完整条链：两夜采集、核对、发布')
    .option('--serve', '结束后打开看板', false)
    .action(async (chosen: Listening & { serve: boolean }) => {
      const { runDemo } = await import('../demo.ts')
      const context = await runDemo(chosen.workspace, tools.effects)
      if (chosen.serve) await serveUntilStopped(context, chosen)
    })
}
