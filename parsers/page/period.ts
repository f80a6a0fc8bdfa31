/** The span of time that a report says its figures cover, however its digits and marks have suffered. */
import { isoDay } from './calendar.ts'

/** Words that lead into a period; without them two dates are just two dates. */
const lead =
  /(?:统计|数据|核定|报告|时间)[^。;\n]{0,12}?(?:期限|时限|时间|时段|时间段|起止|日期|周期|时间点|范围|截止|截至)|(?:期限|时限|时间段|起止时间)/g
/** A day whose 年, 月 or 日 may be lost: 2023年1月1日, 20231月1日, 201711日, 20171231日, 2023-01-01. */
const year = '(20\\d\\d)'
const from = `${year}(?:年(?:度)?|[-./])?(?:0?1(?:月|[-./])?0?1)日?`
const to = `(?:${year}(?:年(?:度)?|[-./])?)?12(?:月|[-./])?31日?`
const link = '(?:起|开始)?(?:,)?(?:至|到|截至|截止到?|-{1,3}|[—–─―~～]{1,3})(?:,)?'
const whole = new RegExp(`${from}${link}${to}`)
const general = new RegExp(
  `${year}年(\\d{1,2})月(\\d{1,2})日${link}(?:${year}年|(?:当年|同年|本年))?(\\d{1,2})月(\\d{1,2})日`,
)
const endOnly = new RegExp(`(?:截止|截至|核定|时间点|为)[^。;\\n\\d]{0,8}${year}年(\\d{1,2})月(\\d{1,2})日`)

/** A span of ISO days; `from` is null where only the end is said. */
interface Span {
  from: string | null
  to: string
}

function readSpan(text: string): Span | null {
  const full = whole.exec(text)
  const [, first, second] = full ?? []
  if (first !== undefined) return { from: `${first}-01-01`, to: `${second ?? first}-12-31` }
  const [, y1, m1, d1, y2, m2, d2] = general.exec(text) ?? []
  const start = isoDay(y1, m1, d1)
  const end = isoDay(y2 ?? y1, m2, d2)
  return start === null || end === null ? null : { from: start, to: end }
}

/** Finds the period in running text (half-width, no white space); null where the text names none. */
export function findPeriod(text: string): Span | null {
  for (const match of text.matchAll(lead)) {
    const window = text.slice(match.index, match.index + 120).split(/[。\n]/, 1)[0] ?? ''
    const span = readSpan(window)
    if (span !== null) return span
  }
  for (const match of text.matchAll(lead)) {
    const window = text.slice(match.index, match.index + 80).split(/[。\n]/, 1)[0] ?? ''
    const [, y, m, d] = endOnly.exec(window) ?? []
    const end = isoDay(y, m, d)
    if (end !== null) return { from: null, to: end }
  }
  const full = whole.exec(text)
  return full === null ? null : readSpan(full[0])
}
