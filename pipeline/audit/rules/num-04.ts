import type { ReportRule } from '../rule.ts'
import { sumRule } from '../shapes/sum.ts'
import { say } from '../wording.ts'
import { nameOfLine } from '../words.ts'

/** The results of a route of review must come to its 总计. */
export const rule: ReportRule = sumRule({
  code: 'NUM-04',
  severity: 'E',
  title: '复议、诉讼各结果之和，等于总计',
  basis: '国办公开办函〔2021〕30号、〔2019〕60号 第四部分',
  table: 't4',
  identities: ['ID-401', 'ID-402', 'ID-403'],
  tell: ({ line }, left, right) => say('NUM-04', { route: nameOfLine(line), sum: left, total: right }),
  examples: [
    {
      name: '维持一件，总计一件',
      editions: { t4: '2021' },
      cells: { 't4.reconsideration.upheld': 1, 't4.reconsideration.total': 1 },
      expect: { check: 'ID-401:reconsideration', verdict: 'kept' },
    },
    {
      name: '总计漏计',
      editions: { t4: '2021' },
      cells: { 't4.litigation_direct.pending': 1 },
      expect: { check: 'ID-402:litigation_direct', verdict: 'broken' },
    },
    {
      name: '总计二，其中一格空白',
      editions: { t4: '2021' },
      cells: {
        't4.litigation_direct.upheld': 1,
        't4.litigation_direct.pending': 'blank',
        't4.litigation_direct.total': 2,
      },
      expect: { check: 'ID-402:litigation_direct', verdict: 'uncertain' },
    },
    {
      name: '总计未填',
      editions: { t4: '2021' },
      cells: { 't4.reconsideration.upheld': 1, 't4.reconsideration.total': 'blank' },
      expect: { check: 'ID-401:reconsideration', verdict: 'not_applicable' },
    },
  ],
})
