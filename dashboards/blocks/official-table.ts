/** The official statistics tables two, three and four and the annex of 2014, laid out as printed out of their label paths. Pure. */
import { html } from 'hono/html'
import type { Figure } from '../figure.ts'
import { drawFigure, drawNothing } from '../figure.ts'
import { gather } from '../group.ts'
import type { Heading } from '../headings.ts'
import { layHeadings } from '../headings.ts'
import type { ScopeCell } from '../scope.ts'
import type { Html } from '../view.ts'

/** What stands in one square of a table: the form's cell, what the report states in it, and the checks it fails. */
export interface Square {
  cell: ScopeCell
  labels: readonly string[]
  figure: Figure | null
  /** Numbers of the findings that name this cell, as listed on the page. */
  findings: readonly number[]
}

const articulation = '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）'
const evenColumns = 6

/** A cell's printed labels in an edition, from the outermost heading to its own; those of the newest edition otherwise. */
export function labelsOf(
  cell: {
    label: string
    label_2014: string | null
    label_2019: string | null
    label_2021: string | null
  },
  edition: string | null,
): string[] {
  const printed =
    edition === '2014'
      ? cell.label_2014
      : edition === '2019'
        ? cell.label_2019
        : edition === '2021'
          ? cell.label_2021
          : null
  return (printed ?? cell.label).split(' / ')
}

/** True where an edition of the form prints the cell. */
export function isPrinted(cell: ScopeCell, edition: string): boolean {
  const printed =
    edition === '2014'
      ? cell.label_2014
      : edition === '2019'
        ? cell.label_2019
        : edition === '2021'
          ? cell.label_2021
          : null
  return printed !== null
}

function drawSquare(square: Square, columns: number): Html {
  const { cell, figure, findings, labels } = square
  const hint = `${labels.join(' / ')}（${cell.unit_label}）`
  return html`<td colspan="${columns}" class="${findings.length > 0 ? 'broken' : ''}">
    ${figure === null ? drawNothing('table_not_read') : drawFigure(figure, hint)}${findings.map(
      (no) => html`<sup><a href="#finding-${no}" title="见不符第 ${no} 项">${no}</a></sup>`,
    )}
  </td>`
}

function drawColumnHeading(heading: Heading): Html {
  return html`<th
    scope="${heading.span > 1 ? 'colgroup' : 'col'}"
    colspan="${heading.span}"
    rowspan="${heading.levels}"
  >
    ${heading.text}
  </th>`
}

function drawRowHeading(heading: Heading): Html {
  return html`<th
    scope="${heading.span > 1 ? 'rowgroup' : 'row'}"
    rowspan="${heading.span}"
    colspan="${heading.levels}"
  >
    ${heading.text}
  </th>`
}

function drawDisclosure(squares: readonly Square[]): Html {
  const clauses = gather(squares, (square) => square.labels[0] ?? '')
  return html`${[...clauses].map(([clause, own]) => {
    const columns = [...new Set(own.map((square) => square.labels.at(-1) ?? ''))]
    const rows = gather(own, (square) => square.labels.at(-2) ?? '')
    const wide = Math.max(1, Math.floor(evenColumns / columns.length))
    return html`<tbody>
      <tr class="clause">
        <th scope="rowgroup" colspan="${evenColumns + 1}">${clause}</th>
      </tr>
      <tr>
        <th scope="col">信息内容</th>
        ${columns.map((column) => html`<th scope="col" colspan="${wide}">${column}</th>`)}
      </tr>
      ${[...rows].map(
        ([label, row]) =>
          html`<tr>
            <th scope="row">${label}</th>
            ${row.map((square) => drawSquare(square, wide))}
          </tr>`,
      )}
    </tbody>`
  })}`
}

/** The annex of 2014: a line an indicator, under the headings that it stands below. */
function drawAnnex(squares: readonly Square[]): Html {
  const printed = new Set<string>()
  return html`<tbody>
    ${squares.map((square) => {
      const own = square.labels.at(-1) ?? ''
      const headings = square.labels.slice(0, -1).flatMap((label, depth) => {
        const path = square.labels.slice(0, depth + 1).join(' / ')
        if (printed.has(path)) return []
        printed.add(path)
        return [{ label, depth }]
      })
      printed.add(square.labels.join(' / '))
      return html`${headings.map(
          ({ label, depth }) =>
            html`<tr class="clause">
              <th scope="rowgroup" colspan="2" class="depth-${depth}">${label}</th>
            </tr>`,
        )}
        <tr>
          <th scope="row" class="depth-${square.labels.length - 1}">${own}</th>
          ${drawSquare(square, 1)}
        </tr>`
    })}
  </tbody>`
}

/** How many of the last labels of a table-three cell belong to its column. */
function columnLabels(cell: string): number {
  return /\.org_[a-z_]+$/u.test(cell) ? 2 : 1
}

function drawRequests(squares: readonly Square[]): Html {
  const rows = [...gather(squares, (square) => square.cell.cell.split('.').slice(0, 2).join('.')).values()]
  const first = rows[0] ?? []
  const across = layHeadings(
    first.map(({ cell, labels }) => ['申请人情况', ...labels.slice(-columnLabels(cell.cell))]),
  )
  const down = layHeadings(
    rows.map((row) =>
      row.slice(0, 1).flatMap(({ cell, labels }) => labels.slice(0, -columnLabels(cell.cell))),
    ),
  )
  const depth = Math.max(1, ...down.map((heading) => heading.level + heading.levels))
  const levels = Math.max(0, ...across.map((heading) => heading.level + 1))
  return html`<thead>
      ${Array.from({ length: levels }, (_, level) => {
        const corner =
          level === 0
            ? html`<td class="corner" colspan="${depth}" rowspan="${levels}">${articulation}</td>`
            : ''
        return html`<tr>
          ${corner}${across.filter((heading) => heading.level === level).map(drawColumnHeading)}
        </tr>`
      })}
    </thead>
    <tbody>
      ${rows.map(
        (row, at) =>
          html`<tr>
            ${down.filter((heading) => heading.at === at).map(drawRowHeading)}
            ${row.map((square) => drawSquare(square, 1))}
          </tr>`,
      )}
    </tbody>`
}

function drawReviews(squares: readonly Square[]): Html {
  const across = layHeadings(squares.map((square) => square.labels))
  const levels = Math.max(0, ...across.map((heading) => heading.level + 1))
  return html`<thead>
      ${Array.from(
        { length: levels },
        (_, level) =>
          html`<tr>
            ${across.filter((heading) => heading.level === level).map(drawColumnHeading)}
          </tr>`,
      )}
    </thead>
    <tbody>
      <tr>
        ${squares.map((square) => drawSquare(square, 1))}
      </tr>
    </tbody>`
}

/** Draws one statistics table of the form; `name` is its heading on the page. */
export function drawOfficialTable(tableNo: number, name: string, squares: readonly Square[]): Html {
  const body =
    tableNo === 0
      ? drawAnnex(squares)
      : tableNo === 2
        ? drawDisclosure(squares)
        : tableNo === 3
          ? drawRequests(squares)
          : drawReviews(squares)
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${name}">
    <table class="official t${tableNo}">
      <caption class="unseen">
        ${name}
      </caption>
      ${body}
    </table>
  </div>`
}
