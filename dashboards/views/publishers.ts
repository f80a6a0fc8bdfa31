/** 单位: who owes reports? */
import { html } from 'hono/html'
import { z } from 'zod'
import { drawFilterForm } from '../blocks/filter-form.ts'
import { drawPager } from '../blocks/pager.ts'
import type { Filters } from '../filters.ts'
import { filterValues, kindChoices, link, readFilters, readPage, siteChoices } from '../filters.ts'
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
const totalRow = z.object({ publishers: z.number() })

const pageSize = 500
const wholeSize = 10_000_000

interface Parameters extends Filters {
  page: number
  whole: boolean
}

export default defineView<Parameters, { rows: PublisherRow; totals: z.infer<typeof totalRow> }>({
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
  read: (asked, scope) => {
    const filters = readFilters(asked.query, scope, ['publisher'])
    return 'what' in filters ? filters : { ...filters, page: readPage(asked.query), whole: asked.whole }
  },
  queries: ({ site, kind, year, page, whole }) => ({
    rows: {
      sql: `SELECT site_name, publisher, name, kind, count(*) AS expected, count(report) AS found,
          sum(broken_e + broken_w)::BIGINT AS broken
        FROM mart_coverage WHERE ($site IS NULL OR site = $site) AND ($kind IS NULL OR kind = $kind)
          AND ($year IS NULL OR year = $year)
        GROUP BY site, site_name, publisher, name, kind, kind_place
        ORDER BY site, kind_place, publisher LIMIT $size::BIGINT OFFSET $skip::BIGINT`,
      values: {
        site,
        kind,
        year,
        size: whole ? wholeSize : pageSize,
        skip: whole ? 0 : (page - 1) * pageSize,
      },
      row,
    },
    totals: {
      sql: `SELECT count(DISTINCT publisher) AS publishers
        FROM mart_coverage WHERE ($site IS NULL OR site = $site) AND ($kind IS NULL OR kind = $kind)
          AND ($year IS NULL OR year = $year)`,
      values: { site, kind, year },
      row: totalRow,
    },
  }),
  draw: ({ rows, totals }, filters, scope) => {
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
      body: () =>
        html`${form}
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
                                      href="${link(['findings'], { year: filters.year, severity: 'EW', verdict: 'broken', publisher: one.publisher })}"
                                      >${one.broken}</a
                                    >`
                            }
                          </td>
                        </tr>`,
                    )}
                  </tbody>`,
              )}
            </table>
          </div>
          ${drawPager({
            page: filters.page,
            size: pageSize,
            total: totals[0]?.publishers ?? 0,
            unit: '个单位',
            path: ['publisher'],
            values: filterValues(filters),
          })}`,
    }
  },
})
