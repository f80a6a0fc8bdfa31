/** What the prose of a report states in figures, and what could not be read of it. Pure. */
import { html } from 'hono/html'
import { z } from 'zod'
import { writeNumber } from '../figure.ts'
import { link, sentenceLink } from '../filters.ts'
import type { Html } from '../view.ts'
import { problemWord, topicWord } from '../words.ts'

/** Schema of one narrative figure or item. */
export const statedRow = z.object({
  report: z.string(),
  stated_no: z.number(),
  parent_no: z.number().nullable(),
  topic: z.string(),
  item_name: z.string().nullable(),
  value: z.number(),
  unit: z.string(),
  approx: z.boolean(),
  sentence: z.string(),
})
/** One narrative figure or item. */
export type StatedRow = z.infer<typeof statedRow>

/** Schema of one problem of reading. */
export const problemRow = z.object({
  report: z.string().nullable(),
  snapshot: z.string(),
  code: z.string(),
  severity: z.string(),
  detail: z.string(),
})
/** One problem of reading. */
export type ProblemRow = z.infer<typeof problemRow>

function drawAmount(row: StatedRow): Html {
  return html`<a
    class="figure ${row.value === 0 ? 'zero' : 'number'}"
    href="${sentenceLink(row.report, row.stated_no)}"
    >${row.approx ? '约 ' : ''}${writeNumber(row.value)} ${row.unit}</a
  >`
}

/** Draws the narrative figures, items under their totals; nothing where there are none. */
export function drawStated(rows: readonly StatedRow[]): Html {
  const totals = rows.filter((row) => row.parent_no === null)
  if (totals.length === 0) return html``
  return html`<section class="prose">
    <h3>正文所述</h3>
    <dl>
      ${totals.map((row) => {
        const items = rows.filter((one) => one.parent_no === row.stated_no)
        return html`<div>
          <dt>${topicWord(row.topic)}</dt>
          <dd>
            ${drawAmount(row)}
            ${
              items.length === 0
                ? ''
                : html`<span class="items"
                    >其中
                    ${items.map((item) => html`<span><span translate="no">${item.item_name ?? '未命名'}</span> ${drawAmount(item)}</span>`)}</span
                  >`
            }
          </dd>
        </div>`
      })}
    </dl>
  </section>`
}

/** Draws what could not be read, apart from what does not add up: these are ours, not the publisher's. */
export function drawProblems(problems: readonly ProblemRow[]): Html {
  if (problems.length === 0) return html``
  return html`<section class="ours">
    <h2>读取情况<small>${problems.length} 条，与数据勾稽分开计</small></h2>
    <ul class="problems">
      ${problems.map(
        (problem) =>
          html`<li>
            <span class="badge ours">${problemWord(problem.severity)}</span> ${problem.detail}
            <a href="${link(['archive', problem.snapshot])}">看存档页面</a>
          </li>`,
      )}
    </ul>
  </section>`
}
