/** Step: print the marks that the scoring sheets of rule packs give to each report of the published snapshot. */
import { join } from 'node:path'
import { z } from 'zod'
import { askFor, type Row } from '../../warehouse/reader.ts'
import { readRulePacks } from '../audit/pack-files.ts'
import { policyOf } from '../audit/policy.ts'
import { scoreReport } from '../audit/scoring.ts'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'
import { withPublished } from '../published.ts'
import { drawTable } from '../terminal-table.ts'
import { printRows, type FindingFilter, type Format } from './audit.ts'

const columns = [
  { name: 'name', label: '单位' },
  { name: 'publisher', label: '单位代码' },
  { name: 'year', label: '年度' },
  { name: 'sheet', label: '评分表' },
  { name: 'full', label: '满分' },
  { name: 'score', label: '得分' },
  { name: 'deductions', label: '扣分' },
]

const owedSql = `SELECT site, publisher, name, year FROM mart_coverage WHERE state <> 'not_due'
  AND ($1::VARCHAR IS NULL OR site = $1 OR site_name = $1) AND ($2::VARCHAR IS NULL OR publisher = $2 OR contains(name, $2))
  AND ($3::INTEGER IS NULL OR year = $3) ORDER BY site, publisher, year`
const brokenSql = `SELECT publisher, year, code FROM mart_findings
  WHERE verdict = 'broken' AND decision IS DISTINCT FROM 'dismiss'`

const brokenShape = z.object({ publisher: z.string(), year: z.number(), code: z.string() })
const owedShape = z.object({ site: z.string(), publisher: z.string(), name: z.string(), year: z.number() })

/** Codes of the findings that count, by `<publisher>/<year>`. */
function codesByReport(rows: readonly z.infer<typeof brokenShape>[]): Map<string, string[]> {
  const codes = new Map<string, string[]>()
  for (const { publisher, year, code } of rows) {
    const key = `${publisher}/${year}`
    codes.set(key, [...(codes.get(key) ?? []), code])
  }
  return codes
}

/** Prints a line a report and sheet: full marks, what is left of them, and what each point was lost for. Dismissed findings cost nothing. */
export async function printScores(
  context: Context,
  { county, unit, year }: Pick<FindingFilter, 'county' | 'unit' | 'year'>,
  format: Format,
): Promise<void> {
  const folder = join(context.workspace.folder, 'rules')
  const packs = await readRulePacks(folder)
  if (packs.every(({ scoring }) => scoring.length === 0))
    throw new Stop('usage', `${folder} 中没有评分表。在规则包中写 scoring，写法见 CONTRIBUTING.md。`)
  const rows = await withPublished(context, async (reader) => {
    const owed = await askFor(reader, owedShape, owedSql, [county, unit, year])
    const codes = codesByReport(await askFor(reader, brokenShape, brokenSql))
    return owed.flatMap(({ site, publisher, name, year: reported }) =>
      policyOf(packs, site).sheets.map((sheet): Row => {
        const { title, full, score, deductions } = scoreReport(
          sheet,
          codes.get(`${publisher}/${reported}`) ?? [],
        )
        const lost = deductions.map(
          (part) => `${part.codes.join('、')} ${part.findings}项，扣${part.points}分`,
        )
        return { name, publisher, year: reported, sheet: title, full, score, deductions: lost.join('；') }
      }),
    )
  })
  printRows(context, format, columns, rows, () =>
    drawTable(
      ['单位', '年度', '评分表', '满分', '得分', '扣分'],
      rows.map((row) =>
        ['name', 'year', 'sheet', 'full', 'score', 'deductions'].map((name) => {
          const value = row[name]
          return typeof value === 'string' || typeof value === 'number' ? value : null
        }),
      ),
    ),
  )
}
