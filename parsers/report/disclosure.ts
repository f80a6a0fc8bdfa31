/** Table two, 主动公开政府信息情况: rows by label, columns by the heading last seen, counted cell by cell, never by grid column. */
import { matchLabel, plainLabel, type Spellings } from '../codebook/spellings.ts'
import type { Fact } from '../facts.ts'
import { cellsOfRow, type Grid, type GridCell } from '../grid/grid.ts'
import { problem } from '../problem.ts'
import { disclosureColumns, disclosureRowLabels, editionMarks, type DisclosureRow } from './labels.ts'
import { FactSheet, missingFact, readFact, type TableReading } from './reading.ts'
import type { Segment } from './tables.ts'

type Edition = '2019' | '2021'
type Column = ReturnType<typeof disclosureColumns>[number]

/** The edition whose own words are met more often; the newer one where they are met equally. */
function editionOf(labels: string[]): Edition {
  const count = (edition: Edition): number =>
    labels.filter((label) => editionMarks[edition].test(label)).length
  return count('2019') > count('2021') ? '2019' : '2021'
}

/** The column each heading names for this row; null where the headings name fewer columns, or one of them twice. */
function columnsByLabel(headings: GridCell[], columns: Column[]): Column[] | null {
  const spellings: Spellings<Column> = columns.map((column) => ({
    code: column,
    spellings: [column['2019'], column['2021']].filter((label) => label !== null).map(plainLabel),
  }))
  const found = headings.flatMap((heading) => matchLabel(heading.label, spellings)?.code ?? [])
  return found.length === headings.length && new Set(found).size === found.length && found.length > 0
    ? found
    : null
}

/** Reads one row of figures; null where its cells cannot be tied to columns with certainty. */
function readRow(
  grid: Grid,
  values: GridCell[],
  headings: GridCell[],
  row: DisclosureRow,
  edition: Edition,
): Fact[] | null {
  const columns = disclosureColumns(row)
  const printed = columns.filter((column) => column[edition] !== null)
  const named = columnsByLabel(headings, columns)
  const order = named ?? printed
  const by = named === null ? 'position' : 'label'
  const filled = values.filter((cell) => cell.label !== '')
  const cells = values.length > order.length && filled.length === order.length ? filled : values
  if (cells.length === order.length)
    return order.flatMap((column, index) => {
      const cell = cells[index]
      return cell === undefined
        ? []
        : [readFact(column.id, grid, cell, { column: cell.column, by: cells === values ? by : 'position' })]
    })
  const [only] = cells
  if (cells.length === 1 && only !== undefined && only.colspan > 1)
    return order.map((column) => readFact(column.id, grid, only, { column: only.column, by, covered: true }))
  return null
}

/** Reads table two from all its pieces. */
export function readDisclosure(pieces: Segment[]): TableReading {
  const sheet = new FactSheet()
  const labels = pieces.flatMap((piece) =>
    piece.grid.rows
      .slice(piece.from, piece.to)
      .flatMap((_, row) => cellsOfRow(piece.grid, piece.from + row).map((cell) => cell.label)),
  )
  const edition = editionOf([...new Set(labels)])
  const seen = new Set<DisclosureRow>()
  let headings: GridCell[] = []
  for (const { grid, from, to } of pieces) {
    for (let row = from; row < to; row += 1) {
      const cells = cellsOfRow(grid, row)
      if (cells.some((cell) => cell.row === row && /第二十条/.test(cell.label))) headings = []
      const [first, ...rest] = cells.filter((cell) => !/第二十条/.test(cell.label))
      if (first === undefined) continue
      const match = matchLabel(first.label, disclosureRowLabels)
      const at = first.source.start
      if (match === null) {
        if (/信息内容/.test(first.label) || rest.some((cell) => editionMarks[edition].test(cell.label)))
          headings = rest
        else if (cells.some((cell) => cell.label !== ''))
          sheet.problems.push(problem('row_unknown', `第二部分“${first.label.slice(0, 40)}”`, at))
        continue
      }
      seen.add(match.code)
      if (match.how === 'near')
        sheet.problems.push(problem('label_damaged', `第二部分“${first.label.slice(0, 40)}”`, at))
      const facts = readRow(grid, rest, headings, match.code, edition)
      if (facts === null)
        sheet.problems.push(problem('table_not_aligned', `第二部分“${plainLabel(first.label)}”行`, at))
      for (const fact of facts ?? disclosureColumns(match.code).map((column) => missingFact(column.id)))
        sheet.add(fact)
    }
  }
  for (const { code, spellings } of disclosureRowLabels)
    if (!seen.has(code) && disclosureColumns(code).some((column) => column[edition] !== null))
      sheet.problems.push(
        problem('row_missing', `第二部分“${spellings.at(-1) ?? code}”`, pieces[0]?.grid.table.start ?? null),
      )
  const facts = sheet.finish(2, edition)
  return { edition, facts, problems: sheet.problems }
}
