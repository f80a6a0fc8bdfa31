/** 比较: how do townships compare? */
import { html } from 'hono/html'
import { z } from 'zod'
import { smallestRanked } from '../charts/spread.ts'
import { drawCompareCharts, drawCompareTable } from '../blocks/compare-charts.ts'
import type { ComparedRow, SelectedYear } from '../blocks/comparison.ts'
import { compare, orderPublishers } from '../blocks/comparison.ts'
import { figureColumns } from '../blocks/figure-columns.ts'
import { figureChoices } from '../blocks/figure-choices.ts'
import { drawFilterForm } from '../blocks/filter-form.ts'
import { drawPager } from '../blocks/pager.ts'
import type { Filters } from '../filters.ts'
import { kindChoices, link, readChoice, readPage, readYear, siteChoices } from '../filters.ts'
import { nameOfLabel } from '../labels.ts'
import type { ScopeCell } from '../scope.ts'
import { headlines } from '../scope.ts'
import { defineView } from '../view.ts'
import { nothingWord } from '../words.ts'

const row = z.object({
  publisher: z.string(),
  name: z.string(),
  kind: z.string(),
  year: z.number(),
  coverage: z.string(),
  report: z.string().nullable(),
  edition: z.string().nullable(),
  cell: z.string(),
  value: z.number().nullable(),
  state: z.string().nullable(),
  raw: z.string().nullable(),
})
const yearRow = z.object({
  year: z.number(),
  publishers: z.number(),
  kinds: z.number(),
  values: z.array(z.number()).nullable(),
})

/** More publishers than any county has; a selection over many counties is shown in pages. */
const pageSize = 120
const wholeSize = 10_000_000
const allKinds = 'all'
const usualKind = 'township'
const usualCell = 't3.new_received.total'

interface Parameters {
  filters: Filters
  kind: string
  years: readonly number[]
  cell: ScopeCell
  page: number
  whole: boolean
}

const inFilters = `($site IS NULL OR c.site = $site) AND ($kind IS NULL OR c.kind = $kind)
  AND list_contains(string_split($years, ','), c.year::VARCHAR)`

const path = ['compare']
/** Stands for all years in an address. */
const everyYear = 'all'

