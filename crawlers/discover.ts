/** From a column to its report links: list after list within hosts, path and bound. Pure: whoever drives it does the asking. */
import { sortCandidate, type Finding } from './candidate.ts'
import type { CmsFamily, ListPage } from './cms.ts'
import { columnsOf, folderOf, type Column } from './column.ts'
import { allSettled } from './halt.ts'
import { viewList, type AskedList, type ListView } from './list-view.ts'
import type { EntryOutcome, PageRef, RefusedRef } from './page-ref.ts'
import { getPage, requestName, type PageRequest } from './request.ts'
import type { Site } from './site.ts'

/** What came of asking for one list page: the page, and who keeps its reading; a reading that was kept; or a fault in plain Chinese. */
export type ListAnswer =
  | { page: ListPage; keep?: (view: ListView) => void }
  | { view: ListView }
  | { fault: string }

/** One column walked to its end, or as far as it let itself be walked. */
export interface EntryWalk {
  outcome: EntryOutcome
  refs: PageRef[]
  refused: RefusedRef[]
}

export interface WalkSettings {
  families: readonly CmsFamily[]
  /** Most answers to ask for in one column. */
  page_bound: number
  /** Decides which years a column by year is asked for. */
  now: Date
}

/** What a column has shown so far. */
interface Seen {
  items: Map<string, Pick<Finding, 'item' | 'reading' | 'found_on'>>
  subs: Map<string, Column>
  answers: number
  lists: number
  total: number | null
  article: boolean
  fault: string
  hint: string
}

/** What the counts of a column say once its lists are read. */
function judgeCounts({ items, subs, total, answers, article, hint }: Seen): string {
  if (article) return ''
  if (total !== null && total !== items.size) return `列表印有共${total}条，找到${items.size}条`
  if (items.size === 0 && subs.size === 0 && total === null)
    return `读了${answers}页，没有可识别的条目${hint}`
  return ''
}

/** What a column was asked with first; a fragment is for the family, never for the site. */
function firstRequests(column: Column, family: CmsFamily): PageRequest[] {
  const url = new URL(column.url)
  url.hash = ''
  return family.start?.(column) ?? [getPage(url.href)]
}

/**
 * Walks one column. Yields each request to make and is sent its answer; returns when the column ends, breaks off,
 * reaches the bound, or brings a list without anything new. Beside what it found it names the columns to walk next.
 */
export function* walkColumn(
  site: Site,
  column: Column,
  settings: WalkSettings,
): Generator<PageRequest, EntryWalk & { columns: Column[] }, ListAnswer> {
  const family = settings.families.find(({ name }) => name === column.family)
  if (family === undefined)
    throw new Error(
      `Site ${site.code}, entry ${column.entry}: no CMS family "${column.family}". Read the site file with parseSite first.`,
    )
  const folders = new Set([folderOf(column.url)])
  const queue = firstRequests(column, family)
  const asked = new Set(queue.map(requestName))
  const seen: Seen = {
    items: new Map(),
    subs: new Map(),
    answers: 0,
    lists: 0,
    total: null,
    article: false,
    fault: '',
    hint: '',
  }
  const mayLeadTo = (url: string): boolean =>
    [...folders].some((folder) => url.startsWith(folder)) ||
    (site.hosts.includes(new URL(url).host) &&
      family.interfaces.some((end) => new URL(url).pathname.endsWith(end)))

  const viewOf = (answer: Exclude<ListAnswer, { fault: string }>, { body }: PageRequest): ListView => {
    if ('view' in answer) return answer.view
    const page = body === undefined ? answer.page : { ...answer.page, sent: body }
    const view = viewList(page, column, family, site, settings.families)
    answer.keep?.(view)
    return view
  }

  for (let request = queue.shift(); request !== undefined; request = queue.shift()) {
    if (seen.answers >= settings.page_bound) {
      seen.fault = `列表超过 ${settings.page_bound} 页，在此停止`
      break
    }
    const answer = yield request
    const name = requestName(request)
    if ('fault' in answer) {
      seen.fault = `第 ${seen.answers + 1} 个列表页 ${name}：${answer.fault}`
      break
    }
    seen.answers += 1
    const view = viewOf(answer, request)
    if (seen.answers === 1) folders.add(folderOf(view.url))
    const { reading, promises, subs, other } = view
    const known = seen.items.size + seen.subs.size
    for (const sub of subs) if (!seen.subs.has(sub.url)) seen.subs.set(sub.url, sub)
    for (const [at, item] of reading.items.entries()) {
      const promise = promises[at]
      if (promise === undefined) throw new Error(`${name}: an item of the list was not read.`)
      if (!seen.items.has(item.url) && !seen.subs.has(item.url))
        seen.items.set(item.url, { item, reading: promise, found_on: name })
    }
    seen.total ??= reading.total
    seen.article ||= reading.kind === 'article'
    if (reading.kind === 'list') seen.lists += 1
    if (seen.items.size === 0 && other !== null)
      seen.hint = `；页面像 ${other}，站点文件写的是 ${family.name}`
    if (reading.kind === 'list' && seen.lists > 1 && seen.items.size + seen.subs.size === known) break
    for (const further of reading.next) {
      if (asked.has(requestName(further))) continue
      asked.add(requestName(further))
      if (mayLeadTo(further.url)) queue.push(further)
      else seen.fault = `下一页 ${further.url} 不在栏目路径 ${folderOf(column.url)} 内`
    }
  }

  const detail = seen.fault === '' ? judgeCounts(seen) : seen.fault
  const sorted = [...seen.items.values()].map((found) =>
    sortCandidate({ ...found, column_page: seen.article }, column, site),
  )
  return {
    outcome: {
      entry: column.entry,
      url: column.url,
      publisher: column.publisher,
      year: column.year,
      index: seen.subs.size > 0,
      state: seen.answers === 0 ? 'unreachable' : detail === '' ? 'complete' : 'incomplete',
      detail,
      list_pages: seen.answers,
      found: seen.items.size,
      total: seen.total,
    },
    refs: sorted.flatMap((one) => ('ref' in one ? [one.ref] : [])),
    refused: sorted.flatMap((one) => ('refused' in one ? [one.refused] : [])),
    columns: [...seen.subs.values()],
  }
}

/** Drives the walk of every column of every entry with one way of asking; columns are walked side by side. */
export async function discover(
  site: Site,
  settings: WalkSettings,
  ask: (asked: AskedList) => Promise<ListAnswer>,
): Promise<EntryWalk[]> {
  const known = new Set<string>()
  async function drive(column: Column): Promise<EntryWalk[]> {
    if (known.has(`${column.entry} ${column.url}`)) return []
    known.add(`${column.entry} ${column.url}`)
    const walk = walkColumn(site, column, settings)
    let step = walk.next({ fault: '' })
    while (step.done !== true) step = walk.next(await ask({ request: step.value, column }))
    const { columns, ...found } = step.value
    const under = await allSettled(columns.map(drive))
    return [found, ...under.flat()]
  }
  const walked = await allSettled(
    site.entries.flatMap((_, index) => columnsOf(site, index, settings.now)).map(drive),
  )
  return walked.flat()
}
