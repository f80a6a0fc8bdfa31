/** The comparison as drawn: a dot plot a year, and a table whose every value leads home. Pure. */
import { html } from 'hono/html'
import type { Dot } from '../charts/dot-plot.ts'
import { drawDotPlot, narrowFrame, smallFrame, wideFrame } from '../charts/dot-plot.ts'
import { writeNumber } from '../figure.ts'
import type { Filters } from '../filters.ts'
import { link } from '../filters.ts'
import type { Html } from '../view.ts'
import type { ComparedYear } from './comparison.ts'

/** What the drawings say of the figure. */
export interface ComparedFigure {
  name: string
  unit: string
}

function drawSpread(year: ComparedYear, unit: string): Html {
  if (year.because !== null) return html`<p class="unranked">${year.because}</p>`
  const { spread, absent } = year
  if (spread === null) return html``
  return html`<p class="spread">
    ${spread.count} 个单位填报数值（其中为 0 的 ${spread.zeros}
    个）${absent > 0 ? `，${absent} 个没有数值` : ''}；中位数
    <b>${writeNumber(spread.median)}</b>，第 10 至第 90 百分位
    <b>${writeNumber(spread.low)}–${writeNumber(spread.high)}</b> ${unit}
  </p>`
}

/** Draws one dot plot a year on one common scale; a single year has a narrow twin for phones. */
export function drawCompareCharts(
  years: readonly ComparedYear[],
  order: readonly string[],
  figure: ComparedFigure,
): Html {
  const [bottom, top] = [
    Math.min(...years.map((one) => one.bottom)),
    Math.max(...years.map((one) => one.top)),
  ]
  const frames = years.length > 1 ? [smallFrame] : [wideFrame, narrowFrame]
  return html`<div class="charts ${years.length > 1 ? 'several' : ''}">
    ${years.map((year) => {
      const byPublisher = new Map(year.squares.map((square) => [square.publisher, square]))
      const names = new Map<string, number>()
      const dots = order.flatMap((publisher): Dot[] => {
        const square = byPublisher.get(publisher)
        if (square === undefined) return []
        const { name, value, tone, href, words, glyph, label } = square
        const repeated = (names.get(name) ?? 0) + 1
        names.set(name, repeated)
        return [
          {
            name: repeated === 1 ? name : `${name} ${publisher}`,
            value,
            glyph: `${glyph} ${label}`,
            tone,
            href,
            words,
          },
        ]
      })
      const scale = { top, bottom, unit: figure.unit, spread: year.spread }
      const title = `${figure.name}，${year.year} 年`
      return html`<figure>
        <figcaption><b>${year.year} 年</b>${drawSpread(year, figure.unit)}</figcaption>
        ${frames.map((frame) => drawDotPlot(dots, scale, frame, title))}
      </figure>`
    })}
  </div>`
}

/** Draws the table twin: a row a publisher, a column a year. */
export function drawCompareTable(
  years: readonly ComparedYear[],
  order: readonly string[],
  figure: ComparedFigure,
  filters: Filters,
): Html {
  const nameOf = new Map(
    years.flatMap((year) => year.squares.map((one) => [one.publisher, one.name] as const)),
  )
  const columns = years.toReversed()
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${figure.name}，按单位与年度">
    <table class="ledger compare">
      <caption>
        点任一数值，回到存档页面
      </caption>
      <thead>
        <tr>
          <th scope="col">单位</th>
          ${columns.map((year) => html`<th scope="col">${year.year}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${order.map(
          (publisher) =>
            html`<tr>
              <th scope="row">
                <a href="${link(['publisher', publisher], { site: filters.site, kind: filters.kind })}"
                  >${nameOf.get(publisher) ?? publisher}</a
                >
              </th>
              ${columns.map((year) => {
                const square = year.squares.find((one) => one.publisher === publisher)
                if (square === undefined) return html`<td class="none"></td>`
                const { value, tone, href, words, glyph, label } = square
                return html`<td>
                  <a class="figure ${tone}" href="${href}" title="${words}"
                    >${value === null ? html`<span class="glyph" aria-hidden="true">${glyph}</span> <span class="word">${label}</span>` : writeNumber(value)}</a
                  >
                </td>`
              })}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
