/** The dictionary as tables: wording of each edition, comparability, basis; and the catalogue of checks. Pure. */
import { html } from 'hono/html'
import { writeNumber } from '../figure.ts'
import { link } from '../filters.ts'
import { nameOfLabel } from '../labels.ts'
import type { Html } from '../view.ts'
import type { DictionaryRow } from '../views/dictionary.ts'
import { severityWord } from '../words.ts'
import { basisOf, editionNotices } from './legal-basis.ts'

/** Says which notices issued the forms. */
export function drawNotices(): Html {
  return html`<p class="note">
    ${editionNotices.map((one) => html`<span>${one.edition} 年表式：${one.notice}，${one.years}。</span> `)}
    表式以表格自身的文字判断，不以报告年度判断。
  </p>`
}

/** Says between which forms a figure may be compared. */
function drawComparability(row: DictionaryRow): Html {
  const [older, newer] = [row.label_2019 !== null, row.label_2021 !== null]
  if (row.label_2014 !== null) return html`<span class="calm">⊘ 只在 2014 年附表</span>`
  if (older && newer) return html`<span class="good">＝ 2019 与 2021 年表式可比</span>`
  return html`<span class="warn">⊘ 只在 ${newer ? '2021' : '2019'} 年表式，不与另一表式比较</span>`
}

function drawWording(row: DictionaryRow): Html {
  const printed = [
    { edition: '2014', label: row.label_2014 },
    { edition: '2019', label: row.label_2019 },
    { edition: '2021', label: row.label_2021 },
  ].flatMap(({ edition, label }) => (label === null ? [] : [{ edition, label }]))
  const [first] = printed
  const same = first !== undefined && printed.every((one) => one.label === first.label)
  return same
    ? html`<span lang="zh-CN">${first.label}</span>`
    : html`${printed.map((one) => html`<span class="wording"><b>${one.edition}</b> <span lang="zh-CN">${one.label}</span></span>`)}`
}

/** Draws the figures of one table of the form. */
export function drawCellTable(rows: readonly DictionaryRow[], asked: string | null): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="指标">
    <table class="ledger dictionary">
      <thead>
        <tr>
          <th scope="col">指标</th>
          <th scope="col" class="text">表中的文字</th>
          <th scope="col" class="text">可比性</th>
          <th scope="col" class="text">依据</th>
          <th scope="col">报告</th>
          <th scope="col">查看</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr id="${row.code}" class="${row.code === asked ? 'here' : ''}">
              <th scope="row">
                ${nameOfLabel(row.name ?? '')}<br /><code>${row.code}</code> <small>${row.unit_label}</small>
              </th>
              <td class="text">${drawWording(row)}</td>
              <td class="text">${drawComparability(row)}</td>
              <td class="text" lang="zh-CN" translate="no">${basisOf(row.code)}</td>
              <td>${writeNumber(row.report_count)}</td>
              <td>
                ${
                  row.report_count === 0
                    ? html`<span class="faint">没有数值</span>`
                    : html`<a href="${link(['compare'], { cell: row.code })}">比较</a>
                        <a href="${link(['trend'], { cell: row.code })}">趋势</a>`
                }
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

/** Draws the catalogue of checks. */
export function drawCodeTable(rows: readonly DictionaryRow[], asked: string | null): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="核对目录">
    <table class="ledger dictionary">
      <caption>
        每项核对有四种结论：相符、不符、存疑、不适用。“均为零”的相符另计。
      </caption>
      <thead>
        <tr>
          <th scope="col">代码</th>
          <th scope="col" class="text">应当成立的关系</th>
          <th scope="col" class="text">依据</th>
          <th scope="col" class="text">程度</th>
          <th scope="col">核对次数</th>
          <th scope="col">不符</th>
          <th scope="col">存疑</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => {
          const word = row.severity === null ? null : severityWord(row.severity)
          const count = (value: number | null, verdict: string): Html =>
            value === null || value === 0
              ? html`<span class="faint">0</span>`
              : html`<a href="${link(['findings'], { code: row.code, verdict })}">${writeNumber(value)}</a>`
          return html`<tr id="${row.code}" class="${row.code === asked ? 'here' : ''}">
            <th scope="row"><code>${row.code}</code></th>
            <td class="text">${row.name ?? ''}</td>
            <td class="text" lang="zh-CN" translate="no">${row.basis ?? ''}</td>
            <td class="text">
              ${
                word === null
                  ? ''
                  : html`<span class="badge ${word.tone}"
                      ><span aria-hidden="true">${word.glyph}</span> ${word.label}</span
                    >`
              }
            </td>
            <td>${writeNumber(row.report_count)}</td>
            <td>${count(row.broken, 'broken')}</td>
            <td>${count(row.uncertain, 'uncertain')}</td>
          </tr>`
        })}
      </tbody>
    </table>
  </div>`
}
