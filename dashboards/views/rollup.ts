/** 汇总: does the county's figure equal its units'? */
import { html } from 'hono/html'
import { drawFilterForm } from '../blocks/filter-form.ts'
import type { RollupRow, UnitRow } from '../blocks/rollup-table.ts'
import { drawAbsentUnits, drawRollupTable, rollupRow, unitRow } from '../blocks/rollup-table.ts'
import { sharedSelects } from '../blocks/shared-selects.ts'
import type { Filters } from '../filters.ts'
import { filterValues, link, readChoice, readFilters } from '../filters.ts'
import { defineView } from '../view.ts'
import { rollupWord } from '../status-words.ts'

const path = ['rollup']
const states = ['less', 'more', 'equal', 'not_assessable']

interface Parameters extends Filters {
  site: string
  year: number
  state: string | null
  /** True where figures that are nought on both sides are listed too. */
  zeros: boolean
}

export default defineView<Parameters, { rows: RollupRow; units: UnitRow }>({
  path: '/rollup',
  menu: { group: 'check', place: 3 },
  label: '汇总',
  title: '汇总',
  question: '县级汇总数与各单位合计是否相等？',
  columns: [
    { name: 'cell', label: '指标代码' },
    { name: 'label', label: '指标' },
    { name: 'unit_label', label: '计量单位' },
    { name: 'county', label: '县级汇总' },
    { name: 'total', label: '各单位合计' },
    { name: 'difference', label: '相差' },
    { name: 'units', label: '有数值的单位', unit: '个' },
    { name: 'expected', label: '应有单位', unit: '个' },
    { name: 'state', label: '结论', say: (state) => rollupWord(state).label },
  ],
  variants: (scope) => scope.sites.flatMap(({ site }) => scope.years.map((year) => ({ site, year }))),
  read: (asked, scope) => {
    const filters = readFilters(asked.query, scope, path)
    if ('what' in filters) return filters
    const choices = states.map((value) => ({ value, label: rollupWord(value).label }))
    const state = readChoice({ name: 'state', what: '结论', text: asked.query.get('state') }, choices, path)
    if (typeof state === 'object' && state !== null) return state
    return {
      site: filters.site ?? scope.sites[0]?.site ?? '',
      year: filters.year ?? scope.latest ?? scope.years.at(-1) ?? 0,
      kind: null,
      state,
      zeros: asked.query.get('zeros') === '1',
    }
  },
  queries: ({ site, year }) => ({
    rows: {
      sql: `WITH units AS (
          SELECT report FROM mart_coverage WHERE site = $site AND year = $year AND kind <> 'government'),
        county AS (
          SELECT report, cell, table_no, position, label, unit_label, value FROM mart_figures
          WHERE site = $site AND year = $year AND report_kind = 'summary' AND state = 'number'),
        own AS (
          SELECT f.cell, sum(f.value) AS total, count(*) AS units FROM mart_figures f SEMI JOIN units u ON u.report = f.report
          WHERE f.site = $site AND f.year = $year AND f.state = 'number' GROUP BY f.cell),
        compared AS (
          SELECT c.report, c.cell, c.table_no, c.position, c.label, c.unit_label, c.value AS county, o.total,
            c.value - o.total AS difference, ifnull(o.units, 0) AS units, (SELECT count(*) FROM units) AS expected
          FROM county c LEFT JOIN own o USING (cell))
        SELECT *, CASE WHEN units < expected OR expected = 0 THEN 'not_assessable' WHEN abs(difference) < 0.000001 THEN 'equal'
          WHEN difference < 0 THEN 'less' ELSE 'more' END AS state
        FROM compared ORDER BY position`,
      values: { site, year },
      row: rollupRow,
    },
    units: {
      sql: `SELECT publisher, name, state, report, ifnull(number_count, 0) AS numbers FROM mart_coverage
        WHERE site = $site AND year = $year AND kind <> 'government' ORDER BY publisher`,
      values: { site, year },
      row: unitRow,
    },
  }),
  draw: ({ rows, units }, parameters, scope) => {
    const { site, year, state, zeros } = parameters
    const name = scope.sites.find((one) => one.site === site)?.site_name ?? site
    const values = filterValues(parameters)
    const chosen = rows.filter((row) => state === null || row.state === state)
    const shown = chosen.filter((row) => zeros || row.county !== 0 || row.total !== 0)
    const left = chosen.length - shown.length
    return {
      title: `汇总 ${name} ${year} 年`,
      body: () =>
        html`${drawFilterForm(link(path), sharedSelects(scope, parameters, ['site', 'year'], ['site', 'year']), { state })}
          <p class="tally">
            ${states.flatMap((one) => {
              const count = rows.filter((row) => row.state === one).length
              const word = rollupWord(one)
              return count === 0
                ? []
                : [
                    html`<a
                      class="badge ${word.tone}"
                      href="${link(path, { ...values, state: state === one ? null : one })}"
                      ${state === one ? html`aria-current="true"` : ''}
                      title="${word.meaning}"
                      ><span aria-hidden="true">${word.glyph}</span> ${word.label} ${count}</a
                    >`,
                  ]
            })}
          </p>
          ${drawAbsentUnits(units, year)}
          ${
            rows.length === 0
              ? html`<p class="empty">没有读到 ${name} ${year} 年的县级汇总报告，无从比较。</p>`
              : html`${drawRollupTable(shown, year, site)}
                ${
                  left === 0
                    ? ''
                    : html`<p class="note">
                        另有 ${left} 项两边均为 0，没有列出。<a
                          href="${link(path, { ...values, state, zeros: 1 })}"
                          >全部列出</a
                        >
                      </p>`
                }`
          }
          <p class="note">
            只有每个应发布单位都有数值的项目才下结论；缺任何一个单位，就写“不能核对”，不把缺的当作零。县级汇总可能还含本平台没有登记的单位，“多于合计”不一定是差错。
          </p>`,
    }
  },
})
