/** 运行: can I rely on last night? */
import { html } from 'hono/html'
import { z } from 'zod'
import type { RunRow, SourceRow } from '../blocks/run-tables.ts'
import { drawRuns, drawSources, runRow, sourceRow } from '../blocks/run-tables.ts'
import { defineView } from '../view.ts'
import { exitWord } from '../status-words.ts'
import { coverageWord } from '../words.ts'

const stateRow = z.object({ state: z.string(), count: z.number(), not_seen: z.number() })
const problemRow = z.object({ severity: z.string(), code: z.string(), detail: z.string(), count: z.number() })

interface Shapes extends Record<string, object> {
  rows: RunRow
  sources: SourceRow
  states: z.infer<typeof stateRow>
  problems: z.infer<typeof problemRow>
}

/** States that say more of us or the site's server than of the publisher. */
const ours = ['unreachable', 'found_not_read']

export default defineView<object, Shapes>({
  path: '/runs',
  menu: { group: 'whole', place: 4 },
  label: '运行',
  title: '运行',
  question: '昨夜的采集可靠吗？',
  columns: [
    { name: 'run', label: '运行' },
    { name: 'command', label: '命令' },
    { name: 'started_at', label: '开始', unit: 'UTC' },
    { name: 'ended_at', label: '结束', unit: 'UTC' },
    { name: 'exit', label: '结果', say: (exit) => exitWord(exit).label },
    { name: 'requests', label: '请求', unit: '次' },
    { name: 'stored', label: '新存', unit: '页' },
    { name: 'reports', label: '报告', unit: '份' },
    { name: 'facts', label: '数据', unit: '个' },
    { name: 'changed', label: '数据有变化' },
    { name: 'snapshot', label: '快照' },
    { name: 'error', label: '错误' },
  ],
  variants: () => [],
  read: () => ({}),
  queries: () => ({
    rows: { records: 'runs', row: runRow },
    sources: { records: 'sources', row: sourceRow },
    states: {
      sql: `SELECT state, count(*) AS count, count(*) FILTER (not_seen) AS not_seen FROM mart_coverage GROUP BY state`,
      values: {},
      row: stateRow,
    },
    problems: {
      sql: `SELECT severity, code, min(detail) AS detail, count(*) AS count FROM mart_problems
        WHERE current IS NOT false AND severity <> 'info' GROUP BY severity, code ORDER BY count DESC, code LIMIT 30`,
      values: {},
      row: problemRow,
    },
  }),
  draw: ({ rows, sources, states, problems }) => {
    const last = rows[0]
    const word = last === undefined ? null : exitWord(last.exit ?? '')
    const notSeen = states.reduce((sum, one) => sum + one.not_seen, 0)
    const unread = states.filter((one) => ours.includes(one.state))
    return {
      title: '运行',
      body: () =>
        html`${
            last === undefined || word === null
              ? html`<p class="empty">
                  这里没有运行记录。运行 <code>gouji night</code> 之后，每次运行的结果、来源与障碍都列在这里。
                </p>`
              : html`<p class="verdict ${word.tone}">
                  <span aria-hidden="true">${word.glyph}</span>
                  最近一次运行：<b>${word.label}</b>。${word.meaning}
                </p>`
          }
          <p class="tally">
            ${unread.map((one) => {
              const state = coverageWord(one.state)
              return html`<a class="badge ${state.tone}" href="/?state=${one.state}"
                ><span aria-hidden="true">${state.glyph}</span> ${state.label} ${one.count}</a
              >`
            })}
            ${notSeen > 0 ? html`<a class="badge ours" href="/changes?event=not_seen">△ 最近未见 ${notSeen}</a>` : ''}
          </p>
          ${drawSources(sources)} ${drawRuns(rows)}
          ${
            problems.length === 0
              ? ''
              : html`<section>
                  <h2>读取问题<small>本系统没有读懂之处，不是对单位的审计发现</small></h2>
                  <div class="scroll" tabindex="0" role="region" aria-label="读取问题">
                    <table class="ledger">
                      <thead>
                        <tr>
                          <th scope="col">代码</th>
                          <th scope="col" class="text">例</th>
                          <th scope="col">次数</th>
                        </tr>
                      </thead>
                      <tbody>
                        ${problems.map(
                          (one) =>
                            html`<tr>
                              <th scope="row"><code>${one.code}</code></th>
                              <td class="text" translate="no">${one.detail}</td>
                              <td>${one.count}</td>
                            </tr>`,
                        )}
                      </tbody>
                    </table>
                  </div>
                </section>`
          }`,
    }
  },
})
