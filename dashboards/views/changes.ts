/** 变化: what is new since I last looked? */
import { html } from 'hono/html'
import { z } from 'zod'
import type { ChangeRow } from '../blocks/change-list.ts'
import { changeRow, drawChanges, eventOrder } from '../blocks/change-list.ts'
import { drawFilterForm } from '../blocks/filter-form.ts'
import { drawPager } from '../blocks/pager.ts'
import { sharedSelects } from '../blocks/shared-selects.ts'
import type { Filters } from '../filters.ts'
import { filterValues, link, readChoice, readFilters, readPage } from '../filters.ts'
import { defineView } from '../view.ts'
import { eventWord } from '../status-words.ts'
import { valueStateWord } from '../words.ts'

const pageSize = 100
const wholeSize = 10_000_000
const path = ['changes']
const countRow = z.object({ event: z.string(), count: z.number() })

interface Parameters extends Filters {
  since: string
  event: string | null
  page: number
  whole: boolean
}

const inFilters = `($site IS NULL OR site = $site) AND ($kind IS NULL OR publisher_kind = $kind)
  AND ($year IS NULL OR year = $year)`

/** Days are those of China; times are UTC. */
const isRecent = 'first_seen >= $since::DATE - INTERVAL 8 HOUR'

/** Everything that happened, one shape for all: what, when, whose, and both sides where something was altered. */
const events = `
  WITH seen AS (
    SELECT *, (first_seen + INTERVAL 8 HOUR)::DATE AS day FROM mart_revisions
    WHERE revision = 1 AND ${inFilters} AND ${isRecent}),
  coverage AS (
    SELECT *, kind AS publisher_kind FROM mart_coverage
    WHERE ($site IS NULL OR site = $site) AND ($kind IS NULL OR kind = $kind) AND ($year IS NULL OR year = $year)),
  edits AS (
    SELECT publisher, name, year, report, revision, old_revision, kind, cell, label, unit_label, old_text, new_text,
      old_value, new_value, old_state, new_state, old_snapshot, new_snapshot, old_start, old_end, new_start, new_end,
      first_seen, not_seen FROM mart_edits WHERE ${inFilters} AND ${isRecent}
    UNION ALL
    SELECT c.publisher, c.name, c.year, c.report, c.revision, c.old_revision, 'figure', c.cell, c.label, c.unit_label,
      c.old_raw, c.new_raw, c.old_value, c.new_value, c.old_state, c.new_state, c.old_snapshot, c.new_snapshot,
      NULL, NULL, NULL, NULL, c.first_seen, false
    FROM mart_changes c WHERE NOT edited AND ${inFilters} AND ${isRecent}),
  happened AS (
    SELECT 'new' AS event, day, publisher, name, year, report, revision, NULL::INT AS old_revision, NULL AS cell,
      NULL AS label, NULL AS unit_label, NULL AS old_text, title AS new_text, NULL::DOUBLE AS old_value,
      NULL::DOUBLE AS new_value, NULL AS old_state, NULL AS new_state, NULL AS old_snapshot, snapshot AS new_snapshot,
      NULL::INT AS old_start, NULL::INT AS old_end, NULL::INT AS new_start, NULL::INT AS new_end, true AS certain
    FROM seen
    UNION ALL
    SELECT kind, (first_seen + INTERVAL 8 HOUR)::DATE, publisher, name, year, report, revision, old_revision, cell,
      label, unit_label, old_text, new_text, old_value, new_value, old_state::VARCHAR, new_state::VARCHAR,
      old_snapshot, new_snapshot, old_start, old_end, new_start, new_end,
      NOT not_seen AND ($asOf IS NULL OR first_seen < $asOf::TIMESTAMP) FROM edits
    UNION ALL
    SELECT state::VARCHAR, CASE WHEN state = 'late' THEN published_date END, publisher, name, year, report, NULL, NULL,
      NULL, NULL, NULL, due_date::VARCHAR, detail, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, true
    FROM coverage WHERE state IN ('withdrawn', 'late')
    UNION ALL
    SELECT 'not_seen', NULL, publisher, name, year, report, NULL, NULL, NULL, NULL, NULL, NULL, detail, NULL, NULL,
      NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, true FROM coverage WHERE not_seen),
  chosen AS (SELECT * FROM happened WHERE day IS NULL OR day >= $since::DATE)`

