/** Columns that local copies add to the form and that hold none of its figures: taken out by name before a table is read. Pure. */
import { plainLabel } from '../codebook/spellings.ts'
import { gridOf, type Grid, type GridCell } from './grid.ts'

const addedHeading = /^(?:序号|编号|行次|备注)$/
/** Added only where the form's own total stands as well; alone it is that total under another name. */
const subtotalHeading = /^小计$/
const totalHeading = /^[总合]计$/
/** Longer texts are no headings. */
const longestHeading = 12
/** Headings stand in the first rows; further down the same words name rows. */
const headingRows = 4

/** The grid columns whose heading says that they are not of the form. */
function addedColumns(grid: Grid): Set<number> {
  const headings = grid.rows
    .slice(0, headingRows)
    .flatMap((row) =>
      row.flatMap((cell, column) =>
        cell?.colspan === 1 && cell.label.length <= longestHeading ? [{ cell, column }] : [],
      ),
    )
    .map(({ cell, column }) => ({ column, words: plainLabel(cell.label) }))
  const total = headings.some(({ words }) => totalHeading.test(words))
  const added = headings.filter(
    ({ words }) => addedHeading.test(words) || (total && subtotalHeading.test(words)),
  )
  return new Set(added.map(({ column }) => column))
}

/** The grid without the columns that its headings call 序号, 备注 and the like; the same grid where there are none. */
export function withoutAddedColumns(grid: Grid): Grid {
  const added = addedColumns(grid)
  if (added.size === 0) return grid
  const kept = grid.columns.flatMap((_, column) => (added.has(column) ? [] : [column]))
  const moved = new Map<GridCell, GridCell>()
  const move = (cell: GridCell | null | undefined): GridCell | null => {
    if (cell === null || cell === undefined) return null
    const known = moved.get(cell)
    if (known !== undefined) return known
    const over = kept.filter((column) => column >= cell.column && column < cell.column + cell.colspan)
    const copy = { ...cell, column: kept.findIndex((column) => column >= cell.column), colspan: over.length }
    moved.set(cell, copy)
    return copy
  }
  return gridOf(
    grid.table,
    grid.rows.map((row) => kept.map((column) => move(row[column]))),
    kept.flatMap((column) => grid.columns[column] ?? []),
  )
}
