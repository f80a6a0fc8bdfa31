/** 单位: all about one publisher in one year, the official tables as printed. */
import { html } from 'hono/html'
import { z } from 'zod'
import type { FindingRow, OperandRow, SentenceRow } from '../blocks/finding-list.ts'
import { comparedQueries, drawFindings, findingsQuery } from '../blocks/finding-list.ts'
import type { PeerRow } from '../blocks/peer-position.ts'
import { drawPeers, peersQuery } from '../blocks/peer-position.ts'
import { drawReportTables } from '../blocks/report-tables.ts'
import type { IndicatorRow } from '../blocks/report-indicators.ts'
import { drawIndicators, indicatorRow } from '../blocks/report-indicators.ts'
import type { ProblemRow, StatedRow } from '../blocks/report-prose.ts'
import { drawProblems, drawStated, problemRow, statedRow } from '../blocks/report-prose.ts'
import type { RevisionRow, YearRow } from '../blocks/report-head.ts'
import { drawReportHead, drawYears, revisionRow, yearRow } from '../blocks/report-head.ts'
import type { Filters } from '../filters.ts'
import { link, readFilters } from '../filters.ts'
import { gather } from '../group.ts'
import type { DecisionRow } from '../review/decision.ts'
import { decisionRow } from '../review/decision.ts'
import { defineView } from '../view.ts'
import { kindWord, matchedWord, valueStateWord } from '../words.ts'

const figureRow = z.object({
  report: z.string(),
  report_kind: z.string(),
  cell: z.string(),
  table_no: z.number(),
  position: z.number(),
  label: z.string(),
  unit_label: z.string(),
  edition: z.string().nullable(),
  value: z.number().nullable(),
  state: z.string(),
  raw: z.string(),
  matched_by: z.string(),
  snapshot: z.string(),
})
/** One figure of one current report. */
export type FigureRow = z.infer<typeof figureRow>

const otherRow = z.object({ publisher: z.string(), name: z.string() })

interface Shapes extends Record<string, object> {
  rows: FigureRow
  years: YearRow
  revisions: RevisionRow
  findings: FindingRow
  decisions: DecisionRow
  peers: PeerRow
  stated: StatedRow
  problems: ProblemRow
  indicators: IndicatorRow
  others: z.infer<typeof otherRow>
}

interface More extends Record<string, object> {
  operands: OperandRow
  sentences: SentenceRow
}

interface Parameters extends Filters {
  publisher: string
}

/** The year asked for, else the newest with a report, else the newest expected one. */
const shownYear = `coalesce($year,
  (SELECT max(year) FROM mart_coverage WHERE publisher = $publisher AND report IS NOT NULL),
  (SELECT max(year) FROM mart_coverage WHERE publisher = $publisher))`
const ofReport = `publisher = $publisher AND year = ${shownYear}`

