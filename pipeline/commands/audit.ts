/** Commands for auditors: findings, the way home of a figure, what differs between two runs, and their own verdicts. */
import {
  formatOf,
  openContext,
  wholeNumber,
  withFlags,
  withFormats,
  type AddCommands,
  type Flags,
  type Printed,
} from './command.ts'

interface Findings extends Printed {
  code?: string
  severity?: string
  all: boolean
  catalogue: boolean
  scores: boolean
}

export const addAudit: AddCommands = (program, tools) => {
  withFormats(withFlags(program.command('audit'), ['county', 'unit', 'year']))
    .description('列出已发布数据集中的审计发现、评分，或核对规则目录')
    .option('--code <code>', '审计发现代码，如 NUM-03')
    .option('--severity <level>', '程度：E、W、I')
    .option('--all', '相符与不适用的核对也列出', false)
    .option('--scores', '按规则包中的评分表给各报告计分', false)
    .option('--catalogue', '列出全部核对规则及其统计', false)
    .action(async (chosen: Findings) => {
      const { auditFindings } = await import('../steps/audit.ts')
      const { printCatalogue } = await import('../steps/audit-catalogue.ts')
      const { printScores } = await import('../steps/audit-scores.ts')
      const context = await openContext(chosen, tools)
      const format = formatOf(chosen, 'table')
      if (chosen.catalogue) return printCatalogue(context, format)
      const { county = null, unit = null, year = null, code = null, severity = null, all } = chosen
      if (chosen.scores) return printScores(context, { county, unit, year }, format)
      return auditFindings(context, { county, unit, year, code, severity, all }, format)
    })
}

export const addExplain: AddCommands = (program, tools) => {
  withFlags(program.command('explain'))
    .description('追溯一个数字：从数据集到存档网页的单元格')
    .argument('<publisher>', '单位代码或名称')
    .argument('<year>', '报告年度', wholeNumber)
    .argument('<cell>', '指标代码，如 t3.new_received.total')
    .action(async (publisher: string, year: number, cell: string, chosen: Flags) => {
      const { explainFigure } = await import('../steps/explain.ts')
      await explainFigure(await openContext(chosen, tools), publisher, year, cell)
    })
  withFlags(program.command('diff'))
    .description('比较两次运行发布的数据集：状态、数据与核对结果')
    .argument('<older>', '较早的运行（runs 下的名称，可只写开头）')
    .argument('<newer>', '较晚的运行')
    .action(async (older: string, newer: string, chosen: Flags) => {
      const { diffRuns } = await import('../steps/diff.ts')
      await diffRuns(await openContext(chosen, tools), older, newer, chosen.json)
    })
}

export const addReview: AddCommands = (program, tools) => {
  const review = program.command('review').description('审计结论：导出、导入、查看')
  withFormats(withFlags(review.command('export')))
    .description('导出审计结论；默认每行一个 JSON，--csv 为表格')
    .option('--findings', '导出待审的审计发现，供填写后导入', false)
    .action(async (chosen: Printed & { findings: boolean }) => {
      const { exportReview } = await import('../steps/review.ts')
      const usual = chosen.findings ? 'csv' : 'json'
      await exportReview(await openContext(chosen, tools), chosen.findings, formatOf(chosen, usual))
    })
  withFlags(review.command('import'))
    .description('导入审计结论：先全部检查，再一并写入；重复导入不会重复记录')
    .argument('<file>', 'JSON 行文件，或填写好的 CSV、XLSX 表格')
    .option('--by <name>', '表格中没有写审计人时所用的姓名')
    .action(async (file: string, chosen: Flags & { by?: string }) => {
      const { importReview } = await import('../steps/review.ts')
      await importReview(await openContext(chosen, tools), file, chosen.by ?? null, chosen.dryRun)
    })
  withFlags(review.command('list'))
    .description('列出全部审计结论及其状态')
    .action(async (chosen: Flags) => {
      const { listReview } = await import('../steps/review.ts')
      await listReview(await openContext(chosen, tools))
    })
}
