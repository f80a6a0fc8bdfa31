import type { ReportRule } from '../rule.ts'
import { sumRule } from '../shapes/sum.ts'
import { say } from '../wording.ts'
import { nameOfLine } from '../words.ts'

/** The outcomes of a column must come to its 总计. */
export const rule: ReportRule = sumRule({
  code: 'NUM-02',
  severity: 'E',
  title: '办理结果各项之和，等于“（七）总计”',
  basis: '国办公开办函〔2021〕30号、〔2019〕60号 第三部分“三、本年度办理结果”',
  table: 't3',
  identities: ['ID-302'],
  tell: ({ line }, left, right) => say('NUM-02', { column: nameOfLine(line), sum: left, total: right }),
  examples: [
    {
      name: '三件予以公开，总计三件',
      editions: { t3: '2021' },
      cells: { 't3.granted.natural_person': 3, 't3.results_total.natural_person': 3 },
      expect: { check: 'ID-302:natural_person', verdict: 'kept' },
    },
    {
      name: '总计多一件',
      editions: { t3: '2021' },
      cells: { 't3.granted.natural_person': 3, 't3.results_total.natural_person': 4 },
      expect: { check: 'ID-302:natural_person', verdict: 'broken' },
    },
    {
      name: '2019年格式的其他处理只有一行',
      editions: { t3: '2019' },
      cells: { 't3.other_total.total': 2, 't3.results_total.total': 2 },
      expect: { check: 'ID-302:total', verdict: 'kept' },
    },
    {
      name: '有一格不是数值',
      editions: { t3: '2021' },
      cells: { 't3.granted.total': 'non_numeric', 't3.results_total.total': 2 },
      expect: { check: 'ID-302:total', verdict: 'not_applicable' },
    },
    {
      name: '有一格空白，总计多两件',
      editions: { t3: '2021' },
      cells: { 't3.granted.total': 'blank', 't3.results_total.total': 2 },
      expect: { check: 'ID-302:total', verdict: 'uncertain' },
    },
    {
      name: '总计未填',
      editions: { t3: '2021' },
      cells: { 't3.granted.total': 2, 't3.results_total.total': 'blank' },
      expect: { check: 'ID-302:total', verdict: 'not_applicable' },
    },
  ],
})
