/** 证据: where does the prose say so? One narrative figure, walked home to its sentence in the archived page. */
import { html } from 'hono/html'
import { z } from 'zod'
import { writeNumber } from '../figure.ts'
import type { OperandPlace } from '../blocks/operand-marks.ts'
import { drawOperandMarks, markOperands, operandRow, operandsQuery } from '../blocks/operand-marks.ts'
import { drawFrame, drawProvenance } from '../blocks/provenance.ts'
import { link, sentenceLink } from '../filters.ts'
import { defineView } from '../view.ts'
import { topicWord } from '../words.ts'

const row = z.object({
  publisher: z.string(),
  name: z.string(),
  year: z.number(),
  report: z.string(),
  revision: z.number(),
  current: z.boolean(),
  title: z.string().nullable(),
  first_seen: z.string(),
  stated_no: z.number(),
  parent_no: z.number().nullable(),
  topic: z.string(),
  item_name: z.string().nullable(),
  value: z.number(),
  unit: z.string(),
  approx: z.boolean(),
  sentence: z.string(),
  snapshot: z.string(),
  url: z.string(),
  fetched_at: z.string(),
  charset: z.string().nullable(),
  charset_because: z.string().nullable(),
  place_start: z.number(),
  place_end: z.number(),
})
type SentenceEvidence = z.infer<typeof row>

const otherRow = z.object({
  stated_no: z.number(),
  topic: z.string(),
  item_name: z.string().nullable(),
  value: z.number(),
  unit: z.string(),
})

interface Parameters {
  report: string
  statedNo: number | null
  asked: string
  revision: number | null
  check: string | null
}

const positive = z.coerce.number().int().min(0).max(100_000)

export default defineView<
  Parameters,
  { rows: SentenceEvidence; operands: OperandPlace; others: z.infer<typeof otherRow> }
>({
  path: '/evidence/:publisher/:year/:kind/sentence/:no',
  menu: null,
  label: '证据',
  title: '证据',
  question: '正文里的这个数出自哪一句？',
  columns: [
    { name: 'publisher', label: '单位代码' },
    { name: 'name', label: '单位' },
    { name: 'year', label: '报告年度' },
    { name: 'report', label: '报告' },
    { name: 'revision', label: '版本' },
    { name: 'topic', label: '所述', say: topicWord },
    { name: 'item_name', label: '分项' },
    { name: 'value', label: '数值' },
    { name: 'unit', label: '计量单位' },
    { name: 'approx', label: '约数' },
    { name: 'sentence', label: '原句' },
    { name: 'snapshot', label: '存档 SHA-256' },
    { name: 'url', label: '原网址' },
    { name: 'fetched_at', label: '采集时间', unit: 'UTC' },
    { name: 'place_start', label: '起始字符' },
    { name: 'place_end', label: '结束字符' },
  ],
  read: ({ path, query }) => {
    const no = positive.safeParse(path['no'])
    const revision = positive.safeParse(query.get('revision') ?? undefined)
    return {
      report: [path['publisher'], path['year'], path['kind']].join('/'),
      statedNo: no.success ? no.data : null,
      asked: path['no'] ?? '',
      revision: revision.success ? revision.data : null,
      check: query.get('check'),
    }
  },
  queries: ({ report, statedNo, revision, check }) => ({
    rows: {
      sql: `SELECT t.publisher, t.name, t.year, t.report, t.revision, t.current, r.title, r.first_seen, t.stated_no,
          t.parent_no, t.topic, t.item_name, t.value, t.unit, t.approx, t.sentence, t.snapshot, t.url, t.fetched_at,
          t.charset, t.charset_because, t.place_start, t.place_end
        FROM mart_stated t JOIN mart_revisions r USING (report, revision)
        WHERE t.report = $report AND t.stated_no = $no
          AND CASE WHEN $revision IS NULL THEN t.current ELSE t.revision = $revision END`,
      values: { report, no: statedNo, revision },
      row,
    },
    operands:
      check === null ? null : { sql: operandsQuery, values: { report, check, revision }, row: operandRow },
    others: {
      sql: `SELECT stated_no, topic, item_name, value, unit FROM mart_stated WHERE report = $report AND current
        ORDER BY stated_no LIMIT 60`,
      values: { report },
      row: otherRow,
    },
  }),
  draw: ({ rows, operands, others }, { report, asked }) => {
    const shown = rows[0]
    if (shown === undefined) {
      return {
        what: '正文数据',
        asked: `${report} ${asked}`,
        exists:
          others.length === 0
            ? [{ label: '全部单位', href: link(['publisher']) }]
            : others.map((one) => ({
                label: `${one.item_name ?? topicWord(one.topic)} ${writeNumber(one.value)} ${one.unit}`,
                href: sentenceLink(report, one.stated_no),
              })),
      }
    }
    const what = shown.item_name ?? topicWord(shown.topic)
    const rest = operands.filter(
      (one) => one.stated_no !== shown.stated_no && one.snapshot === shown.snapshot,
    )
    const sentence = { start: shown.place_start, end: shown.place_end }
    const { marked, stretches } = markOperands(rest.filter((one) => one.cell !== null))
    return {
      title: `${shown.name} ${shown.year} 年 · ${what}`,
      body: () =>
        html`<div class="evidence">
          <section class="answer">
            <ol class="labels" aria-label="指标路径">
              <li>正文</li>
              <li>${topicWord(shown.topic)}</li>
              ${shown.item_name === null ? '' : html`<li translate="no">${shown.item_name}</li>`}
            </ol>
            <p class="value">
              <b class="${shown.value === 0 ? 'zero' : ''}"
                >${shown.approx ? '约 ' : ''}${writeNumber(shown.value)}</b
              >
              ${shown.unit}
            </p>
            <blockquote lang="zh-CN" translate="no">${shown.sentence}</blockquote>
          </section>
          ${drawFrame(shown.snapshot, [sentence, ...stretches], '所在句子已标出')}
          <section class="proof">
            <dl class="facts">${drawProvenance(shown)}</dl>
            ${drawOperandMarks(rest, marked)}
          </section>
        </div>`,
    }
  },
})
