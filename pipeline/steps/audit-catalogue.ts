/** Step: print the catalogue of checks, with what each came to in the published snapshot and how auditors have judged it. */
import type { Row } from '../../warehouse/reader.ts'
import { rules } from '../audit/catalogue.ts'
import type { Rule } from '../audit/rule.ts'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'
import { withPublished } from '../published.ts'
import { drawTable } from '../terminal-table.ts'
import { printRows, verdictWords, type Format } from './audit.ts'

const columns = [
  { name: 'code', label: '代码' },
  { name: 'severity', label: '程度' },
  { name: 'title', label: '应当成立的关系' },
  { name: 'basis', label: '依据' },
  { name: 'examples', label: '示例' },
  { name: 'kept', label: '相符' },
  { name: 'trivially_kept', label: '各数均为零' },
  { name: 'broken', label: '不符' },
  { name: 'uncertain', label: '存疑' },
  { name: 'not_applicable', label: '不适用' },
  { name: 'confirmed', label: '确认' },
  { name: 'dismissed', label: '排除' },
  { name: 'demoted', label: '降为提示' },
]

/** Counts by code; empty where nothing has been published yet, for the catalogue can be read before. */
async function readCounts(context: Context): Promise<Map<string, Row>> {
  try {
    return await withPublished(context, async (reader) => {
      const rows = await reader.query(
        `SELECT c.*, ifnull(r.confirmed, 0) AS confirmed, ifnull(r.dismissed, 0) AS dismissed,
           ifnull(r.demoted, false) AS demoted FROM mart_checks c LEFT JOIN mart_check_ratings r USING (code)`,
      )
      return new Map(rows.map((row) => [String(row['code']), row]))
    })
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    context.effects.log('尚未发布数据集，目录不含统计。')
    return new Map()
  }
}

function rowOf({ code, severity, title, basis, examples }: Rule, counts: Row | undefined): Row {
  const none = {
    kept: null,
    trivially_kept: null,
    broken: null,
    uncertain: null,
    not_applicable: null,
    confirmed: null,
    dismissed: null,
    demoted: null,
  }
  const shown = examples.map(
    ({ name, expect }) => `${verdictWords[expect.verdict] ?? expect.verdict}：${name}`,
  )
  return { ...none, ...counts, code, severity, title, basis, examples: shown.join('；') }
}

/** Prints every rule: code, what must hold, on what basis, examples, counts. */
export async function printCatalogue(context: Context, format: Format): Promise<void> {
  const counts = await readCounts(context)
  const rows = rules.map((rule) => rowOf(rule, counts.get(rule.code)))
  printRows(context, format, columns, rows, () => [
    ...drawTable(
      ['代码', '程度', '相符', '不符', '存疑', '确认', '排除', '应当成立的关系', '依据'],
      rows.map((row) => [
        String(row['code']),
        row['demoted'] === true ? `${String(row['severity'])}→I` : String(row['severity']),
        ...['kept', 'broken', 'uncertain', 'confirmed', 'dismissed'].map((name) => {
          const count = row[name]
          return typeof count === 'number' ? count : null
        }),
        String(row['title']),
        String(row['basis']),
      ]),
    ),
    `共 ${rows.length} 项`,
  ])
}
