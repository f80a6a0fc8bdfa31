/** Table three, 收到和处理政府信息公开申请情况: rows and applicants by label; by position only where labels are damaged. */
import { applicants, requestRows, type Applicant, type RequestRow } from '../codebook/form.ts'
import { matchLabel, plainLabel } from '../codebook/spellings.ts'
import type { Fact } from '../facts.ts'
import { cellsOfRow, type Grid, type GridCell } from '../grid/grid.ts'
import { problem } from '../problem.ts'
import { applicantLabels, requestLabels } from './labels.ts'
import { FactSheet, readFact, type TableReading } from './reading.ts'
import type { Segment } from './tables.ts'
import { cellsVotedDown } from './vote.ts'

type Edition = '2019' | '2021'

/** A row of the page: its label cell, the row of the form it stands for if known, and the cells behind the label. */
interface Line {
  grid: Grid
  row: number
  label: GridCell | null
  code: RequestRow | null
  how: 'exact' | 'near' | 'order'
  values: GridCell[]
}

/** Where the applicants' columns are: by grid column where the headings stand over them, and in what order they are named. */
interface Heading {
  columns: Map<Applicant, number> | null
  order: readonly Applicant[]
  complete: boolean
}

const printedOrder = applicants.map((column) => column.code)
/** Words that only stand over columns; 总计 and 其他 also name rows. */
const headingWords = /^(?:自然人|法人或其他组织|商业企业|科研机构|社会公益组织|法律服务机构|申请人情况)$/

const isFigure = (cell: GridCell): boolean =>
  cell.label === '' || /^[\d０-９+＋\-－—.,，/／\\]+$/.test(cell.label)

/** Splits a row into its label and the cells behind it: the last cell that names a row, unless figures stand before it. */
function readLine(grid: Grid, row: number): Line {
  const cells = cellsOfRow(grid, row)
  const heading = cells.some((cell) => cell.row === row && headingWords.test(plainLabel(cell.label)))
  let found: { at: number; code: RequestRow; how: 'exact' | 'near' } | null = null
  for (const [at, cell] of heading ? [] : cells.slice(0, 5).entries()) {
    if (cell.label !== '' && isFigure(cell)) break
    const match = cell.row === row || cell.rowspan === 1 ? matchLabel(cell.label, requestLabels) : null
    if (match !== null) found = { at, ...match }
  }
  if (found !== null)
    return {
      grid,
      row,
      label: cells[found.at] ?? null,
      code: found.code,
      how: found.how,
      values: cells.slice(found.at + 1),
    }
  const figures = cells.findIndex((cell) => isFigure(cell) && cell.row === row && cell.label !== '')
  const values = figures < 0 ? cells.slice(-printedOrder.length) : cells.slice(figures)
  const label = cells.filter((cell) => cell.label !== '' && !isFigure(cell)).at(-1) ?? null
  return { grid, row, label, code: null, how: 'order', values }
}

/** Reads the headings in the rows above the first row of figures. */
function readHeading(grid: Grid, from: number, to: number): Heading | null {
  const found = new Map<Applicant, Set<number>>()
  const order: { code: Applicant; column: number }[] = []
  for (let row = from; row < to; row += 1) {
    for (const cell of cellsOfRow(grid, row)) {
      if (cell.row !== row || cell.label.length > 20) continue
      const match = matchLabel(cell.label, applicantLabels)
      if (match === null) continue
      const columns = found.get(match.code) ?? new Set<number>()
      columns.add(cell.colspan === 1 ? cell.column : -1)
      found.set(match.code, columns)
      order.push({ code: match.code, column: cell.column })
    }
  }
  if (found.size === 0) return null
  const columns = new Map<Applicant, number>()
  for (const [code, places] of found) {
    const [place, ...more] = places
    if (place !== undefined && place >= 0 && more.length === 0) columns.set(code, place)
  }
  const complete = columns.size === printedOrder.length && new Set(columns.values()).size === columns.size
  const named = order.sort((a, b) => a.column - b.column).map(({ code }) => code)
  return { columns: columns.size > 0 ? columns : null, order: complete ? named : printedOrder, complete }
}

/** Reads a row's figures under headings that stand over them; null where they do not. */
function readByHeading(line: Line, heading: Heading | null, code: RequestRow): Fact[] | null {
  if (heading?.columns === null || heading === null || !heading.complete) return null
  const { grid, row, label } = line
  const facts: Fact[] = []
  const used = new Set<GridCell>()
  for (const [applicant, column] of heading.columns) {
    const cell = grid.rows[row]?.[column] ?? null
    if (cell === null || cell === label || (label !== null && cell.column < label.column + label.colspan))
      return null
    used.add(cell)
    facts.push(
      readFact(`t3.${code}.${applicant}`, grid, cell, {
        column,
        by: line.how === 'order' ? 'position' : 'label',
        covered: cell.colspan > 1,
      }),
    )
  }
  return line.values.every((cell) => used.has(cell)) ? facts : null
}

