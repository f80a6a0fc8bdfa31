/** What all counties share: the form and the catalogue of checks as rows of the warehouse. Pure. */
import { codebook } from '../parsers/codebook/codebook.ts'
import { units } from '../parsers/codebook/form.ts'
import type { CodebookRow, SharedRows } from '../warehouse/rows.ts'
import { codeRows } from './code-rows.ts'

/** The codebook as a table with Chinese labels. */
export function codebookRows(): CodebookRow[] {
  return codebook.map((cell, position) => {
    const path = (labels: readonly string[] | null): string | null => labels?.join(' / ') ?? null
    const [label_2014, label_2019, label_2021] = [
      path(cell.labels['2014']),
      path(cell.labels['2019']),
      path(cell.labels['2021']),
    ]
    return {
      cell: cell.id,
      table_no: cell.table,
      position,
      unit: cell.unit,
      unit_label: units[cell.unit].label,
      label: label_2021 ?? label_2019 ?? label_2014 ?? cell.id,
      label_2014,
      label_2019,
      label_2021,
    }
  })
}

/** What all counties share, before auditors' decisions. */
export function formRows(): Pick<SharedRows, 'codebook' | 'codes'> {
  return { codebook: codebookRows(), codes: codeRows() }
}