export default defineView<Parameters, Shapes, More>({
  path: '/publisher/:publisher',
  menu: null,
  label: '单位',
  title: '单位',
  question: '这个单位的年度报告写了什么，数据是否相符？',
  columns: [
    { name: 'report', label: '报告' },
    { name: 'cell', label: '指标代码' },
    { name: 'table_no', label: '表' },
    { name: 'label', label: '指标' },
    { name: 'unit_label', label: '计量单位' },
    { name: 'edition', label: '表式' },
    { name: 'value', label: '数值' },
    { name: 'state', label: '数值状态', say: valueStateWord },
    { name: 'raw', label: '原文' },
    { name: 'matched_by', label: '对应方式', say: matchedWord },
    { name: 'snapshot', label: '存档' },
  ],
  read: (asked, scope) => {
    const publisher = asked.path['publisher'] ?? ''
    const filters = readFilters(asked.query, scope, ['publisher', publisher])
    return 'what' in filters ? filters : { ...filters, publisher }
  },
  queries: ({ publisher, year }) => {
    const values = { publisher, year }
    return {
      rows: {
        sql: `SELECT report, report_kind, cell, table_no, position, coalesce(CASE edition WHEN '2014' THEN label_2014
            WHEN '2019' THEN label_2019 WHEN '2021' THEN label_2021 END, label) AS label, unit_label, edition, value,
            state, raw, matched_by, snapshot
          FROM mart_figures WHERE ${ofReport} ORDER BY report, table_no, position`,
        values,
        row: figureRow,
      },
      years: {
        sql: `SELECT site_name, publisher, name, kind, year, state, due_date, published_date, report, detail,
            broken_e + broken_w AS broken
          FROM mart_coverage WHERE publisher = $publisher ORDER BY year`,
        values: { publisher },
        row: yearRow,
      },
      revisions: {
        sql: `SELECT report, report_kind, revision, current, title, snapshot, url, fetched_at, charset, charset_because,
            page_date, url_date, signed_date, first_seen, edition_t0, edition_t2, edition_t3, edition_t4
          FROM mart_revisions WHERE ${ofReport} ORDER BY report, revision DESC`,
        values,
        row: revisionRow,
      },
      findings: findingsQuery(ofReport, values, ''),
      indicators: {
        sql: `SELECT report, label, value, state::VARCHAR AS state, raw, unit, snapshot, place_start, place_end
          FROM mart_indicators WHERE ${ofReport} AND current ORDER BY report, indicator_no`,
        values,
        row: indicatorRow,
      },
      decisions: { records: 'decisions', row: decisionRow },
      peers: peersQuery(shownYear, values),
      stated: {
        sql: `SELECT report, stated_no, parent_no, topic, item_name, value, unit, approx, sentence
          FROM mart_stated WHERE ${ofReport} AND current ORDER BY report, stated_no`,
        values,
        row: statedRow,
      },
      problems: {
        sql: `SELECT report, snapshot, code, severity, detail FROM mart_problems WHERE ${ofReport} AND current
          ORDER BY list_position(['error', 'warning', 'info'], severity), problem_no`,
        values,
        row: problemRow,
      },
      others: {
        sql: 'SELECT publisher, name FROM mart_publishers ORDER BY publisher LIMIT 200',
        values: {},
        row: otherRow,
      },
    }
  },
  further: ({ findings }) => comparedQueries(findings),
  draw: (rows, filters, scope) => {
    const { publisher } = filters
    const known = rows.years[0]
    if (known === undefined) {
      return {
        what: '单位',
        asked: publisher,
        exists: rows.others.map((one) => ({ label: one.name, href: link(['publisher', one.publisher]) })),
      }
    }
    const shown =
      filters.year === null
        ? (rows.years.findLast((one) => one.report !== null) ?? rows.years.at(-1))
        : rows.years.find((one) => one.year === filters.year)
    if (shown === undefined) {
      return {
        what: '年度',
        asked: String(filters.year),
        exists: rows.years.map(({ year }) => ({
          label: `${year} 年`,
          href: link(['publisher', publisher], { year }),
        })),
      }
    }
    const current = rows.revisions.filter((one) => one.current)
    const findings = gather(
      rows.findings.flatMap((finding, at) =>
        finding.verdict === 'broken'
          ? finding.cells.map((cell) => ({ cell, report: finding.report, no: at + 1 }))
          : [],
      ),
      (one) => `${one.report} ${one.cell}`,
    )
    return {
      title: `${known.name} ${shown.year} 年`,
      body: () =>
        html`<p class="crumbs">
            ${known.site_name} · ${kindWord(known.kind)} · 代码 <code>${publisher}</code>
          </p>
          ${drawYears(rows.years, shown.year, filters)}
          ${
            current.length === 0
              ? html`${drawReportHead(shown, null, 0)}
                  <p class="empty">没有读到 ${shown.year} 年的报告，所以这里没有数据；没有数据不等于零。</p>`
              : ''
          }
          ${current.map((revision) => {
            const { report } = revision
            const own = rows.revisions.filter((one) => one.report === report)
            return html`<article class="report">
              <h2 class="title">${revision.title ?? '（页面没有标题）'}</h2>
              ${drawReportHead(shown, revision, own.length)}
              ${drawStated(rows.stated.filter((one) => one.report === report))}
              ${drawReportTables(
                revision,
                rows.rows.filter((one) => one.report === report),
                scope.cells,
                (cell) => (findings.get(`${report} ${cell}`) ?? []).map((one) => one.no),
              )}
              ${drawIndicators(rows.indicators.filter((one) => one.report === report))}
            </article>`
          })}
          ${drawPeers(rows.peers, { site: filters.site, year: shown.year })}
          <section>
            <h2>数据勾稽<small>${rows.findings.length} 项不符或存疑</small></h2>
            ${
              rows.findings.length === 0
                ? html`<p class="empty">
                    ${current.length === 0 ? '没有可核对的数据。' : '能够核对的关系中没有不符或存疑的；没有读出的表不在其内。'}
                  </p>`
                : drawFindings(rows, { named: false, scope, review: null })
            }
          </section>
          ${drawProblems(rows.problems)}`,
    }
  },
})
