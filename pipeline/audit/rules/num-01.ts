import type { CellId } from '../../../parsers/codebook/codebook.ts'
import { isCellId } from '../../../parsers/codebook/codebook.ts'
import type { ReportRule } from '../rule.ts'
import { sumRule } from '../shapes/sum.ts'
import { difference } from '../verdicts.ts'
import { say } from '../wording.ts'
import { nameOfLine } from '../words.ts'

const cell = (row: string, line: string): CellId | null => {
  const id = `t3.${row}.${line}`
  return isCellId(id) ? id : null
}

/** Requests that came in must have been answered or be carried forward, for every kind of applicant. */
export const rule: ReportRule = sumRule({
  code: 'NUM-01',
  severity: 'E',
  title: '新收与上年结转之和，等于办理结果总计与结转下年度之和',
  basis: '国办公开办函〔2021〕30号、〔2019〕60号 第三部分表头勾稽关系',
  table: 't3',
  identities: ['ID-301'],
  tell: ({ line }, left, right, panel) => {
    const value = (row: string): string => {
      const id = cell(row, line)
      const figure = id === null ? undefined : panel.get(id)
      return figure === undefined || figure.value === null ? '未填' : String(figure.value)
    }
    return say('NUM-01', {
      column: nameOfLine(line),
      received: value('new_received'),
      carried_in: value('carried_in'),
      results: value('results_total'),
      carried_out: value('carried_out'),
      gap: difference(left, right),
    })
  },
  examples: [
    {
      name: '全为零只是无事可查',
      editions: { t3: '2021' },
      expect: { check: 'ID-301:total', verdict: 'kept' },
    },
    {
      name: '收五件，办四件，结转一件',
      editions: { t3: '2021' },
      cells: { 't3.new_received.total': 5, 't3.results_total.total': 4, 't3.carried_out.total': 1 },
      expect: { check: 'ID-301:total', verdict: 'kept' },
    },
    {
      name: '少了一件',
      editions: { t3: '2019' },
      cells: { 't3.new_received.total': 5, 't3.results_total.total': 4 },
      expect: { check: 'ID-301:total', verdict: 'broken' },
    },
    {
      name: '结转未填，可能正是所差的一件',
      editions: { t3: '2021' },
      cells: { 't3.new_received.total': 5, 't3.results_total.total': 4, 't3.carried_out.total': 'blank' },
      expect: { check: 'ID-301:total', verdict: 'uncertain' },
    },
    {
      name: '办理结果与结转都未填',
      editions: { t3: '2021' },
      cells: {
        't3.new_received.total': 5,
        't3.results_total.total': 'blank',
        't3.carried_out.total': 'blank',
      },
      expect: { check: 'ID-301:total', verdict: 'not_applicable' },
    },
  ],
})
