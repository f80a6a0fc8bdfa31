/** Figures of tables that no national form prints: local tables before 2014, rows that provinces add. Pure. */
import { html } from 'hono/html'
import { z } from 'zod'
import { sayFigure } from '../figure.ts'
import type { Html } from '../view.ts'
import { archiveLink } from './provenance.ts'

/** Schema of one such figure. */
export const indicatorRow = z.object({
  report: z.string(),
  label: z.string(),
  value: z.number().nullable(),
  state: z.string(),
  raw: z.string(),
  unit: z.string(),
  snapshot: z.string(),
  place_start: z.number(),
  place_end: z.number(),
})
/** One such figure; it has no place in any form, so it is compared with nothing. */
export type IndicatorRow = z.infer<typeof indicatorRow>

/** Draws them as printed, each a link to its cell in the archived page; nothing where there are none. */
export function drawIndicators(rows: readonly IndicatorRow[]): Html {
  if (rows.length === 0) return html``
  return html`<section class="table">
    <h3>自设指标<small>统一格式以外的表格数据，不参与比较与勾稽</small></h3>
    <div class="scroll" tabindex="0" role="region" aria-label="自设指标">
      <table class="official t0">
        <caption class="unseen">
          自设指标
        </caption>
        <tbody>
          ${rows.map((row) => {
            const { label, value, unit, snapshot, place_start: start, place_end: end } = row
            const tone = value === null ? 'nothing' : value === 0 ? 'zero' : 'number'
            return html`<tr>
              <th scope="row">${label}</th>
              <td>
                <a class="figure ${tone}" href="${archiveLink(snapshot, [{ start, end }])}" title="${row.raw}"
                  >${sayFigure(row)}${value === null ? '' : unit}</a
                >
              </td>
            </tr>`
          })}
        </tbody>
      </table>
    </div>
  </section>`
}
