/** Step: list the pages that were given up or put off, and put them back into the queue. */
import { openFrontier } from '../../crawlers/frontier.ts'
import type { Context } from '../context.ts'
import { takeLock } from '../lock.ts'
import { frontierPath } from './crawl.ts'

/** What may be asked for at once again. */
export interface RetryChoice {
  /** Division code of the one site that is meant; all where null. */
  site: string | null
  /** Only tell, change nothing. */
  list: boolean
  json: boolean
}

const stateWords = {
  dead: '已放弃',
  deferred: '已推迟',
  done: '曾失败',
  queued: '待访问',
  leased: '访问中',
} as const

/** Prints what is owed with its reason, and unless only asked to list, lets the next crawl ask for all of it as if it had never failed. */
export async function retryPages(context: Context, choice: RetryChoice): Promise<void> {
  const { workspace, effects } = context
  const release = await takeLock(workspace.lock)
  try {
    const frontier = await openFrontier(frontierPath(context), effects.now)
    try {
      const owed = frontier.owed().filter(({ site }) => choice.site === null || site === choice.site)
      for (const page of owed) {
        const wait = page.next_attempt === null ? '' : `，${page.next_attempt} 之后`
        effects.print(
          choice.json
            ? JSON.stringify(page)
            : `${stateWords[page.state]}　${page.site}　${page.url}　${page.detail}（${page.outcome}，${page.attempts} 夜${wait}）`,
        )
      }
      if (choice.list) return
      frontier.revive(owed)
      effects.log(
        owed.length === 0
          ? '没有需要重试的页面'
          : `已放回队列 ${owed.length} 个页面，下一次 crawl 或 night 会访问`,
      )
    } finally {
      await frontier.close()
    }
  } finally {
    await release()
  }
}
