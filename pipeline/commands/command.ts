/** What every command line has in common: the flags, the same everywhere, and how a command is added. */
import { InvalidArgumentError, Option, type Command } from 'commander'
import type { Site } from '../../crawlers/site.ts'
import type { Context } from '../context.ts'
import { deadlineAt, readDeadline } from '../deadline.ts'
import type { Effects } from '../effects.ts'
import { Stop, type ExitName } from '../exit.ts'
import type { Format } from '../steps/audit.ts'
import { refuseBusy } from '../lock.ts'
import { readSettings, readSites, workspaceAt } from '../workspace.ts'

/** What a command is given: the world, and how to say what it ends in. */
export interface CommandTools {
  effects: Effects
  end: (exit: ExitName) => void
}

/** Adds one or more commands to the program. */
export type AddCommands = (program: Command, tools: CommandTools) => void

/** The flags that every command knows. */
export interface Flags {
  workspace: string
  county?: string
  unit?: string
  year?: number
  dryRun: boolean
  json: boolean
  log: 'human' | 'jsonl'
  offline: boolean
  browser: boolean
  deadline?: string
}

/** What narrows a command to a part of the workspace. */
type Narrowing = 'county' | 'unit' | 'year'

/** Reads a whole number, or refuses. */
export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('应为整数。')
  return Number(text)
}

/** Every shared flag, its words, and what reads its value: the table that help, the reference and the parser are made of. */
export const flagTable: readonly { flags: string; words: string; choices?: readonly string[] }[] = [
  { flags: '-w, --workspace <folder>', words: '工作区文件夹' },
  { flags: '-c, --county <code>', words: '只处理一个县（代码或名称）' },
  { flags: '--unit <name>', words: '只处理一个单位（代码或名称中的字）' },
  { flags: '--year <year>', words: '只处理一个报告年度' },
  { flags: '--dry-run', words: '只说明将要做什么，不写入任何东西' },
  { flags: '--json', words: '结果每行一个 JSON' },
  { flags: '--log <form>', words: '日志写法：human 或 jsonl', choices: ['human', 'jsonl'] },
  { flags: '--offline', words: '不访问网络' },
  { flags: '--no-browser', words: '不使用浏览器' },
  { flags: '--deadline <when>', words: '最迟何时结束：时长（90m、5h）或北京时间（06:00）' },
]

function optionOf({ flags, words, choices }: (typeof flagTable)[number]): Option {
  const option = new Option(flags, words)
  const name = option.attributeName()
  if (name === 'workspace') return option.default('workspace')
  if (name === 'year') return option.argParser(wholeNumber)
  if (name === 'log') return option.choices(choices ?? []).default('human')
  if (name === 'deadline')
    return option.argParser((text: string) => {
      if (readDeadline(text) !== null) return text
      throw new InvalidArgumentError('应写作时长（90s、45m、5h）或时刻（06:00）。')
    })
  return name === 'browser' ? option : option.default(option.required ? undefined : false)
}

/**
 * Gives a command the shared flags. `narrows` are those that it can be narrowed by; another one ends in 2, since to leave it unheeded
 * would do more than was asked for.
 */
export function withFlags(command: Command, narrows: readonly Narrowing[] = []): Command {
  for (const row of flagTable) command.addOption(optionOf(row))
  return command.hook('preAction', (_, acting) => {
    const given = (['county', 'unit', 'year'] as const).filter(
      (name) => acting.getOptionValueSource(name) === 'cli' && !narrows.includes(name),
    )
    if (given.length > 0)
      throw new Stop(
        'usage',
        `${acting.name()} 不能用 ${given.map((name) => `--${name}`).join('、')} 缩小范围${narrows.length === 0 ? '' : `；可用：${narrows.map((name) => `--${name}`).join('、')}`}。`,
      )
  })
}

/** Adds the flags of tables: CSV beside JSON. */
export function withFormats(command: Command): Command {
  return command
    .option('--csv', '输出 CSV', false)
    .option('--bom', '输出带字节序标记的 CSV，供 Excel 直接打开', false)
}

/** The flags of tables. */
export interface Printed extends Flags {
  csv: boolean
  bom: boolean
}

/** The format asked for; `usual` where none was. */
export function formatOf({ json, csv, bom }: Printed, usual: Format): Format {
  return json ? 'json' : bom ? 'csv_bom' : csv ? 'csv' : usual
}

/** Ends in `busy` at once where another run is under way: what a run needs is not even loaded then. */
export function beFirst({ workspace, dryRun }: Flags): Promise<void> {
  return dryRun ? Promise.resolve() : refuseBusy(workspaceAt(workspace).lock)
}

/** Opens the workspace that the flags name; what they say about this run stands above the settings. */
export async function openContext(
  { workspace: folder, browser, deadline: when, offline }: Flags,
  { effects }: CommandTools,
): Promise<Context> {
  const workspace = workspaceAt(folder)
  const settings = await readSettings(workspace)
  const crawl = { ...settings.crawl, browser: settings.crawl.browser && browser }
  const deadline = when === undefined ? undefined : deadlineAt(when, effects.now())
  return { workspace, settings: { ...settings, crawl }, effects, deadline, offline }
}

/** The sites that the flags name. */
export function sitesOf(context: Context, { county }: Flags): Promise<Site[]> {
  return readSites(context.workspace, county ?? null)
}

/** Opens the workspace and its sites for a command that asks them: every fault of their files, and a missing contact, ends in 2 before. */
export async function openVisit(
  flags: Flags,
  tools: CommandTools,
): Promise<{ context: Context; sites: Site[] }> {
  const context = await openContext(flags, tools)
  const sites = await sitesOf(context, flags)
  const { crawlSettings } = await import('../crawler.ts')
  crawlSettings(context)
  return { context, sites }
}

/** Refuses a command that cannot do without the network. */
export function needNetwork(name: string, { offline }: Flags, remedy = ''): void {
  if (offline) throw new Stop('usage', `${name} 要访问网站，不能与 --offline 同用。${remedy}`)
}
