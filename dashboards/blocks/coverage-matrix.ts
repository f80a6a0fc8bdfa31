/** The matrix of publishers and years: glyph and colour for the state, a small count for what does not add up. Pure. */
import { html } from 'hono/html'
import type { Filters } from '../filters.ts'
import { link } from '../filters.ts'
import { gather } from '../group.ts'
import type { Html } from '../view.ts'
import type { CoverageRow } from '../views/coverage.ts'
import { coverageWord, kindWord } from '../words.ts'

/** Says everything that a square of the matrix stands for. */
function saySquare(row: CoverageRow): string {
  const parts = [`${row.name} ${row.year} 年：${coverageWord(row.state).label}`]
  if (row.published_date !== null) parts.push(`发布于 ${row.published_date}`)
  if (row.due_date !== null) parts.push(`时限 ${row.due_date}`)
  if (row.detail !== null && row.detail !== '') parts.push(row.detail)
  if (row.broken !== null && row.broken > 0) parts.push(`不符 ${row.broken} 项`)
  if (row.uncertain !== null && row.uncertain > 0) parts.push(`存疑 ${row.uncertain} 项`)
  if (row.problem_count !== null && row.problem_count > 0) parts.push(`读取问题 ${row.problem_count} 个`)
  return parts.join('；')
}

function drawSquare(row: CoverageRow, filters: Filters): Html {
  const word = coverageWord(row.state)
  return html`<td class="square ${word.tone}">
    <a
      href="${link(['publisher', row.publisher], { site: filters.site, kind: filters.kind, year: row.year })}"
      title="${saySquare(row)}"
      ><span class="glyph" aria-hidden="true">${word.glyph}</span
      ><span class="unseen">${saySquare(row)}</span>${
        row.broken !== null && row.broken > 0 && row.number_count !== null
          ? html`<span class="flag" aria-hidden="true">≠${row.broken}</span>`
          : ''
      }</a
    >
  </td>`
}

/** Draws the matrix, publishers gathered by kind. */
export function drawCoverageMatrix(rows: readonly CoverageRow[], filters: Filters): Html {
  const years = [...new Set(rows.map((row) => row.year))].sort((left, right) => left - right)
  const many = new Set(rows.map((row) => row.site_name)).size > 1
  const groups = gather(rows, (row) =>
    many ? `${row.site_name} · ${kindWord(row.kind)}` : kindWord(row.kind),
  )
  return html`<div class="scroll" tabindex="0" role="region" aria-label="单位与年度对照表">
    <table class="matrix">
      <caption class="unseen">
        各单位各年度的发布情况
      </caption>
      <thead>
        <tr>
          <th scope="col" class="who">单位</th>
          ${years.map((year) => html`<th scope="col">${year}</th>`)}
        </tr>
      </thead>
      ${[...groups].map(([group, members]) => drawGroup(group, members, years, filters))}
    </table>
  </div>`
}

function drawGroup(
  group: string,
  members: readonly CoverageRow[],
  years: readonly number[],
  filters: Filters,
): Html {
  const publishers = gather(members, (row) => row.publisher)
  return html`<tbody>
    <tr class="group">
      <th scope="rowgroup" colspan="${years.length + 1}">${group}<small>${publishers.size} 个</small></th>
    </tr>
    ${[...publishers].map(([publisher, own]) => {
      const byYear = new Map(own.map((row) => [row.year, row]))
      return html`<tr>
        <th scope="row" class="who">
          <a
            href="${link(['publisher', publisher], { site: filters.site, kind: filters.kind, year: filters.year })}"
            >${own[0]?.name ?? publisher}</a
          >
        </th>
        ${years.map((year) => {
          const row = byYear.get(year)
          return row === undefined
            ? html`<td class="square none"><span class="unseen">不在应发布范围</span></td>`
            : drawSquare(row, filters)
        })}
      </tr>`
    })}
  </tbody>`
}
