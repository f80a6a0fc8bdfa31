/** 问题: what is wrong, and how sure are we? */
import { html } from 'hono/html'
import { z } from 'zod'
import type { CheckRow, CountRow } from '../blocks/check-totals.ts'
import { checkRow, countRow, drawChecks, drawCounts } from '../blocks/check-totals.ts'
import { drawFilterForm } from '../blocks/filter-form.ts'
import type { FindingRow, OperandRow, SentenceRow } from '../blocks/finding-list.ts'
import { comparedQueries, drawFindings, findingsQuery } from '../blocks/finding-list.ts'
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
import { drawBatchForm } from '../blocks/review-form.ts'
import type { DecisionRow } from '../review/decision.ts'
import { decisionRow } from '../review/decision.ts'
import { titleOf } from '../scope.ts'
import { defineView } from '../view.ts'
import { decisionWord } from '../status-words.ts'
import { reportKindWord, severityOrder, severityWord, verdictOrder, verdictWord } from '../words.ts'

const pageSize = 40
const wholeSize = 10_000_000

const publisherRow = z.object({ publisher: z.string(), name: z.string() })
type PublisherRow = z.infer<typeof publisherRow>

interface Parameters extends Filters {
  severity: string | null
  verdict: string | null
  code: string | null
  publisher: string | null
  decision: string | null
  page: number
  whole: boolean
  reviewer: string | null
}

const where = `($site IS NULL OR site = $site) AND ($kind IS NULL OR publisher_kind = $kind)
  AND ($year IS NULL OR year = $year) AND ($severity IS NULL OR contains($severity, severity::VARCHAR))
  AND ($verdict IS NULL OR verdict = $verdict) AND ($code IS NULL OR code = $code)
  AND ($publisher IS NULL OR publisher = $publisher)
  AND ($decision IS NULL OR coalesce(decision, 'open') = $decision)`
/** Each severity by itself, and what publishers are counted by: everything but hints. */
const severityChoices = (): { value: string; label: string }[] => [
  ...severityOrder.map((value) => ({ value, label: severityWord(value).label })),
  { value: 'EW', label: '严重与一般' },
]
const decisionKinds = ['open', 'confirm', 'dismiss']

interface Shapes extends Record<string, object> {
  rows: FindingRow
  checks: CheckRow
  decisions: DecisionRow
  counts: CountRow
  known: PublisherRow
  publishers: PublisherRow
}

interface More extends Record<string, object> {
  operands: OperandRow
  sentences: SentenceRow
}

