/** Command: read files from disk. */
import { withFlags, type AddCommands, type Flags } from './command.ts'

export const addRead: AddCommands = (program, tools) => {
  withFlags(program.command('read'))
    .description('读取报告文件，逐份给出数字、出处、问题与核对结果')
    .argument('<file...>', '网页或文档')
    .option('--url <address>', '页面网址（用于判断年度与日期）')
    .option('--content-type <type>', '响应头 Content-Type（用于判断编码）')
    .action(async (files: string[], chosen: Flags & { url?: string; contentType?: string }) => {
      const { readFiles } = await import('../steps/read.ts')
      const { json, url = null, contentType = null } = chosen
      tools.end(await readFiles(files, { json, url, contentType }, tools.effects))
    })
}
