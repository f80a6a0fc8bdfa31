/** Table two of edition 2021 as running text, its cells glued together: figures are taken out only where no other division is possible. */
import { cellOf, type CellId } from '../codebook/codebook.ts'
import type { Fact } from '../facts.ts'
import { readNumber } from '../grid/number.ts'
import { problem } from '../problem.ts'
import { placeOfText, type Article } from './article.ts'
import { FactSheet, type TableReading } from './reading.ts'

/** One block of the table: its words in their printed order, a group for the figures of each row. */
interface Block {
  words: RegExp
  rows: readonly (readonly CellId[])[]
}

const blocks: readonly Block[] = [
  {
    words:
      /信息内容\n?本年制发件数\n?本年废止件数\n?现行有效件数\n?规章([\d\n]{0,40})(?:行政)?规范性文件([\d\n]{0,40})(?=第二十条)/d,
    rows: [
      ['t2.rules.issued', 't2.rules.repealed', 't2.rules.in_force'],
      ['t2.normative_docs.issued', 't2.normative_docs.repealed', 't2.normative_docs.in_force'],
    ],
  },
  {
    words: /信息内容\n?本年处理决定数量\n?行政许可([\d\n]{0,20})(?=第二十条)/d,
    rows: [['t2.licensing.decisions']],
  },
  {
    words: /信息内容\n?本年处理决定数量\n?行政处罚([\d\n]{0,20})行政强制([\d\n]{0,20})(?=第二十条)/d,
    rows: [['t2.penalty.decisions'], ['t2.coercion.decisions']],
  },
  {
    words: /信息内容\n?本年收费金额\(单位:万元\)\n?行政事业性收费(\n?\d{1,9}(?:\.\d{1,6})?)(?=\n|三、)/d,
    rows: [['t2.admin_fees.amount_wan_yuan']],
  },
]

/** Where each figure of a row stands in [from, to): one a line, or noughts glued together, one a cell. Null where it could be otherwise. */
function divide(text: string, from: number, to: number, cells: number): [number, number][] | null {
  const lines = [...text.slice(from, to).matchAll(/[^\n]+/g)].map((line): [number, number] => [
    from + line.index,
    from + line.index + line[0].length,
  ])
  if (lines.length === cells) return lines
  const [only] = lines
  if (lines.length !== 1 || only === undefined) return null
  const [start, end] = only
  if (end - start !== cells || !/^0+$/.test(text.slice(start, end))) return null
  return Array.from({ length: cells }, (_, index): [number, number] => [start + index, start + index + 1])
}

/** The figures of one row as facts; where they cannot be divided with certainty, each is the whole run and no number. */
function readRow(
  article: Article,
  source: string,
  from: number,
  to: number,
  cells: readonly CellId[],
): Fact[] {
  const { text } = article
  const lead = /^\n*/.exec(text.slice(from, to))?.[0].length ?? 0
  const trail = /\n*$/.exec(text.slice(from, to))?.[0].length ?? 0
  if (from + lead >= to - trail) return []
  const places = divide(text, from, to, cells.length)
  return cells.map((cell, index): Fact => {
    const [start, end] = places?.[index] ?? [from + lead, to - trail]
    const raw = article.original.slice(start, end)
    const said =
      places === null ? { value: null, state: 'non_numeric' as const } : readNumber(raw, cellOf(cell).unit)
    const place = { table: -1, row: -1, column: -1, ...placeOfText(article, source, start, end) }
    return { cell, ...said, raw: raw.replaceAll('\n', ' '), place, matched_by: 'label' }
  })
}

/** Reads table two out of running text; null where the text does not print it. */
export function readFlattened(article: Article, source: string): TableReading | null {
  const sheet = new FactSheet()
  let at: number | null = null
  for (const { words, rows } of blocks) {
    const [match, ...more] = article.text.matchAll(new RegExp(words.source, 'dg'))
    if (match === undefined || more.length > 0) continue
    at ??= article.offsets[match.index] ?? null
    for (const [index, cells] of rows.entries()) {
      const group = match.indices?.[index + 1]
      if (group === undefined) continue
      for (const fact of readRow(article, source, group[0], group[1], cells)) sheet.add(fact)
    }
  }
  if (at === null) return null
  const read = sheet.values().filter((fact) => fact.value !== null).length
  sheet.problems.push(problem('table_flattened', `第二部分，只有 ${read} 格能确定地分开`, at))
  return { edition: '2021', facts: sheet.finish(2, '2021'), problems: sheet.problems }
}
