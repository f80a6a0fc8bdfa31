/** 单位: who owes reports? */
import { html } from 'hono/html'
import { z } from 'zod'
import { drawFilterForm } from '../blocks/filter-form.ts'
import type { Filters } from '../filters.ts'
import { filterValues, kindChoices, link, readFilters, siteChoices } from '../filters.ts'
import { gather } from '../group.ts'
import { defineView } from '../view.ts'
import { kindWord } from '../words.ts'

const row = z.object({
  site_name: z.string(),
  publisher: z.string(),
  name: z.string(),
  kind: z.string(),
  expected: z.number(),
  found: z.number(),
  /** Null where no report was read: then nothing was checked. */
  broken: z.number().nullable(),
})
type PublisherRow = z.infer<typeof row>

export default defineView<Filters, { rows: PublisherRow }>({
  path: '/publisher',
  menu: { group: 'compare', place: 1 },
  label: '单位',
  title: '单位',
  question: '有哪些单位应当发布年度报告？',
  columns: [
    { name: 'site_name', label: '县（站点）' },
    { name: 'publisher', label: '单位代码' },
    { name: 'name', label: '单位' },
    { name: 'kind', label: '单位类别', say: kindWord },
    { name: 'expected', label: '应发布', unit: '份' },
    { name: 'found', label: '已读报告', unit: '份' },
    { name: 'broken', label: '不符', unit: '项' },
  ],
  read: (asked, scope) => readFilters(asked.query, scope, ['publisher']),
  queries: ({ site, kind, year }) => ({
    rows: {
      sql: `SELECT site_name, publisher, name, kind, count(*) AS expected, count(report) AS found,
          sum(broken_e + broken_w)::BIGINT AS broken
        FROM mart_coverage WHERE ($site IS NULL OR site = $site) AND ($kind IS NULL OR kind = $kind)
          AND ($year IS NULL OR year = $year)
        GROUP BY site, site_name, publisher, name, kind
        ORDER BY site, list_position(['government', 'office', 'department', 'subdistrict', 'township'], kind::VARCHAR),
          publisher`,
      values: { site, kind, year },
      row,
    },
  }),
  draw: ({ rows }, filters, scope) => {
    const form = drawFilterForm(
      link(['publisher']),
      [
        {
          name: 'site',
          label: '县（站点）',
          chosen: [filters.site ?? ''],
          choices: siteChoices(scope),
          all: '全部',
        },
        {
          name: 'kind',
          label: '单位类别',
          chosen: [filters.kind ?? ''],
          choices: kindChoices(scope),
          all: '全部',
        },
      ],
      { year: filters.year === null ? null : String(filters.year) },
    )
    const groups = gather(rows, (one) => kindWord(one.kind))
    return {
      title: '单位',
      body: html`${form}
        <div class="scroll" tabindex="0" role="region" aria-label="单位名录">
          <table class="ledger roster">
            <thead>
              <tr>
                <th scope="col">单位</th>
                <th scope="col">应发布</th>
                <th scope="col">已读报告</th>
                <th scope="col">不符</th>
              </tr>
            </thead>
            ${[...groups].map(
              ([kind, members]) =>
                html`<tbody>
                  <tr class="group">
                    <th scope="rowgroup" colspan="4">${kind}<small>${members.length} 个</small></th>
                  </tr>
                  ${members.map(
                    (one) =>
                      html`<tr>
                        <th scope="row">
                          <a href="${link(['publisher', one.publisher], filterValues(filters))}"
                            >${one.name}</a
                          >
                        </th>
                        <td>${one.expected}</td>
                        <td>${one.found}</td>
                        <td>
                          ${
                            one.broken === null
                              ? html`<span class="faint">未核对</span>`
                              : one.broken === 0
                                ? html`<span class="faint">0</span>`
                                : html`<a
                                    href="${link(['findings'], { publisher: one.publisher, verdict: 'broken' })}"
                                    >${one.broken}</a
                                  >`
                          }
                        </td>
                      </tr>`,
                  )}
                </tbody>`,
            )}
          </table>
        </div>`,
    }
  },
})
