/** Facts and sentences → the HTML of an annual report, in either edition and in the manner of three kinds of sites. Pure. */
import iconv from 'iconv-lite'
import type { CellId } from '../../parsers/codebook/codebook.ts'
import type { FormGrid, PrintedEdition } from './form-grid.ts'
import { formGrids } from './form-grid.ts'
import type { PageParts } from './shells.ts'
import { divShell, vsbShell, wordShell } from './shells.ts'
import type { TableStyle } from './table-markup.ts'
import { escapeHtml, writeTable } from './table-markup.ts'

/** The kinds of pages: a 博达 portal of layout tables, a page pasted from a word processor, a clean one. */
export type Shell = 'vsb' | 'word' | 'div'

/** One chapter: its heading as printed and what is said before its table. */
export interface SectionText {
  no: number
  title: string
  paragraphs: readonly string[]
}

/** Everything that one report page is made of. */
export interface ReportPage {
  edition: PrintedEdition
  shell: Shell
  title: string
  publisherName: string
  year: number
  /** ISO day of publication, 2023-01-13. */
  date: string
  /** The text of every cell as it is to be printed; a cell without an entry is printed empty. */
  facts: ReadonlyMap<CellId, string>
  sections: readonly SectionText[]
  /** Paragraphs before the first chapter. */
  preamble?: readonly string[]
  siteName?: string
  columnName?: string
  indexNumber?: string | null
  /** What the page declares as its charset; the bytes are whatever `encodePage` makes of it. */
  charset?: string | null
  /** `image`: each table is a picture, as some publishers have it. */
  tables?: 'html' | 'image'
  /** Whose name and day stand below the text; null where nobody signs. */
  signature?: { name: string; date: string } | null
}

const shells: Record<Shell, { wrap: (parts: PageParts) => string; tables: TableStyle }> = {
  vsb: { wrap: vsbShell, tables: 'layout' },
  word: { wrap: wordShell, tables: 'word' },
  div: { wrap: divShell, tables: 'clean' },
}

function paragraph(shell: Shell, text: string): string {
  if (shell === 'div') return `<p>${escapeHtml(text)}</p>`
  if (shell === 'vsb') return `<P>&nbsp;&nbsp;&nbsp;&nbsp;${escapeHtml(text)}</P>`
  const spans = text.replace(/\d+/g, '\u0001$&\u0002')
  return `<p class="MsoNormal" style="text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt"><span style="font-size:16.0pt;font-family:仿宋_GB2312">${escapeHtml(
    spans,
  )
    .replaceAll('\u0001', '<span lang="EN-US">')
    .replaceAll('\u0002', '</span>')}<o:p></o:p></span></p>`
}

function heading(shell: Shell, text: string): string {
  if (shell === 'div') return `<h2>${escapeHtml(text)}</h2>`
  if (shell === 'vsb') return `<P><STRONG>&nbsp;&nbsp;&nbsp;&nbsp;${escapeHtml(text)}</STRONG></P>`
  return `<p class="MsoNormal" style="text-indent:32.0pt"><b><span style="font-family:黑体">${escapeHtml(text)}<o:p></o:p></span></b></p>`
}

function tableOf(page: ReportPage, grid: FormGrid): string {
  if (page.tables === 'image')
    return `<p style="text-align:center"><img src="/images/table-${grid.table}.png" width="640" height="480"></p>`
  return writeTable(grid, shells[page.shell].tables, page.facts)
}

/** The whole page as text; each table stands at the end of the chapter that carries its number. */
export function writeReport(page: ReportPage): string {
  const { shell, siteName = '示例网站', columnName = '政府信息公开年报', signature = null } = page
  const grids = formGrids(page.edition)
  const lines = (page.preamble ?? []).map((text) => paragraph(shell, text))
  for (const section of page.sections) {
    lines.push(heading(shell, section.title), ...section.paragraphs.map((text) => paragraph(shell, text)))
    const grid = grids.find((one) => one.table === section.no)
    if (grid !== undefined) lines.push(tableOf(page, grid))
  }
  if (signature !== null) {
    const [year, month, day] = signature.date.split('-').map(Number)
    lines.push(paragraph(shell, signature.name), paragraph(shell, `${year}年${month}月${day}日`))
  }
  return shells[shell].wrap({
    title: page.title,
    siteName,
    columnName,
    publisherName: page.publisherName,
    date: page.date,
    indexNumber: page.indexNumber ?? null,
    charset: page.charset === undefined ? 'utf-8' : page.charset,
    body: lines.join('\n'),
  })
}

/** The bytes of a page. Throws where a character has no place in the charset: a page of ours must not lose text. */
export function encodePage(html: string, charset: 'utf-8' | 'gb18030'): Buffer {
  const bytes = iconv.encode(html, charset)
  if (iconv.decode(bytes, charset) !== html)
    throw new Error(`demo page: text cannot be written in ${charset}`)
  return bytes
}
