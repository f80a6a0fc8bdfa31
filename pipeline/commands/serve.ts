/** Commands that show: the dashboard, and the tour over the sample county. */
import type { Command } from 'commander'
import type { Context } from '../context.ts'
import { runDemo } from '../demo.ts'
import { serveWorkspace } from '../steps/serve.ts'
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
async function serveUntilStopped(context: Context, listen: { host: string; port: number }): Promise<void> {
  const dashboard = await serveWorkspace(context, listen)
  context.effects.print(`看板：${dashboard.url}　（Ctrl+C 结束）`)
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await dashboard.close()
}

export const addServe: AddCommands = (program, tools) => {
  listening(withFlags(program.command('serve')))
    .description('打开看板（只读，只在本机）')
    .action(async (chosen: Listening) => {
      await serveUntilStopped(await openContext(chosen, tools), chosen)
    })
}

export const addDemo: AddCommands = (program, tools) => {
  listening(withFlags(program.command('demo')))
    .description('用随附的示例县走完整条链：两夜采集、核对、发布')
    .option('--serve', '结束后打开看板', false)
    .action(async (chosen: Listening & { serve: boolean }) => {
      const context = await runDemo(chosen.workspace, tools.effects)
      if (chosen.serve) await serveUntilStopped(context, chosen)
    })
}
