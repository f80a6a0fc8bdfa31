/** Dates of reports on one time line, a row a publisher, each with its own deadline. Drawn by hand: dots and rules. Pure. */
import { html } from 'hono/html'
import type { Html } from '../view.ts'

/** The kinds of dates, each with its own shape. */
export type DateKind = 'page' | 'url' | 'signed' | 'seen'

/** One publisher's dates as ISO days; a date that is not known is not drawn. */
export interface DateLine {
  name: string
  due: string | null
  href: string
  marks: readonly { kind: DateKind; day: string | null }[]
  words: string
}

const width = 940
const names = 150
const right = 30
const rowHeight = 22
const top = 26
const mostMonths = 9

function drawShape(kind: DateKind, x: number, y: number): Html {
  if (kind === 'page') return html`<circle class="dot" cx="${x}" cy="${y}" r="4.5" />`
  if (kind === 'url')
    return html`<path class="dot" d="M${x} ${y - 5.5}L${x + 5.5} ${y}L${x} ${y + 5.5}L${x - 5.5} ${y}Z" />`
  if (kind === 'signed')
    return html`<path class="dot" d="M${x} ${y - 5}L${x + 5} ${y + 4}L${x - 5} ${y + 4}Z" />`
  return html`<circle class="hollow" cx="${x}" cy="${y}" r="4" />`
}

/** Draws the dates from January of `year` on; later than nine months stand at the right edge with an arrow. */
export function drawDateChart(lines: readonly DateLine[], year: number, name: string): Html {
  const start = Date.UTC(year, 0, 1)
  const times = lines.flatMap((line) =>
    [line.due, ...line.marks.map((mark) => (mark.kind === 'seen' ? null : mark.day))].flatMap((day) =>
      day === null ? [] : [Date.parse(day)],
    ),
  )
  const month = (time: number): number => {
    const at = new Date(time)
    return (at.getUTCFullYear() - year) * 12 + at.getUTCMonth() + 1
  }
  const months = Math.min(mostMonths, Math.max(4, ...times.map(month)))
  const end = Date.UTC(year, months, 1)
  const place = (time: number): number =>
    Math.round(
      (names + ((Math.min(Math.max(time, start), end) - start) / (end - start)) * (width - names - right)) *
        10,
    ) / 10
  const height = top + lines.length * rowHeight + 6
  return html`<svg
    class="chart wide dates"
    viewBox="0 0 ${width} ${height}"
    role="group"
    aria-label="${name}"
  >
    ${Array.from({ length: months + 1 }, (_, at) => {
      const x = place(Date.UTC(year, at, 1))
      return html`<line class="grid" x1="${x}" x2="${x}" y1="${top - 6}" y2="${height}" />
        ${at < months ? html`<text class="ticks" x="${x + 4}" y="14">${at + 1} 月</text>` : ''}`
    })}
    ${lines.map((line, row) => {
      const y = top + row * rowHeight + rowHeight / 2
      const due = line.due === null ? null : place(Date.parse(line.due))
      return html`<a href="${line.href}" aria-label="${line.name}：${line.words}">
        <text x="${names - 10}" y="${y + 4}" text-anchor="end">${line.name.slice(0, 11)}</text>
        ${due === null ? '' : html`<line class="due" x1="${due}" x2="${due}" y1="${y - 9}" y2="${y + 9}" />`}
        ${line.marks.flatMap(({ kind, day }) => {
          if (day === null) return []
          const time = Date.parse(day)
          const beyond = time > end
          return [
            html`${drawShape(kind, place(time) - (beyond ? 8 : 0), y)}${
              beyond ? html`<text class="soft" x="${width - right + 2}" y="${y + 4}">→</text>` : ''
            }`,
          ]
        })}
      </a>`
    })}
  </svg>`
}
