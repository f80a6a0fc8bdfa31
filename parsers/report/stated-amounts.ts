/** Figures with a counting word, as prose prints them; the one place that knows what only looks like a figure. */
import { readChineseNumeral } from './chinese-numerals.ts'

/** A figure at [from, to) of a text: `from` includes words like 约. `value` is in `unit` as printed. */
export interface Amount {
  from: number
  to: number
  value: number
  unit: string
  /** True for 余、多、近、约、以上 and figures rounded to 万. */
  approx: boolean
  /** True for a figure in Chinese characters. */
  spelled: boolean
}

/** Counting words; those that also begin an ordinary word count only where that word does not follow. */
const units = [
  '人次',
  '条次',
  '件次',
  '篇次',
  '万元',
  '亿元',
  '千元',
  '元',
  '条(?!例|款|规)',
  '件(?!事)',
  '篇',
  '份(?!额)',
  '次(?!年|日|月|级|要|序|会议)',
  '项(?!目)',
  '宗',
  '例(?!如|会)',
  '期(?!间|限)',
  '个(?!人|体|性|别|月|工作|小时|百分|部分|方面|季度|自然|栏目|专栏|子栏目|一级|二级|板块|版块|模块|类别|大类|渠道|平台|村|社区|部门|单位|乡镇|街道)',
  '只',
  '起(?!草|诉|来|到|步)',
  '批次',
  '部(?!门|分|委|署)',
  '则',
  '场(?!所|地|次会议)',
  '单',
  '通(?!过|知|报)',
  '人(?!民|员|大|均|才|口|事|社|力)',
].join('|')
const digits = '(?:\\d{1,3}(?:,\\d{3})+|\\d{1,9})(?:\\.\\d{1,6})?'
/** Words right before a figure that make it a rough one. */
const rough = /(?:大约|将近|近|约|超过|超|逾|不少于)$/
const behind =
  '(?:\\((?:次|份|条|件|个|篇|人次)\\)|\\/(?:次|条|件|篇))?(?<after>余(?!额)|多(?!种|个)|左右|以上)?'

/** Never inside a longer number, a range, an article's or a document's number. */
const written = new RegExp(
  `(?<![\\d.第〔[#/~–—_-]|\\d[, 至到])(?<number>${digits})(?![\\d.])(?<scale>[万千百亿](?!元))?(?<more>余|多)?(?<unit>${units})${behind}`,
  'g',
)
const spelledUnits =
  '人次|条(?!例|款|规|龙|心)|件(?!事|套)|篇|份(?!额)|宗|起(?!草|诉|来|到|步|案)|次(?!性|年|日|要|序)|期(?!间|限)|场(?!所|地)|个(?!人|体|性|别|月|工作|小时|方面|部分)|项(?!目)'
const spelled = new RegExp(
  `(?<![第一二两三四五六七八九十百千万零〇\\d同逐每单统其进专唯])(?<number>[零〇一二两三四五六七八九十百千万]{1,12}?)(?<more>余|多)?(?<unit>${spelledUnits})${behind}`,
  'g',
)
const scales: Readonly<Record<string, number>> = { 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8 }

function valueOf(number: string, unit: string, scale: string | undefined): number | null {
  const bare = number.replaceAll(',', '')
  if (/^0\d/.test(bare)) return null
  const factor = scale === undefined ? undefined : scales[scale]
  if (bare.includes('.') && factor === undefined && !unit.endsWith('元')) return null
  return factor === undefined ? Number(bare) : Number((Number(bare) * factor).toPrecision(15))
}

/** How many characters before a figure call it rough. */
function roughBefore(text: string, at: number): number {
  return rough.exec(text.slice(Math.max(0, at - 3), at))?.[0].length ?? 0
}

/** All figures of a text (half-width, no white space), in order. Linear in the length of the text. */
export function amountsOf(text: string): Amount[] {
  const found: Amount[] = []
  for (const match of text.matchAll(written)) {
    const { number = '', scale, more, unit = '', after } = match.groups ?? {}
    const value = valueOf(number, unit, scale)
    if (value === null) continue
    const before = roughBefore(text, match.index)
    const approx =
      before > 0 || more !== undefined || after !== undefined || (scale !== undefined && value > 0)
    found.push({
      from: match.index - before,
      to: match.index + match[0].length,
      value,
      unit,
      approx,
      spelled: false,
    })
  }
  for (const match of text.matchAll(spelled)) {
    const { number = '', more, unit = '', after } = match.groups ?? {}
    const value = readChineseNumeral(number)
    if (value === null || (value === 1 && /^[次期场个项]$/.test(unit))) continue
    const before = roughBefore(text, match.index)
    const approx = before > 0 || more !== undefined || after !== undefined
    found.push({
      from: match.index - before,
      to: match.index + match[0].length,
      value,
      unit,
      approx,
      spelled: true,
    })
  }
  return found.sort((a, b) => a.from - b.from)
}
