/** A list of findings in neutral words, every operand a link to where it stands. Pure. */
import { html } from 'hono/html'
import { z } from 'zod'
import { evidenceLink, link, sentenceLink } from '../filters.ts'
import { gather } from '../group.ts'
import type { DecisionRow, Standing } from '../review/decision.ts'
import { standings } from '../review/decision.ts'
import type { Scope } from '../scope.ts'
import { titleOf } from '../scope.ts'
import type { Html, MartQuery, Values } from '../view.ts'
import { reportKindWord, severityWord, verdictWord } from '../words.ts'
import { drawCompared, drawOperands, drawSentences, drawSuspect } from './finding-operands.ts'
import type { Reviewing } from './review-form.ts'
import { drawReviewForm, drawStanding } from './review-form.ts'

const findingRow = z.object({
  /** Null where the report is owed and not here. */
  report_no: z.number().nullable(),
  publisher: z.string(),
  name: z.string(),
  year: z.number(),
  report: z.string(),
  report_kind: z.string(),
  code: z.string(),
  check: z.string(),
  severity: z.string(),
  verdict: z.string(),
  expected: z.number().nullable(),
  actual: z.number().nullable(),
  message: z.string().nullable(),
  /** Null where the report is owed and not here: it has no archived page. */
  snapshot: z.string().nullable(),
  cells: z.array(z.string()),
  stated_nos: z.array(z.number()),
  operands: z.string().nullable(),
  decision: z.string().nullable(),
  decided_by: z.string().nullable(),
  decided_at: z.string().nullable(),
  decision_reason: z.string().nullable(),
  suspect_cell: z.string().nullable(),
  suspect_repair: z.number().nullable(),
})
/** One check that is broken or uncertain on a current report. */
export type FindingRow = z.infer<typeof findingRow>

const operandRow = z.object({
  report: z.string(),
  check: z.string(),
  cell: z.string(),
  label: z.string(),
  unit_label: z.string(),
  value: z.number().nullable(),
  state: z.string(),
  raw: z.string(),
})
/** One table figure that a finding compares. */
export type OperandRow = z.infer<typeof operandRow>

const sentenceRow = z.object({
  report: z.string(),
  check: z.string(),
  stated_no: z.number(),
  item_name: z.string().nullable(),
  value: z.number(),
  unit: z.string(),
  approx: z.boolean(),
  sentence: z.string(),
})
/** One narrative figure that a finding compares. */
export type SentenceRow = z.infer<typeof sentenceRow>

/** The query behind a list of findings. `where` is our own SQL over mart_findings; values are always bound. */
export function findingsQuery(where: string, values: Values, window: string): MartQuery<FindingRow> {
  return {
    sql: `SELECT report_no, publisher, name, year, report, report_kind, code, "check", severity, verdict, expected, actual,
        message, snapshot, cells, stated_nos, operands, decision, decided_by, decided_at, decision_reason,
        suspect_cell, suspect_repair
      FROM mart_findings WHERE ${where}
      ORDER BY place ${window}`,
    values,
    row: findingRow,
  }
}

/** The queries for what these findings compare; reports are named one by one, so that only their part of the marts is read. */
export function comparedQueries(findings: readonly FindingRow[]): {
  operands: MartQuery<OperandRow>
  sentences: MartQuery<SentenceRow>
} {
  const reports = [...new Set(findings.flatMap((one) => one.report_no ?? []))]
  const named = Object.fromEntries(reports.map((no, at) => [`report${at}`, no]))
  const among = `IN (${['NULL', ...Object.keys(named).map((name) => `$${name}`)].join(', ')})`
  const values = {
    ...named,
    asked: JSON.stringify(
      findings.map(({ report_no, check, cells, stated_nos }) => ({ report_no, check, cells, stated_nos })),
    ),
  }
  const asked = `WITH asked AS (
      SELECT unnest(from_json($asked, '[{"report_no":"INTEGER","check":"VARCHAR","cells":["VARCHAR"],"stated_nos":["INTEGER"]}]'), recursive := true))`
  return {
    operands: {
      sql: `${asked},
        operands AS (SELECT report_no, "check", unnest(cells) AS cell FROM asked)
        SELECT f.report, o."check", f.cell, coalesce(CASE f.edition WHEN '2019' THEN f.label_2019
            WHEN '2021' THEN f.label_2021 WHEN '2014' THEN f.label_2014 END, f.label) AS label,
          f.unit_label, f.value, f.state, f.raw
        FROM operands o JOIN mart_figures f USING (report_no, cell)
        WHERE f.report_no ${among} ORDER BY f.report, o."check", f.position`,
      values,
      row: operandRow,
    },
    sentences: {
      sql: `${asked},
        operands AS (SELECT report_no, "check", unnest(stated_nos) AS stated_no FROM asked)
        SELECT s.report, o."check", s.stated_no, s.item_name, s.value, s.unit, s.approx, s.sentence
        FROM operands o JOIN mart_stated s USING (report_no, stated_no)
        WHERE s.report_no ${among} ORDER BY s.report, o."check", s.stated_no`,
      values,
      row: sentenceRow,
    },
  }
}

