/** Where a publisher stands among its kind in the figures most asked for; unranked where too few state a number. Pure. */
import { html } from 'hono/html'
import { z } from 'zod'
import { smallestRanked } from '../charts/spread.ts'
import { writeNumber } from '../figure.ts'
import { evidenceLink, link } from '../filters.ts'
import { nameOfLabel } from '../labels.ts'
import type { Html, MartQuery } from '../view.ts'

const cells = [
  't3.new_received.total',
  't3.granted.total',
  't3.carried_out.total',
  't2.normative_docs.in_force',
  't2.licensing.decisions',
  't2.penalty.decisions',
  't4.reconsideration.total',
]

/** Schema of one figure with the year before and the publisher's kind in the same county. */
export const peerRow = z.object({
  report: z.string(),
  cell: z.string(),
  label: z.string(),
  unit_label: z.string(),
  value: z.number(),
  before: z.number().nullable(),
  before_report: z.string().nullable(),
  median: z.number(),
  count: z.number(),
  higher: z.number(),
})
/** One figure among its peers; `higher` counts those that state more. */
export type PeerRow = z.infer<typeof peerRow>

/** Query of the figures; `shownYear` is our own SQL for the year, over `$publisher` and `$year`. */
export function peersQuery(
  shownYear: string,
  values: { publisher: string; year: number | null },
): MartQuery<PeerRow> {
  return {
    sql: `WITH own AS (
        SELECT report, cell, label, unit_label, position, value, edition, site, publisher_kind, year, report_kind
        FROM mart_figures WHERE publisher = $publisher AND year = ${shownYear} AND state = 'number'
          AND list_contains(string_split($cells, ','), cell)),
      before AS (
        SELECT cell, report, report_kind, edition, value FROM mart_figures
        WHERE publisher = $publisher AND year = ${shownYear} - 1 AND state = 'number'
          AND list_contains(string_split($cells, ','), cell)),
      peers AS (
        SELECT f.cell, f.value FROM mart_values f
        WHERE f.site IN (SELECT site FROM own) AND f.publisher_kind IN (SELECT publisher_kind FROM own)
          AND f.year = ${shownYear} AND f.state = 'number' AND list_contains(string_split($cells, ','), f.cell))
      SELECT o.report, o.cell, o.label, o.unit_label, o.value, b.value AS before, b.report AS before_report,
        median(p.value) AS median, count(p.value) AS count, count(*) FILTER (p.value > o.value) AS higher
      FROM own o LEFT JOIN peers p USING (cell)
      LEFT JOIN before b ON b.cell = o.cell AND b.report_kind = o.report_kind AND b.edition = o.edition
      GROUP BY ALL ORDER BY any_value(o.position)`,
    values: { ...values, cells: cells.join(',') },
    row: peerRow,
  }
}

/** Draws the table; nothing where the report states none of these figures. */
export function drawPeers(rows: readonly PeerRow[], filters: { site: string | null; year: number }): Html {
  if (rows.length === 0) return html``
  return html`<section>
    <h2>主要数据<small>与上年、与同县同类单位对照；上年表式不同的不对照</small></h2>
    <div class="scroll" tabindex="0" role="region" aria-label="主要数据">
      <table class="ledger">
        <thead>
          <tr>
            <th scope="col">指标</th>
            <th scope="col">本年</th>
            <th scope="col">上年</th>
            <th scope="col">同类中位数</th>
            <th scope="col">由多到少</th>
            <th scope="col">查看</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => {
            const ranked = row.count >= smallestRanked
            return html`<tr>
              <th scope="row">${nameOfLabel(row.label)} <small>${row.unit_label}</small></th>
              <td>
                <a
                  class="figure ${row.value === 0 ? 'zero' : ''}"
                  href="${evidenceLink(row.report, row.cell)}"
                  >${writeNumber(row.value)}</a
                >
              </td>
              <td>
                ${
                  row.before === null || row.before_report === null
                    ? html`<span class="faint">—</span>`
                    : html`<a class="figure" href="${evidenceLink(row.before_report, row.cell)}"
                        >${writeNumber(row.before)}</a
                      >`
                }
              </td>
              <td>
                ${ranked ? writeNumber(row.median) : html`<span class="faint">不足 ${smallestRanked} 个</span>`}
              </td>
              <td>
                ${ranked ? `第 ${row.higher + 1} / ${row.count}` : html`<span class="faint">不排序</span>`}
              </td>
              <td>
                <a href="${link(['compare'], { cell: row.cell, ...filters })}">比较</a>
                <a href="${link(['trend'], { cell: row.cell, site: filters.site })}">趋势</a>
              </td>
            </tr>`
          })}
        </tbody>
      </table>
    </div>
  </section>`
}
