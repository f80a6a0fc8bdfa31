/** The statistics tables as the national form prints them: rows of cells with their spans. Pure. */
import type { CellId } from '../../parsers/codebook/codebook.ts'
import type { Applicant, RequestRow } from '../../parsers/codebook/form.ts'
import { applicants, disclosureCells, requestRows, results, routes } from '../../parsers/codebook/form.ts'

/** The editions in use since 2019. */
export type PrintedEdition = '2019' | '2021'

/** One printed cell: a label of the form, or the place of a figure. */
export type FormCell = { colspan: number; rowspan: number } & (
  | { label: string; cell: null }
  | { label: null; cell: CellId }
)

/** One table of the form, row by row, as written in HTML: a cell is named where its span begins. */
export interface FormGrid {
  table: 2 | 3 | 4
  width: number
  rows: FormCell[][]
}

const label = (text: string, colspan = 1, rowspan = 1): FormCell => ({
  label: text,
  cell: null,
  colspan,
  rowspan,
})
const figure = (cell: CellId, colspan = 1): FormCell => ({ label: null, cell, colspan, rowspan: 1 })

/** Spans of table two by edition and number of columns: what the heading row takes, and what the figures take. */
const disclosureSpans: Record<PrintedEdition, Record<string, { heading: number[]; figures: number[] }>> = {
  '2019': {
    一: { heading: [1, 2, 1], figures: [1, 2, 1] },
    五: { heading: [1, 2, 1], figures: [2, 1, 1] },
    六: { heading: [1, 2, 1], figures: [2, 1, 1] },
    八: { heading: [2, 2], figures: [2, 2] },
    九: { heading: [2, 2], figures: [2, 2] },
  },
  '2021': {
    一: { heading: [1, 1, 1], figures: [1, 1, 1] },
    五: { heading: [3], figures: [3] },
    六: { heading: [3], figures: [3] },
    八: { heading: [3], figures: [3] },
  },
}

/** Table two, 主动公开政府信息情况. */
function disclosureGrid(edition: PrintedEdition): FormGrid {
  const width = edition === '2019' ? 5 : 4
  const rows: FormCell[][] = []
  for (const [clause, spans] of Object.entries(disclosureSpans[edition])) {
    const cells = disclosureCells.filter((cell) => cell.clause === clause && cell[edition] !== null)
    const headings = [...new Set(cells.map((cell) => cell[edition]))].filter((text) => text !== null)
    rows.push([label(`第二十条第（${clause}）项`, width)])
    rows.push([label('信息内容'), ...headings.map((text, index) => label(text, spans.heading[index]))])
    for (const row of new Set(cells.map((cell) => cell.row)))
      rows.push([
        label(row),
        ...cells
          .filter((cell) => cell.row === row)
          .map((cell, index) => figure(cell.id, spans.figures[index])),
      ])
  }
  return { table: 2, width, rows }
}

const requestCell = (row: RequestRow, column: Applicant): CellId => `t3.${row}.${column}`

/** Table three, 收到和处理政府信息公开申请情况. */
function requestGrid(edition: PrintedEdition): FormGrid {
  const printed = requestRows.filter((row) => row[edition] !== null)
  const organisations = applicants.filter((column) => column.group !== null)
  const rows: FormCell[][] = [
    [
      label('（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', 3, 3),
      label('申请人情况', applicants.length),
    ],
    [label('自然人', 1, 2), label('法人或其他组织', organisations.length), label('总计', 1, 2)],
    organisations.map((column) => label(column.label)),
  ]
  const outcomes = printed.filter((row) => row.part !== null)
  for (const row of printed) {
    const text = row[edition] ?? ''
    const heads: FormCell[] = []
    if (row.part === null) heads.push(label(text, 3))
    else {
      const group = outcomes.filter((other) => other.part === row.part)
      if (row === outcomes[0]) heads.push(label('三、本年度办理结果', 1, outcomes.length))
      if (text.startsWith('（')) heads.push(label(text, 2))
      else {
        if (row === group[0]) heads.push(label(row.part, 1, group.length))
        heads.push(label(text))
      }
    }
    rows.push([...heads, ...applicants.map((column) => figure(requestCell(row.code, column.code)))])
  }
  return { table: 3, width: 10, rows }
}

/** Table four, 政府信息公开行政复议、行政诉讼情况; the same in both editions. */
function reviewGrid(): FormGrid {
  const [reconsideration, ...litigation] = routes
  return {
    table: 4,
    width: 15,
    rows: [
      [label(reconsideration.label, results.length), label('行政诉讼', results.length * litigation.length)],
      [
        ...results.map((result) => label(result.label, 1, 2)),
        ...litigation.map((route) => label(route.label, results.length)),
      ],
      litigation.flatMap(() => results.map((result) => label(result.label))),
      routes.flatMap((route) => results.map((result) => figure(`t4.${route.code}.${result.code}`))),
    ],
  }
}

/** The three tables of an edition: 14 × 4 or 18 × 5, 28 × 10 or 26 × 10, and 4 × 15. */
export function formGrids(edition: PrintedEdition): FormGrid[] {
  return [disclosureGrid(edition), requestGrid(edition), reviewGrid()]
}
