/** The codebook: every figure of the form under one stable name, whatever edition prints it. */
import { annexLines, type AnnexCell } from './annex-form.ts'
import type { Applicant, DisclosureCell, Edition, RequestRow, Result, Route, Unit } from './form.ts'
import { applicants, disclosureCells, requestRows, results, routes } from './form.ts'

/** The stable name of one figure of the form, the same in every edition that prints it. Never renamed. */
export type CellId = AnnexCell | DisclosureCell | `t3.${RequestRow}.${Applicant}` | `t4.${Route}.${Result}`

/** Number of the statistics table: 0 the annex of edition 2014, 2 to 4 by the section of the report it stands in. */
export type TableNo = 0 | 2 | 3 | 4

/** One figure of the form: where each edition prints it, and in what unit. */
export interface CodebookCell {
  id: CellId
  table: TableNo
  unit: Unit
  /** By edition, the printed labels from the outermost heading to the figure's own, rows before columns; null where it is not printed. */
  labels: Readonly<Record<Edition, readonly string[] | null>>
}

const outcomes = '三、本年度办理结果'

/** An edition's labels of a table-two cell. */
function disclosureLabels(cell: (typeof disclosureCells)[number], edition: '2019' | '2021'): string[] | null {
  const column = cell[edition]
  return column === null ? null : [`第二十条第（${cell.clause}）项`, cell.row, column]
}

/** An edition's labels of a table-three cell. */
function requestLabels(
  row: (typeof requestRows)[number],
  column: (typeof applicants)[number],
  edition: '2019' | '2021',
): string[] | null {
  const label = row[edition]
  if (label === null) return null
  const across = column.group === null ? [column.label] : [column.group, column.label]
  if (row.part === null) return [label, ...across]
  return [outcomes, ...(label.startsWith('（') ? [] : [row.part]), label, ...across]
}

/** The annex's lines that carry a figure, each under the headings it stands below. */
function annexCells(): CodebookCell[] {
  const above: string[] = []
  return annexLines.flatMap(({ code, level, label, unit }): CodebookCell[] => {
    above.length = level
    above[level] = label
    const labels = above.filter((text) => text !== undefined)
    return code === null
      ? []
      : [{ id: `t0.${code}`, table: 0, unit, labels: { '2014': labels, '2019': null, '2021': null } }]
  })
}

/** Every cell of every edition in printed order: 58 cells in edition 2014, 198 in edition 2019, 200 in edition 2021. */
export const codebook: readonly CodebookCell[] = [
  ...annexCells(),
  ...disclosureCells.map((cell): CodebookCell => ({
    id: cell.id,
    table: 2,
    unit: cell.unit,
    labels: { '2014': null, '2019': disclosureLabels(cell, '2019'), '2021': disclosureLabels(cell, '2021') },
  })),
  ...requestRows.flatMap((row) =>
    applicants.map((column): CodebookCell => ({
      id: `t3.${row.code}.${column.code}`,
      table: 3,
      unit: 'request',
      labels: {
        '2014': null,
        '2019': requestLabels(row, column, '2019'),
        '2021': requestLabels(row, column, '2021'),
      },
    })),
  ),
  ...routes.flatMap((route) =>
    results.map((result): CodebookCell => {
      const labels = [...(route.under === null ? [] : [route.under]), route.label, result.label]
      return {
        id: `t4.${route.code}.${result.code}`,
        table: 4,
        unit: 'case',
        labels: { '2014': null, '2019': labels, '2021': labels },
      }
    }),
  ),
]

const byId = new Map(codebook.map((cell) => [cell.id, cell]))

/** True where the text is the id of a cell of some edition. */
export function isCellId(text: string): text is CellId {
  return (byId as ReadonlyMap<string, CodebookCell>).has(text)
}

/** The codebook's entry of a cell. Throws where the id is unknown: that is a mistake of ours. */
export function cellOf(id: CellId): CodebookCell {
  const cell = byId.get(id)
  if (cell === undefined) throw new Error(`codebook: no cell ${id}`)
  return cell
}

/** All cells that one table of one edition prints, in printed order. */
export function cellsOf(table: TableNo, edition: Edition): CodebookCell[] {
  return codebook.filter((cell) => cell.table === table && cell.labels[edition] !== null)
}
