/** 证据: where does every figure of one report stand? The archived page beside the list of all that was read from it. */
import { html } from 'hono/html'
import { z } from 'zod'
import { figuresLink } from '../blocks/provenance.ts'
import { sayFigure } from '../figure.ts'
import { link } from '../filters.ts'
import { sayTime } from '../page.ts'
import { nameOfLabel } from '../labels.ts'
import { defineView } from '../view.ts'
import type { Html } from '../view.ts'
import { topicWord, valueStateWord } from '../words.ts'

const row = z.object({
  publisher: z.string(),
  name: z.string(),
  year: z.number(),
  report: z.string(),
  /** Code of a figure of a table, or the number of a narrative one. */
  cell: z.string().nullable(),
  stated_no: z.number().nullable(),
  table_no: z.number(),
  topic: z.string().nullable(),
  label: z.string().nullable(),
  unit: z.string(),
  value: z.number().nullable(),
  state: z.string(),
  raw: z.string(),
  snapshot: z.string(),
  fetched_at: z.string(),
  place_start: z.number().nullable(),
})
type ReadRow = z.infer<typeof row>

const known = z.object({ report: z.string(), name: z.string(), year: z.number() })

const places = `
  SELECT publisher, name, year, report, cell, NULL::INTEGER AS stated_no, table_no, NULL AS topic, coalesce(CASE edition
      WHEN '2014' THEN label_2014 WHEN '2019' THEN label_2019 WHEN '2021' THEN label_2021 END, label) AS label,
    unit_label AS unit, value, state::VARCHAR AS state, raw, snapshot, fetched_at, place_start, position
  FROM mart_evidence WHERE report = $report AND current
  UNION ALL
  SELECT publisher, name, year, report, NULL, stated_no, 1, topic, item_name, unit, value, 'number', sentence, snapshot,
    fetched_at, place_start, stated_no
  FROM mart_stated WHERE report = $report AND current`

const parts: ReadonlyMap<number, string> = new Map([
  [0, '年度报告附表'],
  [1, '正文所述'],
  [2, '二、主动公开政府信息情况'],
  [3, '三、收到和处理政府信息公开申请情况'],
  [4, '四、政府信息公开行政复议、行政诉讼情况'],
])

function drawRow(one: ReadRow): Html {
  const id = one.cell ?? `s${one.stated_no}`
  const label =
    one.cell === null
      ? [topicWord(one.topic ?? ''), one.label ?? ''].filter((word) => word !== '').join(' · ')
      : nameOfLabel(one.label ?? '')
  const shown = sayFigure(one)
  return html`<li id="${id}">
    <span class="path">${label}</span>
    ${
      one.place_start === null
        ? html`<span class="shown">${shown}</span>`
        : html`<a class="shown" href="${figuresLink(one.snapshot, one.place_start)}" target="page"
            >${shown} <small>${one.unit}</small></a
          >`
    }
    ${one.cell !== null && one.raw === shown ? '' : html`<small class="raw" translate="no">${one.raw}</small>`}
  </li>`
}

export default defineView<{ report: string }, { rows: ReadRow; known: z.infer<typeof known> }>({
  path: '/evidence/:publisher/:year/:kind',
  menu: null,
  label: '证据',
  title: '证据',
  question: '这份报告的每个数各出自哪里？',
  columns: [
    { name: 'publisher', label: '单位代码' },
    { name: 'name', label: '单位' },
    { name: 'year', label: '报告年度' },
    { name: 'cell', label: '指标代码' },
    { name: 'stated_no', label: '正文数据序号' },
    { name: 'label', label: '指标' },
    { name: 'unit', label: '计量单位' },
    { name: 'value', label: '数值' },
    { name: 'state', label: '数值状态', say: valueStateWord },
    { name: 'raw', label: '原文' },
    { name: 'snapshot', label: '存档 SHA-256' },
    { name: 'place_start', label: '起始字符' },
  ],
  variants: () => [],
  read: ({ path }) => ({ report: [path['publisher'], path['year'], path['kind']].join('/') }),
  queries: ({ report }) => ({
    rows: { sql: `${places} ORDER BY table_no, position`, values: { report }, row },
    known: {
      sql: `SELECT report, name, year FROM mart_coverage
        WHERE report IS NOT NULL ORDER BY publisher <> split_part($report, '/', 1), publisher, year LIMIT 60`,
      values: { report },
      row: known,
    },
  }),
  draw: ({ rows, known: reports }, { report }) => {
    const [first] = rows
    if (first === undefined)
      return {
        what: '报告',
        asked: report,
        exists: reports.map((one) => ({
          label: `${one.name} ${one.year} 年`,
          href: link(['evidence', ...one.report.split('/')]),
        })),
      }
    const tables = [...parts].flatMap(([no, title]) => {
      const own = rows.filter((one) => one.table_no === no)
      return own.length === 0 ? [] : [{ title, own }]
    })
    return {
      title: `${first.name} ${first.year} 年 · 全部数据与存档`,
      body: () =>
        html`<p class="crumbs">
            <a href="${link(['publisher', first.publisher], { year: first.year })}"
              >${first.name} ${first.year} 年</a
            >
            · 采集于 ${sayTime(first.fetched_at)} · 存档 SHA-256 <code>${first.snapshot}</code> ·
            <a href="${link(['archive', first.snapshot, 'original'])}">下载原件</a>
          </p>
          <div class="report-evidence">
            <section class="read" aria-label="读出的全部数据" tabindex="0">
              ${tables.map(
                ({ title, own }) =>
                  html`<h2>${title}</h2>
                    <ul class="places">
                      ${own.map(drawRow)}
                    </ul>`,
              )}
            </section>
            <section class="archive">
              <iframe
                name="page"
                sandbox=""
                referrerpolicy="no-referrer"
                src="${figuresLink(first.snapshot, null)}"
                title="存档页面，点左边的数即标出"
              ></iframe>
              <p class="note">
                点左边任一数，右边的存档页面标出它的位置。已去除脚本、样式、表单与外部图片，文字与表格未改。
              </p>
            </section>
          </div>`,
    }
  },
})
