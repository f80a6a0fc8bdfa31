/** The rectification list: one sheet a publisher, with room for what was done about each point. Pure. */
import { html } from 'hono/html'
import { gather } from '../group.ts'
import type { Html } from '../view.ts'
import { coverageWord, severityWord } from '../words.ts'
import { drawPair, drawSource } from './audit-report.ts'
import type { PaperCoverage, PaperFinding } from './paper-rows.ts'

/** States that are the publisher's to mend; what we could not fetch or read is not. */
const theirs = new Set(['late', 'missing', 'image_only', 'attachment_only', 'withdrawn'])

function drawSheet(
  name: string,
  coverage: readonly PaperCoverage[],
  findings: readonly PaperFinding[],
): Html {
  const owed = coverage.filter((one) => theirs.has(one.state))
  let no = 0
  const next = (): number => {
    no += 1
    return no
  }
  return html`<section class="sheet">
    <h1>${name}</h1>
    <p class="under">政府信息公开工作年度报告整改清单</p>
    ${
      owed.length + findings.length === 0
        ? html`<p>没有需要整改的事项。</p>`
        : html`<table>
            <thead>
              <tr>
                <th>序号</th>
                <th>年度</th>
                <th>需核实或整改的事项</th>
                <th class="narrow">比对</th>
                <th class="room">整改情况</th>
              </tr>
            </thead>
            <tbody>
              ${owed.map(
                (one) =>
                  html`<tr>
                    <td class="number">${next()}</td>
                    <td class="narrow">${one.year}</td>
                    <td>
                      发布情况：${coverageWord(one.state).label}。${one.detail ?? ''}
                      <p class="source">
                        规定时限 ${one.due_date ?? '未登记'}；发布日期 ${one.published_date ?? '未知'}
                      </p>
                    </td>
                    <td class="number">—</td>
                    <td></td>
                  </tr>`,
              )}
              ${findings.map(
                (one) =>
                  html`<tr>
                    <td class="number">${next()}</td>
                    <td class="narrow">${one.year}</td>
                    <td>
                      ${one.verdict === 'uncertain' ? '请核实：' : ''}${one.message ?? one.title ?? one.check}
                      <small>（${severityWord(one.severity).label}，${one.code}）</small>${drawSource(one)}
                    </td>
                    <td class="number">${drawPair(one)}</td>
                    <td></td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
    <div class="sign">
      <p>单位负责人：</p>
      <p>整改完成日期：</p>
    </div>
  </section>`
}

/** Draws a sheet for every publisher that owes a report; what an auditor has dismissed is left out. */
export function drawRectification(
  coverage: readonly PaperCoverage[],
  findings: readonly PaperFinding[],
): Html {
  const own = gather(
    findings.filter(
      // A report that is not here stands among what is owed already.
      (one) => one.decision !== 'dismiss' && one.severity !== 'I' && one.snapshot !== null,
    ),
    (one) => one.publisher,
  )
  const keyOf = (one: { publisher: string; year: number }): string => `${one.publisher}/${one.year}`
  const dismissed = new Set(
    findings.filter((one) => one.decision === 'dismiss' && one.snapshot === null).map(keyOf),
  )
  return html`${[...gather(coverage, (one) => one.publisher)].map(([publisher, rows]) =>
    drawSheet(
      rows[0]?.name ?? publisher,
      rows.filter((one) => !dismissed.has(keyOf(one))),
      own.get(publisher) ?? [],
    ),
  )}`
}
