/** 概览: is everything there? */
import { html } from 'hono/html'
import { z } from 'zod'
import { drawCoverageMatrix } from '../blocks/coverage-matrix.ts'
import { drawCoverageTotals } from '../blocks/coverage-totals.ts'
import { drawFilterForm } from '../blocks/filter-form.ts'
import { drawPager } from '../blocks/pager.ts'
import type { Filters } from '../filters.ts'
import {
  filterValues,
  kindChoices,
  link,
  readChoice,
  readFilters,
  readPage,
  siteChoices,
} from '../filters.ts'
import { defineView } from '../view.ts'
import { coverageStates, coverageWord, kindWord } from '../words.ts'

const pageSize = 200
const wholeSize = 10_000_000

const row = z.object({
  site_name: z.string(),
  publisher: z.string(),
  name: z.string(),
  kind: z.string(),
  year: z.number(),
  state: z.string(),
  due_date: z.string().nullable(),
  published_date: z.string().nullable(),
  detail: z.string().nullable(),
  broken_e: z.number().nullable(),
  broken_w: z.number().nullable(),
  /** Broken checks of severity E and W together; null where there is no report. */
  broken: z.number().nullable(),
  uncertain: z.number().nullable(),
  problem_count: z.number().nullable(),
  number_count: z.number().nullable(),
})
/** One publisher and year of the expected set. */
export type CoverageRow = z.infer<typeof row>

const count = z.object({ year: z.number(), state: z.string(), count: z.number() })
/** How many of the expected set of a year are in a state. */
export type CoverageCount = z.infer<typeof count>

const total = z.object({ publishers: z.number() })

interface Parameters extends Filters {
  state: string | null
  page: number
  whole: boolean
}

const inFilters = `($site IS NULL OR site = $site) AND ($kind IS NULL OR kind = $kind)
  AND ($year IS NULL OR year = $year)`

export default defineView<
  Parameters,
  { rows: CoverageRow; counts: CoverageCount; totals: { publishers: number } }
>({
  path: '/',
  menu: { group: 'whole', place: 1 },
  label: '概览',
  title: '概览',
  question: '应当发布的年度报告，是否都在？',
  columns: [
    { name: 'site_name', label: '县（站点）' },
    { name: 'publisher', label: '单位代码' },
    { name: 'name', label: '单位' },
    { name: 'kind', label: '单位类别', say: kindWord },
    { name: 'year', label: '报告年度' },
    { name: 'state', label: '发布情况', say: (state) => coverageWord(state).label },
    { name: 'due_date', label: '规定时限' },
    { name: 'published_date', label: '发布日期' },
    { name: 'detail', label: '说明' },
    { name: 'broken_e', label: '不符（严重）', unit: '项' },
    { name: 'broken_w', label: '不符（一般）', unit: '项' },
    { name: 'uncertain', label: '存疑', unit: '项' },
    { name: 'problem_count', label: '读取问题', unit: '个' },
    { name: 'number_count', label: '读出数值', unit: '个' },
  ],
  read: (asked, scope) => {
    const filters = readFilters(asked.query, scope, [])
    if ('what' in filters) return filters
    const choices = coverageStates.map((state) => ({ value: state, label: coverageWord(state).label }))
    const state = readChoice({ name: 'state', what: '发布情况', text: asked.query.get('state') }, choices, [])
    if (typeof state === 'object' && state !== null) return state
    return { ...filters, state, page: readPage(asked.query), whole: asked.whole }
  },
  queries: ({ site, kind, year, state, page, whole }) => ({
    rows: {
      sql: `WITH chosen AS (
          SELECT DISTINCT site, publisher, kind_place AS place FROM mart_coverage
          WHERE ${inFilters} AND ($state IS NULL OR state = $state)
          ORDER BY site, place, publisher LIMIT $size::BIGINT OFFSET $skip::BIGINT)
        SELECT site_name, publisher, name, kind, year, state, due_date, published_date, detail, broken_e, broken_w,
          broken_e + broken_w AS broken, uncertain, problem_count, number_count
        FROM mart_coverage JOIN chosen USING (site, publisher)
        WHERE ($year IS NULL OR year = $year) ORDER BY site, place, publisher, year`,
      values: {
        site,
        kind,
        year,
        state,
        size: whole ? wholeSize : pageSize,
        skip: whole ? 0 : (page - 1) * pageSize,
      },
      row,
    },
    counts: {
      sql: `SELECT year, state, count(*) AS count FROM mart_coverage WHERE ${inFilters} GROUP BY ALL ORDER BY year`,
      values: { site, kind, year },
      row: count,
    },
    totals: {
      sql: `SELECT count(DISTINCT publisher) AS publishers FROM mart_coverage
        WHERE ${inFilters} AND ($state IS NULL OR state = $state)`,
      values: { site, kind, year, state },
      row: total,
    },
  }),
  draw: ({ rows, counts, totals }, parameters, scope) => {
    const { site, kind, year, state, page } = parameters
    const publishers = totals[0]?.publishers ?? 0
    const values = { ...filterValues(parameters), state }
    const form = drawFilterForm(
      link([]),
      [
        { name: 'site', label: '县（站点）', chosen: [site ?? ''], choices: siteChoices(scope), all: '全部' },
        { name: 'kind', label: '单位类别', chosen: [kind ?? ''], choices: kindChoices(scope), all: '全部' },
        {
          name: 'year',
          label: '年度',
          chosen: [String(year ?? '')],
          choices: scope.years.map((one) => ({ value: String(one), label: `${one} 年` })),
          all: '全部',
        },
      ],
      { state },
    )
    return {
      title: '概览',
      body: () =>
        html`${form}
          <div class="coverage">
            ${drawCoverageTotals(counts, parameters)}
            ${
              rows.length === 0
                ? html`<p class="empty">没有符合这些条件的单位。<a href="${link([])}">去掉全部条件</a></p>`
                : drawCoverageMatrix(rows, parameters)
            }
          </div>
          ${drawPager({ page, size: pageSize, total: publishers, unit: '个单位', path: [], values })}`,
    }
  },
})
