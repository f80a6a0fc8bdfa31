/** Auditors' decisions laid over the findings of one snapshot: what stands, what has expired, and which codes are only information now. Pure. */
import { z } from 'zod'
import type { DecisionEvent } from '../../warehouse/decisions.ts'
import type {
  DecisionRow,
  FindingRow,
  ReportRow,
  SharedRows,
  SiteRows,
  StatedRow,
} from '../../warehouse/rows.ts'
import { digestOperands, type Operand } from './decision-operands.ts'
import {
  applyDecisions,
  decisionKey,
  demotionNote,
  rateChecks,
  type Checked,
  type DecidedEvent,
} from './decisions.ts'

/** What a check of a code looks at besides cells and sentences, by the beginning of its code. */
const otherOperands: readonly { code: string; takes: 'dates' | 'figures' | 'prose' }[] = [
  { code: 'TIM-', takes: 'dates' },
  { code: 'XYR-', takes: 'figures' },
  { code: 'AGY-', takes: 'figures' },
  { code: 'XYR-06', takes: 'prose' },
  { code: 'XYR-08', takes: 'prose' },
  { code: 'AGY-03', takes: 'prose' },
]

/** What operands are looked up in: one revision of one report; `row` is null where the report is owed and not here. */
interface Source {
  row: ReportRow | null
  raws: ReadonlyMap<string, string>
  sentences: ReadonlyMap<number, string>
  prose: string
}

/** The operands of a check with their raw text. A check without cells and sentences stands on the words that its sentence quotes. */
function operandsOf(finding: FindingRow, { row, raws, sentences, prose }: Source): Operand[] {
  const operands: Operand[] = [
    ...finding.cells.map((cell) => ({ name: cell, raw: raws.get(cell) ?? '（无此格）' })),
    ...finding.stated_nos.map((number) => ({ name: 'sentence', raw: sentences.get(number) ?? '' })),
  ]
  if (row === null) operands.push({ name: 'report', raw: '（未查到）' })
  const takes = otherOperands.filter(({ code }) => finding.code.startsWith(code)).map((one) => one.takes)
  if (takes.includes('dates'))
    for (const name of ['page_date', 'url_date', 'signed_date'] as const)
      operands.push({ name, raw: row?.[name] ?? '' })
  if (takes.includes('figures'))
    for (const name of ['expected', 'actual'] as const)
      operands.push({ name, raw: finding[name] === null ? '' : String(finding[name]) })
  if (takes.includes('prose')) operands.push({ name: 'prose', raw: prose })
  if (finding.cells.length === 0 && finding.stated_nos.length === 0)
    for (const [name, raw] of finding.quoted ?? []) operands.push({ name, raw })
  return operands
}

/** Revisions by report and number, with the raw text of those that are asked for. */
function sourcesOf(
  rows: SiteRows,
  wanted: ReadonlySet<string>,
  proseOf: (report: string) => string,
): Map<string, Source> {
  const raws = new Map<string, Map<string, string>>()
  const sentences = new Map<string, Map<number, string>>()
  for (const report of wanted) {
    raws.set(report, new Map())
    sentences.set(report, new Map())
  }
  const current = new Map(rows.reports.filter((row) => row.current).map((row) => [row.report, row]))
  const isCurrent = ({ report, revision }: { report: string; revision: number }): boolean =>
    current.get(report)?.revision === revision
  for (const fact of rows.facts) if (isCurrent(fact)) raws.get(fact.report)?.set(fact.cell, fact.raw)
  for (const stated of rows.stated satisfies StatedRow[])
    if (isCurrent(stated)) sentences.get(stated.report)?.set(stated.stated_no, stated.sentence)
  const sources = new Map<string, Source>()
  for (const report of wanted)
    sources.set(report, {
      row: current.get(report) ?? null,
      raws: raws.get(report) ?? new Map<string, string>(),
      sentences: sentences.get(report) ?? new Map<number, string>(),
      prose: proseOf(report),
    })
  return sources
}

