/** 雷同: who copied? */
import { html } from 'hono/html'
import { z } from 'zod'
import { drawFilterForm } from '../blocks/filter-form.ts'
import { drawPager } from '../blocks/pager.ts'
import { sharedSelects } from '../blocks/shared-selects.ts'
import type { Filters } from '../filters.ts'
import { filterValues, link, readChoice, readFilters, readPage } from '../filters.ts'
import { defineView } from '../view.ts'
import { similarityPartWord, similarityScopeWord } from '../status-words.ts'

const pageSize = 100
const wholeSize = 10_000_000
const path = ['similarity']
const row = z.object({
  publisher: z.string(),
  name: z.string(),
  year: z.number(),
  report: z.string(),
  other_publisher: z.string(),
  other_name: z.string(),
  other_year: z.number(),
  other_report: z.string(),
  scope: z.string(),
  part: z.string(),
  share: z.number(),
  passages: z.number(),
})
type SimilarityRow = z.infer<typeof row>
const totalRow = z.object({ pairs: z.number() })
const scopes = ['neighbour', 'own_earlier']
const parts = ['body', 'plan']

interface Parameters extends Filters {
  scope: string | null
  part: string | null
  page: number
  whole: boolean
}

const where = `($site IS NULL OR site = $site) AND ($year IS NULL OR year = $year)
  AND ($scope IS NULL OR scope = $scope) AND ($part IS NULL OR part = $part)`

/** The address of the pair of a row. */
const pairLink = (one: SimilarityRow): string =>
  link(['similarity', ...one.report.split('/'), ...one.other_report.split('/')], { part: one.part })

export default defineView<Parameters, { rows: SimilarityRow; totals: z.infer<typeof totalRow> }>({
  path: '/similarity',
  menu: { group: 'check', place: 4 },
  label: '雷同',
  title: '雷同',
  question: '哪些报告的文字相近？',
  columns: [
    { name: 'publisher', label: '单位代码' },
    { name: 'name', label: '单位' },
    { name: 'year', label: '报告年度' },
    { name: 'other_publisher', label: '对方单位代码' },
    { name: 'other_name', label: '对方单位' },
    { name: 'other_year', label: '对方报告年度' },
    { name: 'scope', label: '范围', say: similarityScopeWord },
    { name: 'part', label: '部分', say: similarityPartWord },
    { name: 'share', label: '相同比例' },
    { name: 'passages', label: '相同段落', unit: '处' },
  ],
  read: (asked, scope) => {
    const filters = readFilters(asked.query, scope, path)
    if ('what' in filters) return filters
    const scopeChoices = scopes.map((value) => ({ value, label: similarityScopeWord(value) }))
    const chosen = readChoice(
      { name: 'scope', what: '范围', text: asked.query.get('scope') },
      scopeChoices,
      path,
    )
    if (typeof chosen === 'object' && chosen !== null) return chosen
    const partChoices = parts.map((value) => ({ value, label: similarityPartWord(value) }))
    const part = readChoice({ name: 'part', what: '部分', text: asked.query.get('part') }, partChoices, path)
    if (typeof part === 'object' && part !== null) return part
    return { ...filters, kind: null, scope: chosen, part, page: readPage(asked.query), whole: asked.whole }
  },
  queries: ({ site, year, scope, part, page, whole }) => {
    const values = { site, year, scope, part }
    return {
      rows: {
        sql: `SELECT publisher, name, year, report, other_publisher, other_name, other_year, other_report, scope, part,
            share, len(starts) AS passages
          FROM mart_similarities WHERE ${where} ORDER BY place
          LIMIT $size::BIGINT OFFSET $skip::BIGINT`,
        values: { ...values, size: whole ? wholeSize : pageSize, skip: whole ? 0 : (page - 1) * pageSize },
        row,
      },
      totals: {
        sql: `SELECT count(*) AS pairs FROM mart_similarities WHERE ${where}`,
        values,
        row: totalRow,
      },
    }
  },
  draw: ({ rows, totals }, parameters, scope) => {
    const { scope: chosen, part, page } = parameters
    const pairs = totals[0]?.pairs ?? 0
    const form = drawFilterForm(link(path), [
      ...sharedSelects(scope, parameters, ['site', 'year']),
      {
        name: 'scope',
        label: '范围',
        chosen: [chosen ?? ''],
        choices: scopes.map((value) => ({ value, label: similarityScopeWord(value) })),
        all: '全部',
      },
      {
        name: 'part',
        label: '部分',
        chosen: [part ?? ''],
        choices: parts.map((value) => ({ value, label: similarityPartWord(value) })),
        all: '全部',
      },
    ])
    return {
      title: '雷同',
      body: () =>
        html`${form}
          ${
            rows.length === 0
              ? html`<p class="empty">
                  没有文字相近的报告。文字在发布数据集时比较：名称、数字与统一格式规定的用语不计，相同片段达到一定比例才列出。
                </p>`
              : html`<div class="scroll" tabindex="0" role="region" aria-label="文字相近的报告">
                  <table class="ledger">
                    <caption>
                      共 ${pairs} 对；名称、数字与统一格式规定的用语不计
                    </caption>
                    <thead>
                      <tr>
                        <th scope="col">报告</th>
                        <th scope="col" class="text">与之相近的报告</th>
                        <th scope="col" class="text">部分</th>
                        <th scope="col">相同比例</th>
                        <th scope="col">相同段落</th>
                        <th scope="col">并排</th>
                      </tr>
                    </thead>
                    <tbody>
                      ${rows.map(
                        (one) =>
                          html`<tr>
                            <th scope="row">
                              <a href="${link(['publisher', one.publisher], { year: one.year })}"
                                >${one.name} ${one.year} 年</a
                              >
                            </th>
                            <td class="text">
                              <a href="${link(['publisher', one.other_publisher], { year: one.other_year })}"
                                >${one.other_name} ${one.other_year} 年</a
                              >
                              <small>${similarityScopeWord(one.scope)}</small>
                            </td>
                            <td class="text">${similarityPartWord(one.part)}</td>
                            <td>
                              <a class="figure" href="${pairLink(one)}">${Math.round(one.share * 100)}%</a>
                            </td>
                            <td>${one.passages}</td>
                            <td><a href="${pairLink(one)}">看原文</a></td>
                          </tr>`,
                      )}
                    </tbody>
                  </table>
                </div>`
          }
          ${drawPager({ page, size: pageSize, total: pairs, unit: '对', path, values: { ...filterValues(parameters), scope: chosen, part } })}
          <p class="note">相近不等于抄袭：同一项工作的通用表述也会相同。请并排阅读后再下结论。</p>`,
    }
  },
})
