/** Which rows of which tables of a page are the statistics tables of the form. */
import { matchLabel, plainLabel } from '../codebook/spellings.ts'
import type { TableNo } from '../codebook/codebook.ts'
import { withoutAddedColumns } from '../grid/added-columns.ts'
import { cellsOfRow, layOut, type Grid, type GridCell } from '../grid/grid.ts'
import { cellWords, type Outline, type OutlineTable } from '../page/outline.ts'
import type { Parsed } from '../problem.ts'
import { isAnnexLabel } from './annex.ts'
import { disclosureRowLabels, requestLabels } from './labels.ts'

/** Consecutive rows [from, to) of one grid that belong to one statistics table. */
export interface Segment {
  table: TableNo
  grid: Grid
  from: number
  to: number
}

/** The tables of the form in the pieces the page has cut them into, and the grids of other tables that use its words. */
export interface FoundTables {
  segments: Segment[]
  rest: Grid[]
}

/** Longer texts are prose that happens to stand in a layout table. */
const longestLabel = 80

const formWords =
  /第二十条|信息内容|规章|规范性文件|行政(?:许可|处罚|强制|事业|复议|诉讼)|采购|自然人|商业企业|申请|公开|结果|尚未审结|总计|结转|国家秘密|指标|处理决定|收费金额|项目数/
/** Words of the annex that no other table has. */
const annexWords = /^主动公开政府信息数|^回应公众关注热点|^申请办结数|^政务微[博信]公开/

const short = (cell: GridCell): boolean => cell.label !== '' && cell.label.length <= longestLabel

/** Which table of the form a row speaks of by its own words; null where it could be any. `open` is the table of the rows above. */
export function tableOfRow(cells: GridCell[], open: TableNo | null = null): TableNo | null {
  const labels = cells.filter(short).map((cell) => plainLabel(cell.label))
  const first = labels.slice(0, 3)
  if (labels.includes('统计指标') && labels.some((label) => label.endsWith('统计数'))) return 0
  if (cells.slice(0, 3).some((cell) => short(cell) && isAnnexLabel(cell.label))) return 0
  if (
    labels.some((label) => /勾稽关系|申请人情况|本年新收|办理结果/.test(label)) ||
    labels.includes('科研机构')
  )
    return 3
  if (open !== 0 && first.some((label) => label !== '总计' && matchLabel(label, requestLabels) !== null))
    return 3
  if (labels.some((label) => /^(?:行政复议|行政诉讼|未经复议直接起诉|复议后起诉)$/.test(label))) return 4
  if (labels.filter((label) => /^结果(?:维持|纠正)$|^尚未审结$/.test(label)).length >= 2) return 4
  if (first.some((label) => /第二十条第|^信息内容$/.test(label))) return 2
  if (
    labels.some((label) =>
      /^本年(?:制发|废止|新制作|新公开)|^现行有效件|^对外公开总数|^上一年项目数|^采购总金额/.test(label),
    )
  )
    return 2
  if (
    open !== 0 &&
    first[0] !== undefined &&
    matchLabel(first[0], disclosureRowLabels) !== null &&
    cells.length >= 2
  )
    return 2
  return null
}

/** A table of this kind is only believed if enough of its own words stand in it. */
function isBelievable(segment: Segment): boolean {
  const labels: string[] = []
  for (let row = segment.from; row < segment.to; row += 1)
    for (const cell of cellsOfRow(segment.grid, row)) if (short(cell)) labels.push(plainLabel(cell.label))
  const has = (pattern: RegExp): number => labels.filter((label) => pattern.test(label)).length
  if (segment.table === 0)
    return labels.filter(isAnnexLabel).length >= 5 && (has(annexWords) > 0 || has(/^统计指标$/) > 0)
  if (segment.table === 2)
    return (
      has(/^信息内容$|第二十条第|制发|新制作|处理决定|收费金额|项目数/) > 0 &&
      has(/规章|规范性文件|行政许可|行政处罚|行政强制|收费|采购|管理服务/) > 0
    )
  if (segment.table === 3)
    return labels.filter((label) => matchLabel(label, requestLabels) !== null).length >= 2
  return has(/^结果(?:维持|纠正)$|^其他结果$|^尚未审结$/) >= 2
}

/** Cuts a grid where its rows go over from one statistics table to another; several may share one HTML table. */
function segmentsOf(grid: Grid): Segment[] {
  const segments: Segment[] = []
  let open: Segment | null = null
  let free = 0
  grid.rows.forEach((_, row) => {
    const table = tableOfRow(cellsOfRow(grid, row), open?.table ?? null)
    if (table !== null && table !== open?.table) {
      open = { table, grid, from: open === null ? free : row, to: row + 1 }
      segments.push(open)
    } else if (open !== null) open.to = row + 1
    else if (cellsOfRow(grid, row).some((cell) => cell.label.length > longestLabel)) free = row + 1
  })
  return segments
}

/** True for a table in which at least two short cells use words of the form; all others are layout. */
function speaksOfForm(table: OutlineTable): boolean {
  let cells = 0
  for (const row of table.rows)
    for (const cell of row) {
      if (cell.runs.length === 0 || !formWords.test(cellWords(cell).label.slice(0, longestLabel))) continue
      cells += 1
      if (cells === 2) return true
    }
  return false
}

/** True for a piece too small to be believed alone that stands right behind or before a believed one of the same table and width. */
function continuesAny(piece: Segment, believed: Segment[]): boolean {
  const { grid, table } = piece
  return believed.some(
    (other) =>
      other.table === table &&
      other.grid.width === grid.width &&
      Math.abs(other.grid.table.no - grid.table.no) === 1,
  )
}

/** All statistics tables of a page in document order, in as many pieces as the page has cut them. */
export function findTables(outline: Outline): Parsed<FoundTables> {
  const candidates: Segment[] = []
  const rest: Grid[] = []
  const problems = []
  for (const table of outline.tables) {
    if (!speaksOfForm(table)) continue
    const laid = layOut(table)
    problems.push(...laid.problems)
    const found = segmentsOf(withoutAddedColumns(laid.value))
    candidates.push(...found)
    if (!found.some(isBelievable)) rest.push(laid.value)
  }
  const believed = candidates.filter(isBelievable)
  const segments = candidates.filter((one) => believed.includes(one) || continuesAny(one, believed))
  const used = new Set(segments.map(({ grid }) => grid.table))
  return { value: { segments, rest: rest.filter((grid) => !used.has(grid.table)) }, problems }
}