export default defineView<Parameters, Shapes, More>({
  path: '/findings',
  menu: { group: 'check', place: 1 },
  label: '问题',
  title: '问题',
  question: '哪些数据勾稽不符，有多大把握？',
  columns: [
    { name: 'publisher', label: '单位代码' },
    { name: 'name', label: '单位' },
    { name: 'year', label: '报告年度' },
    { name: 'report_kind', label: '报告类别', say: reportKindWord },
    { name: 'code', label: '代码' },
    { name: 'check', label: '核对项' },
    { name: 'severity', label: '严重程度', say: (code) => severityWord(code).label },
    { name: 'verdict', label: '结论', say: (code) => verdictWord(code).label },
    { name: 'expected', label: '应为' },
    { name: 'actual', label: '报告为' },
    { name: 'message', label: '表述' },
    { name: 'cells', label: '所涉指标' },
    { name: 'stated_nos', label: '所涉正文数据' },
  ],
  read: (asked, scope) => {
    const path = ['findings']
    const filters = readFilters(asked.query, scope, path)
    if ('what' in filters) return filters
    const severities = severityChoices()
    const verdicts = verdictOrder.map((value) => ({ value, label: verdictWord(value).label }))
    const codes = scope.codes.map((value) => ({ value, label: `${value} ${titleOf(scope, value)}` }))
    const { query } = asked
    const severity = readChoice(
      { name: 'severity', what: '严重程度', text: query.get('severity') },
      severities,
      path,
    )
    if (typeof severity === 'object' && severity !== null) return severity
    const verdict = readChoice({ name: 'verdict', what: '结论', text: query.get('verdict') }, verdicts, path)
    if (typeof verdict === 'object' && verdict !== null) return verdict
    const code = readChoice({ name: 'code', what: '核对代码', text: query.get('code') }, codes, path)
    if (typeof code === 'object' && code !== null) return code
    const decisions = decisionKinds.map((value) => ({ value, label: decisionWord(value).label }))
    const decision = readChoice(
      { name: 'decision', what: '审计结论', text: query.get('decision') },
      decisions,
      path,
    )
    if (typeof decision === 'object' && decision !== null) return decision
    const publisher = query.get('publisher')
    return {
      ...filters,
      severity,
      verdict,
      code,
      publisher: publisher === '' ? null : publisher,
      decision,
      reviewer: asked.reviewer,
      page: readPage(query),
      whole: asked.whole,
    }
  },
  queries: ({ site, year, kind, severity, verdict, code, publisher, decision, page, whole }) => {
    const values = { site, year, kind, severity, verdict, code, publisher, decision }
    const size = whole ? wholeSize : pageSize
    const skip = whole ? 0 : (page - 1) * pageSize
    return {
      rows: findingsQuery(where, { ...values, size, skip }, 'LIMIT $size::BIGINT OFFSET $skip::BIGINT'),
      checks: {
        sql: `SELECT code, kept, trivially_kept, broken, uncertain, not_applicable, verdicts, dismissed, demoted
          FROM mart_checks LEFT JOIN mart_check_ratings USING (code) ORDER BY code`,
        values: {},
        row: checkRow,
      },
      decisions: { records: 'decisions', row: decisionRow },
      counts: {
        sql: `SELECT severity, verdict, count(*) AS count FROM mart_findings WHERE ${where}
          GROUP BY severity, verdict ORDER BY list_position(['E', 'W', 'I'], severity), verdict`,
        values,
        row: countRow,
      },
      known:
        publisher === null
          ? null
          : {
              sql: 'SELECT publisher, name FROM mart_publishers WHERE publisher = $publisher',
              values: { publisher },
              row: publisherRow,
            },
      publishers: {
        sql: `SELECT publisher, name FROM (
            SELECT publisher, name FROM mart_publishers WHERE $site IS NULL OR site = $site
            ORDER BY publisher LIMIT 300)
          SEMI JOIN mart_findings USING (publisher) ORDER BY publisher`,
        values: { site },
        row: publisherRow,
      },
    }
  },
  further: ({ rows }) => comparedQueries(rows),
  draw: ({ rows, operands, sentences, checks, counts, known, publishers, decisions }, parameters, scope) => {
    const { site, year, kind, severity, verdict, code, publisher, decision, page, reviewer } = parameters
    if (publisher !== null && known.length === 0) {
      const exists = publishers.map((one) => ({
        label: one.name,
        href: link(['findings'], { publisher: one.publisher }),
      }))
      return { what: '单位', asked: publisher, exists }
    }
    const total = counts.reduce((sum, one) => sum + one.count, 0)
    const values = { ...filterValues(parameters), severity, verdict, code, publisher, decision }
    const back = link(['findings'], page === 1 ? values : { ...values, page })
    const review = reviewer === null ? null : { reviewer, back }
    const form = drawFilterForm(link(['findings']), [
      { name: 'site', label: '县（站点）', chosen: [site ?? ''], choices: siteChoices(scope), all: '全部' },
      {
        name: 'year',
        label: '年度',
        chosen: [String(year ?? '')],
        choices: scope.years.map((one) => ({ value: String(one), label: `${one} 年` })),
        all: '全部',
      },
      { name: 'kind', label: '单位类别', chosen: [kind ?? ''], choices: kindChoices(scope), all: '全部' },
      {
        name: 'publisher',
        label: '单位',
        chosen: [publisher ?? ''],
        choices: [...known, ...publishers.filter((one) => one.publisher !== publisher)].map((one) => ({
          value: one.publisher,
          label: one.name,
        })),
        all: '全部',
      },
      {
        name: 'severity',
        label: '严重程度',
        chosen: [severity ?? ''],
        choices: severityChoices(),
        all: '全部',
      },
      {
        name: 'verdict',
        label: '结论',
        chosen: [verdict ?? ''],
        choices: verdictOrder.map((value) => ({ value, label: verdictWord(value).label })),
        all: '全部',
      },
      {
        name: 'code',
        label: '核对项',
        chosen: [code ?? ''],
        choices: scope.codes.map((value) => ({ value, label: `${value} ${titleOf(scope, value)}` })),
        all: '全部',
      },
      {
        name: 'decision',
        label: '审计结论',
        chosen: [decision ?? ''],
        choices: decisionKinds.map((value) => ({ value, label: decisionWord(value).label })),
        all: '全部',
      },
    ])
    return {
      title: '问题',
      body: () =>
        html`${form} ${drawCounts(counts, { ...filterValues(parameters), code, publisher, decision })}
          ${review === null ? '' : drawBatchForm(review)}
          ${
            rows.length === 0
              ? html`<p class="empty">
                  在这些条件下没有不符或存疑的数据。<a href="${link(['findings'])}">去掉全部条件</a>
                </p>`
              : drawFindings(
                  { findings: rows, operands, sentences, decisions },
                  { named: true, scope, review },
                )
          }
          ${drawPager({ page, size: pageSize, total, unit: '项', path: ['findings'], values })}
          ${drawChecks(checks, scope)}
          <p class="note">这里只列报告自身的数据关系。没有读出的页面不在此列，见各单位页面的“读取情况”。</p>`,
    }
  },
})
