/** The same report in every carrier: a page of the fixtures taken apart into blocks, and written again as docx, xlsx and plain HTML. */
import { readFileSync } from 'node:fs'
import {
  Document,
  Packer,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import * as XLSX from '@e965/xlsx'
import { writeMarkup, type Block } from '../../parsers/attachment/markup.ts'
import { layOut } from '../../parsers/grid/grid.ts'
import type { Outline } from '../../parsers/page/outline.ts'
import { outlineOf } from '../../parsers/read.ts'

/** The blocks of a golden page: its paragraphs and its tables with their spans. */
export function blocksOf(page: string): Block[] {
  const text = readFileSync(new URL(`../fixtures/pages/${page}/page.html`, import.meta.url), 'utf8')
  const outline: Outline | null = outlineOf(text).value
  if (outline === null) throw new Error(`fixture ${page} has no outline`)
  const blocks: Block[] = []
  const shown = new Set<number>()
  let line = -1
  let last: { kind: 'paragraph'; text: string } | null = null
  for (const run of outline.runs) {
    const table = run.cell < 0 ? null : (outline.cells[run.cell]?.table ?? null)
    if (table === null) {
      const words = run.value.replaceAll(/\s+/g, '')
      if (words === '') continue
      if (last !== null && run.block === line) last.text += words
      else {
        last = { kind: 'paragraph', text: words }
        blocks.push(last)
      }
      line = run.block
    } else if (!shown.has(table)) {
      shown.add(table)
      last = null
      const laid = outline.tables[table]
      if (laid === undefined) continue
      const { value: grid } = layOut(laid)
      blocks.push({
        kind: 'table',
        rows: grid.rows.map((row, index) =>
          row.flatMap((cell, column) =>
            cell !== null && cell.row === index && cell.column === column
              ? [
                  {
                    lines: cell.text.trim() === '' ? [] : cell.text.split('\n'),
                    colspan: cell.colspan,
                    rowspan: cell.rowspan,
                  },
                ]
              : [],
          ),
        ),
      })
    }
  }
  return blocks
}

/** The HTML twin that all carriers are held against. */
export const writeHtml = (blocks: readonly Block[]): string => writeMarkup(blocks)

const widthOf = (rows: readonly (readonly { colspan: number }[])[]): number =>
  Math.max(...rows.map((row) => row.reduce((sum, cell) => sum + cell.colspan, 0)))

/** A Word document on A4, tables as wide as the page. */
export async function writeDocx(blocks: readonly Block[]): Promise<Uint8Array> {
  const children = blocks.flatMap((block): (Paragraph | Table)[] => {
    if (block.kind === 'image') return []
    if (block.kind === 'paragraph') return [new Paragraph({ children: [new TextRun(block.text)] })]
    const each = Math.floor(9400 / widthOf(block.rows))
    return [
      new Table({
        width: { size: each * widthOf(block.rows), type: WidthType.DXA },
        columnWidths: Array.from({ length: widthOf(block.rows) }, () => each),
        rows: block.rows.map(
          (row) =>
            new TableRow({
              cantSplit: true,
              children: row.map(
                (cell) =>
                  new TableCell({
                    columnSpan: cell.colspan,
                    rowSpan: cell.rowspan,
                    width: { size: each * cell.colspan, type: WidthType.DXA },
                    children: (cell.lines.length === 0 ? [''] : cell.lines).map(
                      (line) => new Paragraph({ children: [new TextRun({ text: line, size: 16 })] }),
                    ),
                  }),
              ),
            }),
        ),
      }),
    ]
  })
  const page = {
    size: { orientation: PageOrientation.PORTRAIT, width: 11_906, height: 16_838 },
    margin: { top: 1200, bottom: 1200, left: 1200, right: 1200 },
  }
  return Packer.toBuffer(new Document({ sections: [{ properties: { page }, children }] }))
}

/** One sheet: prose in column B over merged cells, tables below with their merges, numbers as numbers. */
export function writeSheet(blocks: readonly Block[], bookType: 'xlsx' | 'biff8'): Uint8Array {
  const sheet: XLSX.WorkSheet = {}
  const merges: XLSX.Range[] = []
  let row = 1
  let widest = 1
  const put = (r: number, c: number, text: string): void => {
    if (text !== '')
      sheet[XLSX.utils.encode_cell({ r, c })] = /^\d+(?:\.\d+)?$/.test(text)
        ? { t: 'n', v: Number(text) }
        : { t: 's', v: text }
  }
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      put(row, 1, block.text)
      merges.push({ s: { r: row, c: 1 }, e: { r: row, c: 10 } })
      row += 1
    } else if (block.kind === 'table') {
      const taken = new Set<string>()
      for (const cells of block.rows) {
        let column = 1
        for (const cell of cells) {
          while (taken.has(`${row}/${column}`)) column += 1
          put(row, column, cell.lines.join('\n'))
          for (let down = 0; down < cell.rowspan; down += 1)
            for (let across = 0; across < cell.colspan; across += 1)
              taken.add(`${row + down}/${column + across}`)
          if (cell.colspan > 1 || cell.rowspan > 1)
            merges.push({
              s: { r: row, c: column },
              e: { r: row + cell.rowspan - 1, c: column + cell.colspan - 1 },
            })
          column += cell.colspan
          widest = Math.max(widest, column)
        }
        row += 1
      }
    }
  }
  sheet['!ref'] = XLSX.utils.encode_range({ s: { r: 0, c: 0 }, e: { r: row, c: widest } })
  sheet['!merges'] = merges
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, sheet, '年度报告')
  const written: unknown = XLSX.write(book, { type: 'buffer', bookType, compression: true })
  if (!(written instanceof Uint8Array)) throw new Error('xlsx wrote no bytes')
  return written
}
