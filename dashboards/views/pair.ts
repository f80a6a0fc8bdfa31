/** 雷同: two reports side by side, what they have in common marked in both. */
import { html } from 'hono/html'
import { z } from 'zod'
import { drawSideBySide } from '../blocks/side-by-side.ts'
import { link } from '../filters.ts'
import { defineView } from '../view.ts'
import { similarityPartWord, similarityScopeWord } from '../status-words.ts'

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
  snapshot: z.string(),
  other_snapshot: z.string(),
  starts: z.array(z.number()),
  ends: z.array(z.number()),
  other_starts: z.array(z.number()),
  other_ends: z.array(z.number()),
})
const otherRow = row.pick({
  report: true,
  other_report: true,
  name: true,
  year: true,
  other_name: true,
  other_year: true,
  part: true,
})

interface Parameters {
  report: string
  other: string
  part: string | null
}

const stretches = (starts: readonly number[], ends: readonly number[]): { start: number; end: number }[] =>
  starts.flatMap((start, at) => {
    const end = ends[at]
    return end === undefined ? [] : [{ start, end }]
  })

export default defineView<Parameters, { rows: z.infer<typeof row>; others: z.infer<typeof otherRow> }>({
  path: '/similarity/:publisher/:year/:kind/:other/:other_year/:other_kind',
  menu: null,
  label: '雷同',
  title: '雷同',
  question: '两份报告有哪些段落相同？',
  columns: [
    { name: 'report', label: '报告' },
    { name: 'other_report', label: '对方报告' },
    { name: 'scope', label: '范围', say: similarityScopeWord },
    { name: 'part', label: '部分', say: similarityPartWord },
    { name: 'share', label: '相同比例' },
    { name: 'snapshot', label: '存档' },
    { name: 'other_snapshot', label: '对方存档' },
    { name: 'starts', label: '起始字符' },
    { name: 'ends', label: '结束字符' },
    { name: 'other_starts', label: '对方起始字符' },
    { name: 'other_ends', label: '对方结束字符' },
  ],
  variants: () => [],
  read: ({ path, query }) => ({
    report: [path['publisher'], path['year'], path['kind']].join('/'),
    other: [path['other'], path['other_year'], path['other_kind']].join('/'),
    part: query.get('part') === '' ? null : query.get('part'),
  }),
  queries: ({ report, other, part }) => ({
    rows: {
      sql: `SELECT publisher, name, year, report, other_publisher, other_name, other_year, other_report, scope, part,
          share, snapshot, other_snapshot, starts, ends, other_starts, other_ends
        FROM mart_similarities
        WHERE report = $report AND other_report = $other AND ($part IS NULL OR part = $part)
        ORDER BY part LIMIT 1`,
      values: { report, other, part },
      row,
    },
    others: {
      sql: `SELECT report, other_report, name, year, other_name, other_year, part FROM mart_similarities
        ORDER BY report <> $report, share DESC LIMIT 30`,
      values: { report },
      row: otherRow,
    },
  }),
  draw: ({ rows, others }, { report, other }) => {
    const pair = rows[0]
    if (pair === undefined) {
      const pairs = others.map((one) => ({
        label: `${one.name} ${one.year} 年 · ${one.other_name} ${one.other_year} 年`,
        href: link(['similarity', ...one.report.split('/'), ...one.other_report.split('/')], {
          part: one.part,
        }),
      }))
      const all = [{ label: '全部相近的报告', href: link(['similarity']) }]
      return { what: '相近的报告', asked: `${report} ${other}`, exists: pairs.length > 0 ? pairs : all }
    }
    const marks = stretches(pair.starts, pair.ends)
    return {
      title: `${pair.name} ${pair.year} 年 · ${pair.other_name} ${pair.other_year} 年`,
      body: () =>
        html`<p class="crumbs">
            ${similarityScopeWord(pair.scope)} · ${similarityPartWord(pair.part)} · 相同片段占
            <b>${Math.round(pair.share * 100)}%</b>，共 ${marks.length} 处，两边标号相同的段落相同
          </p>
          ${drawSideBySide([
            {
              title: `${pair.name} ${pair.year} 年`,
              href: link(['publisher', pair.publisher], { year: pair.year }),
              snapshot: pair.snapshot,
              marks,
              changed: [],
            },
            {
              title: `${pair.other_name} ${pair.other_year} 年`,
              href: link(['publisher', pair.other_publisher], { year: pair.other_year }),
              snapshot: pair.other_snapshot,
              marks: stretches(pair.other_starts, pair.other_ends),
              changed: [],
            },
          ])}
          <p class="note">相近不等于抄袭：同一项工作的通用表述也会相同。请并排阅读后再下结论。</p>`,
    }
  },
})
