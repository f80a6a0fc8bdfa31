/** One figure over the years: a line a publisher, gaps where nothing is stated, breaks where the form changed. Pure. */
import { html } from 'hono/html'
import { z } from 'zod'
import { smallestRanked } from '../charts/spread.ts'
import { sayFigure, writeNumber } from '../figure.ts'
import { evidenceLink, link } from '../filters.ts'
import type { ScopeCell } from '../scope.ts'
import type { Html } from '../view.ts'
import { coverageWord, nothingWord } from '../words.ts'
import { isPrinted } from './official-table.ts'

/** Schema of one publisher's year. */
export const trendRow = z.object({
  publisher: z.string(),
  name: z.string(),
  kind: z.string(),
  year: z.number(),
  coverage: z.string(),
  report: z.string().nullable(),
  edition: z.string().nullable(),
  cell: z.string(),
  value: z.number().nullable(),
  state: z.string().nullable(),
  raw: z.string().nullable(),
})
/** One publisher's year. */
export type TrendRow = z.infer<typeof trendRow>

/** One year on a line: a number, or a gap with its reason in words. */
export interface TrendPoint {
  year: number
  value: number | null
  edition: string | null
  glyph: string
  tone: string
  words: string
  href: string
}

/** One publisher's line. */
export interface TrendLine {
  publisher: string
  name: string
  points: readonly TrendPoint[]
}

function pointOf(row: TrendRow, cell: ScopeCell): TrendPoint {
  const { year, edition, report, value, raw } = row
  const state =
    row.state ??
    (report === null
      ? 'no_report'
      : edition !== null && !isPrinted(cell, edition)
        ? 'not_in_edition'
        : 'table_not_read')
  const word = nothingWord(state)
  const said =
    state === 'no_report' ? coverageWord(row.coverage).label : sayFigure({ value, state, raw: raw ?? '' })
  return {
    year,
    value,
    edition,
    glyph: state === 'no_report' ? coverageWord(row.coverage).glyph : word.glyph,
    tone: value === null ? word.tone : value === 0 ? 'zero' : 'number',
    words: `${year} 年：${value === null ? said : `${said} ${cell.unit_label}`}`,
    href:
      row.state !== null && report !== null
        ? evidenceLink(report, cell.cell)
        : link(['publisher', row.publisher], { year }),
  }
}

/** Gathers rows, ordered by publisher and year, into lines. */
export function linesOf(rows: readonly TrendRow[], cell: ScopeCell): TrendLine[] {
  const lines: { publisher: string; name: string; points: TrendPoint[] }[] = []
  for (const row of rows) {
    const last = lines.at(-1)
    const point = pointOf(row, cell)
    if (last?.publisher === row.publisher) last.points.push(point)
    else lines.push({ publisher: row.publisher, name: row.name, points: [point] })
  }
  return lines
}

/** The medians that may be shown: years in which enough publishers of the kind state a number. */
export function peersOf(
  medians: readonly { year: number; median: number; count: number }[],
): { year: number; value: number }[] {
  return medians
    .filter((one) => one.count >= smallestRanked)
    .map(({ year, median }) => ({ year, value: median }))
}

/** Draws the table twin: every value leads home. */
export function drawTrendTable(lines: readonly TrendLine[], years: readonly number[], cell: ScopeCell): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="逐年数值">
    <table class="ledger compare">
      <caption>
        点任一数值，回到存档页面
      </caption>
      <thead>
        <tr>
          <th scope="col">单位</th>
          ${years.map((year) => html`<th scope="col">${year}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          (line) =>
            html`<tr>
              <th scope="row">
                <a href="${link(['trend'], { cell: cell.cell, publisher: line.publisher })}">${line.name}</a>
              </th>
              ${years.map((year) => {
                const point = line.points.find((one) => one.year === year)
                if (point === undefined) return html`<td class="none"></td>`
                return html`<td>
                  <a class="figure ${point.tone}" href="${point.href}" title="${line.name} ${point.words}"
                    >${point.value === null ? point.glyph : writeNumber(point.value)}</a
                  >
                </td>`
              })}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
