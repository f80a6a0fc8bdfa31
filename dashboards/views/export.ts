/** 导出: what do I take to the meeting? */
import { html } from 'hono/html'
import { z } from 'zod'
import { drawFilterForm } from '../blocks/filter-form.ts'
import { sharedSelects } from '../blocks/shared-selects.ts'
import { datasets } from '../export/datasets.ts'
import type { Filters } from '../filters.ts'
import { filterValues, link, readFilters } from '../filters.ts'
import { defineView } from '../view.ts'

const path = ['export']
const row = z.object({ publisher: z.string(), name: z.string(), broken: z.number(), uncertain: z.number() })

export default defineView<Filters, { rows: z.infer<typeof row> }>({
  path: '/export',
  menu: { group: 'take', place: 2 },
  label: '导出',
  title: '导出',
  question: '带什么去开会？',
  columns: [
    { name: 'publisher', label: '单位代码' },
    { name: 'name', label: '单位' },
    { name: 'broken', label: '不符', unit: '项' },
    { name: 'uncertain', label: '存疑', unit: '项' },
  ],
  variants: (scope) => scope.years.map((year) => ({ year })),
  read: (asked, scope) => {
    const filters = readFilters(asked.query, scope, path)
    return 'what' in filters ? filters : { ...filters, year: filters.year ?? scope.latest }
  },
  queries: ({ site, year, kind }) => ({
    rows: {
      sql: `SELECT publisher, name, ifnull(sum(broken_e + broken_w), 0)::BIGINT AS broken,
          ifnull(sum(uncertain), 0)::BIGINT AS uncertain
        FROM mart_coverage WHERE ($site IS NULL OR site = $site) AND ($kind IS NULL OR kind = $kind)
          AND ($year IS NULL OR year = $year)
        GROUP BY site, publisher, name ORDER BY site, publisher LIMIT 500`,
      values: { site, year, kind },
      row,
    },
  }),
  draw: ({ rows }, filters, scope) => {
    const values = filterValues(filters)
    return {
      title: '导出',
      body: () =>
        html`${drawFilterForm(link(path), sharedSelects(scope, filters, ['site', 'year', 'kind'], ['year']))}
          <section>
            <h2>打印与开会<small>A4，一个文件，不含脚本</small></h2>
            <ul class="documents">
              <li>
                <a href="${link(['paper', 'audit'], values)}">核对报告</a>
                <span>发布情况、不符、存疑、提示、未能读取之处，逐项附存档出处</span>
              </li>
              <li>
                <a href="${link(['paper', 'rectification'], values)}">整改清单（全部单位）</a>
                <span>每个单位一页，留出整改情况与签字的地方</span>
              </li>
            </ul>
            <details>
              <summary>单个单位的整改清单</summary>
              <ul class="documents columns">
                ${rows.map(
                  (one) =>
                    html`<li>
                      <a href="${link(['paper', 'rectification'], { ...values, publisher: one.publisher })}"
                        >${one.name}</a
                      >
                      <small>不符 ${one.broken}，存疑 ${one.uncertain}</small>
                    </li>`,
                )}
              </ul>
            </details>
          </section>
          <section>
            <h2>数据<small>按上面的条件；Parquet 为全部数据</small></h2>
            <div class="scroll" tabindex="0" role="region" aria-label="数据集">
              <table class="ledger datasets">
                <thead>
                  <tr>
                    <th scope="col">数据集</th>
                    <th scope="col" class="text">内容</th>
                    <th scope="col" class="text">下载</th>
                  </tr>
                </thead>
                <tbody>
                  ${datasets.map(
                    (one) =>
                      html`<tr>
                        <th scope="row">${one.title}</th>
                        <td class="text">${one.about}</td>
                        <td class="text formats">
                          ${[
                            ['csv', 'CSV'],
                            ['excel.csv', 'CSV（Excel）'],
                            ['xlsx', 'XLSX'],
                          ].map(
                            ([format, label]) =>
                              html`<a href="${link(['export', `${one.name}.${format}`], values)}"
                                >${label}</a
                              > `,
                          )}
                          <a href="${link(['export', `${one.name}.parquet`])}">Parquet</a>
                          <a href="${link(['export', `${one.name}.csv-metadata.json`])}">CSVW</a>
                        </td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>
            <p class="note">
              <a href="${link(['export', 'datapackage.json'])}">Data Package 说明文件</a>。CSV
              的列名为代码，Excel 版的列名为中文；空字段表示没有数值，不是零。每个页面底部另有该页数据的
              CSV、XLSX、JSON，图有 SVG。
            </p>
          </section>`,
    }
  },
})
