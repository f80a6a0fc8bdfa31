/** A crawl for benches: politeness off, loopback allowed, into an archive that is opened and closed as a night does. */
import { join } from 'node:path'
import { openArchive } from '../../crawlers/archive.ts'
import type { CmsFamily } from '../../crawlers/cms.ts'
import { crawlSite } from '../../crawlers/crawl.ts'
import { openFrontier } from '../../crawlers/frontier.ts'
import type { Site } from '../../crawlers/site.ts'

/** Crawls sites one after the other; answers how many pages were stored, and the bytes of all that the archive holds. */
export async function crawlQuickly(
  into: string,
  sites: readonly Site[],
  families: readonly CmsFamily[],
  page_bound = 1000,
): Promise<{ stored: number; bytes: number }> {
  const archive = await openArchive(into, { mode: 'write', verify: 'last', aside_stamp: 'bench' })
  const frontier = await openFrontier(join(into, 'frontier.jsonl'), () => new Date())
  let stored = 0
  for (const site of sites) {
    const outcome = await crawlSite({
      site,
      lists: join(into, 'lists.jsonl'),
      families,
      settings: {
        user_agent: 'gouji-bench/1',
        contact: 'bench@localhost.invalid',
        gap_ms: 0,
        allow: ['127.0.0.0/8'],
        max_bytes: 20_000_000,
        deadline_ms: 60_000,
        page_bound,
      },
      archive,
      frontier,
      now: () => new Date(),
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      random: Math.random,
      onEvent: () => undefined,
    })
    stored += outcome.stored
  }
  const bytes = archive.rows().reduce((sum, row) => sum + row.byte_count, 0)
  await frontier.close()
  await archive.close()
  return { stored, bytes }
}
