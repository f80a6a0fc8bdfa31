/** What an outline says, without how it was divided up: the measure by which two ways of reading a page must agree. */
import type { Outline } from '../../parsers/page/outline.ts'
import { cellWords } from '../../parsers/page/outline.ts'
import { foldSpace } from '../../parsers/page/text.ts'

/** Lines of text, cells with their places and spans, tables and references, as plain values. */
export function contentOf(outline: Outline): object {
  const lines: string[] = []
  let block = -1
  let cell = -2
  for (const run of outline.runs) {
    if (run.block === block && run.cell === cell) lines.push(`${lines.pop() ?? ''}${run.value}`)
    else lines.push(run.value)
    block = run.block
    cell = run.cell
  }
  return {
    lines: lines.map(foldSpace).filter((line) => line !== ''),
    cells: outline.cells.map((one) => [
      one.table,
      one.start,
      one.end,
      one.colspan,
      one.rowspan,
      one.cut,
      one.doubtful,
      one.images,
      cellWords(one)
        .text.split(/[\r\n]/)
        .map(foldSpace)
        .filter((line) => line !== ''),
    ]),
    tables: outline.tables.map((table) => [
      table.no,
      table.cell,
      table.start,
      table.rows.map((row) => row.map((one) => outline.cells.indexOf(one))),
    ]),
    references: outline.references.map(({ kind, target, text, start }) => [
      kind,
      target,
      foldSpace(text),
      start,
    ]),
    metas: [...outline.metas],
    title: outline.titleTag === null ? null : foldSpace(outline.titleTag),
    cut: outline.cut,
  }
}
