/** How many of the expected reports are in each state, by year; the counts of a year add up to its expected set. Pure. */
import { html } from 'hono/html'
import type { Filters } from '../filters.ts'
import { link } from '../filters.ts'
import type { Html } from '../view.ts'
import type { CoverageCount } from '../views/coverage.ts'
import { coverageStates, coverageWord } from '../words.ts'

function sum(counts: readonly CoverageCount[]): number {
  return counts.reduce((total, one) => total + one.count, 0)
}

/** Draws the legend of states with their counts, and the table by year whose columns add up. */
export function drawCoverageTotals(
  counts: readonly CoverageCount[],
  filters: Filters & { state: string | null },
): Html {
  const years = [...new Set(counts.map((one) => one.year))].sort((left, right) => left - right)
  const present = new Set(counts.map((one) => one.state))
  const states = [
    ...coverageStates.filter((state) => present.has(state)),
    ...[...present].filter((state) => !coverageStates.includes(state)),
  ]
  const { site, kind, year } = filters
  const stateLink = (state: string | null, of: number | null): string =>
    link([], { site, kind, year: of, state })
  const countOf = (state: string, of: number): number =>
    sum(counts.filter((one) => one.state === state && one.year === of))
  return html`<section class="totals" aria-label="发布情况合计">
    <div class="scroll" tabindex="0" role="region" aria-label="各年度发布情况合计表">
      <table class="ledger">
        <caption>
          应发布 ${sum(counts)} 份；各项之和等于应发布数
        </caption>
        <thead>
          <tr>
            <th scope="col">发布情况</th>
            ${years.map((one) => html`<th scope="col">${one}</th>`)}
            <th scope="col">合计</th>
          </tr>
        </thead>
        <tbody>
          ${states.map((state) => {
            const word = coverageWord(state)
            const here = filters.state === state
            return html`<tr class="${here ? 'here' : ''}">
              <th scope="row">
                <a href="${stateLink(here ? null : state, year)}" title="${word.meaning}"
                  ><span class="chip ${word.tone}" aria-hidden="true">${word.glyph}</span>${word.label}</a
                >${here ? html`<small>（再点一次取消）</small>` : ''}
              </th>
              ${years.map((one) => {
                const number = countOf(state, one)
                return html`<td>
                  ${number === 0 ? html`<span class="faint">0</span>` : html`<a href="${stateLink(state, one)}">${number}</a>`}
                </td>`
              })}
              <td class="sum">${sum(counts.filter((one) => one.state === state))}</td>
            </tr>`
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">应发布</th>
            ${years.map((one) => html`<td>${sum(counts.filter((count) => count.year === one))}</td>`)}
            <td class="sum">${sum(counts)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
    <p class="note">
      方格里的 <span class="flag">≠2</span> 表示报告中有 2
      项数据勾稽不符。“未读出”“无法访问”是采集或读取的问题，不是单位的问题。
    </p>
  </section>`
}
