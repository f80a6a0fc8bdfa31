/** 口径: what does this figure mean? */
import { html } from 'hono/html'
import { z } from 'zod'
import { drawCellTable, drawCodeTable, drawNotices } from '../blocks/dictionary-tables.ts'
import { drawFilterForm } from '../blocks/filter-form.ts'
import { link, readChoice } from '../filters.ts'
import { defineView } from '../view.ts'
import { severityWord } from '../words.ts'

const path = ['dictionary']
const parts: readonly { value: string; label: string; table: number | null }[] = [
  { value: 't2', label: '表二 主动公开', table: 2 },
  { value: 't3', label: '表三 申请', table: 3 },
  { value: 't4', label: '表四 复议与诉讼', table: 4 },
  { value: 't0', label: '2014 年附表', table: 0 },
  { value: 'codes', label: '核对目录', table: null },
]

const row = z.object({
  code: z.string(),
  name: z.string().nullable(),
  unit_label: z.string().nullable(),
  label_2014: z.string().nullable(),
  label_2019: z.string().nullable(),
  label_2021: z.string().nullable(),
  basis: z.string().nullable(),
  severity: z.string().nullable(),
  report_count: z.number(),
  broken: z.number().nullable(),
  uncertain: z.number().nullable(),
})
/** One figure of the form, or one code of the catalogue. */
export type DictionaryRow = z.infer<typeof row>

interface Parameters {
  part: string
  /** A figure or code to stand out; null for none. */
  asked: string | null
}

export default defineView<Parameters, { rows: DictionaryRow }>({
  path: '/dictionary',
  menu: { group: 'take', place: 1 },
  label: '口径',
  title: '口径',
  question: '这个数、这项核对是什么意思，依据什么？',
  columns: [
    { name: 'code', label: '代码' },
    { name: 'name', label: '名称' },
    { name: 'unit_label', label: '计量单位' },
    { name: 'label_2014', label: '2014 年表式' },
    { name: 'label_2019', label: '2019 年表式' },
    { name: 'label_2021', label: '2021 年表式' },
    { name: 'basis', label: '依据' },
    { name: 'severity', label: '程度', say: (severity) => severityWord(severity).label },
    { name: 'report_count', label: '有数值的报告（或核对次数）' },
    { name: 'broken', label: '不符' },
    { name: 'uncertain', label: '存疑' },
  ],
  variants: () => parts.map(({ value }) => ({ part: value })),
  read: ({ query }, scope) => {
    const cell = query.get('cell') ?? ''
    const code = query.get('code') ?? ''
    if (cell !== '' && !scope.cells.some((one) => one.cell === cell)) {
      const exists = parts.map((one) => ({ label: one.label, href: link(path, { part: one.value }) }))
      return { what: '指标', asked: cell, exists }
    }
    if (code !== '' && !scope.catalogue.has(code)) {
      const exists = [...scope.catalogue.keys()].map((one) => ({
        label: one,
        href: link(path, { code: one }),
      }))
      return { what: '核对代码', asked: code, exists }
    }
    const part = readChoice({ name: 'part', what: '部分', text: query.get('part') }, parts, path)
    if (typeof part === 'object' && part !== null) return part
    if (code !== '') return { part: 'codes', asked: code }
    if (cell !== '') return { part: cell.slice(0, 2), asked: cell }
    return { part: part ?? 't2', asked: null }
  },
  queries: ({ part }) => {
    const table = parts.find((one) => one.value === part)?.table ?? null
    return {
      rows: {
        sql:
          table === null
            ? `SELECT code, title AS name, NULL AS unit_label, NULL AS label_2014, NULL AS label_2019,
                NULL AS label_2021, basis, severity, kept + trivially_kept + broken + uncertain AS report_count, broken,
                uncertain
              FROM mart_codes ORDER BY code`
            : `SELECT cell AS code, label AS name, unit_label, label_2014, label_2019, label_2021, NULL AS basis,
                NULL AS severity, report_count, NULL::INT AS broken, NULL::INT AS uncertain
              FROM mart_cells WHERE table_no = $table ORDER BY position`,
        values: table === null ? {} : { table },
        row,
      },
    }
  },
  draw: ({ rows }, { part, asked }) => {
    const label = parts.find((one) => one.value === part)?.label ?? part
    return {
      title: `口径 · ${label}`,
      body: () =>
        html`${drawFilterForm(link(path), [{ name: 'part', label: '部分', chosen: [part], choices: parts }])}
        ${part === 'codes' ? drawCodeTable(rows, asked) : html`${drawNotices()} ${drawCellTable(rows, asked)}`}`,
    }
  },
})
