/** 查找: publishers, years, figures and findings by words. */
import { html } from 'hono/html'
import { z } from 'zod'
import { evidenceLink, link } from '../filters.ts'
import { gather } from '../group.ts'
import { nameOfLabel } from '../labels.ts'
import type { LinkValues } from '../filters.ts'
import { defineView } from '../view.ts'
import { searchKindWord } from '../status-words.ts'

const row = z.object({
  kind: z.string(),
  label: z.string(),
  detail: z.string().nullable(),
  publisher: z.string().nullable(),
  year: z.number().nullable(),
  report: z.string().nullable(),
  code: z.string().nullable(),
})
type Hit = z.infer<typeof row>

interface Parameters {
  text: string
  /** The text without the year, lower case. */
  words: string
  year: number | null
  /** Lists everything that can be found, for a copy whose pages are searched where they are read. */
  all: boolean
}

const mostWords = 5
const mostHits = 20
const mostAll = 5000
const kinds = ['figure_of', 'publisher', 'cell', 'finding', 'code']

/** Every word stands in the lower-case text, whether or not the words are parted by spaces; `$w1` … are the words. */
const has = (text: string): string =>
  Array.from(
    { length: mostWords },
    (_, at) => `($w${at + 1} IS NULL OR contains(${text}, $w${at + 1}))`,
  ).join(' AND ')

const hits = `
  WITH named AS (
    SELECT publisher, name, trim(replace($words, short_name, ' ')) AS rest FROM mart_publishers
    WHERE contains($words, short_name) OR contains($words, publisher) OR (${has('lower(name)')}) OR starts_with(publisher, $words)),
  figures AS (
    SELECT n.publisher, n.name, c.cell, c.label, c.position FROM named n
    JOIN mart_cells c ON n.rest <> '' AND n.rest <> $words AND contains(replace(lower(c.label), ' ', ''), replace(n.rest, ' ', ''))
    WHERE c.report_count > 0)
  (SELECT 'publisher' AS kind, name AS label, publisher AS detail, publisher, $year::INT AS year, NULL AS report, NULL AS code
    FROM named ORDER BY length(name), publisher LIMIT $most::BIGINT)
  UNION ALL
  (SELECT 'figure_of', g.label, g.name, g.publisher, f.year, f.report, g.cell FROM figures g
    JOIN mart_figures f ON f.publisher = g.publisher AND f.cell = g.cell
    WHERE $year IS NULL OR f.year = $year ORDER BY g.position, f.year DESC LIMIT 12)
  UNION ALL
  (SELECT 'cell', label, cell, NULL, NULL, NULL, cell FROM mart_cells
    WHERE (${has("lower(label || ' ' || cell)")}) AND ($words <> '' OR $all) ORDER BY report_count DESC, position LIMIT $most::BIGINT)
  UNION ALL
  (SELECT 'code', coalesce(title, code), basis, NULL, NULL, NULL, code FROM mart_codes
    WHERE (${has("lower(code || ' ' || ifnull(title, ''))")}) AND ($words <> '' OR $all) ORDER BY code LIMIT $most::BIGINT)
  UNION ALL
  (SELECT 'finding', message, name, publisher, year, report, code FROM mart_findings
    WHERE message IS NOT NULL AND ($year IS NULL OR year = $year) AND ($words <> '' OR $year IS NOT NULL OR $all)
      AND (${has('search_text')})
    ORDER BY list_position(['E', 'W', 'I'], severity), year DESC LIMIT $most::BIGINT)`

function hrefOf(hit: Hit): string {
  const year: LinkValues = { year: hit.year }
  if (hit.kind === 'publisher') return link(['publisher', hit.publisher ?? ''], year)
  if (hit.kind === 'figure_of') return evidenceLink(hit.report ?? '', hit.code ?? '')
  if (hit.kind === 'cell') return link(['compare'], { cell: hit.code })
  if (hit.kind === 'code') return link(['dictionary'], { code: hit.code })
  return link(['findings'], { publisher: hit.publisher, year: hit.year, code: hit.code })
}

export default defineView<Parameters, { rows: Hit }>({
  path: '/search',
  menu: null,
  label: '查找',
  title: '查找',
  question: '要找哪个单位、年度、指标或问题？',
  columns: [
    { name: 'kind', label: '类别', say: searchKindWord },
    { name: 'label', label: '名称' },
    { name: 'detail', label: '说明' },
    { name: 'publisher', label: '单位代码' },
    { name: 'year', label: '年度' },
    { name: 'report', label: '报告' },
    { name: 'code', label: '代码' },
  ],
  variants: () => [],
  read: ({ query }, scope) => {
    const text = (query.get('q') ?? '').trim().slice(0, 100)
    const found = /(?<!\d)(\d{4})(?!\d)\s*(?:年度?)?/u.exec(text)
    const year = found === null ? null : Number(found[1])
    const known = year !== null && scope.years.includes(year) ? year : null
    const words = known === null || found === null ? text : text.replace(found[0], ' ')
    return {
      text,
      words: words.trim().toLowerCase().replace(/\s+/gu, ' '),
      year: known,
      all: query.get('all') === '1',
    }
  },
  queries: ({ words, year, all }) => {
    const parts = words.split(' ').filter((word) => word !== '')
    const each = Object.fromEntries(
      Array.from({ length: mostWords }, (_, at): [string, string | null] => [
        `w${at + 1}`,
        parts[at] ?? null,
      ]),
    )
    return { rows: { sql: hits, values: { ...each, words, year, all, most: all ? mostAll : mostHits }, row } }
  },
  draw: ({ rows }, { text, year, all }) => {
    const shown = text === '' && !all ? [] : rows
    const groups = gather(shown, (one) => one.kind)
    return {
      title: text === '' ? '查找' : `查找“${text}”`,
      body: () =>
        html`${
          year === null
            ? ''
            : html`<p class="note">
                年度 ${year}：<a href="${link([], { year })}">概览</a>
                <a href="${link(['findings'], { year })}">问题</a>
                <a href="${link(['timeliness'], { year })}">时效</a>
              </p>`
        }
        ${
          shown.length === 0
            ? html`<p class="empty">
                ${text === '' ? '在上面写下要找的字。' : '没有找到。'}可以写单位名称、年度、指标中的字或核对代码，例如“石门镇
                2022 予以公开”、“行政处罚”、“NUM-03”。
              </p>`
            : html`${kinds.flatMap((kind) => {
                const own = groups.get(kind)
                return own === undefined
                  ? []
                  : [
                      html`<section>
                        <h2>${searchKindWord(kind)}<small>${own.length} 个</small></h2>
                        <ul class="hits">
                          ${own.map(
                            (hit) =>
                              html`<li>
                                <a href="${hrefOf(hit)}" ${hit.kind === 'finding' ? html`translate="no"` : ''}
                                  >${hit.kind === 'cell' || hit.kind === 'figure_of' ? nameOfLabel(hit.label) : hit.label}</a
                                >
                                <small ${hit.kind === 'code' ? html`translate="no"` : ''}
                                  >${hit.detail ?? ''}${hit.year === null || hit.kind === 'publisher' ? '' : ` ${hit.year} 年`}</small
                                >
                              </li>`,
                          )}
                        </ul>
                      </section>`,
                    ]
              })}`
        }`,
    }
  },
})
