/** Printed names of the lines of the form and of its editions, as findings quote them. */
import { cellOf, type CellId } from '../../parsers/codebook/codebook.ts'
import { applicants, requestRows, routes, type Edition } from '../../parsers/codebook/form.ts'

const names = new Map<string, string>([
  ...applicants.map((column): [string, string] => [
    column.code,
    column.group === null ? column.label : `${column.group}·${column.label}`,
  ]),
  ...requestRows.map((row): [string, string] => [row.code, row['2021'] ?? row['2019']]),
  ...routes.map((route): [string, string] => [
    route.code,
    route.under === null ? route.label : `${route.under}·${route.label}`,
  ]),
])

/** The printed name of a column, row or route of the form. */
export function nameOfLine(line: string): string {
  return names.get(line) ?? line
}

/** The printed name of a cell: its row and its column. */
export function nameOfCell(id: CellId): string {
  const [, row = '', column = ''] = id.split('.')
  if (id.startsWith('t3.')) return `${nameOfLine(row)}·${nameOfLine(column)}`
  const { labels } = cellOf(id)
  const path = labels['2021'] ?? labels['2019'] ?? labels['2014'] ?? [id]
  return path.slice(id.startsWith('t0.') ? -1 : -2).join('·')
}

/** The printed name of a cell's row alone. */
export function nameOfRow(id: CellId): string {
  return nameOfCell(id).split('·')[0] ?? id
}

/** The notice that issued an edition. */
export const noticeOf: Readonly<Record<Edition, string>> = {
  '2014': '国办发〔2014〕32号',
  '2019': '国办公开办函〔2019〕60号',
  '2021': '国办公开办函〔2021〕30号',
}

/** The edition in force for a report year; null before there was a national form. */
export function editionFor(year: number): Edition | null {
  if (year >= 2021) return '2021'
  if (year >= 2019) return '2019'
  return year >= 2014 ? '2014' : null
}

/** The six chapters of the national form since 2019; several wordings where notices print several. */
export const chapterTitles: Readonly<Record<number, readonly string[]>> = {
  1: ['总体情况'],
  2: ['主动公开政府信息情况'],
  3: ['收到和处理政府信息公开申请情况'],
  4: ['政府信息公开行政复议、行政诉讼情况', '因政府信息公开工作被申请行政复议、提起行政诉讼情况'],
  5: ['存在的主要问题及改进情况', '政府信息公开工作存在的主要问题及改进情况'],
  6: ['其他需要报告的事项'],
}

/** The printed title of a chapter. */
export function chapterTitle(no: number): string {
  return chapterTitles[no]?.[0] ?? `第${no}部分`
}
