/** Figures of tables and rows that no national form prints, kept under the names the page gives them. */
import { cellsOfRow, type Grid } from '../grid/grid.ts'
import { foldSpace } from '../page/text.ts'
import { listColumns, moneyOf, nameCell, type ListColumns } from './columns.ts'
import type { Indicator } from './report.ts'
import { placeOf, readCell } from './reading.ts'

const subject = /公开|信息|申请|答复|复议|诉讼|文件|投诉/
const longestName = 120

/** The unit a heading prints in parentheses, 信息数（条）; '' where it prints none. */
const unitOfHeading = (heading: string): string =>
  /[(（](?:单位[:：]?)?(万元|亿元|元|条|件|项|次|个|篇|份|期|人次|人)[)）]$/.exec(heading)?.[1] ?? ''

/** All figures of one row, one for each column of figures that has a cell of its own there. */
export function indicatorsOfRow(grid: Grid, row: number, columns: ListColumns): Indicator[] {
  const name = nameCell(grid, row, columns)
  if (name === null || name.label.length > longestName) return []
  const printed = columns.unit === null ? null : (grid.rows[row]?.[columns.unit] ?? null)
  return columns.figures.flatMap(({ column, heading }): Indicator[] => {
    const cell = grid.rows[row]?.[column] ?? null
    if (cell === null || cell === name || cell.row !== row || cell.colspan > 1) return []
    const unit = printed === null || printed === name ? unitOfHeading(heading) : printed.label
    const said = readCell(cell, moneyOf(unit) ?? 'case')
    const label = columns.figures.length > 1 ? `${name.label} / ${heading}` : name.label
    return [{ label, ...said, raw: foldSpace(cell.text), unit, place: placeOf(grid, cell, column) }]
  })
}

/** The figures of a table that lists indicators under headings of its own; empty for every other table. */
export function readIndicators(grid: Grid): Indicator[] {
  const columns = listColumns(grid)
  if (columns === null) return []
  const found: Indicator[] = []
  for (let row = columns.from; row < grid.rows.length; row += 1)
    if (cellsOfRow(grid, row).length > 1) found.push(...indicatorsOfRow(grid, row, columns))
  const numbers = found.filter((one) => one.state === 'number')
  const ours = found.filter((one) => subject.test(one.label))
  return numbers.length >= 2 && ours.length >= 2 ? found : []
}
