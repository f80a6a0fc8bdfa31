/** Step: say what a crawl would ask for, without asking for any report. */
import { loadFamilies } from '../../crawlers/families.ts'
import { planSite, type SitePlan } from '../../crawlers/plan.ts'
import type { Site } from '../../crawlers/site.ts'
import { TimeIsUp } from '../../crawlers/halt.ts'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'
import { crawlSettings } from '../crawler.ts'

/** A time as people say it, rounded up. */
function timeWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return seconds < 120 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`
}

function account(site: Site, plan: SitePlan): string[] {
  const missing = new Map<string, number[]>()
  for (const { name, year } of plan.without) missing.set(name, [...(missing.get(name) ?? []), year])
  const promised = plan.reports.length
  const lists = plan.entries.reduce((sum, entry) => sum + entry.list_pages, 0)
  return [
    `${site.code} ${site.name}${site.verified ? '' : '（站点文件尚未与实际网站核对）'}`,
    ...plan.entries.map(
      (entry) =>
        `  栏目　　${entry.url}　列表 ${entry.list_pages} 页，链接 ${entry.found}${entry.total === null ? '' : `／${entry.total}`} 条${entry.state === 'complete' ? '' : `　${entry.detail}`}`,
    ),
    ...plan.refs.map(
      (ref) =>
        `  报告　　${ref.year ?? '年度未知'} ${site.publishers.find((publisher) => publisher.code === ref.publisher)?.name ?? '单位未知'}　${ref.link_title}　${ref.url}`,
    ),
    ...plan.refused.map((ref) => `  略过　　${ref.link_title}　${ref.reason}`),
    ...[...missing].map(([name, years]) => `  没有链接　${name} ${years.join('、')}`),
    `  ${promised} 份报告有链接，${plan.without.length} 份应有而没有链接；列表读了 ${lists} 页，将访问 ${plan.articles} 个报告页面，至少需要 ${timeWords(plan.at_least_ms)}`,
  ]
}

/** Prints the plan of each site, as JSON lines or as an account for people. */
export async function planSites(context: Context, sites: readonly Site[], json: boolean): Promise<void> {
  const { effects } = context
  const families = await loadFamilies()
  for (const site of sites) {
    const plan = await planSite({
      site,
      families,
      settings: crawlSettings(context),
      until: context.deadline,
      now: effects.now,
      sleep: effects.sleep,
      random: effects.random,
      onEvent: (event) => {
        if (event.type === 'obstacle') effects.log(`${site.name}：${event.detail}　${event.url}`)
      },
    }).catch((error: unknown) => {
      if (error instanceof TimeIsUp) throw new Stop('deadline', `${site.name}：到了时限，列表尚未看完`)
      throw error
    })
    if (json) effects.print(JSON.stringify(plan))
    else for (const line of account(site, plan)) effects.print(line)
  }
}
