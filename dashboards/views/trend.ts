/** 趋势: is it getting better? */
import { html } from 'hono/html'
import { z } from 'zod'
import { figureColumns } from '../blocks/figure-columns.ts'
import { figureChoices } from '../blocks/figure-choices.ts'
import { drawFilterForm } from '../blocks/filter-form.ts'
import { drawPager } from '../blocks/pager.ts'
import { sharedSelects } from '../blocks/shared-selects.ts'
import type { TrendRow } from '../blocks/trend-lines.ts'
import { drawTrendTable, linesOf, peersOf, trendRow } from '../blocks/trend-lines.ts'
import { drawSmallMultiple } from '../charts/small-multiple.ts'
import type { Filters } from '../filters.ts'
import { filterValues, kindChoices, link, readChoice, readFilters, readPage } from '../filters.ts'
import { nameOfLabel } from '../labels.ts'
import type { ScopeCell } from '../scope.ts'
import { headlines } from '../scope.ts'
import { defineView } from '../view.ts'
import { kindWord } from '../words.ts'

const pageSize = 48
const wholeSize = 10_000_000
const path = ['trend']
const usualKind = 'township'
const usualCell = 't3.new_received.total'
const medianRow = z.object({ year: z.number(), median: z.number(), count: z.number() })
const totalRow = z.object({ publishers: z.number() })

interface Parameters extends Filters {
  kind: string
  cell: ScopeCell
  publisher: string | null
  page: number
  whole: boolean
}

const inFilters = `($site IS NULL OR c.site = $site) AND c.kind = $kind
  AND ($publisher IS NULL OR c.publisher = $publisher)`

export default defineView<
  Parameters,
  { rows: TrendRow; medians: z.infer<typeof medianRow>; totals: z.infer<typeof totalRow> }
>({
  path: '/trend',
  menu: { group: 'compare', place: 3 },
  label: '趋势',
  title: '趋势',
  question: '这个数逐年怎样变化？',
  columns: figureColumns,
  variants: (scope) =>
    scope.kinds.flatMap((kind) => [{ kind }, ...headlines(scope).map(({ cell }) => ({ kind, cell }))]),
  read: (asked, scope) => {
    const filters = readFilters(asked.query, scope, path)
    if ('what' in filters) return filters
    const kinds = kindChoices(scope)
    const kind = readChoice({ name: 'kind', what: '单位类别', text: asked.query.get('kind') }, kinds, path)
    if (typeof kind === 'object' && kind !== null) return kind
    const text = asked.query.get('cell') ?? ''
    const cell =
      text === ''
        ? (scope.cells.find((one) => one.cell === usualCell) ?? scope.cells[0])
        : scope.cells.find((one) => one.cell === text)
    if (cell === undefined) {
      const exists = scope.cells.map((one) => ({
        label: nameOfLabel(one.label),
        href: link(path, { cell: one.cell }),
      }))
      return { what: '指标', asked: text, exists }
    }
    const publisher = asked.query.get('publisher')
    return {
      ...filters,
      year: null,
      kind: kind ?? (scope.kinds.includes(usualKind) ? usualKind : (scope.kinds[0] ?? usualKind)),
      cell,
      publisher: publisher === '' ? null : publisher,
      page: readPage(asked.query),
      whole: asked.whole,
    }
  },
  queries: ({ site, kind, cell, publisher, page, whole }) => {
    const values = { site, kind, publisher, cell: cell.cell, table: cell.table_no }
    return {
      rows: {
        sql: `WITH chosen AS (
            SELECT c.publisher FROM mart_publishers c WHERE ${inFilters}
            ORDER BY c.publisher LIMIT $size::BIGINT OFFSET $skip::BIGINT)
          SELECT c.publisher, c.name, c.kind, c.year, c.state AS coverage, c.report,
            CASE $table WHEN 0 THEN r.edition_t0 WHEN 2 THEN r.edition_t2 WHEN 3 THEN r.edition_t3
              WHEN 4 THEN r.edition_t4 END AS edition,
            $cell AS cell, f.value, f.state, f.raw
          FROM mart_coverage c SEMI JOIN chosen USING (publisher)
          LEFT JOIN mart_revisions r ON r.report = c.report AND r.current
          LEFT JOIN mart_values f ON f.report_no = r.report_no AND f.cell = $cell
          WHERE ${inFilters} ORDER BY c.publisher, c.year`,
        values: { ...values, size: whole ? wholeSize : pageSize, skip: whole ? 0 : (page - 1) * pageSize },
        row: trendRow,
      },
      medians: {
        sql: `SELECT year, median(value) AS median, count(*) AS count FROM mart_values
          WHERE cell = $cell AND state = 'number' AND publisher_kind = $kind AND ($site IS NULL OR site = $site)
          GROUP BY year ORDER BY year`,
        values: { cell: cell.cell, kind, site },
        row: medianRow,
      },
      totals: {
        sql: `SELECT count(*) AS publishers FROM mart_publishers c WHERE ${inFilters}`,
        values: { site, kind, publisher },
        row: totalRow,
      },
    }
  },
  draw: ({ rows, medians, totals }, parameters, scope) => {
    const { cell, kind, publisher, page, site } = parameters
    const figure = { name: nameOfLabel(cell.label), unit: cell.unit_label }
    const form = drawFilterForm(
      link(path),
      [
        {
          name: 'cell',
          label: '指标',
          chosen: [cell.cell],
          choices: figureChoices(scope.cells),
          searchable: true,
        },
        ...sharedSelects(scope, parameters, ['site', 'kind'], ['kind']),
      ],
      { publisher },
    )
    const lines = linesOf(rows, cell)
    const peers = peersOf(medians)
    const values = lines.flatMap((line) => line.points.map((point) => point.value ?? 0))
    const scale = {
      years: scope.years,
      top: Math.max(1, ...values, ...peers.map((peer) => peer.value)),
      bottom: Math.min(0, ...values),
    }
    return {
      title: `趋势 · ${figure.name}`,
      body: () =>
        html`${form}
          <h2 class="figure-name">${figure.name}<small>${figure.unit} · ${kindWord(kind)}</small></h2>
          ${publisher === null ? '' : html`<p class="note"><a href="${link(path, { cell: cell.cell, kind, site })}">看全部单位</a></p>`}
          ${
            lines.length === 0
              ? html`<p class="empty">没有符合这些条件的单位。<a href="${link(path)}">去掉全部条件</a></p>`
              : html`<p class="legend">
                    <span><i class="stroke line"></i> 本单位</span>
                    ${
                      peers.length === 0
                        ? html`<span>每年不足 5 个单位有数值，不画同类中位数</span>`
                        : html`<span><i class="stroke peers"></i> 同类单位中位数</span>`
                    }
                    <span><i class="stroke break"></i> 表式改变，前后口径可能不同</span>
                    <span>断开处没有数值，不按零计</span>
                  </p>
                  <div class="multiples">
                    ${lines.map(
                      (line) =>
                        html`<figure>
                          <figcaption>
                            <a href="${link(['publisher', line.publisher], { site })}">${line.name}</a>
                          </figcaption>
                          ${drawSmallMultiple(line, peers, scale, `${line.name}：${figure.name}`)}
                        </figure>`,
                    )}
                  </div>
                  ${drawTrendTable(lines, scope.years, cell)}`
          }
          ${drawPager({
            page,
            size: pageSize,
            total: totals[0]?.publishers ?? 0,
            unit: '个单位',
            path,
            values: { ...filterValues(parameters), cell: cell.cell, publisher },
          })}`,
    }
  },
})
