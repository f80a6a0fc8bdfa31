/** A first site file from one page of a county: what the page gives away is filled in, what it does not is marked. Pure. */
import { stringify } from 'yaml'
import { readTitle } from '../parsers/page/title.ts'
import { detectFamily, type CmsFamily, type ListPage, type ListReading } from './cms.ts'
import { absoluteUrl, baseOf, linkWords, plainText } from './links.ts'
import { parseMarkup } from './markup.ts'
import { pageHeadings } from './page-heading.ts'
import { wordings } from './publishers.ts'
import type { Publisher } from './site.ts'

/** A drafted site file. */
export interface SiteDraft {
  /** Name of the CMS family; `generic` where none was recognised. */
  family: string
  /** How sure the family is, 0 to 1. */
  score: number
  /** Text of the file; it keeps the schema, its codes are placeholders. */
  yaml: string
}

/** Below this a family's claim is only a guess. */
const sure = 0.4
const mark = '待核实'
/** Placeholder segments of codes: a kind's own place in the national numbering, at its end. */
const segments = {
  township: '199',
  subdistrict: '099',
  department: '900',
  office: '900',
  government: '000',
} as const

const scalar = (text: string): string => stringify(plainText(text), { lineWidth: 0 }).trimEnd()

function kindOf(name: string): Publisher['kind'] {
  if (/(?:镇|乡|苏木)(?:人民政府|政府)?$/.test(name)) return 'township'
  if (/(?:街道|办事处|街道办)$/.test(name)) return 'subdistrict'
  if (/(?:县|区|市|旗|州)(?:人民)?政府$/.test(name)) return 'government'
  return name.endsWith('政府办公室') ? 'office' : 'department'
}

