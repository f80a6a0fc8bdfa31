/** 勾稽: where do sums fail? */
import { html } from 'hono/html'
import { z } from 'zod'
import { drawFilterForm } from '../blocks/filter-form.ts'
import type { IdentityCount, IdentityRow } from '../blocks/identity-matrix.ts'
import {
  drawIdentityMatrix,
  drawIdentityTotals,
  identityCount,
  identityRow,
} from '../blocks/identity-matrix.ts'
import { drawPager } from '../blocks/pager.ts'
import { sharedSelects } from '../blocks/shared-selects.ts'
import type { Filters } from '../filters.ts'
import { filterValues, link, readChoice, readFilters, readPage } from '../filters.ts'
import { titleOf } from '../scope.ts'
import { defineView } from '../view.ts'

const pageSize = 60
const wholeSize = 10_000_000
const path = ['identities']
const totalRow = z.object({ publishers: z.number() })
/** The families of codes, by their beginning. */
const families: readonly { value: string; label: string }[] = [
  { value: 'NUM', label: '表内勾稽' },
  { value: 'NAR', label: '正文与表格' },
  { value: 'XYR', label: '跨年衔接' },
  { value: 'AGY', label: '汇总与主体' },
  { value: 'FMT', label: '格式' },
  { value: 'TIM', label: '时效' },
  { value: 'PAG', label: '页面' },
  { value: 'LAN', label: '文字' },
]

interface Parameters extends Filters {
  family: string
  page: number
  whole: boolean
}

const inFilters = `($site IS NULL OR site = $site) AND ($kind IS NULL OR publisher_kind = $kind)
  AND ($year IS NULL OR year = $year) AND starts_with(code, $family)`

export default defineView<
  Parameters,
  { rows: IdentityRow; counts: IdentityCount; totals: z.infer<typeof totalRow> }
>({
  path: '/identities',
  menu: { group: 'check', place: 2 },
  label: '勾稽',
  title: '勾稽',
  question: '哪些关系不成立，集中在哪些单位？',
  columns: [
    { name: 'publisher', label: '单位代码' },
    { name: 'name', label: '单位' },
    { name: 'code', label: '代码' },
    { name: 'broken', label: '不符', unit: '项' },
    { name: 'uncertain', label: '存疑', unit: '项' },
    { name: 'years', label: '所涉年度' },
  ],
  read: (asked, scope) => {
    const filters = readFilters(asked.query, scope, path)
    if ('what' in filters) return filters
    const family = readChoice(
      { name: 'family', what: '核对类别', text: asked.query.get('family') },
      families,
      path,
    )
    if (typeof family === 'object' && family !== null) return family
    return { ...filters, family: family ?? 'NUM', page: readPage(asked.query), whole: asked.whole }
  },
  variants: () => families.map(({ value }) => ({ family: value })),
  queries: ({ site, year, kind, family, page, whole }) => {
    const values = { site, year, kind, family }
    return {
      rows: {
        sql: `WITH failed AS (
            SELECT site, publisher, name, code, year, verdict FROM mart_findings WHERE ${inFilters}),
          chosen AS (
            SELECT publisher, count(*) AS fails FROM failed GROUP BY publisher
            ORDER BY fails DESC, publisher LIMIT $size::BIGINT OFFSET $skip::BIGINT)
          SELECT publisher, name, code, count(*) FILTER (verdict = 'broken') AS broken,
            count(*) FILTER (verdict = 'uncertain') AS uncertain,
            list_sort(list(DISTINCT year))::INT[] AS years
          FROM failed JOIN chosen USING (publisher) GROUP BY publisher, name, code, fails
          ORDER BY fails DESC, publisher, code`,
        values: { ...values, size: whole ? wholeSize : pageSize, skip: whole ? 0 : (page - 1) * pageSize },
        row: identityRow,
      },
      counts: {
        sql: `SELECT code, sum(kept)::BIGINT AS kept, sum(trivially_kept)::BIGINT AS trivially_kept,
            sum(broken)::BIGINT AS broken, sum(uncertain)::BIGINT AS uncertain,
            sum(not_applicable)::BIGINT AS not_applicable
          FROM mart_check_counts WHERE ${inFilters} GROUP BY code ORDER BY code`,
        values,
        row: identityCount,
      },
      totals: {
        sql: `SELECT count(DISTINCT publisher) AS publishers FROM mart_findings WHERE ${inFilters}`,
        values,
        row: totalRow,
      },
    }
  },
  draw: ({ rows, counts, totals }, parameters, scope) => {
    const { family, page } = parameters
    const form = drawFilterForm(link(path), [
      { name: 'family', label: '核对类别', chosen: [family], choices: families },
      ...sharedSelects(scope, parameters, ['site', 'year', 'kind']),
    ])
    const title = (code: string): string => titleOf(scope, code)
    return {
      title: '勾稽',
      body: () =>
        html`${form} ${drawIdentityTotals(counts, title, parameters)}
          <h2>单位与核对项<small>只列有不符或存疑的</small></h2>
          ${
            rows.length === 0
              ? html`<p class="empty">在这些条件下，能够核对的关系都成立。</p>`
              : drawIdentityMatrix(rows, counts, title, parameters)
          }
          ${drawPager({
            page,
            size: pageSize,
            total: totals[0]?.publishers ?? 0,
            unit: '个单位',
            path,
            values: { ...filterValues(parameters), family },
          })}`,
    }
  },
})