export default defineView<Parameters, { rows: ChangeRow; counts: z.infer<typeof countRow> }>({
  path: '/changes',
  menu: { group: 'whole', place: 2 },
  label: '变化',
  title: '变化',
  question: '上次查看以来，有什么新情况？',
  columns: [
    { name: 'event', label: '情况', say: (event) => eventWord(event).label },
    { name: 'day', label: '日期' },
    { name: 'publisher', label: '单位代码' },
    { name: 'name', label: '单位' },
    { name: 'year', label: '报告年度' },
    { name: 'report', label: '报告' },
    { name: 'revision', label: '版本' },
    { name: 'cell', label: '指标代码' },
    { name: 'label', label: '指标' },
    { name: 'old_value', label: '原数值' },
    { name: 'old_state', label: '原状态', say: valueStateWord },
    { name: 'new_value', label: '今数值' },
    { name: 'new_state', label: '今状态', say: valueStateWord },
    { name: 'old_text', label: '原文字' },
    { name: 'new_text', label: '今文字' },
    { name: 'old_snapshot', label: '原存档' },
    { name: 'new_snapshot', label: '今存档' },
    { name: 'certain', label: '已连续两次见到' },
  ],
  variants: (scope) => scope.days.map((since) => ({ since })),
  read: (asked, scope) => {
    const filters = readFilters(asked.query, scope, path)
    if ('what' in filters) return filters
    const days = scope.days.map((day) => ({ value: day, label: day }))
    const since = readChoice({ name: 'since', what: '日期', text: asked.query.get('since') }, days, path)
    if (typeof since === 'object' && since !== null) return since
    const kinds = eventOrder.map((value) => ({ value, label: eventWord(value).label }))
    const event = readChoice({ name: 'event', what: '情况', text: asked.query.get('event') }, kinds, path)
    if (typeof event === 'object' && event !== null) return event
    const page = readPage(asked.query)
    return { ...filters, since: since ?? scope.days[0] ?? '1970-01-01', event, page, whole: asked.whole }
  },
  queries: ({ site, year, kind, since, event, page, whole }, scope) => {
    const values = { site, year, kind, since, asOf: scope.asOf?.replace(/Z$/u, '') ?? null }
    return {
      rows: {
        sql: `${events}
          SELECT * FROM chosen WHERE $event IS NULL OR event = $event
          ORDER BY list_position(['figure', 'paragraph', 'withdrawn', 'not_seen', 'late', 'new'], event), day DESC,
            publisher, year, report, cell LIMIT $size::BIGINT OFFSET $skip::BIGINT`,
        values: {
          ...values,
          event,
          size: whole ? wholeSize : pageSize,
          skip: whole ? 0 : (page - 1) * pageSize,
        },
        row: changeRow,
      },
      counts: {
        sql: `${events} SELECT event, count(*) AS count FROM chosen GROUP BY event`,
        values,
        row: countRow,
      },
    }
  },
  draw: ({ rows, counts }, parameters, scope) => {
    const { since, event, page } = parameters
    const values = { ...filterValues(parameters), since }
    const shown = counts.filter((one) => event === null || one.event === event)
    const form = drawFilterForm(
      link(path),
      [
        ...sharedSelects(scope, parameters, ['site', 'year', 'kind']),
        {
          name: 'since',
          label: '自',
          chosen: [since],
          choices: scope.days.map((day) => ({ value: day, label: `${day} 起` })),
        },
      ],
      { event },
    )
    return {
      title: '变化',
      body: () =>
        html`${form}
          <p class="tally" data-since="${since}">
            ${eventOrder.flatMap((kind) => {
              const count = counts.find((one) => one.event === kind)?.count
              const word = eventWord(kind)
              return count === undefined
                ? []
                : [
                    html`<a
                      class="badge ${word.tone}"
                      href="${link(path, { ...values, event: event === kind ? null : kind })}"
                      ${event === kind ? html`aria-current="true"` : ''}
                      title="${word.meaning}"
                      ><span aria-hidden="true">${word.glyph}</span> ${word.label} ${count}</a
                    >`,
                  ]
            })}
          </p>
          ${
            rows.length === 0
              ? event === null
                ? html`<p class="empty">${since} 以来没有变化。可以选更早的日期。</p>`
                : html`<p class="empty">
                    ${since} 以来没有这一类情况。<a href="${link(path, values)}">看全部情况</a>
                  </p>`
              : drawChanges(rows)
          }
          ${drawPager({
            page,
            size: pageSize,
            total: shown.reduce((sum, one) => sum + one.count, 0),
            unit: '项',
            path,
            values: { ...values, event },
          })}
          <p class="note">
            改动以连续两次采集都见到为准；只见过一次的注明“待下次确认”。页面装饰、访问量与日期的变化不算改动。
          </p>`,
    }
  },
})
