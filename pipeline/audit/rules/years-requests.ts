/** Across years: requests carried out of one year come into the next, and a year's figures are not the last one's. */
import type { CellId } from '../../../parsers/codebook/codebook.ts'
import { applicants } from '../../../parsers/codebook/form.ts'
import type { Rule } from '../rule.ts'
import { figure, follow, has } from '../shapes/follow.ts'
import { yearRule } from '../shapes/years.ts'
import { broken, kept, notApplicable } from '../verdicts.ts'
import { say } from '../wording.ts'
import { nameOfLine } from '../words.ts'

const columns = applicants.map(({ code }) => code).filter((code) => code !== 'total')

export const rules: readonly Rule[] = [
  yearRule({
    code: 'XYR-01',
    severity: 'E',
    title: '上年结转与上一年度报告的结转下年度一致',
    basis: '统一格式第三部分“二、上年结转”与“四、结转下年度继续办理”（XY-301）',
    reasons: ['corrected_later', 'reorganised', 'transferred', 'previous_missing'],
    applies: has('t3'),
    judge: (now, before) => ({
      ...follow(
        figure(now, 't3.carried_in.total'),
        figure(before, 't3.carried_out.total'),
        (expected, actual) => say('XYR-01', { now: actual, before: expected }),
      ),
      cells: ['t3.carried_in.total'],
    }),
    examples: [
      {
        name: '结转二件，接着二件',
        editions: { t3: '2021' },
        cells: { 't3.carried_in.total': 2 },
        before: [{ year: 2022, editions: { t3: '2021' }, cells: { 't3.carried_out.total': 2 } }],
        expect: { check: 'XYR-01', verdict: 'kept' },
      },
      {
        name: '结转二件，接着零件',
        editions: { t3: '2021' },
        before: [{ year: 2022, editions: { t3: '2021' }, cells: { 't3.carried_out.total': 2 } }],
        expect: { check: 'XYR-01', verdict: 'broken' },
      },
      {
        name: '上一年未填',
        editions: { t3: '2021' },
        cells: { 't3.carried_in.total': 2 },
        before: [{ year: 2022, editions: { t3: '2021' }, cells: { 't3.carried_out.total': 'blank' } }],
        expect: { check: 'XYR-01', verdict: 'uncertain' },
      },
      {
        name: '没有上一年度报告',
        editions: { t3: '2021' },
        expect: { check: 'XYR-01', verdict: 'not_applicable' },
      },
    ],
  }),
  yearRule({
    code: 'XYR-02',
    severity: 'W',
    title: '上年结转的申请人类别与上一年度一致',
    basis: '统一格式第三部分“申请人情况”（XY-301）',
    reasons: ['reclassified_applicants', 'corrected_later', 'reorganised'],
    applies: has('t3'),
    judge: (now, before) => {
      const total = [figure(now, 't3.carried_in.total'), figure(before, 't3.carried_out.total')] as const
      if (typeof total[0] !== 'number' || total[0] !== total[1])
        return notApplicable('总计不一致或未填，另见 XYR-01')
      const pairs = columns.map((column) => ({
        column,
        now: figure(now, `t3.carried_in.${column}`),
        before: figure(before, `t3.carried_out.${column}`),
      }))
      const unlike = pairs.filter((pair) => pair.now !== pair.before)
      if (unlike.length === 0) return kept(total[0] === 0)
      if (unlike.some((pair) => typeof pair.now !== 'number' || typeof pair.before !== 'number'))
        return notApplicable('申请人类别未填全')
      const names = unlike.map(
        (pair) => `${nameOfLine(pair.column)}${String(pair.before)}→${String(pair.now)}`,
      )
      return {
        ...broken(say('XYR-02', { columns: names.join('、') })),
        cells: unlike.map((pair): CellId => `t3.carried_in.${pair.column}`),
      }
    },
    examples: [
      {
        name: '自然人结转一件，仍是自然人',
        editions: { t3: '2021' },
        cells: { 't3.carried_in.natural_person': 1, 't3.carried_in.total': 1 },
        before: [
          {
            year: 2022,
            editions: { t3: '2021' },
            cells: { 't3.carried_out.natural_person': 1, 't3.carried_out.total': 1 },
          },
        ],
        expect: { check: 'XYR-02', verdict: 'kept' },
      },
      {
        name: '自然人变成商业企业',
        editions: { t3: '2021' },
        cells: { 't3.carried_in.org_business': 1, 't3.carried_in.total': 1 },
        before: [
          {
            year: 2022,
            editions: { t3: '2021' },
            cells: { 't3.carried_out.natural_person': 1, 't3.carried_out.total': 1 },
          },
        ],
        expect: { check: 'XYR-02', verdict: 'broken' },
      },
      {
        name: '总计已经不同',
        editions: { t3: '2021' },
        cells: { 't3.carried_in.total': 1 },
        before: [{ year: 2022, editions: { t3: '2021' } }],
        expect: { check: 'XYR-02', verdict: 'not_applicable' },
      },
    ],
  }),
]
