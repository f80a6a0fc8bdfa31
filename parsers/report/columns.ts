/** Tables that list indicators line by line: which column names them, which counts them, which says in what unit. */
import { plainLabel } from '../codebook/spellings.ts'
import type { Unit } from '../codebook/form.ts'
import { cellsOfRow, type Grid, type GridCell } from '../grid/grid.ts'

/** Grid columns by what they hold; `from` is the first row below the headings. */
export interface ListColumns {
  name: number
  unit: number | null
  figures: { column: number; heading: string }[]
  from: number
  /** The last grid column that has a heading. */
  last: number
}

const nameWords =
  /^(?:统计指标|指标名称|指标|统计项目|项目名称|项目|公开类别|信息类别|类别|栏目名称|栏目|公开内容|公开事项|名称)$/
const unitWords = /^(?:计量)?单位$/
const otherWords = /^(?:序号|编号|代码|行次|备注|说明|网址|时间|日期)$/
const figureWords = /数|量|年度?$|累计|实际|合计|总计|本期|本年|条|件|金额/
const longestHeading = 30

/** The columns of a table by the headings in one of its first rows; null where no row is such a heading. */
export function listColumns(
  grid: Grid,
  from = 0,
  to = Math.min(grid.rows.length, from + 4),
): ListColumns | null {
  for (let row = from; row < to; row += 1) {
    const cells = cellsOfRow(grid, row).filter((cell) => cell.label.length <= longestHeading)
    const name = cells.find((cell) => nameWords.test(plainLabel(cell.label)))
    if (name === undefined || cells.length < 2) continue
    const unit = cells.find((cell) => unitWords.test(plainLabel(cell.label)))
    const figures = cells
      .filter(
        (cell) =>
          cell.column > name.column &&
          cell !== unit &&
          cell.colspan === 1 &&
          !otherWords.test(plainLabel(cell.label)) &&
          figureWords.test(cell.label),
      )
      .map((cell) => ({ column: cell.column, heading: cell.label }))
    if (figures.length > 0)
      return {
        name: name.column,
        unit: unit?.column ?? null,
        figures,
        from: row + name.rowspan,
        last: Math.max(...cells.map((cell) => cell.column + cell.colspan - 1)),
      }
  }
  return null
}

/** The cell that names a row: the last one with words before its unit and its figures. */
export function nameCell(grid: Grid, row: number, columns: ListColumns): GridCell | null {
  const until = Math.min(columns.unit ?? Infinity, ...columns.figures.map((figure) => figure.column))
  const named = cellsOfRow(grid, row).filter(
    (cell) => cell.column >= columns.name && cell.column < until && cell.label !== '',
  )
  return named.findLast((cell) => cell.row === row) ?? null
}

/** The unit of money a printed unit stands for; undefined for all others. */
export function moneyOf(printed: string): Unit | undefined {
  if (/万元/.test(printed)) return 'wan_yuan'
  return /元/.test(printed) ? 'yuan' : undefined
}