/** Reads a row's figures by their order: exactly seven single cells behind the label. */
function readByOrder(line: Line, heading: Heading | null, code: RequestRow): Fact[] | null {
  const { values, grid } = line
  const order = heading?.order ?? printedOrder
  if (values.length !== order.length || values.some((cell) => cell.colspan > 1)) return null
  return values.map((cell, index) =>
    readFact(`t3.${code}.${order[index] ?? 'total'}`, grid, cell, { column: cell.column, by: 'position' }),
  )
}

/** Gives rows whose label is damaged the one place in the form that the rows around them leave open. */
function placeByOrder(lines: Line[], edition: Edition): void {
  const order = requestRows.filter((row) => row[edition] !== null).map((row) => row.code)
  const at = (line: Line | undefined, otherwise: number): number =>
    line?.code == null ? otherwise : order.indexOf(line.code)
  for (let from = 0; from < lines.length; from += 1) {
    if (lines[from]?.code !== null) continue
    let to = from
    while (to < lines.length && lines[to]?.code === null) to += 1
    const gap = lines
      .slice(from, to)
      .filter((line) => !/小计|合计|^其中/.test(plainLabel(line.label?.label ?? '')))
    const first = at(lines[from - 1], -1) + 1
    const last = at(lines[to], order.length)
    if (from > 0 && to < lines.length && last - first === gap.length)
      for (const [index, line] of gap.entries()) line.code = order[first + index] ?? null
    from = to
  }
}

/**
 * Edition 2021 splits （六）其他处理 in three; the words of two of them are its mark, else the number of rows in that group.
 * A table that was cut above that row cannot tell: `companion`, the edition of table two on the same page, then speaks for it.
 */
function editionOf(lines: Line[], companion: Edition | null): Edition {
  const codes = new Set(lines.map((line) => line.code))
  if (codes.has('other_not_corrected') || codes.has('other_fee_unpaid')) return '2021'
  if (codes.has('other_total')) return '2019'
  const group = lines.some((line) =>
    (line.grid.rows[line.row] ?? []).some(
      (cell) => cell !== null && cell.rowspan === 3 && /其他处理/.test(cell.label),
    ),
  )
  return codes.has('other_misc') || group ? '2021' : (companion ?? '2019')
}

/** Reads table three from all its pieces. */
export function readRequests(pieces: Segment[], companion: Edition | null): TableReading {
  const sheet = new FactSheet()
  const lines: Line[] = []
  const headings = new Map<Grid, Heading | null>()
  let known: Heading | null = null
  for (const { grid, from, to } of pieces) {
    const rows = Array.from({ length: to - from }, (_, index) => readLine(grid, from + index))
    const first = rows.findIndex((line) => line.code !== null)
    if (first < 0) continue
    known = readHeading(grid, from, from + first) ?? known
    headings.set(grid, known)
    lines.push(
      ...rows
        .slice(first)
        .filter((line) => line.code !== null || line.values.some((cell) => cell.label !== '')),
    )
  }
  const edition = editionOf(lines, companion)
  placeByOrder(lines, edition)
  const seen = new Set<RequestRow>()
  for (const line of lines) {
    const { code, grid } = line
    const words = (line.label?.label ?? '').slice(0, 40)
    const at = line.label?.source.start ?? line.values[0]?.source.start ?? null
    if (code === null) {
      if (words !== '' && readHeading(grid, line.row, line.row + 1) === null)
        sheet.problems.push(problem('row_unknown', `第三部分“${words}”`, at))
      continue
    }
    seen.add(code)
    if (line.how === 'near') sheet.problems.push(problem('label_damaged', `第三部分“${words}”`, at))
    const heading = headings.get(grid) ?? null
    const facts = readByHeading(line, heading, code) ?? readByOrder(line, heading, code)
    if (facts === null) sheet.problems.push(problem('table_not_aligned', `第三部分“${words}”行`, at))
    for (const fact of facts ?? []) sheet.add(fact)
  }
  const down = cellsVotedDown(sheet.values(), edition)
  if (down.size > 0) {
    sheet.drop(down)
    sheet.problems.push(
      problem(
        'table_not_aligned',
        `第三部分 ${down.size} 个单元格只能按位置对应，而勾稽关系不成立`,
        pieces[0]?.grid.table.start ?? null,
      ),
    )
  }
  for (const row of requestRows)
    if (row[edition] !== null && !seen.has(row.code))
      sheet.problems.push(
        problem('row_missing', `第三部分“${row[edition]}”`, pieces[0]?.grid.table.start ?? null),
      )
  return { edition, facts: sheet.finish(3, edition), problems: sheet.problems }
}
