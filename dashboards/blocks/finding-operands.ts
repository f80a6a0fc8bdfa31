/** The figures that a finding compares, each a link to where it stands. Pure. */
import { html } from 'hono/html'
import { drawFigure, shorten, writeNumber } from '../figure.ts'
import { evidenceLink, sentenceLink } from '../filters.ts'
import { nameOfLabel } from '../labels.ts'
import type { Html } from '../view.ts'
import type { FindingRow, OperandRow, SentenceRow } from './finding-list.ts'

/** Says what was expected and what is stated; nothing where no two figures are compared. */
export function drawCompared(finding: FindingRow): Html {
  const { expected, actual } = finding
  if (expected === null || actual === null) return html``
  return html`<p class="compared">
    应为 <b>${writeNumber(expected)}</b>，报告为 <b>${writeNumber(actual)}</b>，相差
    <b>${writeNumber(Math.abs(actual - expected))}</b>
  </p>`
}

/** Draws the table figures. */
export function drawOperands(operands: readonly OperandRow[]): Html {
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

/** Draws the sentence and the narrative figures in it. */
export function drawSentences(sentences: readonly SentenceRow[]): Html {
  const first = sentences[0]
  if (first === undefined) return html``
  return html`<blockquote lang="zh-CN" translate="no">${shorten(first.sentence, 160)}</blockquote>
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

/** Names the one cell that would mend every failed sum of its table, and the value that would; it is a guess and said to be one. */
export function drawSuspect(finding: FindingRow, operands: readonly OperandRow[]): Html {
  const { suspect_cell: cell, suspect_repair: repair, report, check } = finding
  if (cell === null || repair === null) return html``
  const label = operands.find((one) => one.cell === cell)?.label ?? cell
  return html`<p class="suspect">
    可能填错的一格：<a href="${evidenceLink(report, cell, { check })}">${nameOfLabel(label)}</a>，若为
    <b>${writeNumber(repair)}</b> 则各项勾稽均成立
  </p>`
}
