/** Commands of the crawl: what would be asked for, asking for it, and what was given up. */
import {
  beFirst,
  needNetwork,
  openContext,
  openVisit,
  sitesOf,
  withFlags,
  type AddCommands,
  type Flags,
} from './command.ts'

export const addCrawl: AddCommands = (program, tools) => {
  withFlags(program.command('plan'), ['county'])
    .description('列出将要访问的栏目与报告，以及没有链接的单位；不下载报告')
    .action(async (chosen: Flags) => {
      const { planSites } = await import('../steps/plan.ts')
      needNetwork('plan', chosen)
      const { context, sites } = await openVisit(chosen, tools)
      await planSites(context, sites, chosen.json)
    })
  withFlags(program.command('crawl'), ['county'])
    .description('采集报告页面，存入证据库')
    .action(async (chosen: Flags) => {
      await beFirst(chosen)
      const { runCrawl } = await import('../night.ts')
      const { planSites } = await import('../steps/plan.ts')
      needNetwork('crawl', chosen)
      const { context, sites } = await openVisit(chosen, tools)
      if (chosen.dryRun) return planSites(context, sites, chosen.json)
      const { exit, accounts } = await runCrawl(context, sites)
      if (chosen.json) for (const account of accounts) tools.effects.print(JSON.stringify(account))
      tools.end(exit)
    })
}

export const addRetry: AddCommands = (program, tools) => {
  withFlags(program.command('retry'), ['county'])
    .description('列出被放弃或推迟的页面，并放回队列')
    .option('--list', '只列出，不改动', false)
    .action(async (chosen: Flags & { list: boolean }) => {
      const { retryPages } = await import('../steps/retry.ts')
      const context = await openContext(chosen, tools)
      const sites = chosen.county === undefined ? [] : await sitesOf(context, chosen)
      const list = chosen.list || chosen.dryRun
      await retryPages(context, { site: sites[0]?.code ?? null, list, json: chosen.json })
    })
}

export const addVerify: AddCommands = (program, tools) => {
  withFlags(program.command('verify'))
    .description('重新计算证据库中每个页面的摘要')
    .action(async (chosen: Flags) => {
      const { verifyArchive } = await import('../steps/verify.ts')
      tools.end(await verifyArchive(await openContext(chosen, tools), chosen.dryRun))
    })
}
