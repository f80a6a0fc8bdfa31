/** A list of findings in neutral words, every operand a link to where it stands. Pure. */
import { html } from 'hono/html'
import { z } from 'zod'
import { drawFigure, shorten, writeNumber } from '../figure.ts'
import { evidenceLink, link, sentenceLink } from '../filters.ts'
import { nameOfLabel } from '../labels.ts'
import type { Html, Query, Values } from '../view.ts'
import { checkWord, reportKindWord, severityWord, verdictWord } from '../words.ts'

const findingRow = z.object({
  publisher: z.string(),
  name: z.string(),
  year: z.number(),
  report: z.string(),
  report_kind: z.string(),
  code: z.string(),
  check: z.string(),
  severity: z.string(),
  verdict: z.string(),
  expected: z.number().nullable(),
  actual: z.number().nullable(),
  message: z.string().nullable(),
  cells: z.array(z.string()),
  stated_nos: z.array(z.number()),
})
/** One check that is broken or uncertain on a current report. */
export type FindingRow = z.infer<typeof findingRow>

const operandRow = z.object({
  report: z.string(),
  check: z.string(),
  cell: z.string(),
  label: z.string(),
  unit_label: z.string(),
  value: z.number().nullable(),
  state: z.string(),
  raw: z.string(),
})
/** One table figure that a finding compares. */
export type OperandRow = z.infer<typeof operandRow>

const sentenceRow = z.object({
  report: z.string(),
  check: z.string(),
  stated_no: z.number(),
  item_name: z.string().nullable(),
  value: z.number(),
  unit: z.string(),
  approx: z.boolean(),
  sentence: z.string(),
})
/** One narrative figure that a finding compares. */
export type SentenceRow = z.infer<typeof sentenceRow>

/** The three queries behind a list of findings. `where` is our own SQL over mart_findings; values are always bound. */
export function findingQueries(
  where: string,
  values: Values,
  window: string,
): { findings: Query<FindingRow>; operands: Query<OperandRow>; sentences: Query<SentenceRow> } {
  const chosen = `SELECT publisher, name, year, report, report_kind, code, "check", severity, verdict, expected, actual,
      message, cells, stated_nos
    FROM mart_findings WHERE ${where}
    ORDER BY list_position(['E', 'W', 'I'], severity), list_position(['broken', 'uncertain'], verdict),
      code, publisher, year DESC, report, "check" ${window}`
  return {
    findings: { sql: chosen, values, row: findingRow },
    operands: {
      sql: `WITH chosen AS (${chosen}),
        operands AS (SELECT report, "check", unnest(cells) AS cell FROM chosen)
        SELECT o.report, o."check", f.cell, coalesce(CASE f.edition WHEN '2019' THEN f.label_2019
            WHEN '2021' THEN f.label_2021 WHEN '2014' THEN f.label_2014 END, f.label) AS label,
          f.unit_label, f.value, f.state, f.raw
        FROM operands o JOIN mart_figures f USING (report, cell) ORDER BY o.report, o."check", f.position`,
      values,
      row: operandRow,
    },
    sentences: {
      sql: `WITH chosen AS (${chosen}),
        operands AS (SELECT report, "check", unnest(stated_nos) AS stated_no FROM chosen)
        SELECT o.report, o."check", s.stated_no, s.item_name, s.value, s.unit, s.approx, s.sentence
        FROM operands o JOIN mart_stated s USING (report, stated_no)
        WHERE s.current ORDER BY o.report, o."check", s.stated_no`,
      values,
      row: sentenceRow,
    },
  }
}

function drawCompared(finding: FindingRow): Html {
  const { expected, actual } = finding
  if (expected === null || actual === null) return html``
  return html`<p class="compared">
    应为 <b>${writeNumber(expected)}</b>，报告为 <b>${writeNumber(actual)}</b>，相差
    <b>${writeNumber(Math.abs(actual - expected))}</b>
  </p>`
}

function drawOperands(operands: readonly OperandRow[]): Html {
  if (operands.length === 0) return html``
  return html`<ul class="operands">
    ${operands.map((operand) => {
      const { check, label, unit_label } = operand
      return html`<li>
        <span class="path">${nameOfLabel(label)}</span>
        ${drawFigure(operand, `${label}（${unit_label}）`, { check })}
      </li>`
    })}
  </ul>`
}

function drawSentences(sentences: readonly SentenceRow[]): Html {
  const first = sentences[0]
  if (first === undefined) return html``
  return html`<blockquote>${shorten(first.sentence, 160)}</blockquote>
    <ul class="operands">
      ${sentences.map(
        ({ report, check, stated_no, item_name, value, unit, approx }) =>
          html`<li>
            <span class="path">${item_name ?? '总数'}</span>
            <a class="figure number" href="${sentenceLink(report, stated_no, { check })}"
              >${approx ? '约 ' : ''}${writeNumber(value)} ${unit}</a
            >
          </li>`,
      )}
    </ul>`
}

/** What a list of findings is drawn from. */
export interface FindingSet {
  findings: readonly FindingRow[]
  operands: readonly OperandRow[]
  sentences: readonly SentenceRow[]
}

/** Draws findings numbered from 1; on a publisher's own page the name and year are left out. */
export function drawFindings(set: FindingSet, options: { named: boolean }): Html {
  return html`<ol class="findings">
    ${set.findings.map((finding, at) => {
      const severity = severityWord(finding.severity)
      const verdict = verdictWord(finding.verdict)
      const ofThis = (row: { report: string; check: string }): boolean =>
        row.report === finding.report && row.check === finding.check
      const operands = set.operands.filter(ofThis)
      const sentences = set.sentences.filter(ofThis)
      const home = operands[0]
      const told = sentences[0]
      const evidence =
        home !== undefined
          ? evidenceLink(home.report, home.cell, { check: finding.check })
          : told !== undefined
            ? sentenceLink(told.report, told.stated_no, { check: finding.check })
            : null
      return html`<li id="finding-${at + 1}" class="finding ${severity.tone}" tabindex="-1">
        <header>
          <span class="no">${at + 1}</span>
          <span class="badge ${severity.tone}" title="${severity.meaning}"
            ><span aria-hidden="true">${severity.glyph}</span> ${severity.label}</span
          >
          <span class="badge ${verdict.tone}" title="${verdict.meaning}"
            ><span aria-hidden="true">${verdict.glyph}</span> ${verdict.label}</span
          >
          ${
            options.named
              ? html`<a class="whose" href="${link(['publisher', finding.publisher], { year: finding.year })}"
                  >${finding.name} · ${finding.year}
                  年${
                    finding.report_kind === 'summary' ? `（${reportKindWord(finding.report_kind)}）` : ''
                  }</a
                >`
              : ''
          }
          <code title="${checkWord(finding.code) ?? finding.code}">${finding.code}</code>
        </header>
        <p class="message">${finding.message ?? checkWord(finding.code) ?? finding.check}</p>
        ${drawCompared(finding)}
        <details ${operands.length + sentences.length <= 8 ? html`open` : ''}>
          <summary>所比对的 ${operands.length + sentences.length} 个数</summary>
          ${drawOperands(operands)} ${drawSentences(sentences)}
        </details>
        ${evidence === null ? '' : html`<p class="walk"><a href="${evidence}">在存档页面上一并查看</a></p>`}
      </li>`
    })}
  </ol>`
}
