/** 证据: where does it say so? One figure of a statistics table, walked home to the archived page. */
import { html } from 'hono/html'
import { z } from 'zod'
import { drawOperandMarks, markOperands, operandRow, operandsQuery } from '../blocks/operand-marks.ts'
import type { OperandPlace } from '../blocks/operand-marks.ts'
import { drawValue, drawVersions } from '../blocks/figure-versions.ts'
import { labelsOf } from '../blocks/official-table.ts'
import { drawFact, drawFrame, drawProvenance } from '../blocks/provenance.ts'
import { evidenceLink, link } from '../filters.ts'
import { nameOfLabel } from '../labels.ts'
import type { DifferenceRow } from '../blocks/version-pair.ts'
import { differencesQuery, drawVersionPair } from '../blocks/version-pair.ts'
import { defineView } from '../view.ts'
import { becauseWord, matchedWord, reportKindWord, valueStateWord } from '../words.ts'

const row = z.object({
  publisher: z.string(),
  name: z.string(),
  year: z.number(),
  report: z.string(),
  report_kind: z.string(),
  revision: z.number(),
  current: z.boolean(),
  title: z.string().nullable(),
  cell: z.string(),
  label: z.string(),
  label_2014: z.string().nullable(),
  label_2019: z.string().nullable(),
  label_2021: z.string().nullable(),
  unit_label: z.string(),
  edition: z.string().nullable(),
  value: z.number().nullable(),
  state: z.string(),
  raw: z.string(),
  matched_by: z.string(),
  snapshot: z.string(),
  url: z.string(),
  fetched_at: z.string(),
  first_seen: z.string(),
  charset: z.string().nullable(),
  charset_because: z.string().nullable(),
  place_table: z.number().nullable(),
  place_row: z.number().nullable(),
  place_column: z.number().nullable(),
  place_start: z.number().nullable(),
  place_end: z.number().nullable(),
})
type EvidenceRow = z.infer<typeof row>

const otherRow = z.object({ report: z.string(), cell: z.string(), label: z.string() })

interface Parameters {
  report: string
  cell: string
  revision: number | null
  check: string | null
  /** Another version to stand beside it; null for none. */
  beside: number | null
}

export default defineView<
  Parameters,
  { rows: EvidenceRow; operands: OperandPlace; differences: DifferenceRow; others: z.infer<typeof otherRow> }
