/** 流向: what happened to requests? */
import { html } from 'hono/html'
import { z } from 'zod'
import { drawFilterForm } from '../blocks/filter-form.ts'
import type { FlowRow } from '../blocks/flow-parts.ts'
import { drawFlowRows, drawFlowSteps, flowColumns, flowRow, partsOf } from '../blocks/flow-parts.ts'
import { drawPager } from '../blocks/pager.ts'
import { sharedSelects } from '../blocks/shared-selects.ts'
import { drawFlowChart } from '../charts/flow-chart.ts'
import { drawFigure, writeNumber } from '../figure.ts'
import type { Filters } from '../filters.ts'
import { filterValues, link, readFilters, readPage } from '../filters.ts'
import { nameOfLabel } from '../labels.ts'
import { defineView } from '../view.ts'

const pageSize = 60
const wholeSize = 10_000_000
const path = ['flow']

const cellRow = z.object({
  report: z.string(),
  cell: z.string(),
  label: z.string(),
  value: z.number().nullable(),
  state: z.string(),
  raw: z.string(),
})
const totalRow = flowRow.omit({ publisher: true, name: true, report: true }).extend({
  reports: z.number(),
  counted: z.number(),
  /** What went nowhere and what came from nowhere; null where no report's flow can be reckoned up. */
  missing: z.number().nullable(),
  excess: z.number().nullable(),
})

interface Parameters extends Filters {
  year: number
  publisher: string | null
  page: number
  whole: boolean
}

const inFilters = `($site IS NULL OR site = $site) AND ($kind IS NULL OR publisher_kind = $kind) AND year = $year
  AND ($publisher IS NULL OR publisher = $publisher)
  AND ($publisher IS NOT NULL OR $kind = 'government' OR report_kind = 'own')`

export default defineView<
  Parameters,
  { rows: FlowRow; totals: z.infer<typeof totalRow>; cells: z.infer<typeof cellRow> }
>({
  path: '/flow',
  menu: { group: 'compare', place: 4 },
  label: '流向',
  title: '流向',
  question: '收到的申请，后来怎样了？',
  columns: [
    { name: 'publisher', label: '单位代码' },
    { name: 'name', label: '单位' },
    { name: 'report', label: '报告' },
    ...flowColumns,
    { name: 'gap', label: '去向不明（负数为多出）', unit: '件' },
  ],
  read: (asked, scope) => {
    const filters = readFilters(asked.query, scope, path)
    if ('what' in filters) return filters
    const publisher = asked.query.get('publisher')
    return {
      ...filters,
      year: filters.year ?? scope.latest ?? scope.years.at(-1) ?? 0,
      publisher: publisher === '' ? null : publisher,
      page: readPage(asked.query),
      whole: asked.whole,
    }
  },
  queries: ({ site, kind, year, publisher, page, whole }) => {
    const values = { site, kind, year, publisher }
    const columns = flowColumns.map((column) => column.name).join(', ')
    const sums = flowColumns.map(({ name }) => `sum(${name}) FILTER (gap IS NOT NULL) AS ${name}`).join(', ')
    return {
      rows: {
        sql: `SELECT publisher, name, report, ${columns}, gap FROM mart_flows WHERE ${inFilters}
          ORDER BY abs(gap) DESC NULLS LAST, new_received DESC NULLS LAST, publisher
          LIMIT $size::BIGINT OFFSET $skip::BIGINT`,
        values: { ...values, size: whole ? wholeSize : pageSize, skip: whole ? 0 : (page - 1) * pageSize },
        row: flowRow,
      },
      totals: {
        sql: `SELECT ${sums}, sum(gap) AS gap, count(*) AS reports, count(gap) AS counted,
          sum(greatest(gap, 0)) FILTER (gap IS NOT NULL) AS missing,
          sum(greatest(-gap, 0)) FILTER (gap IS NOT NULL) AS excess FROM mart_flows WHERE ${inFilters}`,
        values,
        row: totalRow,
      },
      cells: {
        sql: `SELECT report, cell, coalesce(CASE edition WHEN '2019' THEN label_2019 WHEN '2021' THEN label_2021 END, label)
            AS label, value, state, raw
          FROM mart_figures WHERE publisher = $publisher AND year = $year AND table_no = 3 AND ends_with(cell, '.total')
          ORDER BY report, position`,
        values: { publisher, year },
        row: cellRow,
      },
    }
  },
  draw: ({ rows, totals, cells }, parameters, scope) => {
    const { year, publisher, page } = parameters
    const total = totals[0]
    const own = publisher === null ? undefined : rows[0]
    const form = drawFilterForm(
      link(path),
      sharedSelects(scope, parameters, ['site', 'year', 'kind'], ['year']),
      { publisher },
    )
    const whose = own?.name ?? (publisher === null ? '' : publisher)
    const empty = html`<p class="empty">
      没有可画的流向：没有读到第三部分的“总计”列。<a href="${link(path)}">去掉全部条件</a>
    </p>`
    return {
      title: `流向 ${whose} ${year} 年`.replaceAll('  ', ' '),
      body: () =>
        html`${form}
        ${publisher === null ? '' : html`<p class="note"><a href="${link(path, filterValues(parameters))}">看全部单位合计</a></p>`}
        ${
          total === undefined || total.missing === null || total.excess === null
            ? empty
            : html`<p class="note">
                  ${total.reports} 份报告中，${total.counted} 份的去向可以核算，合计如下；其余
                  ${total.reports - total.counted}
                  份缺新收、结转或某项结果，不能核算，没有计入。${parameters.kind === null && publisher === null ? '县级汇总报告已含各单位，不重复计入。' : ''}
                </p>
                <div class="charts">
                  <figure>
                    <figcaption>
                      <b>新收＋上年结转 → 办理结果 → 结转下年</b>
                      ${
                        total.missing + total.excess > 0
                          ? html`<span class="spread">
                              去向不明 <b>${writeNumber(total.missing)}</b> 件，多出
                              <b>${writeNumber(total.excess)}</b> 件
                            </span>`
                          : html`<span class="spread">收与办合计相等</span>`
                      }
                    </figcaption>
                    ${drawFlowChart(partsOf(total), { missing: total.missing, excess: total.excess }, `${whose}${year} 年申请的流向`)}
                  </figure>
                </div>`
        }
        ${
          publisher !== null && cells.length > 0
            ? drawFlowSteps(
                cells.map((cell) => ({
                  name: nameOfLabel(cell.label.replace(/ \/ 总计$/u, '')),
                  figure: drawFigure(cell, cell.label),
                })),
              )
            : ''
        }
        ${rows.length > 0 && publisher === null ? drawFlowRows(rows, filterValues(parameters)) : ''}
        ${drawPager({ page, size: pageSize, total: total?.reports ?? 0, unit: '份报告', path, values: { ...filterValues(parameters), publisher } })}`,
    }
  },
})
