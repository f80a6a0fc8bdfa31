/** What a report says of itself outside its figures: the day under its signature, and that it speaks for several units. */
import { isoDay } from '../page/calendar.ts'
import { unitAt, type Article } from './article.ts'
import { readChineseNumeral } from './chinese-numerals.ts'
import type { ReportKind, Section } from './report.ts'

/** A line that is a date, or a publisher's name with a date behind it. */
const written = /^[^\d。;:]{0,40}?(20\d\d)(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})日?$/
const spelled =
  /^[^\d。;:]{0,40}?二([〇零○oO0一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日$/
/** Signatures stand at the end: no more lines than this are looked at. */
const lastLines = 200

/** A year written digit by digit: 二〇二三 without its first sign. */
function yearOf(signs: string): string {
  return `2${[...signs].map((sign) => Math.max(0, '〇一二三四五六七八九'.indexOf(sign))).join('')}`
}

function dayIn(line: string): string | null {
  const [, year, month, day] = written.exec(line) ?? []
  if (year !== undefined) return isoDay(year, month, day)
  const [, signs, spelledMonth = '', spelledDay = ''] = spelled.exec(line) ?? []
  return signs === undefined
    ? null
    : isoDay(yearOf(signs), String(readChineseNumeral(spelledMonth)), String(readChineseNumeral(spelledDay)))
}

/** The day under the signature, as an ISO day: the last line after the last heading that is one; null where there is none. */
export function signedDate(article: Article, sections: readonly Section[]): string | null {
  const last = sections.at(-1)
  if (last === undefined) return null
  const from = unitAt(article, last.start)
  const lines = from < 0 ? [] : article.text.slice(from).split('\n').slice(0, lastLines)
  return lines.flatMap((line) => (line.length > 60 ? [] : (dayIn(line) ?? []))).at(-1) ?? null
}

const summing =
  /(?:综合|汇总|汇集|涵盖|逐级汇总)[^。;]{0,40}(?:各部门|各单位|各乡镇|各镇|各街道|各县|所属部门|工作部门|直属部门)[^。;]{0,60}(?:编制|汇总|数据|报告|情况)/

/** `summary` where the preamble says that the report rolls up other units; null where it says nothing of it. */
export function kindByPreamble(preamble: string): ReportKind | null {
  return summing.test(preamble.slice(0, 3000)) ? 'summary' : null
}
