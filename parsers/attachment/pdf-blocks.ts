/** Pages of lines and tables → the paragraphs and tables of the whole document. */
import type { Block, MarkupCell } from './markup.ts'
import { joinTables } from './pdf-join.ts'
import { goesOn, type TextLine } from './pdf-lines.ts'
import type { FilledTable, PageFlow, PageItem } from './pdf-page.ts'

/** Lines at the same height with the same words on several pages are running heads: kept once. */
function withoutRunningHeads(pages: readonly PageFlow[]): PageItem[][] {
  const seen = new Map<string, number>()
  const keyOf = (line: TextLine): string => `${Math.round(line.baseline / 3)}:${line.text}`
  const edge = (items: readonly PageItem[], index: number): boolean =>
    index === 0 || index === items.length - 1
  return pages.map(({ items }, page) =>
    items.filter((item, index) => {
      if (item.kind !== 'line' || !edge(items, index)) return true
      const key = keyOf(item.line)
      const first = seen.get(key)
      if (first === undefined) seen.set(key, page)
      return first === undefined || first === page
    }),
  )
}

function writeTable({ cells, height }: FilledTable): Block {
  const rows: MarkupCell[][] = Array.from({ length: height }, () => [])
  for (const cell of cells)
    rows[cell.top]?.push({
      lines: cell.lines,
      colspan: cell.right - cell.left,
      rowspan: cell.bottom - cell.top,
    })
  return { kind: 'table', rows }
}

/** Writes the document: wrapped lines joined to paragraphs, tables joined over page breaks. */
export function arrangePages(pages: readonly PageFlow[]): Block[] {
  const flows = withoutRunningHeads(pages)
  const lines = flows.flat().flatMap((item) => (item.kind === 'line' ? [item.line] : []))
  const margins = {
    left: Math.min(...lines.map((line) => line.left)),
    right: Math.max(...lines.map((line) => line.right)),
  }
  const blocks: Block[] = []
  let paragraph: TextLine[] = []
  let table: FilledTable | null = null
  const endParagraph = (): void => {
    if (paragraph.length > 0)
      blocks.push({ kind: 'paragraph', text: paragraph.map((line) => line.text).join('') })
    paragraph = []
  }
  const endTable = (): void => {
    if (table !== null) blocks.push(writeTable(table))
    table = null
  }
  for (const items of flows)
    for (const [index, item] of items.entries()) {
      if (item.kind === 'table') {
        endParagraph()
        const joined: FilledTable | null =
          table !== null && index === 0 ? joinTables(table, item.table) : null
        if (joined === null) endTable()
        table = joined ?? item.table
        continue
      }
      endTable()
      const before = paragraph.at(-1)
      if (item.kind === 'picture') {
        endParagraph()
        blocks.push({ kind: 'image' })
      } else if (before !== undefined && goesOn(before, item.line, margins)) paragraph.push(item.line)
      else {
        endParagraph()
        paragraph = [item.line]
      }
    }
  endTable()
  endParagraph()
  return blocks
}
