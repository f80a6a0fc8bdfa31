/** 时效: who was late? */
import { html } from 'hono/html'
import { z } from 'zod'
import { drawFilterForm } from '../blocks/filter-form.ts'
import { drawPager } from '../blocks/pager.ts'
import { sharedSelects } from '../blocks/shared-selects.ts'
import type { TimelinessRow } from '../blocks/timeliness-table.ts'
import { drawTimelinessTable, timelinessRow } from '../blocks/timeliness-table.ts'
import { drawDateChart } from '../charts/date-chart.ts'
import type { Filters } from '../filters.ts'
import { filterValues, link, readFilters, readPage } from '../filters.ts'
import { defineView } from '../view.ts'
import { coverageStates, coverageWord, kindWord } from '../words.ts'

const pageSize = 60
const wholeSize = 10_000_000
const path = ['timeliness']
const countRow = z.object({ state: z.string(), count: z.number() })

interface Parameters extends Filters {
  year: number
  page: number
  whole: boolean
}

const inFilters = `($site IS NULL OR c.site = $site) AND ($kind IS NULL OR c.kind = $kind) AND c.year = $year`

export default defineView<Parameters, { rows: TimelinessRow; counts: z.infer<typeof countRow> }>({
  path: '/timeliness',
  menu: { group: 'whole', place: 3 },
  label: '时效',
  title: '时效',
  question: '谁没有按时发布？依据哪个日期？',
  columns: [
    { name: 'publisher', label: '单位代码' },
    { name: 'name', label: '单位' },
    { name: 'kind', label: '单位类别', say: kindWord },
    { name: 'year', label: '报告年度' },
    { name: 'state', label: '发布情况', say: (state) => coverageWord(state).label },
    { name: 'due_date', label: '规定时限' },
    { name: 'published_date', label: '判定所用日期' },
    { name: 'days', label: '相差', unit: '天' },
    { name: 'page_date', label: '页面日期' },
    { name: 'url_date', label: '网址日期' },
    { name: 'signed_date', label: '落款日期' },
    { name: 'first_seen', label: '首次见到' },
    { name: 'reason', label: '时限依据' },
    { name: 'detail', label: '说明' },
  ],
  read: (asked, scope) => {
    const filters = readFilters(asked.query, scope, path)
    if ('what' in filters) return filters
    const year = filters.year ?? scope.latest ?? scope.years.at(-1) ?? 0
    return { ...filters, year, page: readPage(asked.query), whole: asked.whole }
  },
  queries: ({ site, kind, year, page, whole }) => ({
    rows: {
      sql: `SELECT c.publisher, c.name, c.kind, c.year, c.state, c.due_date, c.published_date,
          c.published_date - c.due_date AS days, r.report, r.snapshot, r.page_date, r.url_date, r.signed_date,
          (r.first_seen + INTERVAL 8 HOUR)::DATE AS first_seen, c.due_reason AS reason, c.detail
        FROM mart_coverage c
        LEFT JOIN mart_revisions r ON r.report = c.report AND r.revision = 1
        WHERE ${inFilters}
        ORDER BY CASE c.state WHEN 'late' THEN 0 WHEN 'missing' THEN 1 WHEN 'withdrawn' THEN 2
          WHEN 'published_undated' THEN 3 WHEN 'on_time' THEN 5 ELSE 4 END, days DESC, c.publisher
        LIMIT $size::BIGINT OFFSET $skip::BIGINT`,
      values: {
        site,
        kind,
        year,
        size: whole ? wholeSize : pageSize,
        skip: whole ? 0 : (page - 1) * pageSize,
      },
      row: timelinessRow,
    },
    counts: {
      sql: `SELECT c.state, count(*) AS count FROM mart_coverage c WHERE ${inFilters} GROUP BY c.state`,
      values: { site, kind, year },
      row: countRow,
    },
  }),
  draw: ({ rows, counts }, parameters, scope) => {
    const { year, page } = parameters
    const values = filterValues(parameters)
    const total = counts.reduce((sum, one) => sum + one.count, 0)
    return {
      title: `时效 ${year} 年`,
      body: () =>
        html`${drawFilterForm(link(path), sharedSelects(scope, parameters, ['site', 'year', 'kind'], ['year']))}
          <p class="tally">
            应发布 <b>${total}</b> 份
            ${coverageStates.flatMap((state) => {
              const count = counts.find((one) => one.state === state)?.count
              const word = coverageWord(state)
              return count === undefined
                ? []
                : [
                    html`<a
                      class="badge ${word.tone}"
                      href="${link([], { ...values, state })}"
                      title="${word.meaning}"
                      ><span aria-hidden="true">${word.glyph}</span> ${word.label} ${count}</a
                    >`,
                  ]
            })}
          </p>
          ${
            rows.length === 0
              ? html`<p class="empty">没有符合这些条件的单位。<a href="${link(path)}">去掉全部条件</a></p>`
              : html`<div class="charts">
                    <figure>
                      <figcaption>
                        <b>四种日期与规定时限</b>
                        <span class="legend"
                          ><span>● 页面</span><span>◆ 网址</span><span>▲ 落款</span><span>○ 首次见到</span
                          ><span class="due-key">┃ 规定时限</span></span
                        >
                      </figcaption>
                      ${drawDateChart(
                        rows.map((row) => ({
                          name: row.name,
                          due: row.due_date,
                          href: link(['publisher', row.publisher], { year }),
                          marks: [
                            { kind: 'page', day: row.page_date },
                            { kind: 'url', day: row.url_date },
                            { kind: 'signed', day: row.signed_date },
                            { kind: 'seen', day: row.first_seen },
                          ],
                          words: coverageWord(row.state).label,
                        })),
                        year + 1,
                        `四种日期与规定时限，${year} 年度报告`,
                      )}
                    </figure>
                  </div>
                  ${drawTimelinessTable(rows)}`
          }
          ${drawPager({ page, size: pageSize, total, unit: '个单位', path, values })}
          <p class="note">
            判定先用页面日期，其次网址日期。落款日期可由单位自行填写，首次见到取决于何时采集，二者不作为迟发的依据；日期不详的另列，不算迟发。
          </p>`,
    }
  },
})
