/** From a column to its report links: list after list within hosts, path and bound. Pure: whoever drives it does the asking. */
import type { CmsFamily, ListItem, ListPage, ListReading, ListRequest } from './cms.ts'
import { detectFamily } from './cms.ts'
import type { EntryOutcome, PageRef, RefusedRef } from './page-ref.ts'
import type { Entry, Site } from './site.ts'
import { readLink } from './title.ts'

/** What came of asking for one list page. */
export type ListAnswer = { page: ListPage } | { fault: string }

/** One column walked to its end, or as far as it let itself be walked. */
export interface EntryWalk {
  outcome: EntryOutcome
  refs: PageRef[]
  refused: RefusedRef[]
}

export interface WalkSettings {
  families: readonly CmsFamily[]
  /** Most list pages to ask for in one column. */
  page_bound: number
}

/** The folder that further list pages of an entry must lie in. */
function listFolder(entryUrl: string): string {
  const { origin, pathname } = new URL(entryUrl)
  return origin + pathname.slice(0, pathname.lastIndexOf('/') + 1)
}

/** Why an item is left before its words are read; null where it is not. */
function refuseItem(item: ListItem, entry: Entry, site: Site): Pick<RefusedRef, 'code' | 'reason'> | null {
  const url = new URL(item.url)
  if (!site.hosts.includes(url.host))
    return { code: 'strange_host', reason: `${url.host} 不是登记的主机，只列出，不访问` }
  const prefixes = entry.article_prefixes
  if (prefixes !== undefined && !prefixes.some((prefix) => url.pathname.startsWith(prefix)))
    return { code: 'outside_prefix', reason: '不在栏目登记的文章路径内' }
  return null
}

function sortItem(
  item: ListItem,
  foundOn: string,
  article: boolean,
  entry: Entry,
  site: Site,
): { ref: PageRef } | { refused: RefusedRef } {
  const refused = { url: item.url, link_title: item.title, found_on: foundOn }
  const early = refuseItem(item, entry, site)
  if (early !== null && !article) return { refused: { ...refused, ...early } }
  const reading = readLink(item.title, entry, site)
  if (!reading.taken && !(article && entry.publisher !== undefined))
    return { refused: { ...refused, code: 'not_a_report', reason: reading.reason } }
  const year = reading.taken ? reading.year : null
  const { from, to } = site.years
  if (year !== null && (year < from || (to !== undefined && year > to)))
    return { refused: { ...refused, code: 'outside_years', reason: `${year} 年不在登记的年度内` } }
  const ref: PageRef = {
    site: site.code,
    url: item.url,
    publisher: reading.taken ? reading.publisher : (entry.publisher ?? null),
    year,
    report_kind: reading.taken ? reading.report_kind : null,
    link_title: item.title,
    date: item.date,
    found_on: foundOn,
    column_page: article,
    reason: reading.reason,
  }
  return { ref }
}

/** What the counts of a column say once its lists are read. */
function judgeCounts(
  seen: { found: number; total: number | null; pages: number; article: boolean },
  hint: string,
): string {
  const { found, total, pages, article } = seen
  if (article) return ''
  if (total !== null && total !== found) return `列表印有共${total}条，找到${found}条`
  if (found === 0 && total === null) return `读了${pages}页，没有可识别的条目${hint}`
  return ''
}

/**
 * Walks one entry. Yields each list page to ask for and is sent its answer; returns when the column ends, breaks off,
 * reaches the bound, or brings a page without anything new.
 */
export function* walkEntry(
  site: Site,
  index: number,
  settings: WalkSettings,
): Generator<ListRequest, EntryWalk, ListAnswer> {
  const entry = site.entries[index]
  if (entry === undefined)
    throw new Error(`Site ${site.code} has no entry ${index}; it has ${site.entries.length}.`)
  const family = settings.families.find(({ name }) => name === entry.family)
  if (family === undefined)
    throw new Error(
      `Site ${site.code}, entry ${index}: no CMS family "${entry.family}". Read the site file with parseSite first.`,
    )
  const folder = listFolder(entry.url)
  const items = new Map<string, { item: ListItem; foundOn: string }>()
  const asked = new Set<string>([entry.url])
  const queue: ListRequest[] = [{ url: entry.url }]
  let total: number | null = null
  let pages = 0
  let article = false
  let fault = ''
  let hint = ''

  for (let request = queue.shift(); request !== undefined; request = queue.shift()) {
    if (pages >= settings.page_bound) {
      fault = `列表超过 ${settings.page_bound} 页，在此停止`
      break
    }
    const answer = yield request
    if ('fault' in answer) {
      fault = `第 ${pages + 1} 个列表页 ${request.url}：${answer.fault}`
      break
    }
    pages += 1
    const reading: ListReading = family.list(answer.page, entry.options)
    const known = items.size
    for (const item of reading.items)
      if (!items.has(item.url)) items.set(item.url, { item, foundOn: request.url })
    total ??= reading.total
    article ||= reading.article
    const other = detectFamily(answer.page, settings.families)
    if (items.size === 0 && other !== null && other.family.name !== family.name && other.score >= 0.4)
      hint = `；页面像 ${other.family.name}，站点文件写的是 ${family.name}`
    if (items.size === known && pages > 1) break
    for (const further of reading.next) {
      if (asked.has(further.url)) continue
      asked.add(further.url)
      if (further.url.startsWith(folder)) queue.push(further)
      else fault = `下一页 ${further.url} 不在栏目路径 ${folder} 内`
    }
  }

  const detail = fault === '' ? judgeCounts({ found: items.size, total, pages, article }, hint) : fault
  const sorted = [...items.values()].map(({ item, foundOn }) => sortItem(item, foundOn, article, entry, site))
  return {
    outcome: {
      entry: index,
      url: entry.url,
      publisher: entry.publisher ?? null,
      state: pages === 0 ? 'unreachable' : detail === '' ? 'complete' : 'incomplete',
      detail,
      list_pages: pages,
      found: items.size,
      total,
    },
    refs: sorted.flatMap((one) => ('ref' in one ? [one.ref] : [])),
    refused: sorted.flatMap((one) => ('refused' in one ? [one.refused] : [])),
  }
}

/** Drives the walk of every entry with one way of asking; entries are walked side by side. */
export async function discover(
  site: Site,
  settings: WalkSettings,
  ask: (request: ListRequest, entry: number) => Promise<ListAnswer>,
): Promise<EntryWalk[]> {
  return Promise.all(
    site.entries.map(async (_, index) => {
      const walk = walkEntry(site, index, settings)
      let step = walk.next({ fault: '' })
      while (step.done !== true) step = walk.next(await ask(step.value, index))
      return step.value
    }),
  )
}
