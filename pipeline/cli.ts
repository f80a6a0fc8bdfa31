/** The commands of gouji, in the order of the chain. Parsing, help and exit codes; the work is done in steps. */
import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Context } from './context.ts'
import { runDemo } from './demo.ts'
import type { Effects } from './effects.ts'
import { exitCodes, isExhaustion, Stop, type ExitName } from './exit.ts'
import { newSite, printSchema } from './new.ts'
import { runCrawl, runNight, runPublish } from './night.ts'
import { auditFindings, type Format } from './steps/audit.ts'
import { printCatalogue } from './steps/audit-catalogue.ts'
import { diffRuns } from './steps/diff.ts'
import { explainFigure } from './steps/explain.ts'
import { planSites } from './steps/plan.ts'
import { readFiles } from './steps/read.ts'
import { exportReview, importReview, listReview } from './steps/review.ts'
import { retryPages } from './steps/retry.ts'
import { serveWorkspace } from './steps/serve.ts'
import { verifyArchive } from './steps/verify.ts'
import { readSettings, readSites, workspaceAt } from './workspace.ts'

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')))

const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
}

interface Chosen {
  workspace: string
  county?: string
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('应为整数。')
  return Number(text)
}

interface Printed {
  json: boolean
  csv: boolean
  bom: boolean
}

/** The format asked for; `usual` where none was. */
function formatOf({ json, csv, bom }: Printed, usual: Format): Format {
  return json ? 'json' : bom ? 'csv_bom' : csv ? 'csv' : usual
}

async function openContext({ workspace: folder }: Chosen, effects: Effects): Promise<Context> {
  const workspace = workspaceAt(folder)
  return { workspace, settings: await readSettings(workspace), effects }
}

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

