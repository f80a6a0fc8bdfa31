/** A figure in large print, and what it was in each version of its report. Pure. */
import { html } from 'hono/html'
import type { Figure } from '../figure.ts'
import { sayFigure } from '../figure.ts'
import { evidenceLink } from '../filters.ts'
import type { Html } from '../view.ts'
import { nothingWord } from '../words.ts'

/** A figure as one version of its report states it. */
export interface FigureVersion extends Figure {
  revision: number
  first_seen: string
  snapshot: string
}

/** Draws the value in words: a number with its unit, a nought as such, or which kind of nothing. */
export function drawValue(figure: Figure, unit: string): Html {
  if (figure.value !== null) {
    return html`<p class="value">
      <b class="${figure.value === 0 ? 'zero' : ''}">${sayFigure(figure)}</b> ${unit}${
        figure.value === 0 ? html`<small>报告填写的是零</small>` : ''
      }
    </p>`
  }
  const word = nothingWord(figure.state)
  return html`<p class="value">
    <b class="nothing">${word.glyph} ${sayFigure(figure)}</b> <small>${word.meaning}</small>
  </p>`
}

/** Draws all versions of the figure, newest first; nothing where the report never changed. */
export function drawVersions(rows: readonly FigureVersion[], shown: FigureVersion): Html {
  if (rows.length < 2) return html``
  return html`<section>
    <h2>各版本<small>报告发布后有过改动</small></h2>
    <div class="scroll" tabindex="0" role="region" aria-label="各版本的数值">
      <table class="ledger versions">
        <thead>
          <tr>
            <th scope="col">版本</th>
            <th scope="col">首次见到</th>
            <th scope="col">数值</th>
            <th scope="col" class="text">并排</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((one, at) => {
            const before = rows[at + 1]
            const changed = before !== undefined && (before.value !== one.value || before.state !== one.state)
            return html`<tr class="${one.revision === shown.revision ? 'here' : ''}">
              <th scope="row">
                <a href="${evidenceLink(one.report, one.cell, { revision: one.revision })}"
                  >第 ${one.revision} 版</a
                >
              </th>
              <td><time datetime="${one.first_seen}">${one.first_seen.slice(0, 10)}</time></td>
              <td>${sayFigure(one)}${changed ? html` <span class="flag">有改动</span>` : ''}</td>
              <td class="text">
                ${
                  one.revision === shown.revision
                    ? html`<span class="faint">所示</span>`
                    : html`<a
                        href="${evidenceLink(one.report, one.cell, { revision: shown.revision, beside: one.revision })}"
                        >与此版并排</a
                      >`
                }
              </td>
            </tr>`
          })}
        </tbody>
      </table>
    </div>
  </section>`
}
