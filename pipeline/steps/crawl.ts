/** Step: crawl sites one after another into the archive; a site that fails costs nobody else anything. */
import { openArchive } from '../../crawlers/archive.ts'
import type { CrawlEvent, CrawlOutcome } from '../../crawlers/crawl-event.ts'
import { crawlSite } from '../../crawlers/crawl.ts'
import { loadFamilies } from '../../crawlers/families.ts'
import type { Site } from '../../crawlers/site.ts'
import type { Context } from '../context.ts'
import type { CrawlSettings } from '../../crawlers/visit.ts'
import { stampOf, type RunLog } from '../run-log.ts'

/** The crawler's part of the settings. */
export function crawlSettings({ settings }: Context): CrawlSettings {
  const { user_agent, contact, gap_ms, max_bytes, request_deadline_ms, page_bound } = settings.crawl
  return {
    user_agent,
    contact,
    gap_ms,
    max_bytes,
    page_bound,
    deadline_ms: request_deadline_ms,
    allow: settings.network.allow,
  }
}

/** One line of progress: how many reports of those expected have been looked at, and what is being asked. */
function progressLine(site: Site, asked: number, stored: number, event: CrawlEvent): string | null {
  if (event.type === 'site_started') return `${site.name}：开始，${event.entries} 个栏目`
  if (event.type === 'obstacle') return `${site.name}：${event.detail}　${event.url}`
  if (event.type === 'site_done')
    return `${site.name}：完成，访问 ${asked} 页，找到 ${event.found} 份，新存 ${stored} 页，取不到 ${event.unreachable} 份`
  if (event.type === 'asked' && asked % 50 === 0) return `${site.name}：已访问 ${asked} 页，新存 ${stored} 页`
  return null
}

/** Crawls all sites; returns what each came to and leaves the outcomes in the run's record. */
export async function crawlSites(
  context: Context,
  sites: readonly Site[],
  run: RunLog,
): Promise<CrawlOutcome[]> {
  const { workspace, effects } = context
  const archive = await openArchive(workspace.archive, {
    mode: 'write',
    verify: 'last',
    aside_stamp: stampOf(effects.now()),
  })
  for (const part of archive.aside) effects.log(`存档：${part.detail}（已移至 ${part.path}）`)
  const outcomes: CrawlOutcome[] = []
  try {
    const families = await loadFamilies()
    for (const site of sites) {
      let asked = 0
      let stored = 0
      const events: CrawlEvent[] = []
      const onEvent = (event: CrawlEvent): void => {
        events.push(event)
        if (event.type === 'asked') asked += 1
        if (event.type === 'archived' && event.stored) stored += 1
        const line = progressLine(site, asked, stored, event)
        if (line !== null) effects.log(line)
      }
      outcomes.push(
        await crawlSite({
          site,
          families,
          settings: crawlSettings(context),
          archive,
          now: effects.now,
          sleep: effects.sleep,
          random: effects.random,
          onEvent,
        }),
      )
      for (const event of events) await run.event(event)
      await run.keepOutcomes(outcomes)
    }
  } finally {
    await archive.close()
  }
  return outcomes
}
