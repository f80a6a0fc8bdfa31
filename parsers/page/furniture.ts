/** What stands around the text of a page: its title, whose it is, its dates and its index number. */
import { isoDay } from './calendar.ts'
import type { Outline } from './outline.ts'
import { dropSpace, foldSpace } from './text.ts'
import { readTitle, type TitleReading } from './title.ts'

/** A title as printed, with what it says and where it stands (null where it comes from the head of the page). */
export interface PageTitle {
  text: string
  reading: TitleReading
  at: number | null
}

/** Labels that county sites print before the day of publication, the surest first. */
const dateLabels = [
  '发布时间',
  '发布日期',
  '发布于',
  '公布时间',
  '公布日期',
  '公开日期',
  '公开时间',
  '发表时间',
  '发稿时间',
  '上传时间',
  '录入时间',
  '发文日期',
  '成文日期',
  '生成日期',
  '时间',
  '日期',
  '更新时间',
  '更新日期',
]
/** Words before 时间 that make it the span that the figures cover. */
const notPublished = '(?<!统计|期限|起止|截止|截至|数据|报告|核定|会议|办理|填报)'
/** What follows a date that stands in the head of a page without a label. */
const behindDay =
  '(?:日|\\s{0,4}\\d{1,2}:\\d{2}(?::\\d{2})?)?[\\]】)）]?\\s{0,8}(?:信息来源|来源|作者|浏览|点击|阅读|访问|字体|字号|打印|[【|\\[]|$)'
const day = '(20\\d\\d)\\s*[-年/.]\\s*(\\d{1,2})\\s*[-月/.]\\s*(\\d{1,2})(?!\\d)'
const compactDay = '(20\\d\\d)(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(?!\\d)'

const labelled = dateLabels.map((label) => {
  const spaced = notPublished + [...label].join('\\s{0,4}')
  return {
    label,
    patterns: [day, compactDay].map((form) => new RegExp(`${spaced}\\s{0,8}[:：】\\]]?\\s{0,8}${form}`)),
  }
})

/** The text of the page up to an offset, spaces kept, a line feed between lines; at most 20,000 characters. */
export function headText(outline: Outline, before: number): string {
  let text = ''
  let block = -1
  for (const run of outline.runs) {
    if (run.start >= before || text.length > 20_000) break
    text += run.block === block ? run.value : `\n${run.value}`
    block = run.block
  }
  return text
}

function firstDay(text: string, pattern: string): string | null {
  const match = new RegExp(pattern).exec(text)
  return match === null ? null : isoDay(match[1], match[2], match[3])
}

/** The day of publication that the page itself prints or declares. */
export function pageDate(outline: Outline, head: string): string | null {
  for (const name of ['pubdate', 'publishdate', 'publishtime', 'firstpublishedtime']) {
    const declared = outline.metas.get(name)
    const found = declared === undefined ? null : (firstDay(declared, day) ?? firstDay(declared, compactDay))
    if (found !== null) return found
  }
  const tight = dropSpace(head)
  for (const { label, patterns } of labelled) {
    if (!tight.includes(label)) continue
    for (const pattern of patterns) {
      const [, year, month, date] = pattern.exec(head) ?? []
      const found = isoDay(year, month, date)
      if (found !== null) return found
    }
  }
  for (const line of head.split('\n')) {
    const text = line.trim()
    const found = text.length > 120 ? null : firstDay(text, `^[\\[【(（]?${day}${behindDay}`)
    if (found !== null) return found
  }
  return null
}

/** The day that many systems write into an article's address; null where it holds none. */
export function urlDate(url: string | null): string | null {
  if (url === null) return null
  return (
    firstDay(url, '/t(20\\d\\d)(\\d\\d)(\\d\\d)_') ??
    firstDay(url, '/(20\\d\\d)/(\\d{1,2})/(\\d{1,2})/') ??
    firstDay(url, '/(20\\d\\d)-(\\d{1,2})[-/](\\d{1,2})/') ??
    firstDay(url, `(?:^|[/_])${compactDay.replace('(?!\\d)', '')}`)
  )
}

/** The year that an address names as that of a report column (2022n, nb2016xz, nbYear=2022); null where it names none. */
export function urlYear(url: string | null): number | null {
  if (url === null) return null
  const match =
    /(?:nbYear=|fbtime=|title=)(20\d\d)|\/n?(20\d\d)n(?:d|\/)|\/nb(20\d\d)|\/(20\d\d)nzfxxgk/.exec(url)
  const year = match?.slice(1).find((part) => part !== undefined)
  return year === undefined ? null : Number(year)
}

/** Endings of names of public bodies: 作者：张三 is none. */
const organ =
  /(?:镇|乡|街道|苏木|政府|办事处|街道办|局|委|委员会|办公室|办公厅|办|中心|厅|所|站|院|校|馆|队|会|公司|管委会|开发区|园区|县|市|区|旗)$/
const issuerLabel =
  /(?:发布机构|发文机构|发文机关|发布单位|发布机关|公开机构|公开主体|责任部门|责任单位|信息来源|稿源|来源|作者)\s{0,6}[:：】\]]?\s{0,6}([\u4e00-\u9fff]{2,30})/g

/** Who the page says has written or issued it; a person's or a site's name is no answer. */
export function issuer(outline: Outline, head: string): string | null {
  const printed = [...head.matchAll(issuerLabel)].map((match) => match[1] ?? '')
  const declared = [outline.metas.get('contentsource'), outline.metas.get('author')].map((text) =>
    foldSpace(text ?? ''),
  )
  return [...printed, ...declared].find((name) => name.length >= 3 && organ.test(name)) ?? null
}

/** Nearly all lines above a report are menus: only those that are short and hold a word of every title are looked at. */
function mayBeTitle(line: string): boolean {
  if (!/[公报]/.test(line)) return false
  const words = dropSpace(line)
  return words.length <= 80 && /公开|年报|报告/.test(words)
}

/** The lines of the page up to an offset that may be a title. */
function linesAbove(outline: Outline, before: number): { text: string; at: number; block: number }[] {
  const lines: { text: string; at: number; block: number }[] = []
  let [text, at, block] = ['', 0, -1]
  for (const run of outline.runs) {
    if (run.start >= before) break
    if (run.block !== block) {
      if (mayBeTitle(text)) lines.push({ text, at, block })
      text = run.value
      at = run.start
      block = run.block
    } else if (text.length <= 400) text += run.value
  }
  if (mayBeTitle(text)) lines.push({ text, at, block })
  return lines
}

/** The title of the report: the first line above the text that is one, else what the head of the page declares. */
export function findTitle(outline: Outline, before: number): PageTitle | null {
  const printed = linesAbove(outline, before)
    .map(({ text, at, block }) => ({ text: foldSpace(text), at, heading: outline.headings.has(block) }))
    .map((line) => ({ ...line, reading: readTitle(line.text) }))
    .filter((line) => line.reading.report)
  const complete = (title: { reading: TitleReading }): number =>
    (title.reading.year === null ? 0 : 2) + (title.reading.publisher === null ? 0 : 1)
  const declared = [outline.metas.get('articletitle'), outline.titleTag ?? undefined]
    .filter((text) => text !== undefined)
    .map((text) => ({ text: foldSpace(text), at: null, heading: false, reading: readTitle(text) }))
    .filter((title) => title.reading.report)
  const all = [...printed, ...declared]
  const best = all.reduce<(typeof all)[number] | null>(
    (kept, title) => (kept === null || complete(title) > complete(kept) ? title : kept),
    null,
  )
  return best === null ? null : { text: best.text, reading: best.reading, at: best.at }
}
