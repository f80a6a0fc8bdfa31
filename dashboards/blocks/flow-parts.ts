/** The parts of the flow of requests: what came in, the outcomes, what was carried over. Pure. */
import { html } from 'hono/html'
import { z } from 'zod'
import { writeNumber } from '../figure.ts'
import type { LinkValues } from '../filters.ts'
import { evidenceLink, link } from '../filters.ts'
import type { Column, Html } from '../view.ts'

const parts = {
  new_received: z.number().nullable(),
  carried_in: z.number().nullable(),
  granted: z.number().nullable(),
  granted_partial: z.number().nullable(),
  denied: z.number().nullable(),
  unable: z.number().nullable(),
  rejected: z.number().nullable(),
  other: z.number().nullable(),
  carried_out: z.number().nullable(),
  /** What came in less what went out; null where a part that could make up the difference is absent. */
  gap: z.number().nullable(),
}

/** Schema of one report's flow. */
export const flowRow = z.object({ publisher: z.string(), name: z.string(), report: z.string(), ...parts })
/** One report's flow. */
export type FlowRow = z.infer<typeof flowRow>
type FlowNumbers = Pick<FlowRow, keyof typeof parts>

/** The parts as columns, in the order of the form. */
export const flowColumns: readonly (Column & {
  name: Exclude<keyof typeof parts, 'gap'>
  side: 'in' | 'out'
})[] = [
  { name: 'new_received', label: '本年新收', unit: '件', side: 'in' },
  { name: 'carried_in', label: '上年结转', unit: '件', side: 'in' },
  { name: 'granted', label: '予以公开', unit: '件', side: 'out' },
  { name: 'granted_partial', label: '部分公开', unit: '件', side: 'out' },
  { name: 'denied', label: '不予公开', unit: '件', side: 'out' },
  { name: 'unable', label: '无法提供', unit: '件', side: 'out' },
  { name: 'rejected', label: '不予处理', unit: '件', side: 'out' },
  { name: 'other', label: '其他处理', unit: '件', side: 'out' },
  { name: 'carried_out', label: '结转下年', unit: '件', side: 'out' },
]

/** One part with its size, 0 where nothing is stated. */
export interface FlowPart {
  label: string
  side: 'in' | 'out'
  value: number | null
}

/** The parts of a flow or of a sum of flows. */
export function partsOf(numbers: FlowNumbers): FlowPart[] {
  return flowColumns.map(({ name, label, side }) => ({ label, side, value: numbers[name] }))
}

function sayNumber(value: number | null): Html {
  if (value === null) return html`<span class="faint" title="没有数值，不按零计">—</span>`
  return html`<span class="${value === 0 ? 'faint' : ''}">${writeNumber(value)}</span>`
}

/** Only these parts are single cells of the form; the others are sums of several and lead to the publisher's own flow. */
const single: ReadonlyMap<string, string> = new Map([
  ['new_received', 't3.new_received.total'],
  ['carried_in', 't3.carried_in.total'],
  ['granted', 't3.granted.total'],
  ['granted_partial', 't3.granted_partial.total'],
  ['carried_out', 't3.carried_out.total'],
])

/** Draws the table twin: a row a report, the greatest gaps first. */
export function drawFlowRows(rows: readonly FlowRow[], values: LinkValues): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="各报告的流向">
    <table class="ledger">
      <caption>
        差额大的在前；点数字回到存档页面，合并项（不予公开等）点进该单位的逐项列表
      </caption>
      <thead>
        <tr>
          <th scope="col">单位</th>
          ${flowColumns.map((column) => html`<th scope="col">${column.label}</th>`)}
          <th scope="col">差额</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => {
          const home = link(['flow'], { ...values, publisher: row.publisher })
          return html`<tr>
            <th scope="row"><a href="${home}">${row.name}</a></th>
            ${flowColumns.map(({ name }) => {
              const cell = single.get(name)
              const href = cell === undefined ? home : evidenceLink(row.report, cell)
              return html`<td><a class="figure" href="${href}">${sayNumber(row[name])}</a></td>`
            })}
            <td>
              ${
                row.gap === null
                  ? html`<span class="faint">不能核对</span>`
                  : row.gap === 0
                    ? html`<span class="faint">0</span>`
                    : html`<b class="bad"
                        >${row.gap > 0 ? `少 ${writeNumber(row.gap)}` : `多 ${writeNumber(-row.gap)}`}</b
                      >`
              }
            </td>
          </tr>`
        })}
      </tbody>
    </table>
  </div>`
}

/** Draws every line of the column 总计 of one report, each a link home. */
export function drawFlowSteps(steps: readonly { name: string; figure: Html }[]): Html {
  return html`<section>
    <h2>逐项<small>第三部分“总计”列</small></h2>
    <ul class="operands steps">
      ${steps.map(({ name, figure }) => html`<li><span class="path">${name}</span> ${figure}</li>`)}
    </ul>
  </section>`
}
