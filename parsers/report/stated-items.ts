/** Lists that count up what a figure consists of: 其中，工作动态55条（其中…）；政府文件9条 — or number first: 1条权责清单、11条工作信息. */
import type { StatedItem } from './report.ts'
import type { Amount } from './stated-amounts.ts'

/** What a list came to. */
export interface ItemList {
  items: StatedItem[]
  /** True where the wording claims that the list is complete. */
  exhaustive: boolean
  /** Where in the sentence the list begins, behind the words that open it, and where it ends. */
  from: number
  to: number
}

/** What a list may be read from: a sentence, its figures, and a test for names that begin something else. */
export interface ListSource {
  words: string
  amounts: readonly Amount[]
  endsList: (amount: Amount, name: string) => boolean
}

const opener =
  /^(?:,(?:(?:同比|较|比)[^,;。:()]{2,30}|(?:均|都|全部)(?:为|系|是)[^,;。:()\d]{2,16}|全文电子化[^,;。:]{0,10})(?=,))?(?:\((?:(?![^()]{0,80}\d)[^()]{0,80}\)|[^()]{0,80}\)(?=,?其中)))?[,;。、:(]{0,2}(?:中(?=,)|其中|包括|包含|分别为|分别是|分别有|主要包括|主要是|主要为|主要有|主要涉及|涉及|具体为|具体包括|具体如下|内有|分为|涵盖|按[^\d,;:。]{0,10}(?:分|划分))(?:[,:]?(?:主动公开|分别|主要|具体|包括|包含|为|是|涉及|按[^\d,;:。]{0,10}(?:分|划分)))*[:,;]?/
/** Openers of a list without such a word: a colon or a parenthesis right behind the figure. */
const bareOpener = /^(?:[:(]|,(?=\d))/
const numbering =
  /^(?:\(?\d{1,2}[.、)](?!\d*[条件篇份])|[①-⑳●•·◆■-]|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]是)/
const separators = /^(?:[,;、。\n]|以及|及(?!时)|和|与|同时|另外?|此外)+/
const share =
  /^[,、]?\(?(?:约|大约)?(?:占(?:比)?[^\d,;。()]{0,14}?(?:约|为|达)?|比例(?:约|为)?)(\d{1,3}(?:\.\d{1,6})?)%\)?/
const shareBefore = /(?:占(?:比)?[^\d,;。()]{0,10})?(\d{1,3}(?:\.\d{1,6})?)%/
const longestName = 44
/** Nested deeper, no writer follows his own list. */
const deepest = 3
const digitsInName = /(?:(?:19|20)\d\d年(?:度)?|12345|110|[“"][^”"]{0,20}[”"])/g

/** 网站公开131条 names the website. */
const onChannel =
  /((?:网站|网|微信|公众号|微博|平台|栏|栏目|屏|端|报|刊|号|广播|抖音|简报|公报|媒体|方式|渠道))(?:上)?共?(?:主动公开|公开发布|公开|发布|更新|推送)(?:各类)?(?:政府|政务)?(?:信息)?(?=(?:共计|共|计|为|有|达|数量|数|:|了|累计)*$)/

/** Trims the words that lead into or out of a member's name. */
export function trimName(text: string): string {
  return text
    .replace(numbering, '')
    .replace(
      /^(?:其中|包括|包含|以及|及|和|与|主动公开|公开(?!栏|目录|指南|专区|平台)|发布|更新|上传|涉及|主要是|分别是|分别为|有|另|通过|利用|重点(?=聚焦|公开|发布)|聚焦|:)+(?=[^信类])/,
      '',
    )
    .replace(/^([^:]{2,20}):(?:主动公开|公开|发布|更新|推送)?(?:政府|政务|各类)*(?:信息|内容)?$/, '$1')
    .replace(onChannel, '$1')
    .replace(/^(?:一|二|三|四|五|六|七|八|九|十)是(?:公开|发布|主动公开)?/, '')
    .replace(/(?:(?:共计|共有|总计|合计|共|计|为|有|达|各|数量|数|:|约|近|了|累计|\()+)$/, '')
    .replace(/^[“"]([^“”"]{1,40})[”"]$/, '$1')
}

function isName(text: string): boolean {
  const bare = text.replace(digitsInName, '')
  return (
    text !== '' &&
    text.length <= longestName &&
    !/[\d。;:,!?%\n]/.test(bare) &&
    /[\u4e00-\u9fffA-Za-z]/.test(bare)
  )
}

const make = (name: string, amount: Amount): StatedItem => ({
  name,
  value: amount.value,
  unit: amount.unit,
  ...(amount.approx ? { approx: true as const } : {}),
})

const sumOf = (items: readonly StatedItem[]): number => items.reduce((sum, item) => sum + item.value, 0)

/** Whether text right behind a figure opens a list, how long the opener is, and whether it claims to be complete. */
function openingAt(
  text: string,
): { length: number; complete: boolean; bracket: boolean; sure: boolean } | null {
  const worded = opener.exec(text)?.[0]
  if (worded !== undefined)
    return {
      length: worded.length,
      complete: !/主要|涉及|涵盖/.test(worded),
      bracket: /\([^)]*$/.test(worded),
      sure: true,
    }
  const bare = bareOpener.exec(text)?.[0]
  return bare === undefined || bare.startsWith(',')
    ? null
    : { length: bare.length, complete: true, bracket: bare === '(', sure: false }
}

/** Reads the list that begins at `at`, right behind the figure it breaks down; null where none begins there. */
export function readItems(source: ListSource, at: number, whole: Amount, depth = 0): ItemList | null {
  const { words } = source
  const opening = openingAt(words.slice(at, at + 140))
  if (opening !== null) {
    const list = readMembers(source, at + opening.length, opening, whole, depth)
    if (list !== null) return list
    return null
  }
  // Without a word that opens a list only a sum that comes out proves that it is one.
  if (depth > 0 || !/^[,;:]/.test(words.slice(at, at + 1))) return null
  const list = readMembers(source, at + 1, { complete: true, bracket: false }, whole, depth)
  if (list === null || list.items.length < 2 || list.items.some((item) => item.approx === true)) return null
  return sumOf(list.items) === whole.value ? list : null
}

function readMembers(
  source: ListSource,
  from: number,
  opening: { complete: boolean; bracket: boolean },
  whole: Amount,
  depth: number,
): ItemList | null {
  const { words, amounts, endsList } = source
  const items: StatedItem[] = []
  let { complete } = opening
  let at = from
  let index = amounts.findIndex((amount) => amount.from >= from)
  const first = index < 0 ? undefined : amounts[index]
  if (first === undefined) return null
  const respective = readRespective(source, from, first.from, index)
  if (respective !== null) return { ...respective, exhaustive: opening.complete && respective.exhaustive }
  const leadIn = trimName(words.slice(from, first.from))
  const numberFirst = leadIn === '' && /^(?![,;。、:()])/.test(words.slice(first.to, first.to + 1))
  while (index >= 0 && index < amounts.length && items.length < 200) {
    const amount = amounts[index]
    if (amount === undefined) break
    const gap = words.slice(at, amount.from)
    const lead = gap
      .replace(separators, '')
      .replace(numbering, '')
      .replace(/^(?:其中|包括)[,:]?/, '')
    let name: string
    let end = amount.to
    if (numberFirst) {
      if (trimName(lead) !== '') break
      const tail = /^(?:的|为|是|属于?|涉及)?([^\d,;。、:()%\n]{1,30})/.exec(
        words.slice(amount.to, amount.to + 34),
      )
      if (tail === null) break
      name = trimName((tail[1] ?? '').replace(/(?:以及|及|和|与)$/, ''))
      end += tail[0].length
    } else name = trimName(lead.replace(shareBefore, ''))
    if (!isName(name) || (items.length > 0 && gap.length > 0 && !separatedBefore(words, at, lead, gap))) break
    if (endsList(amount, name) || amount.unit.endsWith('元') !== whole.unit.endsWith('元')) break
    const parts = numberFirst ? [name] : eachOf(lead, name)
    for (const part of parts) items.push(make(part, amount))
    const item = items.at(-1)
    at = end
    if (lead.endsWith('(') && words[at] === ')') at += 1
    const portion =
      share.exec(words.slice(at, at + 40)) ?? /^(\d{1,3}(?:\.\d{1,6})?)%/.exec(words.slice(at, at + 12))
    if (portion !== null && item !== undefined && parts.length === 1) {
      item.share = Number(portion[1])
      at += portion[0].length
    }
    if (item !== undefined && parts.length === 1 && depth < deepest) {
      const under = readItems(source, at, amount, depth + 1)
      if (under !== null) {
        item.items = under.items
        item.exhaustive = under.exhaustive
        at = under.to
      }
    }
    at += noteLength(source, at)
    index = amounts.findIndex((next) => next.from >= at)
    const next = words.slice(at, at + 2)
    if (/^[)]/.test(next) && opening.bracket) {
      at += 1
      break
    }
    if (/^、?等/.test(next)) {
      complete = false
      break
    }
    if (depth > 0 && !opening.bracket && (/^[;。]/.test(next) || sumOf(items) === whole.value)) break
    if (!separators.test(words.slice(at, at + 6))) break
  }
  if (items.length === 0) return null
  const exact = items.every((item) => item.approx !== true)
  // One member alone (其中1件转办) claims nothing of the rest.
  const several = items.length > 1 || sumOf(items) === whole.value
  return { items, exhaustive: complete && exact && several, from, to: at }
}

/** How long the note in parentheses behind a figure is that holds no other figure: 5件(38号、39号). */
function noteLength({ words, amounts }: ListSource, at: number): number {
  const note = /^\([^()]{0,80}\)/.exec(words.slice(at, at + 84))?.[0] ?? ''
  return amounts.some(({ from }) => from >= at && from < at + note.length) ? 0 : note.length
}

/** 工作动态、政府文件，分别为15条、3条: as many figures as names, or nothing is read. */
function readRespective(
  { words, amounts }: ListSource,
  from: number,
  to: number,
  first: number,
): ItemList | null {
  const before = words.slice(from, to)
  const named = /^([^\d;。:()]{3,200}?),?分别(?:为|是|有|公开|发布|达)+$/.exec(before)?.[1]
  if (named === undefined) return null
  const names = named
    .replace(/(?:等)?(?:信息)?(?:数量)?$/, '')
    .split(/[、,]|以及|和|及/)
    .map(trimName)
  const members = amounts.slice(first, first + names.length)
  const items = names.flatMap((name, at) => {
    const amount = members[at]
    const next = members[at + 1]
    const joined =
      next === undefined ||
      amount === undefined ||
      /^(?:[、,]|和|及|以及)$/.test(words.slice(amount.to, next.from))
    return amount === undefined || !joined || !isName(name) ? [] : [make(name, amount)]
  })
  const end = members.at(-1)?.to
  if (end === undefined || items.length !== names.length || /^[、和及]\d/.test(words.slice(end, end + 2)))
    return null
  return {
    items,
    exhaustive: !named.endsWith('等') && items.every((item) => item.approx !== true),
    from,
    to: end,
  }
}

/** A new member begins behind a separator, or behind a full stop inside an opened list. */
function separatedBefore(words: string, at: number, lead: string, gap: string): boolean {
  return gap.length > lead.length || separators.test(words.slice(at, at + 4))
}

/** 工作动态、政府文件各5条 counts five twice. */
function eachOf(lead: string, name: string): string[] {
  if (!/各(?:为|有|约|:)?$/.test(lead)) return [name]
  const parts = name.split(/[、和及与]/).filter((part) => part !== '')
  return parts.length > 1 ? parts : [name]
}
