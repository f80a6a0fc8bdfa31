/** Commands: first drafts of the files that people add. */
import { Stop } from '../exit.ts'
import { needNetwork, openContext, withFlags, type AddCommands, type Flags } from './command.ts'

interface Chosen extends Flags {
  file?: string
  write: boolean
  schema?: string
}

export const addNew: AddCommands = (program, tools) => {
  withFlags(program.command('new'))
    .description('起草新文件：new site <网址> 由一个网页起草站点文件；其余种类起草程序的一部分')
    .argument('[kind]', '种类：site、family、rule、view、fixture', 'site')
    .argument('[name]', 'site：年报栏目或文章的网址；其余：名称')
    .option('--file <page>', '读取已保存的网页，不访问网站')
    .option('--write', '写入工作区的 sites 文件夹（或源代码），而不是显示出来', false)
    .option(
      '--schema <kind>',
      '显示某种文件的 JSON Schema，供编辑器使用：site、settings、rules、event、digest',
    )
    .action(async (kind: string, url: string | undefined, chosen: Chosen) => {
      const { newPart, newSite, printSchema } = await import('../new.ts')
      if (chosen.schema !== undefined) return printSchema(chosen.schema, tools.effects.print)
      if (url === undefined)
        throw new Stop('usage', '请给出网址或名称：gouji new site <网址>，gouji new rule <代码>')
      const write = chosen.write && !chosen.dryRun
      if (kind !== 'site') return newPart(kind, url, write, tools.effects)
      if (chosen.file === undefined)
        needNetwork('new site', chosen, '可先在浏览器中另存网页，再用 --file 起草。')
      const context = await openContext(chosen, tools)
      return newSite(context, { url, file: chosen.file ?? null, write })
    })
}