/** What a list of findings is drawn from. */
export interface FindingSet {
  findings: readonly FindingRow[]
  operands: readonly OperandRow[]
  sentences: readonly SentenceRow[]
  decisions: readonly DecisionRow[]
}

/** How the list is drawn: on a publisher's own page name and year are left out; `review` is for a person who decides. */
export interface FindingOptions {
  named: boolean
  scope: Pick<Scope, 'catalogue'>
  review: Reviewing | null
}

/** The verdict that the snapshot itself knows, for where no decisions are kept beside it. */
function verdictOf(finding: FindingRow): DecisionRow | null {
  const { decision, decided_by, decided_at, decision_reason: reason, report, code, check, operands } = finding
  if (decided_by === null || decided_at === null || (decision !== 'confirm' && decision !== 'dismiss'))
    return null
  const bound = { report, code, check, operands, cell: null, value: null, undoes: null }
  return { event: '', kind: decision, decided_at, decided_by, reason, ...bound }
}

/** Where a finding without figures leads: its archived page, or what was seen of a report that is not here. */
function drawWay({ snapshot, publisher, year }: FindingRow, named: boolean): Html {
  if (snapshot !== null) return html`<a href="${link(['archive', snapshot])}">查看存档页面</a>`
  return named ? html`<a href="${link(['publisher', publisher], { year })}">查看采集到的情况</a>` : html``
}

function drawFinding(
  finding: FindingRow,
  no: number,
  own: { operands: readonly OperandRow[]; sentences: readonly SentenceRow[]; standing: Standing },
  { named, scope, review }: FindingOptions,
): Html {
  const { operands, sentences, standing } = own
  const [severity, verdict] = [severityWord(finding.severity), verdictWord(finding.verdict)]
  const title = titleOf(scope, finding.code)
  const [home, told] = [operands[0], sentences[0]]
  const evidence =
    home !== undefined
      ? evidenceLink(home.report, home.cell, { check: finding.check })
      : told !== undefined
        ? sentenceLink(told.report, told.stated_no, { check: finding.check })
        : null
  const count = operands.length + sentences.length
  return html`<li
    id="finding-${no}"
    class="finding ${severity.tone} ${standing.verdict === null ? '' : standing.verdict.kind}"
    tabindex="-1"
  >
    <header>
      <span class="no">${no}</span>
      <span class="badge ${severity.tone}" title="${severity.meaning}"
        ><span aria-hidden="true">${severity.glyph}</span> ${severity.label}</span
      >
      <span class="badge ${verdict.tone}" title="${verdict.meaning}"
        ><span aria-hidden="true">${verdict.glyph}</span> ${verdict.label}</span
      >
      ${
        named
          ? html`<a class="whose" href="${link(['publisher', finding.publisher], { year: finding.year })}"
              >${finding.name} · ${finding.year}
              年${finding.report_kind === 'summary' ? `（${reportKindWord(finding.report_kind)}）` : ''}</a
            >`
          : ''
      }
      <span class="code"
        >${title}
        <a href="${link(['dictionary'], { code: finding.code })}"><code>${finding.code}</code></a></span
      >
    </header>
    <p class="message" lang="zh-CN" translate="no">
      ${finding.message ?? (title === '' ? finding.check : title)}
    </p>
    ${drawCompared(finding)} ${drawSuspect(finding, operands)}
    ${
      count === 0
        ? html`<p class="walk">${drawWay(finding, named)}</p>`
        : html`<details ${count <= 8 ? html`open` : ''}>
              <summary>所比对的 ${count} 个数</summary>
              ${drawOperands(operands)} ${drawSentences(sentences)}
            </details>
            ${evidence === null ? '' : html`<p class="walk"><a href="${evidence}">在存档页面上一并查看</a></p>`}`
    }
    ${drawStanding(standing, operands, review)}
    ${review === null ? '' : drawReviewForm(finding, no, operands, review)}
  </li>`
}

/** Draws findings numbered from 1. */
export function drawFindings(set: FindingSet, options: FindingOptions): Html {
  const keyOf = (row: { report: string; check: string }): string => `${row.report} ${row.check}`
  const operands = gather(set.operands, keyOf)
  const sentences = gather(set.sentences, keyOf)
  const standingOf = standings(set.decisions)
  return html`<ol class="findings">
    ${set.findings.map((finding, at) => {
      const standing = standingOf(finding)
      const own = {
        operands: operands.get(keyOf(finding)) ?? [],
        sentences: sentences.get(keyOf(finding)) ?? [],
        standing: set.decisions.length > 0 ? standing : { ...standing, verdict: verdictOf(finding) },
      }
      return drawFinding(finding, at + 1, own, options)
    })}
  </ol>`
}
