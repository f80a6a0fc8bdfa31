/** Step: print the findings of the published snapshot, as a table, JSON lines or CSV. */
import { writeCsv } from '../../dashboards/export/csv.ts'
import { z } from 'zod'
import { askFor, type Row } from '../../warehouse/reader.ts'
import { rules } from '../audit/catalogue.ts'
import { verdictWords } from '../audit/catalogue-rows.ts'
import { demotionNote } from '../audit/decisions.ts'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'
import { withPublished } from '../published.ts'
import { drawTable } from '../terminal-table.ts'

/** Which findings to print; null is no restriction. */
export interface FindingFilter {
  county: string | null
  /** Code of a publisher, or part of its name. */
  unit: string | null
  year: number | null
  /** Catalogue code, NUM-03. */
  code: string | null
  severity: string | null
  /** Kept and not applicable checks too. */
  all: boolean
}

/** How to print: a table for people, a JSON object a line, or CSV (with a byte-order mark for Excel). */
export type Format = 'table' | 'json' | 'csv' | 'csv_bom'

/** Chinese words of what an auditor has decided. */
export const decisionWords: Readonly<Record<string, string>> = {
  confirm: '确认',
  dismiss: '排除',
  comment: '批注',
  override: '更正',
  undo: '撤销',
}

const columns = [
  { name: 'name', label: '单位' },
  { name: 'publisher', label: '单位代码' },
  { name: 'year', label: '年度' },
  { name: 'report', label: '报告标识' },
  { name: 'code', label: '代码' },
  { name: 'check', label: '核对项' },
  { name: 'severity', label: '程度' },
  { name: 'verdict', label: '结论' },
  { name: 'expected', label: '应有数' },
  { name: 'actual', label: '实有数' },
  { name: 'message', label: '审计表述' },
  { name: 'decision', label: '审计结论' },
  { name: 'decision_reason', label: '理由' },
]

const narrowing = `
  ($1::VARCHAR IS NULL OR site IN (SELECT site FROM mart_coverage WHERE site = $1 OR site_name = $1))
  AND ($2::VARCHAR IS NULL OR publisher = $2 OR contains(name, $2))
  AND ($3::INTEGER IS NULL OR year = $3) AND ($4::VARCHAR IS NULL OR code = $4)
  AND ($5::VARCHAR IS NULL OR severity = $5)
  ORDER BY publisher, year, report, code, "check"`
const findingsSql = `SELECT name, publisher, year, report, code, "check", severity, verdict, expected, actual, message,
  decision, decision_reason FROM mart_findings WHERE ${narrowing}`
const verdictsSql = `SELECT name, publisher, year, report, code, "check", severity, verdict, expected, actual, message,
  NULL AS decision, NULL AS decision_reason FROM mart_verdicts WHERE ${narrowing}`

const ratingShape = z.object({ code: z.string(), verdicts: z.number(), dismissed: z.number() })

const word = (value: Row[string] | undefined): string | number | null =>
  typeof value === 'string' || typeof value === 'number' ? value : null

/** Prints rows in one of the formats; `lines` draws the table. */
export function printRows(
  context: Pick<Context, 'effects'>,
  format: Format,
  shown: readonly { name: string; label: string }[],
  rows: readonly Row[],
  lines: () => string[],
): void {
  const { print } = context.effects
  if (format === 'table') for (const line of lines()) print(line)
  else if (format === 'json') for (const row of rows) print(JSON.stringify(row))
  else print(writeCsv(shown, rows, format === 'csv_bom').trimEnd())
}

function tableOf(rows: readonly Row[], all: boolean): string[] {
  if (rows.length === 0) return [all ? '没有核对。' : '没有不符或存疑之处。']
  const count = (name: string, value: string): number => rows.filter((row) => row[name] === value).length
  const table = drawTable(
    ['单位', '年度', '代码', '程度', '结论', '审计结论', '表述'],
    rows.map((row) => [
      word(row['name']),
      word(row['year']),
      word(row['code']),
      word(row['severity']),
      verdictWords[word(row['verdict']) ?? ''] ?? null,
      decisionWords[word(row['decision']) ?? ''] ?? null,
      word(row['message']),
    ]),
  )
  return [
    ...table,
    `共 ${rows.length} 项：不符 ${count('verdict', 'broken')}，存疑 ${count('verdict', 'uncertain')}；严重 ${count('severity', 'E')}，一般 ${count('severity', 'W')}，提示 ${count('severity', 'I')}`,
  ]
}

function checkFilter({ code, severity }: FindingFilter): void {
  const codes = rules.map((rule) => rule.code)
  const faults = [
    ...(code === null || codes.includes(code)
      ? []
      : [`没有代码“${code}”。可用：${[...new Set(codes)].join('、')}`]),
    ...(severity === null || ['E', 'W', 'I'].includes(severity)
      ? []
      : [`没有程度“${severity}”。可用：E（严重）、W（一般）、I（提示）`]),
  ]
  if (faults.length > 0) throw new Stop('usage', faults.join('\n'))
}

/** Prints the findings of the published snapshot, and says which codes auditors' dismissals have made mere information. */
export async function auditFindings(context: Context, filter: FindingFilter, format: Format): Promise<void> {
  checkFilter(filter)
  await withPublished(context, async (reader) => {
    const { county, unit, year, code, severity, all } = filter
    if (unit !== null) {
      const known = await reader.query(
        'SELECT DISTINCT name FROM mart_coverage WHERE publisher = $1 OR contains(name, $1)',
        [unit],
      )
      if (known.length === 0) throw new Stop('usage', `没有单位“${unit}”。名称见 gouji plan 或看板首页。`)
    }
    const rows = await reader.query(all ? verdictsSql : findingsSql, [county, unit, year, code, severity])
    printRows(context, format, columns, rows, () => tableOf(rows, all))
    const ratings = await askFor(
      reader,
      ratingShape,
      'SELECT code, verdicts, dismissed FROM mart_check_ratings WHERE demoted',
    )
    for (const rating of ratings) {
      const note = demotionNote({ ...rating, demoted: true })
      if (note !== null) context.effects.log(note)
    }
  })
}