/** The county that a page belongs to, by the words of its title and of its entries; null where they do not agree on one. */
function countyIn(texts: readonly string[]): string | null {
  const counts = new Map<string, number>()
  for (const text of texts) {
    const name =
      /(?:^|[\s_|—–-]|中国)?([\p{Script=Han}]{1,10}?(?:自治县|自治旗|县|区|市|旗))(?:人民政府|政府|[\p{Script=Han}]{1,8}(?:镇|乡|街道|苏木|局|办公室))/u.exec(
        text,
      )?.[1]
    if (name !== undefined && name.length >= 2) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const [first, second] = [...counts].toSorted(([, a], [, b]) => b - a)
  return first === undefined || (second !== undefined && second[1] === first[1]) ? null : first[0]
}

/** The bodies that the entries name, without repeats, the county's own government last. */
function publishersIn(titles: readonly string[], county: string): Publisher[] {
  const found: Publisher[] = []
  const known = new Set<string>()
  const counts = new Map<string, number>()
  function add(name: string, kind: Publisher['kind']): void {
    const segment = segments[kind]
    const number = kind === 'government' ? 0 : (counts.get(segment) ?? 0) + 1
    const code = `000000${segment}${String(number).padStart(3, '0')}`
    const publisher: Publisher = { code, name, aliases: [], kind, ids: {} }
    const forms = wordings(publisher, county)
    if ([...forms].some((form) => known.has(form))) return
    for (const form of forms) known.add(form)
    counts.set(segment, number)
    found.push(publisher)
  }
  for (const title of titles) {
    const { report, publisher } = readTitle(title)
    if (!report || publisher === null) continue
    const short =
      publisher.startsWith(county) && publisher.length > county.length
        ? publisher.slice(county.length)
        : publisher
    const kind = kindOf(publisher)
    if (kind === 'township' || kind === 'subdistrict') add(short.replace(/(?:人民)?政府$/, ''), kind)
    else if (kind !== 'government') add(publisher, kind)
  }
  add(`${county}人民政府`, 'government')
  return found
}

/** Further columns that the page's own links offer: words of an annual report, on the same host. */
function offeredColumns(
  page: ListPage,
  reading: ListReading,
  column: string,
): { url: string; words: string }[] {
  const $ = parseMarkup(page.text)
  const { host } = new URL(page.url)
  const offered = new Map<string, string>()
  for (const element of $('a[href]').toArray()) {
    const url = absoluteUrl($(element).attr('href'), baseOf($, page.url))
    const words = linkWords($(element))
    if (url === null || url === column || url === page.url || new URL(url).host !== host) continue
    if (!/年报|年度报告/.test(words) || reading.items.some((item) => item.url === url)) continue
    if (!readTitle(words).report || words.length <= 12) offered.set(url, words)
  }
  return [...offered].slice(0, 10).map(([url, words]) => ({ url, words }))
}

const note = (known: boolean, text: string): string => (known ? '' : `  # ${mark}：${text}`)

/** What is uncertain about the column of the draft. */
function columnNote({ kind, items }: ListReading, guessed: string | null): string {
  if (guessed !== null) return note(false, '由文章网址推出的栏目')
  if (kind === 'article') return note(false, '此页本身就是文章；如另有年报栏目，请换成栏目网址')
  return note(kind === 'lead' || items.length > 0, '没有读到条目，请换成年报栏目')
}

/** Drafts the site file of the county that a page belongs to; the page is a column, or one of its articles. */
export function draftSite(page: ListPage, families: readonly CmsFamily[], now: Date): SiteDraft {
  const claim = detectFamily(page, families)
  const fallback = families.find(({ name }) => name === 'generic')
  const family = claim !== null && claim.score >= sure ? claim.family : (fallback ?? claim?.family)
  if (family === undefined)
    throw new Error('There are no CMS families; crawlers/cms/ should hold at least generic.ts.')
  const score = claim?.family === family ? claim.score : 0
  const reading = family.list(page, { url: page.url, options: {} })
  const guessed = family.columnOf?.(page.url) ?? null
  const column = guessed ?? page.url
  const headings = pageHeadings(page.text).map(plainText)
  const titles = [...reading.items.map(({ title }) => title), ...headings]
  const county = countyIn([...headings, ...titles])
  const name = county ?? '未知县'
  const { host } = new URL(page.url)
  const strangers = [
    ...new Set(reading.items.map(({ url }) => new URL(url).host).filter((one) => one !== host)),
  ]
  const years = titles.map((title) => readTitle(title).year).filter((year) => year !== null)
  const from = years.length > 0 ? Math.max(2008, Math.min(...years)) : now.getUTCFullYear() - 1
  const lines = [
    `# ${name}。由 gouji new site 起草，来源 ${page.url}；标有“${mark}”的各行须与网站对照后改正。`,
    `# 网站系统：${family.label}（${family.name}），把握 ${Math.round(score * 100)}%${score < sure ? '，未能识别，按通用列表处理' : ''}。`,
    ...(reading.total === null
      ? []
      : [`# 该栏目印有共 ${reading.total} 条，本页读到 ${reading.items.length} 条。`]),
    `code: '000000'  # ${mark}：县级行政区划代码（6 位）`,
    `name: ${scalar(name)}${note(county !== null, '县名')}`,
    'verified: false',
    `source: ${page.url}`,
    'hosts:',
    `  - ${host}`,
    ...strangers.map((one) => `  # ${mark}：列表还链接到 ${one}，确属本县网站才可加入`),
    'entries:',
    `  - family: ${family.name}${note(score >= sure, '网站系统')}`,
    `    url: ${scalar(column)}${columnNote(reading, guessed)}`,
    ...offeredColumns(page, reading, column).flatMap(({ url, words }) => [
      `  # ${mark}：${plainText(words)}`,
      `  # - { family: ${family.name}, url: ${scalar(url)} }`,
    ]),
    `publishers:  # ${mark}：只列出本页提到的单位；代码为占位码（199xxx 镇乡，099xxx 街道，900xxx 部门）`,
    ...publishersIn(titles, name).flatMap((publisher) => [
      `  - code: '${publisher.code}'`,
      `    name: ${scalar(publisher.name)}`,
      `    kind: ${publisher.kind}`,
    ]),
    'years:',
    `  from: ${from}${note(false, '网站登载年报的第一个年度')}`,
  ]
  return { family: family.name, score, yaml: `${lines.join('\n')}\n` }
}