function rowOf({ event, state }: DecidedEvent): DecisionRow {
  const told = { event: event.id, decided_at: event.at, decided_by: event.by, kind: event.kind, state }
  const reason = event.reason ?? null
  if (event.kind === 'undo') {
    const unbound = { report: null, code: null, check: null, operands: null, cell: null, value: null }
    return { ...told, ...unbound, reason, undoes: event.undoes }
  }
  const { report, code, check, operands } = event
  const value =
    event.kind === 'override' ? { cell: event.cell, value: event.value } : { cell: null, value: null }
  return { ...told, report, code, check, operands, ...value, reason, undoes: null }
}

/** The checks that somebody has decided about, by `decisionKey`. */
export function decidedKeys(events: readonly DecisionEvent[]): Set<string> {
  return new Set(events.flatMap((event) => (event.kind === 'undo' ? [] : [decisionKey(event)])))
}

/**
 * Binds the findings of a site to the text that they rest on: those that an auditor is asked about or has decided about.
 * `proseOf` gives the text of a report's current revision. Facts are never touched.
 */
export function bindFindings(
  rows: SiteRows,
  decided: ReadonlySet<string>,
  proseOf: (report: string) => string,
): SiteRows {
  const revisions = new Map(
    rows.reports.filter((row) => row.current).map((row) => [row.report, row.revision]),
  )
  const isAsked = (finding: FindingRow): boolean =>
    (revisions.get(finding.report) ?? null) === finding.revision &&
    (finding.verdict === 'broken' || finding.verdict === 'uncertain' || decided.has(decisionKey(finding)))
  const asked = new Set(rows.findings.filter(isAsked))
  const sources = sourcesOf(rows, new Set([...asked].map(({ report }) => report)), proseOf)
  const findings = rows.findings.map((finding): FindingRow => {
    const source = asked.has(finding) ? sources.get(finding.report) : undefined
    return source === undefined
      ? finding
      : { ...finding, operands: digestOperands(operandsOf(finding, source)) }
  })
  return { ...rows, findings }
}

const keySchema = z.tuple([z.string(), z.string(), z.string()])

/**
 * The bound checks of a site that somebody has decided about. A check that is named after what it saw and is not there any more,
 * although its code was run on the report, has lost its source: it comes back bound to nothing.
 */
export function decidedChecks(rows: SiteRows, decided: ReadonlySet<string>): Checked[] {
  if (decided.size === 0) return []
  const current = new Map(rows.reports.filter((row) => row.current).map((row) => [row.report, row.revision]))
  const here = rows.findings.filter(({ report, revision }) => (current.get(report) ?? null) === revision)
  const bound = new Map(here.map((finding) => [decisionKey(finding), finding.operands ?? null]))
  const carriedOut = new Set(
    here
      .filter(({ verdict, check, code }) => verdict !== 'not_applicable' || check !== code)
      .map(({ report, code }) => JSON.stringify([report, code])),
  )
  return [...decided].flatMap((key): Checked[] => {
    const [report, code, check] = keySchema.parse(JSON.parse(key))
    const operands = bound.get(key) ?? null
    if (operands !== null) return [{ report, code, check, operands }]
    return carriedOut.has(JSON.stringify([report, code])) ? [{ report, code, check, operands: '' }] : []
  })
}

/** What decisions come to, and what has to be said about it, Chinese. */
export interface Settled {
  rows: Required<Pick<SharedRows, 'decisions' | 'check_ratings'>>
  notes: string[]
}

/** Holds decisions against the bound checks of all sites: what stands, what has expired, which codes are only information now. */
export function settleDecisions(checks: readonly Checked[], events: readonly DecisionEvent[]): Settled {
  const applied = applyDecisions(checks, events)
  const ratings = rateChecks(events)
  const expired = applied.events.filter(({ state }) => state === 'expired')
  return {
    rows: { decisions: applied.events.map(rowOf), check_ratings: ratings },
    notes: [
      ...ratings.flatMap((rating) => demotionNote(rating) ?? []),
      ...expired.map(({ event }) =>
        event.kind === 'undo'
          ? ''
          : `审计结论“${event.id}”（${event.by}，${event.report} ${event.check}）因原文已变而失效，请重新查看。`,
      ),
    ],
  }
}
