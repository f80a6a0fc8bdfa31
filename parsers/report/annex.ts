/** Table nought, 政府信息公开情况统计表 of edition 2014: a line an indicator, its figure in the column 统计数. */
import { annexLines, type AnnexCode } from '../codebook/annex-form.ts'
import { cellOf } from '../codebook/codebook.ts'
import { editDistance, plainLabel } from '../codebook/spellings.ts'
import { cellsOfRow, type Grid, type GridCell } from '../grid/grid.ts'
import { problem } from '../problem.ts'
import { listColumns, moneyOf, nameCell, type ListColumns } from './columns.ts'
import { indicatorsOfRow } from './indicators.ts'
import { FactSheet, readFact, type TableReading } from './reading.ts'
import type { Indicator } from './report.ts'
import type { Segment } from './tables.ts'

/** The annex as read, and what provinces have added to it. */
export interface AnnexReading extends TableReading {
  indicators: Indicator[]
}

/** A label of the annex without numbering, 其中, notes and white space. */
export function plainIndicator(label: string): string {
  return plainLabel(label.replace(/^[\s\u3000]*其中[:：]?/, '')).replace(/^其中/, '')
}

const printed = annexLines.map((line) => ({ ...line, plain: plainIndicator(line.label) }))

/** Printed lines by label, as indices into `printed`: some labels are printed in two sections. */
const byLabel = new Map<string, number[]>()
for (const [index, { plain }] of printed.entries()) byLabel.set(plain, [...(byLabel.get(plain) ?? []), index])

/** True for a label that the annex prints, letter for letter. */
export function isAnnexLabel(label: string): boolean {
  return byLabel.has(plainIndicator(label))
}

/** One row of the page and the printed line it stands for, as an index into `printed`, or null. */
interface Line {
  grid: Grid
  row: number
  columns: ListColumns
  name: GridCell
  at: number | null
  near: boolean
}

/** The column that holds the figures of the report: the only one, or the only one that is a total. */
function figureColumn(columns: ListColumns): number | null {
  const [only, ...more] = columns.figures
  if (more.length === 0) return only?.column ?? null
  const totals = columns.figures.filter(({ heading }) =>
    /^(?:统计数|统计数据|数量|合计|总计|总数)$/.test(plainLabel(heading)),
  )
  return totals.length === 1 ? (totals[0]?.column ?? null) : null
}

/**
 * Ties rows to printed lines by their exact labels. A label that two sections print is tied to the only one of its lines that may
 * stand between the rows tied before and after it.
 */
function tieByLabel(lines: Line[]): void {
  const found = lines.map((line) => byLabel.get(plainIndicator(line.name.label)) ?? [])
  for (const [index, line] of lines.entries())
    if (found[index]?.length === 1) line.at = found[index][0] ?? null
  const anchors = lines.map((line) => line.at)
  for (const [index, line] of lines.entries()) {
    const before = anchors.slice(0, index).findLast((at) => at !== null) ?? -1
    const after = anchors.slice(index + 1).find((at) => at !== null) ?? printed.length
    const open = (found[index] ?? []).filter((at) => before < at && at < after)
    if (line.at === null && open.length === 1) line.at = open[0] ?? null
  }
}

/** Ties a misspelt row to the one line that its neighbours leave open, if the words are within two edits of it. */
function tieByNeighbours(lines: Line[]): void {
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1]?.at ?? null
    const after = lines[index + 1]?.at ?? null
    if (line.at !== null || before === null || after === null || after - before !== 2) continue
    const words = plainIndicator(line.name.label)
    const expected = printed[before + 1]?.plain ?? ''
    if (words.length < 5 || editDistance(words, expected, 2) === Infinity) continue
    line.at = before + 1
    line.near = true
  }
}

function linesOf(pieces: Segment[]): Line[] {
  let columns: ListColumns | null = null
  let width = 0
  const lines: Line[] = []
  for (const { grid, from, to } of pieces) {
    const own: ListColumns | null = listColumns(grid, from, Math.min(to, from + 6))
    if (own === null && grid.width !== width) columns = null
    columns = own ?? columns
    width = grid.width
    if (columns === null) continue
    for (let row = own?.from ?? from; row < to; row += 1) {
      const name = nameCell(grid, row, columns)
      if (name !== null) lines.push({ grid, row, columns, name, at: null, near: false })
    }
  }
  return lines
}

/** Reads the annex from all its pieces; rows of other wording come back as free indicators. */
export function readAnnex(pieces: Segment[]): AnnexReading {
  const sheet = new FactSheet()
  const indicators: Indicator[] = []
  const at = pieces[0]?.grid.table.start ?? null
  const lines = linesOf(pieces)
  if (lines.length === 0) sheet.problems.push(problem('table_not_aligned', '附表没有可辨认的表头', at))
  tieByLabel(lines)
  tieByNeighbours(lines)
  const seen = new Set<AnnexCode>()
  let divided = false
  for (const { grid, row, columns, name, at: index, near } of lines) {
    const line = index === null ? null : (printed[index] ?? null)
    const column = figureColumn(columns)
    if (line === null) {
      const found = indicatorsOfRow(grid, row, columns).filter((one) => one.state !== 'blank')
      indicators.push(...found)
      if (found.length > 0)
        sheet.problems.push(problem('row_unknown', `附表“${name.label.slice(0, 40)}”`, name.source.start))
      continue
    }
    if (line.code === null) continue
    if (near)
      sheet.problems.push(problem('label_damaged', `附表“${name.label.slice(0, 40)}”`, name.source.start))
    if (column === null) {
      divided = true
      indicators.push(...indicatorsOfRow(grid, row, columns))
      continue
    }
    seen.add(line.code)
    const cell = grid.rows[row]?.[column] ?? null
    const beyond = cellsOfRow(grid, row).some((one) => one.column > columns.last && one.label !== '')
    if (cell === null || cell === name || beyond) {
      sheet.problems.push(
        problem('table_not_aligned', `附表“${name.label.slice(0, 40)}”行`, name.source.start),
      )
      continue
    }
    const printedUnit = columns.unit === null ? null : (grid.rows[row]?.[columns.unit] ?? null)
    const written = moneyOf(printedUnit?.label ?? '')
    const id = `t0.${line.code}` as const
    sheet.add(
      readFact(id, grid, cell, {
        column,
        by: 'label',
        covered: cell.colspan > 1,
        ...(written === undefined || cellOf(id).unit !== 'wan_yuan' ? {} : { written }),
      }),
    )
  }
  if (divided)
    sheet.problems.push(problem('table_not_aligned', '附表有多列统计数而没有合计列，按原列名另行保存', at))
  else
    for (const line of printed)
      if (line.code !== null && !seen.has(line.code))
        sheet.problems.push(problem('row_missing', `附表“${line.label}”`, at))
  return { edition: '2014', facts: sheet.finish(0, '2014'), indicators, problems: sheet.problems }
}
