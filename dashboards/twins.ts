/** The further forms of a view's answer: which there are, and how each is written. Pure. */
import { writeCsv } from './export/csv.ts'
import type { About } from './export/json.ts'
import { writeJson } from './export/json.ts'
import { countCharts, standaloneChart } from './export/svg.ts'
import { writeXlsx } from './export/xlsx.ts'
import type { TwinLink } from './page.ts'
import type { View } from './view.ts'

/** What a twin is written from. */
export interface TwinSource {
  view: View
  title: string
  rows: readonly object[]
  /** The drawn body, where charts stand. */
  body: () => Promise<string>
  about: About | null
  /** Which chart of the page, from 1. */
  chart: number
}

/** One written twin. */
export interface Twin {
  type: string
  /** Name for saving it; null where it is shown. */
  file: string | null
  content: string | Uint8Array
}

/** What stands on the sheet 说明 of every workbook. */
export function notesOf(title: string, question: string, about: About | null): [string, string][] {
  return [
    ['标题', title],
    ['回答的问题', question],
    ['数据截至', about?.data_as_of ?? '未知'],
    ['运行', about?.run ?? '未知'],
    ['快照', about?.hash ?? '未知'],
    ['空单元格', '报告没有填写数值，或没有这一项；不按零计。具体是哪一种，见“数值状态”列。'],
  ]
}

const csvType = 'text/csv; charset=utf-8; header=present'

const formats: Readonly<Record<string, (source: TwinSource) => Promise<Twin | null>>> = {
  csv: async ({ view, rows, title }) => ({
    type: csvType,
    file: `${title}.csv`,
    content: writeCsv(view.columns, rows),
  }),
  excel: async ({ view, rows, title }) => ({
    type: csvType,
    file: `${title}.csv`,
    content: writeCsv(view.columns, rows, true),
  }),
  xlsx: async ({ view, rows, title, about }) => ({
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    file: `${title}.xlsx`,
    content: writeXlsx(
      [{ name: view.label, columns: view.columns, rows }],
      notesOf(title, view.question, about),
    ),
  }),
  json: async ({ view, rows, about }) => ({
    type: 'application/json; charset=utf-8',
    file: null,
    content: writeJson(view, rows, about),
  }),
  svg: async ({ body, chart, title, about }) => {
    const content = standaloneChart(await body(), chart, title, about)
    return content === null ? null : { type: 'image/svg+xml', file: `${title}.svg`, content }
  },
}

/** The names that `format=` may have. */
export const formatNames: readonly string[] = ['html', ...Object.keys(formats)]

/** Writes one twin; null where the format or the chart does not exist. */
export async function writeTwin(format: string, source: TwinSource): Promise<Twin | null> {
  return (await formats[format]?.(source)) ?? null
}

/** The address of a page in another form. */
export function twinAddress(url: URL, format: string, more: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(url.searchParams)
  query.delete('page')
  query.delete('lang')
  query.set('format', format)
  for (const [name, value] of Object.entries(more)) query.set(name, value)
  return `${url.pathname}?${query.toString()}`
}

const mostCharts = 6

/** The names of the twins that a page links to, where nothing else is asked for. */
export const usualTwins: readonly string[] = ['csv', 'excel', 'xlsx', 'json', 'svg']
const twinLabels: Readonly<Record<string, string>> = {
  csv: 'CSV',
  excel: 'CSV（Excel）',
  xlsx: 'XLSX',
  json: 'JSON',
}

/** Links to the twins of a drawn page, charts numbered where there are several. */
export function twinLinks(url: URL, body: string, names: readonly string[]): TwinLink[] {
  const charts = names.includes('svg') ? Math.min(countCharts(body), mostCharts) : 0
  return [
    ...names.flatMap((name) => {
      const label = twinLabels[name]
      return label === undefined ? [] : [{ label, href: twinAddress(url, name) }]
    }),
    ...Array.from({ length: charts }, (_, at) => ({
      label: charts === 1 ? 'SVG' : `SVG ${at + 1}`,
      href: twinAddress(url, 'svg', charts === 1 ? {} : { chart: String(at + 1) }),
    })),
  ]
}
