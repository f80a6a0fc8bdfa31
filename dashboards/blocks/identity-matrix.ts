/** Checks and how they ended: totals a code as a bar of five parts, and the matrix of publishers and codes. Pure. */
import { html } from 'hono/html'
import { z } from 'zod'
import { writeNumber } from '../figure.ts'
import type { Filters } from '../filters.ts'
import { filterValues, link } from '../filters.ts'
import { gather } from '../group.ts'
import type { Html } from '../view.ts'

/** Schema of one publisher's failures under one code. */
export const identityRow = z.object({
  publisher: z.string(),
  name: z.string(),
  code: z.string(),
  broken: z.number(),
  uncertain: z.number(),
  years: z.array(z.number()),
})
/** One publisher's failures under one code. */
export type IdentityRow = z.infer<typeof identityRow>

/** Schema of the five verdict counts of one code. */
export const identityCount = z.object({
  code: z.string(),
  kept: z.number(),
  trivially_kept: z.number(),
  broken: z.number(),
  uncertain: z.number(),
  not_applicable: z.number(),
})
/** The five verdict counts of one code. */
export type IdentityCount = z.infer<typeof identityCount>

const parts = [
  { name: 'broken', label: '不符', className: 'bad' },
  { name: 'uncertain', label: '存疑', className: 'warn' },
  { name: 'kept', label: '相符', className: 'good' },
  { name: 'trivially_kept', label: '均为零', className: 'calm' },
] as const

/** A bar of the four parts that were checked, as wide as the share of each. */
function drawBar(count: IdentityCount): Html {
  const total = parts.reduce((sum, part) => sum + count[part.name], 0)
  if (total === 0) return html`<span class="faint">没有可核对的</span>`
  let at = 0
  return html`<svg class="share" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    ${parts.map((part) => {
      const width = Math.round((count[part.name] / total) * 10_000) / 100
      const x = Math.round(at * 100) / 100
      at += width
      return width === 0
        ? ''
        : html`<rect class="${part.className}" x="${x}" y="0" width="${Math.max(width, 0.8)}" height="8" />`
    })}
  </svg>`
}

/** Draws how every check of the family ended. */
export function drawIdentityTotals(
  counts: readonly IdentityCount[],
  titleOf: (code: string) => string,
  filters: Filters,
): Html {
  if (counts.length === 0) return html`<p class="empty">这一类还没有核对过的关系。</p>`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="各项核对的结论">
    <table class="ledger">
      <caption>
        “均为零”指各数都是 0 而相符，另计，不当作已经核实
      </caption>
      <thead>
        <tr>
          <th scope="col">代码</th>
          <th scope="col" class="text">应当成立的关系</th>
          <th scope="col"><span class="unseen">占比</span></th>
          ${parts.map((part) => html`<th scope="col">${part.label}</th>`)}
          <th scope="col">不适用</th>
        </tr>
      </thead>
      <tbody>
        ${counts.map(
          (count) =>
            html`<tr>
              <th scope="row">
                <a href="${link(['findings'], { ...filterValues(filters), code: count.code })}"
                  >${count.code}</a
                >
              </th>
              <td class="text">${titleOf(count.code)}</td>
              <td>${drawBar(count)}</td>
              ${parts.map((part) => {
                const number = count[part.name]
                const verdict = part.name === 'broken' || part.name === 'uncertain' ? part.name : null
                return html`<td>
                  ${
                    number > 0 && verdict !== null
                      ? html`<a
                          href="${link(['findings'], { ...filterValues(filters), code: count.code, verdict })}"
                          >${writeNumber(number)}</a
                        >`
                      : html`<span class="${number === 0 ? 'faint' : ''}">${writeNumber(number)}</span>`
                  }
                </td>`
              })}
              <td><span class="faint">${writeNumber(count.not_applicable)}</span></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

/** Draws publishers against codes; every square leads to its findings. */
export function drawIdentityMatrix(
  rows: readonly IdentityRow[],
  counts: readonly IdentityCount[],
  titleOf: (code: string) => string,
  filters: Filters,
): Html {
  const codes = counts.filter((count) => count.broken + count.uncertain > 0).map((count) => count.code)
  const publishers = gather(rows, (row) => row.publisher)
  return html`<div class="scroll" tabindex="0" role="region" aria-label="单位与核对项对照表">
    <table class="matrix identities">
      <thead>
        <tr>
          <th scope="col" class="who">单位</th>
          ${codes.map((code) => html`<th scope="col"><abbr title="${titleOf(code)}">${code}</abbr></th>`)}
        </tr>
      </thead>
      <tbody>
        ${[...publishers].map(([publisher, own]) => {
          const byCode = new Map(own.map((row) => [row.code, row]))
          return html`<tr>
            <th scope="row" class="who">
              <a href="${link(['publisher', publisher], filterValues(filters))}"
                >${own[0]?.name ?? publisher}</a
              >
            </th>
            ${codes.map((code) => {
              const row = byCode.get(code)
              if (row === undefined) return html`<td class="square"><span class="unseen">没有</span></td>`
              const years = row.years.join('、')
              const href = link(['findings'], { ...filterValues(filters), code, publisher })
              const said = [
                row.broken > 0 ? `不符 ${row.broken} 项` : '',
                row.uncertain > 0 ? `存疑 ${row.uncertain} 项` : '',
              ].filter((text) => text !== '')
              return html`<td class="square ${row.broken > 0 ? 'bad' : 'warn'}">
                <a href="${href}" title="${code} ${titleOf(code)}；${said.join('；')}；${years} 年"
                  ><span class="glyph"
                    >${row.broken > 0 ? `≠${row.broken}` : ''}${row.uncertain > 0 ? ` ？${row.uncertain}` : ''}</span
                  ></a
                >
              </td>`
            })}
          </tr>`
        })}
      </tbody>
    </table>
  </div>`
}
