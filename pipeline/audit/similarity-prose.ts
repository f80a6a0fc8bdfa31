/** The prose of an archived page, with the way back to its characters. Pure. */
import { decode } from '../../parsers/page/decode.ts'
import { outlineOf } from '../../parsers/read.ts'
import { writeArticle } from '../../parsers/report/article.ts'
import { paragraphsOf, type Paragraph } from '../../parsers/report/paragraphs.ts'
import type { Report } from '../../parsers/report/report.ts'

/** The paragraphs of a report whose bytes have been read before; none where the page is no page of text. */
export function proseOf(bytes: Uint8Array, contentType: string | null, report: Report): Paragraph[] {
  if (report.sections.length === 0) return []
  const { text } = decode(bytes, contentType).value
  const outline = outlineOf(text).value
  if (outline === null) return []
  const tableNos = new Set([...report.facts, ...report.indicators].map(({ place }) => place?.table))
  const cells = new Set<number>()
  outline.cells.forEach((cell, index) => {
    if (tableNos.has(cell.table)) cells.add(index)
  })
  return paragraphsOf(writeArticle(text, outline, cells), text, report.sections)
}
