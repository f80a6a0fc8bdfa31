/** Table three, 收到和处理政府信息公开申请情况: rows and applicants by label; by position only where labels are damaged. */
import { applicants, requestRows, type Applicant, type RequestRow } from '../codebook/form.ts'
import { plainLabel } from '../codebook/spellings.ts'
import type { Grid } from '../grid/grid.ts'
import { problem } from '../problem.ts'
import { tieCells } from './alignment.ts'
import { FactSheet, readFact, type TableReading } from './reading.ts'
import { headingOver, linesOf, type RequestHeading, type RequestLine } from './request-lines.ts'
import type { Segment } from './tables.ts'
import { cellsVotedDown } from './vote.ts'

type Edition = '2019' | '2021'

const printedOrder = applicants.map((column) => column.code)

/** Rows that local copies add between those of the form. */
const subtotal = /小计|合计|^其中/

/** A row that only the other edition prints is a label cut short (2.其他 of 2.其他法律行政法规禁止公开): its words say nothing. */
function disownForeignRows(lines: RequestLine[], edition: Edition): void {
  const foreign = new Set(requestRows.filter((row) => row[edition] === null).map((row) => row.code))
  for (const line of lines)
    if (line.code !== null && foreign.has(line.code)) {
      line.code = null
      line.how = 'order'
    }
}

/** Gives rows whose label is damaged the one place in the form that the rows around them leave open. */
function placeByOrder(lines: RequestLine[], edition: Edition): void {
  const order = requestRows.filter((row) => row[edition] !== null).map((row) => row.code)
  for (let from = 0; from < lines.length; from += 1) {
    if (lines[from]?.code !== null) continue
    let to = from
    while (to < lines.length && lines[to]?.code === null) to += 1
    const gap = lines.slice(from, to).filter((line) => !subtotal.test(plainLabel(line.label?.label ?? '')))
    const before = lines[from - 1]?.code ?? null
    const after = lines[to]?.code ?? null
    const first = before === null ? -1 : order.indexOf(before) + 1
    const last = after === null ? -1 : order.indexOf(after)
    if (first > 0 && last > 0 && last - first === gap.length)
      for (const [index, line] of gap.entries()) {
        line.code = order[first + index] ?? null
        line.how = 'order'
      }
    from = to
  }
}

/**
 * Edition 2021 splits （六）其他处理 in three; the words of two of them are its mark, else the number of rows in that group. A table
 * that lost all of these rows is of the edition of its neighbour.
 */
function editionOf(lines: RequestLine[], neighbour: Edition): Edition {
  const codes = new Set(lines.map((line) => line.code))
  if (codes.has('other_not_corrected') || codes.has('other_fee_unpaid')) return '2021'
  if (codes.has('other_total')) return '2019'
  const group = lines.some((line) =>
    (line.grid.rows[line.row] ?? []).some(
      (cell) => cell !== null && cell.rowspan === 3 && /其他处理/.test(cell.label),
    ),
  )
  return codes.has('other_misc') || group ? '2021' : neighbour
}

/** Grids in which most rows have as many figures as the form has columns; in others the order of a row says nothing. */
function regularGrids(lines: RequestLine[]): Set<Grid> {
  const counts = new Map<Grid, { all: number; full: number }>()
  for (const { grid, values, code } of lines) {
    if (code === null) continue
    const count = counts.get(grid) ?? { all: 0, full: 0 }
    count.all += 1
    if (values.length === printedOrder.length) count.full += 1
    counts.set(grid, count)
  }
  return new Set([...counts].filter(([, { all, full }]) => full * 2 > all).map(([grid]) => grid))
}

/** Puts the facts of one row on the sheet; false where its cells cannot be tied to columns, or only by an order that says nothing. */
function readLine(
  line: RequestLine,
  heading: RequestHeading,
  code: RequestRow,
  { sheet, regular }: { sheet: FactSheet; regular: Set<Grid> },
): boolean {
  const tied = tieCells<Applicant>(line.values, heading.named, printedOrder)
  if (tied === null) return false
  if (!regular.has(line.grid) && tied.some(({ by }) => by === 'position')) return false
  for (const { code: applicant, cell, column, by, covered } of tied)
    sheet.add(
      readFact(`t3.${code}.${applicant}`, line.grid, cell, {
        column,
        by: line.how === 'order' ? 'position' : by,
        covered,
      }),
    )
  return true
}

/** Table three as read; `headings` are the cells over its figures as Report.request_headings wants them. */
export interface RequestReading extends TableReading {
  headings: string[]
}

/** Reads table three from all its pieces; `neighbour` is the edition of table two, in case this one does not show its own. */
export function readRequests(pieces: Segment[], neighbour: Edition): RequestReading {
  const sheet = new FactSheet()
  const start = pieces[0]?.grid.table.start ?? null
  const { lines, headings, over } = linesOf(pieces)
  const edition = editionOf(lines, neighbour)
  disownForeignRows(lines, edition)
  placeByOrder(lines, edition)
  const regular = regularGrids(lines)
  const seen = new Set<RequestRow>()
  const absent = new Set(printedOrder)
  for (const line of lines) {
    const { code, grid } = line
    const words = (line.label?.label ?? '').slice(0, 40)
    const at = line.label?.source.start ?? line.values[0]?.source.start ?? null
    if (code === null) {
      if (headingOver(grid, line.row, line.row + 1, 0).byColumn.size === 0)
        sheet.problems.push(problem('row_unknown', `第三部分“${words}”`, at))
      continue
    }
    seen.add(code)
    if (line.how !== 'exact') sheet.problems.push(problem('label_damaged', `第三部分“${words}”`, at))
    const heading = headings.get(grid)
    if (heading === undefined || !readLine(line, heading, code, { sheet, regular }))
      sheet.problems.push(problem('table_not_aligned', `第三部分“${words}”行`, at))
    if (heading?.named.astray === true || (heading?.named.byColumn.size ?? 0) < 1) absent.clear()
    for (const applicant of heading?.named.byColumn.values() ?? []) absent.delete(applicant)
  }
  const read = sheet.values()
  for (const { code, label } of applicants)
    if (absent.has(code) && read.every((fact) => !fact.cell.endsWith(`.${code}`)))
      sheet.problems.push(problem('column_missing', `第三部分“${label}”`, start))
  const down = cellsVotedDown(read, edition)
  if (down.size > 0) {
    sheet.drop(down)
    sheet.problems.push(
      problem(
        'table_not_aligned',
        `第三部分 ${down.size} 个单元格只能按位置对应，而勾稽关系不能为之作证`,
        start,
      ),
    )
  }
  for (const row of requestRows)
    if (row[edition] !== null && !seen.has(row.code))
      sheet.problems.push(problem('row_missing', `第三部分“${row[edition]}”`, start))
  return { edition, facts: sheet.finish(3, edition), problems: sheet.problems, headings: over }
}
