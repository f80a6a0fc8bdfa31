/** Statistics tables in the markup of three kinds of editors. Pure. */
import type { CellId } from '../../parsers/codebook/codebook.ts'
import type { FormCell, FormGrid } from './form-grid.ts'

/** `clean`: written by a program; `layout`: an old site editor's; `word`: pasted from a word processor. */
export type TableStyle = 'clean' | 'layout' | 'word'

/** Text made safe for element content and attribute values. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function spansOf({ colspan, rowspan }: FormCell, quote: '"' | ''): string {
  const across = colspan > 1 ? ` colspan=${quote}${colspan}${quote}` : ''
  const down = rowspan > 1 ? ` rowspan=${quote}${rowspan}${quote}` : ''
  return across + down
}

/** A narrow column's label broken over two paragraphs, as word processors paste it (商业 / 企业). */
function splitLabel(text: string): string[] {
  if (text.length < 4 || text.length > 7) return [text]
  const middle = Math.ceil(text.length / 2)
  return [text.slice(0, middle), text.slice(middle)]
}

const wordParagraph = `<p class="MsoNormal" align="center" style="text-align:center;line-height:18.0pt;mso-pagination:widow-orphan">`

function wordCell(cell: FormCell, text: string): string {
  const opening = `<td width="${cell.colspan * 62}"${spansOf(cell, '"')} valign="center" style="border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt 0cm 5.4pt">`
  const lines = cell.cell === null ? splitLabel(text) : [text]
  const paragraphs = lines.map((line) => {
    const inner = cell.cell === null ? escapeHtml(line) : `&nbsp;${escapeHtml(line)}&nbsp;`
    return `${wordParagraph}<span lang="EN-US" style="font-size:10.5pt;font-family:宋体;mso-bidi-font-family:宋体">${inner}<o:p></o:p></span></p>`
  })
  return `${opening}${paragraphs.join('\n')}</td>`
}

function layoutCell(cell: FormCell, text: string): string {
  const inner = text === '' ? '&nbsp;' : escapeHtml(text)
  return `<TD align=middle${spansOf(cell, '')} height=28><FONT size=2>${inner}</FONT></TD>`
}

function cleanCell(cell: FormCell, text: string): string {
  const name = cell.cell === null ? 'th' : 'td'
  return `<${name}${spansOf(cell, '"')}>${escapeHtml(text)}</${name}>`
}

const styles: Record<
  TableStyle,
  { open: string; row: string; cell: (cell: FormCell, text: string) => string; close: string }
> = {
  clean: { open: '<table class="stat">\n<tbody>', row: '<tr>', cell: cleanCell, close: '</tbody>\n</table>' },
  layout: {
    open: '<TABLE cellSpacing=0 cellPadding=2 width="96%" align=center border=1><TBODY>',
    row: '<TR>',
    cell: layoutCell,
    close: '</TBODY></TABLE>',
  },
  word: {
    open: `<div align="center"><table class="MsoTableGrid" border="1" cellspacing="0" style="border-collapse:collapse;mso-table-layout-alt:fixed"><tbody>`,
    row: '<tr style="height:20.15pt;page-break-inside:avoid">',
    cell: wordCell,
    close: '</tbody></table></div>',
  },
}

/** One table as HTML; a figure without a text is an empty cell, as it is for readers. */
export function writeTable(grid: FormGrid, style: TableStyle, facts: ReadonlyMap<CellId, string>): string {
  const { open, row, cell, close } = styles[style]
  const lines = grid.rows.map((cells) => {
    const written = cells.map((one) => cell(one, one.cell === null ? one.label : (facts.get(one.cell) ?? '')))
    return `${row}\n${written.join('\n')}\n</tr>`
  })
  return [open, ...lines, close].join('\n')
}
