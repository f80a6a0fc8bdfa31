/** What visits to many sites share in one process: CMS families, what is known of hosts, and a browser that is opened when a page first needs it. */
import { join } from 'node:path'
import type { Alarm } from '../crawlers/alarm.ts'
import type { Archive } from '../crawlers/archive-row.ts'
import { browserRemedy, browserVariable, findBrowser, isRunnable } from '../crawlers/browser-finding.ts'
import { createBrowserCarrier, type BrowserCarrier } from '../crawlers/browser.ts'
import { resolveBySystem } from '../crawlers/connection.ts'
import type { CrawlEvent, CrawlOutcome } from '../crawlers/crawl-event.ts'
import { crawlSite } from '../crawlers/crawl.ts'
import { openEgress } from '../crawlers/egress.ts'
import { loadFamilies } from '../crawlers/families.ts'
import type { Frontier } from '../crawlers/frontier.ts'
import type { HostBook } from '../crawlers/host-book.ts'
import type { Site } from '../crawlers/site.ts'
import { agentName, type CrawlSettings } from '../crawlers/visit.ts'
import type { Context } from './context.ts'
import { Stop } from './exit.ts'

/** The crawler's part of the settings. Stops where no contact is set: whoever asks a site must be found by it. */
export function crawlSettings({
  settings,
  workspace,
}: Pick<Context, 'settings' | 'workspace'>): CrawlSettings {
  const { user_agent, contact, gap_ms, max_bytes, request_deadline_ms, page_bound, window } = settings.crawl
  if (contact === undefined)
    throw new Stop(
      'usage',
      `没有设置联系方式，不访问任何网站：网站要能找到采集者。请在 ${workspace.config} 的 crawl: 之下加一行：\n\ncrawl:\n  contact: 您的邮箱或网址`,
    )
  return {
    user_agent,
    contact,
    gap_ms,
    max_bytes,
    page_bound,
    window,
    deadline_ms: request_deadline_ms,
    allow: settings.network.allow,
  }
}

interface OpenBrowser {
  carrier: BrowserCarrier
  close: () => Promise<void>
}

/** A browser behind its own proxy; null, with a word about it, where there is none or none is wanted. */
async function openBrowser(context: Context): Promise<OpenBrowser | null> {
  const { settings, effects } = context
  if (!settings.crawl.browser) return null
  const executable = await findBrowser(process.env[browserVariable])
  if (executable === null) {
    effects.log(`没有浏览器：要靠脚本显示的页面会列为取不到。安装：${browserRemedy}`)
    return null
  }
  const egress = await openEgress(resolveBySystem)
  const carrier = createBrowserCarrier({
    executable,
    egress,
    user_agent: agentName(crawlSettings(context)),
    max_bytes: settings.crawl.max_bytes,
    deadline_ms: settings.crawl.request_deadline_ms,
    now: effects.now,
  })
  const close = async (): Promise<void> => {
    await carrier.close()
    await egress.close()
  }
  return { carrier, close }
}

/** One visit: whom, where what is found is kept, and by what book hosts take turns. */
export interface Visit {
  site: Site
  archive: Archive
  frontier: Frontier
  book: HostBook
  onEvent: (event: CrawlEvent) => void
  /** When this visit must end; the context's deadline where absent. */
  until?: Date
  /** Ends requests that take too long, and all of them when the process must stop; by the real clock where absent. */
  alarm?: Alarm
}

/** Visits sites, one or many at a time. */
export interface Crawler {
  /** Throws TimeIsUp where the deadline comes, or the book lets nobody ask any more. */
  crawl(visit: Visit): Promise<CrawlOutcome>
  close(): Promise<void>
}

/** Opens a crawler for the settings of a context; close it when the last visit has ended. */
export async function openCrawler(context: Context): Promise<Crawler> {
  const { now, sleep, random } = context.effects
  const settings = crawlSettings(context)
  const named = process.env[browserVariable] ?? ''
  if (context.settings.crawl.browser && named !== '' && !isRunnable(named))
    throw new Stop('usage', `${browserVariable}=${named} 不是可以运行的程序；请改正或取消这个变量`)
  const families = await loadFamilies()
  let opened: Promise<OpenBrowser | null> | null = null
  return {
    crawl: ({ until = context.deadline, ...visit }) =>
      crawlSite({
        ...visit,
        lists: join(context.workspace.cache, 'lists', `${visit.site.code}.jsonl`),
        families,
        settings,
        until,
        async browser() {
          opened ??= openBrowser(context)
          return (await opened)?.carrier ?? null
        },
        now,
        sleep,
        random,
      }),
    async close() {
      await (await opened)?.close()
    },
  }
}
