/** Counts of findings, and of everything that was checked to find them. Pure. */
import { html } from 'hono/html'
import { z } from 'zod'
import { writeNumber } from '../figure.ts'
import type { LinkValues } from '../filters.ts'
import { link } from '../filters.ts'
import type { Html } from '../view.ts'
import type { Scope } from '../scope.ts'
import { titleOf } from '../scope.ts'
import { severityWord, verdictWord } from '../words.ts'

/** Schema of the verdicts of one check over all current reports. */
export const checkRow = z.object({
  code: z.string(),
  kept: z.number(),
  trivially_kept: z.number(),
  broken: z.number(),
  uncertain: z.number(),
  not_applicable: z.number(),
  /** Verdicts of auditors on findings of this code; null where nobody has judged one. */
  verdicts: z.number().nullable(),
  dismissed: z.number().nullable(),
  demoted: z.boolean().nullable(),
})
/** The verdicts of one check over all current reports. */
export type CheckRow = z.infer<typeof checkRow>

/** Schema of the findings of one severity and verdict. */
export const countRow = z.object({ severity: z.string(), verdict: z.string(), count: z.number() })
/** How many findings have one severity and verdict. */
export type CountRow = z.infer<typeof countRow>

/** What every check did on all current reports: the denominators that a list of failures lacks. */
export function drawChecks(checks: readonly CheckRow[], scope: Pick<Scope, 'catalogue'>): Html {
  return html`<section>
    <h2>各项核对的结论</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="各项核对的结论">
      <table class="ledger">
        <caption>
          全部现行报告，不受上面条件限制。“均为零”指各数都是 0 而相符，另计，不当作已经核实
        </caption>
        <thead>
          <tr>
            <th scope="col">代码</th>
            <th scope="col" class="text">核对内容</th>
            <th scope="col">相符</th>
            <th scope="col">均为零</th>
            <th scope="col">不符</th>
            <th scope="col">存疑</th>
            <th scope="col">不适用</th>
            <th scope="col">审计排除</th>
          </tr>
        </thead>
        <tbody>
          ${checks.map(
            (row) =>
              html`<tr>
                <th scope="row"><a href="${link(['findings'], { code: row.code })}">${row.code}</a></th>
                <td class="text">
                  ${titleOf(scope, row.code)}${row.demoted === true ? html` <small>因排除过多，降为提示</small>` : ''}
                </td>
                <td>${writeNumber(row.kept)}</td>
                <td>${writeNumber(row.trivially_kept)}</td>
                <td>${writeNumber(row.broken)}</td>
                <td>${writeNumber(row.uncertain)}</td>
                <td>${writeNumber(row.not_applicable)}</td>
                <td>
                  ${row.verdicts === null ? html`<span class="faint">未审</span>` : html`${row.dismissed} / ${row.verdicts}`}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`
}

/** Draws how many findings there are of each severity and verdict; each count is a link that narrows to it. */
export function drawCounts(counts: readonly CountRow[], values: LinkValues): Html {
  const total = counts.reduce((sum, one) => sum + one.count, 0)
  return html`<p class="tally">
    共 <b>${writeNumber(total)}</b> 项
    ${counts.map(({ severity, verdict, count }) => {
      const [grave, sure] = [severityWord(severity), verdictWord(verdict)]
      return html`<a
        class="badge ${grave.tone}"
        href="${link(['findings'], { ...values, severity, verdict })}"
        ><span aria-hidden="true">${grave.glyph}</span> ${grave.label}·${sure.label} ${writeNumber(count)}</a
      >`
    })}
  </p>`
}