export default defineView<Parameters, { rows: ComparedRow; years: SelectedYear }>({
  path: '/compare',
  menu: { group: 'compare', place: 2 },
  label: '比较',
  title: '比较',
  question: '同类单位之间，这个数相差多少？',
  columns: figureColumns,
  variants: (scope) =>
    scope.kinds.flatMap((kind) => [{ kind }, ...headlines(scope).map(({ cell }) => ({ kind, cell }))]),
  read: ({ query, whole }, scope) => {
    const kinds = [...kindChoices(scope), { value: allKinds, label: '全部类别' }]
    const kind = readChoice({ name: 'kind', what: '单位类别', text: query.get('kind') }, kinds, path)
    if (typeof kind === 'object' && kind !== null) return kind
    const site = readChoice(
      { name: 'site', what: '县（站点）', text: query.get('site') },
      siteChoices(scope),
      path,
    )
    if (typeof site === 'object' && site !== null) return site
    const years: number[] = []
    const asked = query.getAll('year')
    if (asked.includes(everyYear)) years.push(...scope.years)
    for (const text of asked.filter((one) => one !== everyYear)) {
      const year = readYear(text, scope, path)
      if (typeof year === 'object' && year !== null) return year
      if (year !== null && !years.includes(year)) years.push(year)
    }
    const figure = query.get('cell') ?? ''
    const cell =
      figure === ''
        ? (scope.cells.find((one) => one.cell === usualCell) ?? scope.cells[0])
        : scope.cells.find((one) => one.cell === figure)
    if (cell === undefined) {
      const exists = scope.cells.map((one) => ({
        label: nameOfLabel(one.label),
        href: link(path, { cell: one.cell }),
      }))
      return { what: '指标', asked: figure, exists }
    }
    if (years.length === 0 && scope.latest !== null) years.push(scope.latest)
    const chosen = kind ?? (scope.kinds.includes(usualKind) ? usualKind : (scope.kinds[0] ?? allKinds))
    return {
      kind: chosen,
      years,
      cell,
      page: readPage(query),
      whole,
      filters: {
        site,
        kind: chosen === allKinds ? null : chosen,
        year: years.length === 1 ? (years[0] ?? null) : null,
      },
    }
  },
  queries: ({ filters, years, cell, page, whole }) => {
    const { site, kind } = filters
    const values = { site, kind, years: years.join(','), cell: cell.cell }
    return {
      rows: {
        sql: `WITH newest AS (
            SELECT publisher, report FROM mart_coverage c WHERE ${inFilters} AND c.year = $newest),
          numbers AS (
            SELECT n.publisher, f.value FROM newest n JOIN mart_revisions r ON r.report = n.report AND r.current
            JOIN mart_values f ON f.report_no = r.report_no AND f.cell = $cell AND f.state = 'number'),
          ranked AS (
            SELECT count(f.value) >= $smallest AND count(DISTINCT kind) = 1 AS yes
            FROM mart_coverage c LEFT JOIN numbers f USING (publisher) WHERE ${inFilters} AND c.year = $newest),
          chosen AS (
            SELECT c.publisher FROM mart_publishers c LEFT JOIN numbers f USING (publisher)
            WHERE c.publisher IN (SELECT publisher FROM mart_coverage c WHERE ${inFilters})
            ORDER BY CASE WHEN (SELECT yes FROM ranked) THEN f.value END DESC NULLS LAST, c.publisher
            LIMIT $size::BIGINT OFFSET $skip::BIGINT)
          SELECT c.publisher, c.name, c.kind, c.year, c.state AS coverage, c.report,
            CASE $table WHEN 0 THEN r.edition_t0 WHEN 2 THEN r.edition_t2 WHEN 3 THEN r.edition_t3
              WHEN 4 THEN r.edition_t4 END AS edition,
            $cell AS cell, f.value, f.state, f.raw
          FROM mart_coverage c SEMI JOIN chosen USING (publisher)
          LEFT JOIN mart_revisions r ON r.report = c.report AND r.current
          LEFT JOIN mart_values f ON f.report_no = r.report_no AND f.cell = $cell
          WHERE ${inFilters} ORDER BY c.year DESC, c.publisher`,
        values: {
          ...values,
          newest: Math.max(...years),
          smallest: smallestRanked,
          table: cell.table_no,
          size: whole ? wholeSize : pageSize,
          skip: whole ? 0 : (page - 1) * pageSize,
        },
        row,
      },
      years: {
        sql: `SELECT c.year, count(*) AS publishers, count(DISTINCT c.kind) AS kinds,
            list(f.value ORDER BY f.value) FILTER (f.value IS NOT NULL) AS values
          FROM mart_coverage c
          LEFT JOIN mart_revisions r ON r.report = c.report AND r.current
          LEFT JOIN mart_values f ON f.report_no = r.report_no AND f.cell = $cell AND f.state = 'number'
          WHERE ${inFilters} GROUP BY c.year ORDER BY c.year DESC`,
        values,
        row: yearRow,
      },
    }
  },
  draw: ({ rows, years: selected }, { filters, kind, years, cell, page }, scope) => {
    const compared = compare(rows, cell, filters, selected)
    const order = orderPublishers(compared)
    const figure = { name: nameOfLabel(cell.label), unit: cell.unit_label }
    const form = drawFilterForm(link(path), [
      {
        name: 'cell',
        label: '指标',
        chosen: [cell.cell],
        choices: figureChoices(scope.cells),
        searchable: true,
      },
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
        chosen: [kind],
        choices: [...kindChoices(scope), { value: allKinds, label: '全部类别（不比较）' }],
      },
      {
        name: 'year',
        label: '年度',
        chosen: years.map(String),
        choices: scope.years.map((one) => ({ value: String(one), label: String(one) })),
        multiple: true,
      },
    ])
    const only = [cell.label_2019 === null ? null : '2019', cell.label_2021 === null ? null : '2021'].filter(
      (edition) => edition !== null,
    )
    const seen = new Map(
      compared.flatMap((year) =>
        year.squares.filter((one) => one.value === null).map((one) => [one.label, one.glyph] as const),
      ),
    )
    return {
      title: '比较',
      body: () =>
        html`${form}
          <h2 class="figure-name">${figure.name}<small>${figure.unit}</small></h2>
          ${
            only.length === 1
              ? html`<p class="note">
                  这一项只在 ${only[0]}
                  年表式中印有；用其他表式的报告标为“${nothingWord('not_in_edition').label}”，不参加比较。
                </p>`
              : ''
          }
          ${
            order.length === 0
              ? html`<p class="empty">没有符合这些条件的单位。<a href="${link(path)}">去掉全部条件</a></p>`
              : html`<div class="comparison ${compared.length > 1 ? 'several' : ''}">
                  <div>
                    ${drawCompareCharts(compared, order, figure)}
                    <p class="legend">
                      <span><i class="key number"></i> 数值</span
                      ><span><i class="key zero"></i> 填报为 0</span>
                      ${[...seen].map(([label, glyph]) => html`<span><b>${glyph}</b> ${label}（不按零计）</span>`)}
                    </p>
                  </div>
                  ${drawCompareTable(compared, order, figure, filters)}
                </div>`
          }
          ${drawPager({
            page,
            size: pageSize,
            total: Math.max(0, ...selected.map((one) => one.publishers)),
            unit: '个单位',
            path,
            values: { cell: cell.cell, site: filters.site, kind, year: years },
          })}`,
    }
  },
})
