/** The county's figures beside the sums of its units'. Pure. */
import { html } from 'hono/html'
import { z } from 'zod'
import { writeNumber } from '../figure.ts'
import { evidenceLink, link } from '../filters.ts'
import { nameOfLabel } from '../labels.ts'
import type { Html } from '../view.ts'
import { rollupWord } from '../status-words.ts'
import { coverageWord } from '../words.ts'

/** Schema of one figure that the county's report states. */
export const rollupRow = z.object({
  report: z.string(),
  cell: z.string(),
  table_no: z.number(),
  label: z.string(),
  unit_label: z.string(),
  county: z.number(),
  total: z.number().nullable(),
  difference: z.number().nullable(),
  units: z.number(),
  expected: z.number(),
  state: z.string(),
})
/** One figure that the county's report states. */
export type RollupRow = z.infer<typeof rollupRow>

/** Schema of one unit of the county. */
export const unitRow = z.object({
  publisher: z.string(),
  name: z.string(),
  state: z.string(),
  report: z.string().nullable(),
  numbers: z.number(),
})
/** One unit of the county; `numbers` counts the figures that its report states. */
export type UnitRow = z.infer<typeof unitRow>

/** Names the units without figures, which keep sums from being judged; nothing where there are none. */
export function drawAbsentUnits(units: readonly UnitRow[], year: number): Html {
  const absent = units.filter((unit) => unit.report === null || unit.numbers === 0)
  if (absent.length === 0)
    return html`<p class="note">应有 ${units.length} 个单位，${year} 年都读到了数值。</p>`
  return html`<p class="empty">
    应有 ${units.length} 个单位，其中 ${absent.length} 个没有数值，所以各项合计不能核对：
    ${absent.map(
      (unit) =>
        html`<a href="${link(['publisher', unit.publisher], { year })}">${unit.name}</a
          ><small>（${unit.report === null ? coverageWord(unit.state).label : '统计表没有读出'}）</small> `,
    )}
  </p>`
}

/** Draws the comparison. The county's figure leads home; the sum leads to the figures it is made of. */
export function drawRollupTable(rows: readonly RollupRow[], year: number, site: string): Html {
  if (rows.length === 0) return html`<p class="empty">没有这一类的项目。</p>`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="县级汇总与各单位合计">
    <table class="ledger">
      <thead>
        <tr>
          <th scope="col" class="text">指标</th>
          <th scope="col">县级汇总</th>
          <th scope="col">各单位合计</th>
          <th scope="col">相差</th>
          <th scope="col">有数值的单位</th>
          <th scope="col" class="text">结论</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => {
          const word = rollupWord(row.state)
          const sum = row.total === null ? '—' : writeNumber(row.total)
          return html`<tr>
            <th scope="row" class="text">${nameOfLabel(row.label)} <small>${row.unit_label}</small></th>
            <td>
              <a class="figure" href="${evidenceLink(row.report, row.cell)}">${writeNumber(row.county)}</a>
            </td>
            <td>
              <a class="figure" href="${link(['compare'], { cell: row.cell, year, site, kind: 'all' })}"
                >${sum}</a
              >
            </td>
            <td>
              ${row.state === 'not_assessable' || row.difference === null ? html`<span class="faint">—</span>` : writeNumber(row.difference)}
            </td>
            <td>${row.units} / ${row.expected}</td>
            <td class="text">
              <span class="chip ${word.tone}" aria-hidden="true">${word.glyph}</span>${word.label}
            </td>
          </tr>`
        })}
      </tbody>
    </table>
  </div>`
}
