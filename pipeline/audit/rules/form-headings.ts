/** The headings of table three: the note on its sums, and the groups of applicants. */
import { halfWidth } from '../../../parsers/page/text.ts'
import type { Rule } from '../rule.ts'
import { isInDoubt } from '../shapes/problem.ts'
import { reportRule } from '../shapes/report.ts'
import { broken, kept, notApplicable, type Judgement } from '../verdicts.ts'
import { say } from '../wording.ts'
import { noticeOf } from '../words.ts'

/** What must stand over the figures, and the words it is known by. A missing column is told by FMT-06, a misspelt one by FMT-07. */
const parts: readonly (readonly [of: string, name: string, words: RegExp])[] = [
  ['note', '“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”', /[勾钩]稽|第一项加第二项/],
  ['applicants', '“申请人情况”', /申请人情?况?/],
  ['organisations', '“法人或其他组织”', /法人/],
]

const tell = (of: string, what: string): Judgement => ({ ...broken(say('FMT-10', { what })), of })

export const rules: readonly Rule[] = [
  reportRule({
    code: 'FMT-10',
    severity: 'W',
    title: '第三部分表头齐全',
    basis: `${noticeOf['2021']}、${noticeOf['2019']} 第三部分表头（勾稽关系说明、申请人情况）`,
    judge: (subject) => {
      const { request_headings, editions } = subject.report
      if (request_headings === null || editions.t3 === null || editions.t3 === '2014') return null
      if (isInDoubt(subject)) return notApplicable('表格未能完整读取')
      const words = request_headings.map(halfWidth)
      if (words.every((word) => word === '')) return tell('all', '全部表头行')
      return parts.map(([of, name, pattern]): Judgement =>
        words.some((word) => pattern.test(word)) ? { ...kept(), of } : tell(of, name),
      )
    },
    examples: [
      { name: '表头齐全', editions: { t3: '2021' }, expect: { check: 'FMT-10:note', verdict: 'kept' } },
      {
        name: '左上角没有勾稽关系说明',
        editions: { t3: '2021' },
        report: { request_headings: ['', '申请人情况', '自然人', '法人或其他组织', '总计'] },
        expect: { check: 'FMT-10:note', verdict: 'broken' },
      },
      {
        name: '没有表头行',
        editions: { t3: '2021' },
        report: { request_headings: [] },
        expect: { check: 'FMT-10:all', verdict: 'broken' },
      },
      {
        name: '同一表格出现两次，不知以哪张为准',
        editions: { t3: '2021' },
        problems: [{ code: 'table_ambiguous', detail: '同一统计表出现多次且内容不同：第三部分' }],
        expect: { check: 'FMT-10', verdict: 'not_applicable' },
      },
    ],
  }),
]