function build(effects: Effects, end: (exit: ExitName) => void): Command {
  const program = new Command('gouji')
    .description(
      '勾稽：读取政府信息公开工作年度报告，核对数字，回到原文。\n\nReads annual open-government-information reports, checks their figures, and walks every figure home.',
    )
    .version(version, '-V, --version', '显示版本')
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [command]', '显示某个命令的帮助')
    .configureHelp({ styleTitle: (title) => titles[title] ?? title })
    .showHelpAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => effects.print(text.trimEnd()),
      writeErr: (text) => effects.log(text.trimEnd()),
    })
  const shared = (command: Command): Command =>
    command
      .option('-w, --workspace <folder>', '工作区文件夹', 'workspace')
      .option('-c, --county <code>', '只处理一个县（代码或名称）')
  const listening = (command: Command): Command =>
    command
      .option('--host <address>', '监听地址', '127.0.0.1')
      .option('--port <number>', '监听端口，0 为自动选择', wholeNumber, 8787)
  const printing = (command: Command): Command =>
    command
      .option('--json', '每行一个 JSON', false)
      .option('--csv', '输出 CSV', false)
      .option('--bom', '输出带字节序标记的 CSV，供 Excel 直接打开', false)
  const sitesOf = (context: Context, chosen: Chosen): ReturnType<typeof readSites> =>
    readSites(context.workspace, chosen.county ?? null)

  program
    .command('new')
    .description('起草新文件：new site <网址> 由一个网页起草站点文件')
    .argument('[kind]', '种类：site', 'site')
    .argument('[url]', '年报栏目或文章的网址')
    .option('-w, --workspace <folder>', '工作区文件夹', 'workspace')
    .option('--file <page>', '读取已保存的网页，不访问网站')
    .option('--write', '写入工作区的 sites 文件夹，而不是显示出来', false)
    .option('--schema <kind>', '显示某种文件的 JSON Schema，供编辑器使用')
    .action(
      async (
        kind: string,
        url: string | undefined,
        chosen: Chosen & { file?: string; write: boolean; schema?: string },
      ) => {
        if (chosen.schema !== undefined) return printSchema(chosen.schema, effects.print)
        if (kind !== 'site') throw new Stop('usage', `不能起草“${kind}”；可用：site`)
        if (url === undefined) throw new Stop('usage', '请给出网址：gouji new site <网址>')
        const context = await openContext(chosen, effects)
        return newSite(context, { url, file: chosen.file ?? null, write: chosen.write })
      },
    )
  shared(program.command('plan'))
    .description('列出将要访问的栏目与报告，以及没有链接的单位；不下载报告')
    .option('--json', '每个站点一行 JSON', false)
    .action(async (chosen: Chosen & { json: boolean }) => {
      const context = await openContext(chosen, effects)
      await planSites(context, await sitesOf(context, chosen), chosen.json)
    })
  shared(program.command('crawl'))
    .description('采集报告页面，存入证据库')
    .action(async (chosen: Chosen) => {
      const context = await openContext(chosen, effects)
      end(await runCrawl(context, await sitesOf(context, chosen)))
    })
  shared(program.command('retry'))
    .description('列出被放弃或推迟的页面，并放回队列')
    .option('--list', '只列出，不改动', false)
    .option('--json', '每个页面一行 JSON', false)
    .action(async (chosen: Chosen & { list: boolean; json: boolean }) => {
      const context = await openContext(chosen, effects)
      const sites = chosen.county === undefined ? [] : await sitesOf(context, chosen)
      await retryPages(context, { site: sites[0]?.code ?? null, list: chosen.list, json: chosen.json })
    })
  program
    .command('read')
    .description('读取报告文件，逐份给出数字、出处、问题与核对结果')
    .argument('<file...>', '网页文件')
    .option('--json', '每份报告一行 JSON', false)
    .option('--url <address>', '页面网址（用于判断年度与日期）')
    .option('--content-type <type>', '响应头 Content-Type（用于判断编码）')
    .action(async (files: string[], chosen: { json: boolean; url?: string; contentType?: string }) => {
      end(
        await readFiles(
          files,
          { json: chosen.json, url: chosen.url ?? null, contentType: chosen.contentType ?? null },
          effects,
        ),
      )
    })
  printing(shared(program.command('audit')))
    .description('列出已发布数据集中的审计发现，或核对规则目录')
    .option('--unit <name>', '单位代码或名称中的字')
    .option('--year <year>', '报告年度', wholeNumber)
    .option('--code <code>', '审计发现代码，如 NUM-03')
    .option('--severity <level>', '程度：E、W、I')
    .option('--all', '相符与不适用的核对也列出', false)
    .option('--catalogue', '列出全部核对规则及其统计', false)
    .action(
      async (
        chosen: Chosen &
          Printed & {
            unit?: string
            year?: number
            code?: string
            severity?: string
            all: boolean
            catalogue: boolean
          },
      ) => {
        const context = await openContext(chosen, effects)
        const format = formatOf(chosen, 'table')
        if (chosen.catalogue) return printCatalogue(context, format)
        const { county = null, unit = null, year = null, code = null, severity = null, all } = chosen
        return auditFindings(context, { county, unit, year, code, severity, all }, format)
      },
    )
  shared(program.command('publish'))
    .description('读取证据库中的报告，核对，发布新的数据集')
    .option('--accept <reason>', '说明理由，使被发布检查拦下的数据得以发布')
    .action(async (chosen: Chosen & { accept?: string }) => {
      const context = await openContext(chosen, effects)
      end(await runPublish(context, await sitesOf(context, chosen), chosen.accept ?? null))
    })
  shared(program.command('night'))
    .description('完整的一夜：采集、读取、核对、发布')
    .option('--accept <reason>', '说明理由，使被发布检查拦下的数据得以发布')
    .action(async (chosen: Chosen & { accept?: string }) => {
      const context = await openContext(chosen, effects)
      end((await runNight(context, await sitesOf(context, chosen), chosen.accept ?? null)).exit)
    })
  listening(shared(program.command('serve')))
    .description('打开看板（只读，只在本机）')
    .action(async (chosen: Chosen & { host: string; port: number }) => {
      await serveUntilStopped(await openContext(chosen, effects), chosen)
    })
  shared(program.command('explain'))
    .description('追溯一个数字：从数据集到存档网页的单元格')
    .argument('<publisher>', '单位代码或名称')
    .argument('<year>', '报告年度', wholeNumber)
    .argument('<cell>', '指标代码，如 t3.new_received.total')
    .action(async (publisher: string, year: number, cell: string, chosen: Chosen) => {
      await explainFigure(await openContext(chosen, effects), publisher, year, cell)
    })
  shared(program.command('diff'))
    .description('比较两次运行发布的数据集：状态、数据与核对结果')
    .argument('<older>', '较早的运行（runs 下的名称，可只写开头）')
    .argument('<newer>', '较晚的运行')
    .option('--json', '每行一个 JSON', false)
    .action(async (older: string, newer: string, chosen: Chosen & { json: boolean }) => {
      await diffRuns(await openContext(chosen, effects), older, newer, chosen.json)
    })
  const review = program.command('review').description('审计结论：导出、导入、查看')
  printing(shared(review.command('export')))
    .description('导出审计结论；默认每行一个 JSON，--csv 为表格')
    .option('--findings', '导出待审的审计发现，供填写后导入', false)
    .action(async (chosen: Chosen & Printed & { findings: boolean }) => {
      const usual = chosen.findings ? 'csv' : 'json'
      await exportReview(await openContext(chosen, effects), chosen.findings, formatOf(chosen, usual))
    })
  shared(review.command('import'))
    .description('导入审计结论：先全部检查，再一并写入；重复导入不会重复记录')
    .argument('<file>', 'JSON 行文件，或填写好的 CSV、XLSX 表格')
    .option('--by <name>', '表格中没有写审计人时所用的姓名')
    .action(async (file: string, chosen: Chosen & { by?: string }) => {
      await importReview(await openContext(chosen, effects), file, chosen.by ?? null)
    })
  shared(review.command('list'))
    .description('列出全部审计结论及其状态')
    .action(async (chosen: Chosen) => {
      await listReview(await openContext(chosen, effects))
    })
  shared(program.command('verify'))
    .description('重新计算证据库中每个页面的摘要')
    .action(async (chosen: Chosen) => {
      end(await verifyArchive(await openContext(chosen, effects)))
    })
  listening(shared(program.command('demo')))
    .description('用随附的示例县走完整条链：两夜采集、核对、发布')
    .option('--serve', '结束后打开看板', false)
    .action(async (chosen: Chosen & { serve: boolean; host: string; port: number }) => {
      const context = await runDemo(chosen.workspace, effects)
      if (chosen.serve) await serveUntilStopped(context, chosen)
    })
  return program
}

/** Runs one command line (without node and script) and answers the number to exit with. Never throws. */
export async function runCli(args: readonly string[], effects: Effects): Promise<number> {
  let exit: ExitName = 'complete'
  const program = build(effects, (name) => {
    exit = name
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
    effects.log(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return exitCodes.bug
  }
}