>({
  path: '/evidence/:publisher/:year/:kind/:cell',
  menu: null,
  label: '证据',
  title: '证据',
  question: '这个数出自哪里？',
  columns: [
    { name: 'publisher', label: '单位代码' },
    { name: 'name', label: '单位' },
    { name: 'year', label: '报告年度' },
    { name: 'report', label: '报告' },
    { name: 'revision', label: '版本' },
    { name: 'current', label: '现行' },
    { name: 'cell', label: '指标代码' },
    { name: 'label', label: '指标' },
    { name: 'unit_label', label: '计量单位' },
    { name: 'value', label: '数值' },
    { name: 'state', label: '数值状态', say: valueStateWord },
    { name: 'raw', label: '原文' },
    { name: 'matched_by', label: '对应方式', say: matchedWord },
    { name: 'snapshot', label: '存档 SHA-256' },
    { name: 'url', label: '原网址' },
    { name: 'fetched_at', label: '采集时间', unit: 'UTC' },
    { name: 'charset', label: '字符编码' },
    { name: 'charset_because', label: '编码依据', say: becauseWord },
    { name: 'place_table', label: '第几张表' },
    { name: 'place_row', label: '行' },
    { name: 'place_column', label: '列' },
    { name: 'place_start', label: '起始字符' },
    { name: 'place_end', label: '结束字符' },
  ],
  read: ({ path, query }) => {
    const number = z.coerce.number().int().positive().max(100_000)
    const revision = number.safeParse(query.get('revision'))
    const beside = number.safeParse(query.get('beside'))
    return {
      report: [path['publisher'], path['year'], path['kind']].join('/'),
      cell: path['cell'] ?? '',
      revision: revision.success ? revision.data : null,
      check: query.get('check'),
      beside: beside.success ? beside.data : null,
    }
  },
  queries: ({ report, cell, revision, check, beside }) => ({
    rows: {
      sql: `SELECT publisher, name, year, report, report_kind, revision, current, title, cell, label, label_2014,
          label_2019, label_2021, unit_label, edition, value, state, raw, matched_by, snapshot, url, fetched_at,
          first_seen, charset, charset_because, place_table, place_row, place_column, place_start, place_end
        FROM mart_evidence WHERE report = $report AND cell = $cell ORDER BY revision DESC`,
      values: { report, cell },
      row,
    },
    operands:
      check === null ? null : { sql: operandsQuery, values: { report, check, revision }, row: operandRow },
    differences: beside === null ? null : differencesQuery(report, revision, beside),
    others: {
      sql: `SELECT report, cell, label FROM mart_figures WHERE report = $report AND state = 'number'
        ORDER BY table_no, position LIMIT 60`,
      values: { report },
      row: otherRow,
    },
  }),
  draw: ({ rows, operands, differences, others }, { report, cell, revision, beside }) => {
    const shown = rows.find((one) => (revision === null ? one.current : one.revision === revision))
    if (shown === undefined) {
      const versions = rows.map((one) => ({
        label: `第 ${one.revision} 版`,
        href: evidenceLink(report, cell, { revision: one.revision }),
      }))
      const figures = others.map((one) => ({ label: one.label, href: evidenceLink(one.report, one.cell) }))
      const all = [{ label: '全部单位', href: link(['publisher']) }]
      return rows.length > 0
        ? { what: '版本', asked: String(revision), exists: versions }
        : { what: '数据', asked: `${report} ${cell}`, exists: figures.length > 0 ? figures : all }
    }
    const labels = labelsOf(shown, shown.edition)
    const other = beside === null ? undefined : rows.find((one) => one.revision === beside && one !== shown)
    const own = { start: shown.place_start, end: shown.place_end }
    const asked = own.start === null || own.end === null ? [] : [{ start: own.start, end: own.end }]
    const rest = operands.filter((one) => one.cell !== cell && one.snapshot === shown.snapshot)
    const { marked, stretches } = markOperands(asked.length === 0 ? [] : rest)
    const place =
      shown.place_table === null || shown.place_row === null || shown.place_column === null
        ? '页面上没有这一格'
        : shown.place_table < 0
          ? '统计表在页面上已散成文字，没有行列；所标为数字本身'
          : `页面第 ${shown.place_table + 1} 张表，第 ${shown.place_row + 1} 行，第 ${shown.place_column + 1} 列`
    return {
      title: `${shown.name} ${shown.year} 年 · ${nameOfLabel(labels.join(' / '))}`,
      body: () =>
        html`<div class="evidence ${other === undefined ? '' : 'paired'}">
          <section class="answer">
            <ol class="labels" aria-label="指标路径">
              ${labels.map((label) => html`<li>${label}</li>`)}
            </ol>
            ${drawValue(shown, shown.unit_label)}
          </section>
          ${other === undefined ? drawFrame(shown.snapshot, [...asked, ...stretches], asked.length === 0 ? '页面上没有这一格，无从标出' : '所查数据已标出') : drawVersionPair(shown, other, differences)}
          <section class="proof">
            <dl class="facts">
              ${drawFact('原文', shown.raw === '' ? html`<span class="nothing">（空）</span>` : html`<q class="raw">${shown.raw}</q>`)}
              ${drawFact('位置', place)} ${drawFact('对应方式', matchedWord(shown.matched_by))}
              ${drawFact('报告类别', reportKindWord(shown.report_kind))} ${drawProvenance(shown)}
            </dl>
            ${drawOperandMarks(rest, marked)} ${drawVersions(rows, shown)}
          </section>
        </div>`,
    }
  },
})
