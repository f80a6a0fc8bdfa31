/** The four dates of each report beside its deadline, in words. Pure. */
import { html } from 'hono/html'
import { z } from 'zod'
import { link } from '../filters.ts'
import type { Html } from '../view.ts'
import { coverageWord } from '../words.ts'

/** Schema of one report that was owed in a year. */
export const timelinessRow = z.object({
  publisher: z.string(),
  name: z.string(),
  kind: z.string(),
  year: z.number(),
  state: z.string(),
  due_date: z.string().nullable(),
  published_date: z.string().nullable(),
  /** Days after the deadline, negative before it; null where a date is unknown. */
  days: z.number().nullable(),
  report: z.string().nullable(),
  snapshot: z.string().nullable(),
  page_date: z.string().nullable(),
  url_date: z.string().nullable(),
  signed_date: z.string().nullable(),
  first_seen: z.string().nullable(),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
})
/** One report that was owed in a year. */
export type TimelinessRow = z.infer<typeof timelinessRow>

function drawDay(day: string | null): Html {
  return day === null ? html`<span class="faint">—</span>` : html`<time datetime="${day}">${day}</time>`
}

function sayDays(days: number | null): Html {
  if (days === null) return html`<span class="faint">不能判定</span>`
  return days > 0 ? html`<b class="warn">逾期 ${days} 天</b>` : html`早 ${-days} 天`
}

/** Draws the table. */
export function drawTimelinessTable(rows: readonly TimelinessRow[]): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="各单位的日期">
    <table class="ledger">
      <thead>
        <tr>
          <th scope="col">单位</th>
          <th scope="col" class="text">发布情况</th>
          <th scope="col">规定时限</th>
          <th scope="col">相差</th>
          <th scope="col">页面日期</th>
          <th scope="col">网址日期</th>
          <th scope="col">落款日期</th>
          <th scope="col">首次见到</th>
          <th scope="col">存档</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => {
          const word = coverageWord(row.state)
          return html`<tr>
            <th scope="row">
              <a href="${link(['publisher', row.publisher], { year: row.year })}">${row.name}</a>
            </th>
            <td class="text">
              <span class="chip ${word.tone}" aria-hidden="true">${word.glyph}</span>${word.label}${
                row.reason === null ? '' : html`<br /><small>依据：${row.reason}</small>`
              }
            </td>
            <td>${drawDay(row.due_date)}</td>
            <td>${sayDays(row.days)}</td>
            <td>${drawDay(row.page_date)}</td>
            <td>${drawDay(row.url_date)}</td>
            <td>${drawDay(row.signed_date)}</td>
            <td>${drawDay(row.first_seen)}</td>
            <td>
              ${
                row.snapshot === null
                  ? html`<span class="faint">—</span>`
                  : html`<a href="${link(['archive', row.snapshot])}">看页面</a>`
              }
            </td>
          </tr>`
        })}
      </tbody>
    </table>
  </div>`
}
