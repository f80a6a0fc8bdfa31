/** Workbooks (.xls, .xlsx): every visible sheet as tables with their merges, and the prose around them as paragraphs. */
import { problem, type Parsed, type Problem } from '../problem.ts'
import { attempt } from './attempt.ts'
import { writeMarkup, type Block } from './markup.ts'
import { arrangeSheet, type SheetRange } from './sheet-blocks.ts'
import { showCell } from './sheet-cell.ts'
import { checkMembers } from './zip-members.ts'

/** A report fills some hundred rows and a dozen columns. */
export const sheetLimits = { rows: 2000, columns: 200, sheets: 50 } as const

interface Rendered {
  html: string
  problems: Problem[]
}

async function renderBook(bytes: Uint8Array): Promise<Rendered> {
  const [XLSX, codepages] = await Promise.all([import('@e965/xlsx'), import('@e965/xlsx/dist/cpexcel')])
  XLSX.set_cptable(codepages)
  const book = XLSX.read(bytes, {
    type: 'array',
    cellFormula: true,
    cellHTML: false,
    cellNF: true,
    dense: false,
  })
  const blocks: Block[] = []
  const problems: Problem[] = []
  if (book.SheetNames.length > sheetLimits.sheets)
    problems.push(problem('document_too_large', `${book.SheetNames.length} 个工作表`))
  for (const [index, name] of book.SheetNames.slice(0, sheetLimits.sheets).entries()) {
    const sheet = book.Sheets[name]
    if (sheet === undefined) continue
    const hidden = book.Workbook?.Sheets?.[index]?.Hidden
    if (hidden !== undefined && hidden !== 0) {
      problems.push(problem('sheet_hidden', `“${name.slice(0, 40)}”`))
      continue
    }
    const ref = sheet['!ref']
    if (ref === undefined) continue
    const cells = new Map<string, string>()
    let rows = 0
    let columns = 0
    for (const address of Object.keys(sheet)) {
      if (address.startsWith('!')) continue
      const { r, c } = XLSX.utils.decode_cell(address)
      const text = showCell(sheet[address], (format) => XLSX.SSF.is_date(format))
      if (text === '') continue
      rows = Math.max(rows, r + 1)
      columns = Math.max(columns, c + 1)
      cells.set(`${r}/${c}`, text)
    }
    if (rows > sheetLimits.rows || columns > sheetLimits.columns) {
      problems.push(
        problem(
          'document_too_large',
          `“${name.slice(0, 40)}”超过 ${sheetLimits.rows} 行或 ${sheetLimits.columns} 列`,
        ),
      )
      continue
    }
    const merges: SheetRange[] = (sheet['!merges'] ?? []).slice(0, 20_000).map(({ s, e }) => ({
      top: s.r,
      left: s.c,
      bottom: Math.min(e.r, sheetLimits.rows),
      right: Math.min(e.c, sheetLimits.columns),
    }))
    blocks.push(...arrangeSheet(cells, merges, rows))
  }
  return { html: writeMarkup(blocks), problems }
}

/** Renders a workbook as a page; null with a problem where it is damaged, encrypted or inflates beyond the limits. */
export async function renderSheet(bytes: Uint8Array): Promise<Parsed<string | null>> {
  if (bytes[0] === 0x50) {
    const checked = await checkMembers(bytes)
    if (!checked.value) return { value: null, problems: checked.problems }
  }
  const { value, problems } = await attempt(() => renderBook(bytes))
  return { value: value?.html ?? null, problems: [...problems, ...(value?.problems ?? [])] }
}
