/** What auditors have decided on a finding, and the form by which a named person decides. Pure. */
import { html } from 'hono/html'
import { writeNumber } from '../figure.ts'
import { nameOfLabel } from '../labels.ts'
import { sayTime } from '../page.ts'
import type { Decidable, DecisionRow, Standing } from '../review/decision.ts'
import type { Html } from '../view.ts'
import { decisionWord } from '../status-words.ts'

/** Who decides, and the address to come back to. */
export interface Reviewing {
  reviewer: string
  back: string
}

/** The figure of a finding that an override may be about. */
export interface Overridable {
  cell: string
  label: string
}

/** The form field that names a finding and the words of the source that were seen. */
function itemOf({ report, code, check, operands }: Decidable): string {
  return JSON.stringify({ report, code, check, operands })
}

function drawDecision(one: DecisionRow, what: Html | string, review: Reviewing | null): Html {
  const word = decisionWord(one.kind)
  return html`<li class="decision ${word.tone}">
    <b><span aria-hidden="true">${word.glyph}</span> ${word.label}</b> ${what}
    ${one.reason === null ? '' : html`<q translate="no">${one.reason}</q>`}
    <small
      ><span translate="no">${one.decided_by}</span> ·
      <time datetime="${one.decided_at}">${sayTime(one.decided_at)}</time></small
    >
    ${
      review === null || one.event === ''
        ? ''
        : html`<form method="post" action="/review" class="undo">
            <input type="hidden" name="undoes" value="${one.event}" /><input
              type="hidden"
              name="back"
              value="${review.back}"
            /><button type="submit" name="kind" value="undo">撤销</button>
          </form>`
    }
  </li>`
}

/** Draws what stands; nothing where nobody has decided. */
export function drawStanding(
  { verdict, overrides, comments }: Standing,
  operands: readonly Overridable[],
  review: Reviewing | null,
): Html {
  if (verdict === null && overrides.length + comments.length === 0) return html``
  const nameOf = (cell: string | null): string =>
    nameOfLabel(operands.find((one) => one.cell === cell)?.label ?? cell ?? '')
  return html`<ul class="decisions" aria-label="审计结论">
    ${verdict === null ? '' : drawDecision(verdict, '', review)}
    ${overrides.map((one) =>
      drawDecision(
        one,
        html`${nameOf(one.cell)} 应为 <b>${one.value === null ? '' : writeNumber(one.value)}</b>`,
        review,
      ),
    )}
    ${comments.map((one) => drawDecision(one, '', review))}
  </ul>`
}

/** What Enter in a field of the form does, so that nobody confirms by finishing a remark; first in the form, as browsers ask. */
const enterComments = html`<button
  type="submit"
  name="kind"
  value="comment"
  class="unseen"
  tabindex="-1"
  aria-hidden="true"
></button>`

/** Draws the form of one finding: confirm, dismiss, comment, or say what a figure should be. */
export function drawReviewForm(
  finding: Decidable,
  no: number,
  operands: readonly Overridable[],
  { back }: Reviewing,
): Html {
  return html`<form method="post" action="/review" class="review" aria-label="审核第 ${no} 项">
    <input type="hidden" name="item" value="${itemOf(finding)}" />
    <input type="hidden" name="back" value="${back}#finding-${no}" />
    ${enterComments}
    <label class="pick"
      ><input
        type="checkbox"
        name="item"
        value="${itemOf(finding)}"
        form="batch"
        data-key="x"
      />选入批量</label
    >
    <label class="reason"
      ><span>理由或批注</span><input name="reason" maxlength="500" autocomplete="off" data-key="m"
    /></label>
    <button type="submit" name="kind" value="confirm" data-key="c">确认</button>
    <button type="submit" name="kind" value="dismiss" data-key="d" data-needs-reason>排除</button>
    <button type="submit" name="kind" value="comment">批注</button>
    ${
      operands.length === 0
        ? ''
        : html`<details class="override">
            <summary>更正数值</summary>
            <label
              ><span>哪个数</span
              ><select name="cell">
                ${operands.map((one) => html`<option value="${one.cell}">${nameOfLabel(one.label)}</option>`)}
              </select></label
            >
            <label><span>应为</span><input name="value" inputmode="decimal" size="8" /></label>
            <button type="submit" name="kind" value="override">记下更正</button>
          </details>`
    }
  </form>`
}

/** Draws the form that decides on all picked findings at once. */
export function drawBatchForm({ reviewer, back }: Reviewing): Html {
  return html`<form method="post" action="/review" id="batch" class="review batch" aria-label="批量审核">
    <p>
      以 <b translate="no">${reviewer}</b> 的名义记录。键盘：<kbd>j</kbd> <kbd>k</kbd> 上下，<kbd>c</kbd>
      确认，<kbd>d</kbd> 排除，<kbd>m</kbd> 写批注，<kbd>x</kbd> 选入批量；写完按 <kbd>Enter</kbd> 记下，<kbd
        >Esc</kbd
      >
      离开。排除须写理由。
    </p>
    <input type="hidden" name="back" value="${back}" />
    ${enterComments}
    <label class="reason"
      ><span>对选入的各项：理由或批注</span><input name="reason" maxlength="500" autocomplete="off"
    /></label>
    <button type="submit" name="kind" value="confirm">全部确认</button>
    <button type="submit" name="kind" value="dismiss">全部排除</button>
    <button type="submit" name="kind" value="comment">全部批注</button>
  </form>`
}
