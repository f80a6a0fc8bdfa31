/** Step: print the catalogue of checks, with what each came to in the published snapshot and how auditors have judged it. */
import { z } from 'zod'
import { askFor, type Row } from '../../warehouse/reader.ts'
import { rules } from '../audit/catalogue.ts'
import { catalogueOf, type CatalogueRow, type CheckCounts } from '../audit/catalogue-rows.ts'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'
import { withPublished } from '../published.ts'
import { drawTable } from '../terminal-table.ts'
import { printRows, type Format } from './audit.ts'

const columns = [
  { name: 'code', label: '代码' },
  { name: 'severity', label: '程度' },
  { name: 'title', label: '应当成立的关系' },
  { name: 'basis', label: '依据' },
  { name: 'scope', label: '范围' },
  { name: 'examples', label: '示例' },
  { name: 'wordings', label: '表述' },
  { name: 'reasons', label: '可认可的例外' },
  { name: 'applied', label: '已判断' },
  { name: 'kept', label: '相符' },
  { name: 'trivially_kept', label: '各数均为零' },
  { name: 'broken', label: '不符' },
  { name: 'uncertain', label: '存疑' },
  { name: 'not_applicable', label: '不适用' },
  { name: 'confirmed', label: '确认' },
  { name: 'dismissed', label: '排除' },
  { name: 'demoted', label: '降为提示' },
]

const countsShape = z.object({
  code: z.string(),
  kept: z.number(),
  trivially_kept: z.number(),
  broken: z.number(),
  uncertain: z.number(),
  not_applicable: z.number(),
  confirmed: z.number(),
  dismissed: z.number(),
  demoted: z.boolean(),
})

/** Counts by code; empty where nothing has been published yet, for the catalogue can be read before. */
async function readCounts(context: Context): Promise<Map<string, CheckCounts>> {
  try {
    return await withPublished(context, async (reader) => {
      const rows = await askFor(
        reader,
        countsShape,
        `SELECT c.*, ifnull(r.confirmed, 0) AS confirmed, ifnull(r.dismissed, 0) AS dismissed,
           ifnull(r.demoted, false) AS demoted FROM mart_checks c LEFT JOIN mart_check_ratings r USING (code)`,
      )
      return new Map(rows.map(({ code, ...counts }) => [code, counts]))
    })
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    context.effects.log('尚未发布数据集，目录不含统计。')
    return new Map()
  }
}

const shown = ['applied', 'kept', 'trivially_kept', 'broken', 'uncertain', 'dismissed'] as const

function lineOf(row: CatalogueRow): (string | number | null)[] {
  const counts = shown.map((name) => row[name]).map((count) => (typeof count === 'number' ? count : null))
  const severity = row.demoted === true ? `${row.severity}→I` : row.severity
  return [row.code, severity, ...counts, row.title, row.basis]
}

/** Prints every rule: code, what must hold, on what basis, examples, sentences, counts. */
export async function printCatalogue(context: Context, format: Format): Promise<void> {
  const rows = catalogueOf(rules, await readCounts(context))
  const heads = ['已判断', '相符', '其中均为零', '不符', '存疑', '排除']
  printRows(
    context,
    format,
    columns,
    rows.map((row): Row => ({ ...row })),
    () => [
      ...drawTable(['代码', '程度', ...heads, '应当成立的关系', '依据'], rows.map(lineOf)),
      `共 ${rows.length} 项。“存疑”的发现比所列程度低一级；示例与表述见 --json 或 --csv。`,
    ],
  )
}
