/** Commands of the queue: a worker, and the flag by which a night is done by workers. */
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'
import { redisAddress, redisIn } from '../queue/redis-address.ts'
import { needNetwork, openContext, withFlags, type AddCommands, type Flags } from './command.ts'

/** The flag of commands that may be done by workers. */
export const queueing = [
  '--queue [address]',
  '由各台机器上的 gouji worker 完成；地址（redis://主机:6379/0）可写在 config.yaml 的 queue 中',
] as const

/** What the flag says. */
export interface QueueFlags {
  queue?: string | boolean
}

/** The context with the queue that the flag asks for; stops where it is no address, or where none is set. */
export function withQueue(context: Context, { queue }: QueueFlags): Context {
  if (queue === undefined || queue === false) return context
  if (queue === true) return (redisIn(context), context)
  const parsed = redisAddress.safeParse(queue)
  if (!parsed.success)
    throw new Stop('usage', `--queue：${parsed.error.issues.map(({ message }) => message).join('；')}`)
  return { ...context, settings: { ...context.settings, queue } }
}

export const addWorker: AddCommands = (program, tools) => {
  withFlags(program.command('worker'))
    .description('队列的工作进程：领取采集、读取、核对任务，直到被要求停止')
    .option(...queueing)
    .action(async (chosen: Flags & QueueFlags) => {
      const { runWorker } = await import('../steps/worker.ts')
      needNetwork('worker', chosen)
      const context = withQueue(await openContext(chosen, tools), chosen)
      await runWorker(context)
    })
}
