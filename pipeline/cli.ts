/** The commands of gouji, in the order of the chain. Help, the list of commands and exit codes; the work is done in steps. */
import { Command, CommanderError } from 'commander'
import { describeOption, sayFault } from './command-words.ts'
import { addAudit, addExplain, addReview } from './commands/audit.ts'
import type { AddCommands, CommandTools } from './commands/command.ts'
import { addCrawl, addRetry, addVerify } from './commands/crawl.ts'
import { addDoctor, addGc, addReference, addReplay } from './commands/maintain.ts'
import { addNew } from './commands/new.ts'
import { addNight, addPublish } from './commands/night.ts'
import { addWorker } from './commands/queue.ts'
import { addRead } from './commands/read.ts'
import { addDemo, addServe } from './commands/serve.ts'
import { addExport, addReport } from './commands/take.ts'
import type { Effects } from './effects.ts'
import { exitCodes, isExhaustion, isForbidden, sayMisplaced, Stop, type ExitName } from './exit.ts'
import { nameSources } from './source-lines.ts'
import { version } from './version.ts'

const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
}

/** Every command, in the order in which help lists them. */
const commands: readonly AddCommands[] = [
  addDoctor,
  addNew,
  addCrawl,
  addRead,
  addAudit,
  addPublish,
  addNight,
  addWorker,
  addServe,
  addExplain,
  addExport,
  addReport,
  addReview,
  addRetry,
  addVerify,
  addReplay,
  addGc,
  addReference,
  addDemo,
]

/** The whole command line; nothing is run before it is parsed. */
function buildProgram(tools: CommandTools): Command {
  const { effects } = tools
  const program = new Command('gouji')
    .description(
      '勾稽：读取政府信息公开工作年度报告，核对数字，回到原文。\n\nReads annual open-government-information reports, checks their figures, and walks every figure home.',
    )
    .version(version, '-V, --version', '显示版本')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [command]', '显示某个命令的帮助')
    .configureHelp({ styleTitle: (title) => titles[title] ?? title, optionDescription: describeOption })
    .showHelpAfterError('用法见 --help。')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => effects.print(text.trimEnd()),
      writeErr: (text) => effects.log(sayFault(text).trimEnd()),
    })
  for (const add of commands) add(program, tools)
  program.hook('preAction', (_, acting) => {
    if (acting.opts()['log'] === 'jsonl') tools.effects = logLines(effects)
  })
  return program
}

/** Logs as a JSON object a line, for whoever collects logs; what is one already stays as it is. */
function logLines(effects: Effects): Effects {
  return {
    ...effects,
    interactive: false,
    log: (line) =>
      effects.log(
        line.startsWith('{"')
          ? line
          : JSON.stringify({ type: 'message', at: effects.now().toISOString(), text: line }),
      ),
  }
}

/** Runs one command line (without node and script) and answers the number to exit with. Never throws. */
export async function runCli(args: readonly string[], effects: Effects): Promise<number> {
  let exit: ExitName = 'complete'
  const program = buildProgram({
    effects,
    end: (name) => {
      exit = name
    },
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return exitCodes[exit]
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.complete : exitCodes.usage
    if (error instanceof Stop) {
      effects.log(error.message)
      return exitCodes[error.exit]
    }
    if (isExhaustion(error)) {
      effects.log(`磁盘或内存不足：${error instanceof Error ? error.message : ''}`)
      return exitCodes.exhausted
    }
    if (isForbidden(error)) {
      effects.log(
        `不能写入：${error instanceof Error ? error.message : ''}。检查工作区的写权限：gouji doctor`,
      )
      return exitCodes.usage
    }
    const misplaced = sayMisplaced(error)
    if (misplaced !== null) {
      effects.log(misplaced)
      return exitCodes.usage
    }
    effects.log(nameSources(error instanceof Error ? (error.stack ?? error.message) : String(error)))
    return exitCodes.bug
  }
}
