/** A small line chart of one publisher's years, many of them side by side on one scale. Drawn by hand: cheap by the dozen. Pure. */
import { html } from 'hono/html'
import type { TrendLine, TrendPoint } from '../blocks/trend-lines.ts'
import { writeNumber } from '../figure.ts'
import type { Html } from '../view.ts'

/** The common scale: the years across, the numbers upward. */
export interface MultipleScale {
  years: readonly number[]
  top: number
  bottom: number
}

const width = 240
const height = 104
const inset = { left: 16, right: 22, top: 18, bottom: 20 }
const round = (value: number): number => Math.round(value * 10) / 10

/** Runs of years that follow one another with numbers on one form; a gap or another form begins a new run. */
export function runsOf(points: readonly TrendPoint[]): (TrendPoint & { value: number })[][] {
  const runs: (TrendPoint & { value: number })[][] = []
  let before: TrendPoint | null = null
  for (const point of points) {
    const { value } = point
    if (value !== null) {
      const joined =
        before !== null &&
        before.value !== null &&
        before.year === point.year - 1 &&
        before.edition === point.edition
      const last = runs.at(-1)
      if (joined && last !== undefined) last.push({ ...point, value })
      else runs.push([{ ...point, value }])
    }
    before = point
  }
  return runs
}

/** Draws the chart; a figure's point is a link to its evidence. */
export function drawSmallMultiple(
  line: TrendLine,
  peers: readonly { year: number; value: number }[],
  { years, top, bottom }: MultipleScale,
  name: string,
): Html {
  const [first, last] = [years[0] ?? 0, years.at(-1) ?? 0]
  const span = Math.max(1, last - first)
  const x = (year: number): number =>
    round(inset.left + ((year - first) / span) * (width - inset.left - inset.right))
  const y = (value: number): number =>
    round(inset.top + (1 - (value - bottom) / (top - bottom)) * (height - inset.top - inset.bottom))
  const path = (points: readonly { year: number; value: number }[]): string =>
    points.map((point, at) => `${at === 0 ? 'M' : 'L'}${x(point.year)} ${y(point.value)}`).join('')
  const breaks = line.points.flatMap((point, at) => {
    const before = line.points[at - 1]
    return before?.edition !== undefined &&
      before.edition !== null &&
      point.edition !== null &&
      before.edition !== point.edition
      ? [{ at: round((x(before.year) + x(point.year)) / 2) }]
      : []
  })
  const floor = y(Math.max(0, bottom))
  const stated = line.points.filter((point) => point.value !== null)
  const newest = stated.at(-1)
  return html`<svg class="chart multiple" viewBox="0 0 ${width} ${height}" role="group" aria-label="${name}">
    <line class="axis" x1="${inset.left - 6}" x2="${width - inset.right + 6}" y1="${floor}" y2="${floor}" />
    <text class="ticks" x="${x(first)}" y="${height - 5}" text-anchor="middle">${first}</text>
    <text class="ticks" x="${x(last)}" y="${height - 5}" text-anchor="middle">${last}</text>
    ${breaks.map((one) => html`<line class="break" x1="${one.at}" x2="${one.at}" y1="${inset.top - 8}" y2="${floor}" />`)}
    ${peers.length > 1 ? html`<path class="peers" d="${path(peers)}" />` : ''}
    ${runsOf(line.points).map((run) => (run.length > 1 ? html`<path class="line" d="${path(run)}" />` : ''))}
    ${line.points.map((point) =>
      point.value === null
        ? html`<a href="${point.href}" aria-label="${point.words}"
            ><text class="absent" x="${x(point.year)}" y="${floor + 4}" text-anchor="middle"
              >${point.glyph}</text
            ></a
          >`
        : html`<a href="${point.href}" aria-label="${point.words}"
            ><circle class="hit" cx="${x(point.year)}" cy="${y(point.value)}" r="9" /><circle
              class="dot ${point.value === 0 ? 'zero' : ''}"
              cx="${x(point.year)}"
              cy="${y(point.value)}"
              r="3.4"
          /></a>`,
    )}
    ${
      newest === undefined || newest.value === null
        ? ''
        : html`<text class="value-label" x="${x(newest.year)}" y="${y(newest.value) - 8}" text-anchor="middle"
            >${writeNumber(newest.value)}</text
          >`
    }
  </svg>`
}
