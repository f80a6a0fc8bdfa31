import type { ReportRule } from '../rule.ts'
import { sumRule } from '../shapes/sum.ts'
import { say } from '../wording.ts'
import { nameOfLine } from '../words.ts'

/** The applicants of a row must come to its 总计. */
export const rule: ReportRule = sumRule({
  code: 'NUM-03',
  severity: 'E',
  title: '各类申请人之和，等于该行总计',
  basis: '国办公开办函〔2021〕30号、〔2019〕60号 第三部分“申请人情况”',
  table: 't3',
  identities: ['ID-303'],
  tell: ({ line }, left, right) => say('NUM-03', { row: nameOfLine(line), sum: left, total: right }),
  examples: [
    {
      name: '自然人二、法律服务机构一，总计三',
      editions: { t3: '2021' },
      cells: {
        't3.new_received.natural_person': 2,
        't3.new_received.org_legal_service': 1,
        't3.new_received.total': 3,
      },
      expect: { check: 'ID-303:new_received', verdict: 'kept' },
    },
    {
      name: '法律服务机构一，总计零',
      editions: { t3: '2021' },
      cells: { 't3.new_received.org_legal_service': 1 },
      expect: { check: 'ID-303:new_received', verdict: 'broken' },
    },
    {
      name: '空白可能正是所差的两件',
      editions: { t3: '2019' },
      cells: { 't3.new_received.natural_person': 'blank', 't3.new_received.total': 2 },
      expect: { check: 'ID-303:new_received', verdict: 'uncertain' },
    },
    {
      name: '明细行总计留空',
      editions: { t3: '2019' },
      cells: { 't3.granted.natural_person': 258, 't3.granted.total': 'blank' },
      expect: { check: 'ID-303:granted', verdict: 'not_applicable' },
    },
  ],
})
