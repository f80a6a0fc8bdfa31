/** The record of runs and what each column of each site answered last. Pure. */
import { html } from 'hono/html'
import { z } from 'zod'
import { writeNumber } from '../figure.ts'
import { gather } from '../group.ts'
import { sayTime } from '../page.ts'
import type { Html } from '../view.ts'
import { entryWord, exitWord } from '../status-words.ts'
import { drawLiveLink } from './report-head.ts'

/** Schema of one run. */
export const runRow = z.object({
  run: z.string().nullable(),
  command: z.string().nullable(),
  started_at: z.string().nullable(),
  ended_at: z.string().nullable(),
  exit: z.string().nullable(),
  requests: z.number().nullable(),
  stored: z.number().nullable(),
  reports: z.number().nullable(),
  facts: z.number().nullable(),
  broken: z.number().nullable(),
  uncertain: z.number().nullable(),
  changed: z.boolean().nullable(),
  snapshot: z.string().nullable(),
  error: z.string().nullable(),
  refused: z.number().nullable(),
})
/** One run; numbers are null where the command has none. */
export type RunRow = z.infer<typeof runRow>

/** Schema of one column of one site as it was last walked. */
export const sourceRow = z.object({
  site: z.string(),
  started_at: z.string(),
  ended_at: z.string(),
  url: z.string(),
  publisher: z.string().nullable(),
  state: z.string(),
  detail: z.string(),
  list_pages: z.number(),
  found: z.number(),
  total: z.number().nullable(),
  site_requests: z.number().nullable(),
  site_stored: z.number().nullable(),
  site_troubles: z.array(z.string()),
})
/** One column of one site as it was last walked. */
export type SourceRow = z.infer<typeof sourceRow>

function drawNumber(value: number | null): Html {
  return value === null ? html`<span class="faint">—</span>` : html`${writeNumber(value)}`
}

/** Draws the columns, one table a site; nothing where no crawl has left a record. */
export function drawSources(rows: readonly SourceRow[]): Html {
  return html`${[...gather(rows, (row) => row.site)].map(([site, own]) => {
    const [first] = own
    const troubles = own.flatMap((row) => row.site_troubles)
    return html`<section>
      <h2>
        来源 ${site}<small
          >${first === undefined ? '' : sayTime(first.started_at)}，请求 ${first?.site_requests ?? '—'}
          次，新存 ${first?.site_stored ?? '—'} 页</small
        >
      </h2>
      <div class="scroll" tabindex="0" role="region" aria-label="来源栏目 ${site}">
        <table class="ledger">
          <thead>
            <tr>
              <th scope="col">栏目</th>
              <th scope="col" class="text">结果</th>
              <th scope="col">列表页</th>
              <th scope="col">找到链接</th>
              <th scope="col">栏目自称</th>
            </tr>
          </thead>
          <tbody>
            ${own.map((row) => {
              const word = entryWord(row.state)
              return html`<tr>
                <th scope="row" class="url address" translate="no">${drawLiveLink(row.url, row.url)}</th>
                <td class="text">
                  <span class="chip ${word.tone}" aria-hidden="true">${word.glyph}</span>${word.label}${
                    row.detail === '' ? '' : html`<br /><small translate="no">${row.detail}</small>`
                  }
                </td>
                <td>${row.list_pages}</td>
                <td>${row.found}</td>
                <td>${drawNumber(row.total)}</td>
              </tr>`
            })}
          </tbody>
        </table>
      </div>
      ${
        troubles.length === 0
          ? ''
          : html`<details>
              <summary>取不到的页面 ${troubles.length} 个</summary>
              <ul translate="no">
                ${troubles.map((text) => html`<li>${text}</li>`)}
              </ul>
            </details>`
      }
    </section>`
  })}`
}

/** Draws the runs, newest first. */
export function drawRuns(rows: readonly RunRow[]): Html {
  if (rows.length === 0) return html``
  return html`<section>
    <h2>运行记录<small>最近 ${rows.length} 次</small></h2>
    <div class="scroll" tabindex="0" role="region" aria-label="运行记录">
      <table class="ledger">
        <thead>
          <tr>
            <th scope="col">运行</th>
            <th scope="col">命令</th>
            <th scope="col" class="text">结果</th>
            <th scope="col">请求</th>
            <th scope="col">新存</th>
            <th scope="col">报告</th>
            <th scope="col">数据</th>
            <th scope="col">不符</th>
            <th scope="col">存疑</th>
            <th scope="col">快照</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => {
            const word = exitWord(row.exit ?? '')
            return html`<tr>
              <th scope="row">${row.started_at === null ? (row.run ?? '') : sayTime(row.started_at)}</th>
              <td translate="no">${row.command ?? ''}</td>
              <td class="text">
                <span class="chip ${word.tone}" aria-hidden="true">${word.glyph}</span>${word.label}${
                  row.changed === false ? html`<small> 数据没有变化</small>` : ''
                }${row.error === null ? '' : html`<br /><small translate="no">${row.error.slice(0, 200)}</small>`}
              </td>
              <td>${drawNumber(row.requests)}</td>
              <td>${drawNumber(row.stored)}</td>
              <td>${drawNumber(row.reports)}</td>
              <td>${drawNumber(row.facts)}</td>
              <td>${drawNumber(row.broken)}</td>
              <td>${drawNumber(row.uncertain)}</td>
              <td>
                ${row.snapshot === null ? html`<span class="faint">—</span>` : html`<code>${row.snapshot.slice(0, 12)}</code>`}
              </td>
            </tr>`
          })}
        </tbody>
      </table>
    </div>
  </section>`
}
