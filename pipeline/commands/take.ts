/** Commands that take the published figures away: datasets, and documents for paper. */
import { openContext, withFlags, type AddCommands, type Flags } from './command.ts'

interface Taking extends Flags {
  out?: string
  kind?: string
}

const kinds = '单位类别：government、office、department、subdistrict、township'
const listOf = (text: string): string[] => text.split(/[,，、]/u).filter((one) => one !== '')

export const addExport: AddCommands = (program, tools) => {
  withFlags(program.command('export'), ['county', 'year'])
    .description('把已发布的数据写成文件：CSV（附 Data Package 与 CSVW 说明）、Excel 用的 CSV、XLSX、Parquet')
    .option('-o, --out <folder>', '写入的文件夹；默认 export')
    .option('--kind <kind>', kinds)
    .option('--dataset <names>', '只写这些数据集，逗号分隔', listOf, [])
    .option('--format <names>', '格式，逗号分隔：csv、excel.csv、xlsx、parquet', listOf, ['csv', 'xlsx'])
    .action(async (chosen: Taking & { dataset: string[]; format: string[] }) => {
      const { exportDatasets } = await import('../steps/export.ts')
      const { narrow } = await import('../serving/narrow.ts')
      const context = await openContext(chosen, tools)
      const { site } = await narrow(context, chosen)
      const { out: folder = 'export', dataset, format: forms, year = null, kind = null } = chosen
      await exportDatasets(context, { folder, datasets: dataset, forms, site, year, kind })
    })
}

export const addReport: AddCommands = (program, tools) => {
  withFlags(program.command('report'), ['county', 'unit', 'year'])
    .description('写出 A4 核对报告，或 --rectification 各单位整改清单：一个 HTML 文件，不含脚本')
    .option('-o, --out <file>', '写入的文件；默认 核对报告.html 或 整改清单.html')
    .option('--kind <kind>', kinds)
    .option('--rectification', '整改清单', false)
    .action(async (chosen: Taking & { rectification: boolean }) => {
      const { writePaper } = await import('../steps/report.ts')
      const { narrow } = await import('../serving/narrow.ts')
      const context = await openContext(chosen, tools)
      const { rectification, year = null, kind = null } = chosen
      const out = chosen.out ?? (rectification ? '整改清单.html' : '核对报告.html')
      await writePaper(context, { rectification, out, year, kind, ...(await narrow(context, chosen)) })
    })
}
