/** Across years: what was carried out of one year comes into the next, and stocks go on. */
import type { CellId } from '../../../parsers/codebook/codebook.ts'
import { applicants, type Edition } from '../../../parsers/codebook/form.ts'
import { isEmpty } from '../panel.ts'
import type { Rule } from '../rule.ts'
import { yearRule } from '../shapes/years.ts'
import type { ReportSubject } from '../subject.ts'
import { broken, difference, isSame, kept, notApplicable, uncertain, type Judgement } from '../verdicts.ts'
import { nameOfCell, nameOfLine } from '../words.ts'

const columns = applicants.map(({ code }) => code).filter((code) => code !== 'total')
const lists = ['licensing', 'other_services', 'penalty', 'coercion', 'admin_fees'] as const
const has =
  (table: 't2' | 't3', edition?: Edition) =>
  ({ report }: ReportSubject): boolean => {
    const found = report.editions[table]
    return found !== null && (edition === undefined || found === edition)
  }

/** A figure of one year: a number, empty by the publisher's hand, or not to be had. */
function figure({ panel }: ReportSubject, cell: CellId): number | 'empty' | null {
  const found = panel.get(cell)
  return found === undefined ? null : (found.value ?? (isEmpty(found) ? 'empty' : null))
}

/** Judges a figure of this year against one worked out from last year's. */
function follow(
  now: number | 'empty' | null,
  before: number | 'empty' | null,
  say: (expected: number, actual: number) => string,
): Judgement {
  if (now === null || before === null) return notApplicable('其中一年没有这一项，或未能读取')
  if (now === 'empty' && before === 'empty') return notApplicable('两年均未填写')
  const [actual, expected] = [now === 'empty' ? 0 : now, before === 'empty' ? 0 : before]
  if (isSame(actual, expected)) return kept(actual === 0)
  const words = say(expected, actual)
  return now === 'empty' || before === 'empty'
    ? uncertain(`${words}其中一年未填写。`, expected, actual)
    : broken(words, expected, actual)
}

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
        (expected, actual) => `上年结转${actual}件与上一年度报告“结转下年度继续办理”${expected}件不一致。`,
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
        ...broken(`上年结转总数一致，但申请人类别分布与上一年度不一致（${names.join('、')}）。`),
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
  yearRule({
    code: 'XYR-03',
    severity: 'W',
    title: '现行有效件数等于上年现行有效加制发减废止',
    basis: '统一格式第二部分“现行有效件数”（XY-201）；2021年度为首年，没有基数',
    reasons: ['lapsed_by_expiry', 'base_redefined', 'reorganised', 'corrected_later'],
    applies: has('t2', '2021'),
    judge: (now, before) => {
      const of = (measure: 'issued' | 'repealed' | 'in_force', year: ReportSubject): number | null => {
        const found = figure(year, `t2.normative_docs.${measure}`)
        return found === 'empty' ? null : found
      }
      if (!has('t2', '2021')(before)) return notApplicable('上一年度用的是另一版本的表格')
      const [c, a, b, p] = [
        of('in_force', now),
        of('issued', now),
        of('repealed', now),
        of('in_force', before),
      ]
      if (c === null || a === null || b === null || p === null) return notApplicable('有一项未填或未能读取')
      const cells = [
        't2.normative_docs.in_force',
        't2.normative_docs.issued',
        't2.normative_docs.repealed',
      ] as const
      const due = p + a - b
      if (c === due) return { ...kept(c === 0 && p === 0), cells }
      return {
        ...broken(
          `现行有效${c}件≠上年现行有效${p}件＋本年制发${a}件－本年废止${b}件，差${difference(c, due)}。`,
          due,
          c,
        ),
        cells,
      }
    },
    examples: [
      {
        name: '八件，制发一件，废止二件，七件',
        editions: { t2: '2021' },
        cells: {
          't2.normative_docs.issued': 1,
          't2.normative_docs.repealed': 2,
          't2.normative_docs.in_force': 7,
        },
        before: [{ year: 2022, editions: { t2: '2021' }, cells: { 't2.normative_docs.in_force': 8 } }],
        expect: { check: 'XYR-03', verdict: 'kept' },
      },
      {
        name: '少了一件',
        editions: { t2: '2021' },
        cells: { 't2.normative_docs.in_force': 7 },
        before: [{ year: 2022, editions: { t2: '2021' }, cells: { 't2.normative_docs.in_force': 8 } }],
        expect: { check: 'XYR-03', verdict: 'broken' },
      },
      {
        name: '首年没有基数',
        year: 2021,
        editions: { t2: '2021' },
        before: [{ year: 2020, editions: { t2: '2019' } }],
        expect: { check: 'XYR-03', verdict: 'not_applicable' },
      },
    ],
  }),
  yearRule({
    code: 'XYR-04',
    severity: 'I',
    title: '“上一年项目数量”与上一年度报告推算相符',
    basis: '2019版第二部分“上一年项目数量”“本年增/减”（XY-202）',
    reasons: ['list_reissued', 'reorganised', 'corrected_later'],
    applies: has('t2', '2019'),
    judge: (now, before) =>
      lists.map((row): Judgement => {
        const cell = `t2.${row}.items_prev` as const
        const of = `XY-202:${row}`
        const [prev, change] = [figure(before, cell), figure(before, `t2.${row}.items_change`)]
        const due = typeof prev === 'number' && typeof change === 'number' ? prev + change : null
        const said = follow(
          figure(now, cell),
          due,
          (expected, actual) => `“${nameOfCell(cell)}”${actual}项与上一年度推算数${expected}项不一致。`,
        )
        return { ...said, of, cells: [cell] }
      }),
    examples: [
      {
        name: '三十四项加二项',
        year: 2020,
        editions: { t2: '2019' },
        cells: { 't2.licensing.items_prev': 36 },
        before: [
          {
            year: 2019,
            editions: { t2: '2019' },
            cells: { 't2.licensing.items_prev': 34, 't2.licensing.items_change': 2 },
          },
        ],
        expect: { check: 'XYR-04:XY-202:licensing', verdict: 'kept' },
      },
      {
        name: '仍填三十四项',
        year: 2020,
        editions: { t2: '2019' },
        cells: { 't2.licensing.items_prev': 34 },
        before: [
          {
            year: 2019,
            editions: { t2: '2019' },
            cells: { 't2.licensing.items_prev': 34, 't2.licensing.items_change': 2 },
          },
        ],
        expect: { check: 'XYR-04:XY-202:licensing', verdict: 'broken' },
      },
      {
        name: '本年未填',
        year: 2020,
        editions: { t2: '2019' },
        cells: { 't2.licensing.items_prev': 'blank' },
        before: [{ year: 2019, editions: { t2: '2019' }, cells: { 't2.licensing.items_prev': 34 } }],
        expect: { check: 'XYR-04:XY-202:licensing', verdict: 'uncertain' },
      },
      {
        name: '没有上一年度报告',
        year: 2019,
        editions: { t2: '2019' },
        expect: { check: 'XYR-04', verdict: 'not_applicable' },
      },
    ],
  }),
  yearRule({
    code: 'XYR-05',
    severity: 'W',
    title: '表格数据不与上一年度完全相同',
    basis: '沿用上一年度数据的迹象（XY-501）',
    applies: ({ report }) => report.facts.length > 0,
    judge: (now, before) => {
      if (
        now.report.editions.t3 !== before.report.editions.t3 ||
        now.report.editions.t2 !== before.report.editions.t2
      )
        return notApplicable('两年的表格版本不同')
      const cells = [...new Set([...now.panel.keys(), ...before.panel.keys()])]
      const filled = cells.filter(
        (cell) => (now.panel.get(cell)?.value ?? 0) !== 0 || (before.panel.get(cell)?.value ?? 0) !== 0,
      )
      const fewest = now.policy.limits.repeated_cells
      if (filled.length < fewest) return notApplicable(`非零数据不足${fewest}个`)
      const same = filled.every((cell) => now.panel.get(cell)?.value === before.panel.get(cell)?.value)
      return same
        ? {
            ...broken(`本年度表格非零数据与上一年度完全相同（${filled.length}个），请核实。`),
            cells: filled.filter((cell) => now.panel.has(cell)),
          }
        : kept()
    },
    examples: [
      {
        name: '有一个数不同',
        editions: { t4: '2021' },
        cells: {
          't4.reconsideration.upheld': 1,
          't4.reconsideration.corrected': 2,
          't4.reconsideration.other': 3,
          't4.reconsideration.pending': 4,
          't4.reconsideration.total': 10,
        },
        before: [
          {
            year: 2022,
            editions: { t4: '2021' },
            cells: {
              't4.reconsideration.upheld': 1,
              't4.reconsideration.corrected': 2,
              't4.reconsideration.other': 3,
              't4.reconsideration.pending': 5,
              't4.reconsideration.total': 11,
            },
          },
        ],
        expect: { check: 'XYR-05', verdict: 'kept' },
      },
      {
        name: '五个非零数都一样',
        editions: { t4: '2021' },
        cells: {
          't4.reconsideration.upheld': 1,
          't4.reconsideration.corrected': 2,
          't4.reconsideration.other': 3,
          't4.reconsideration.pending': 4,
          't4.reconsideration.total': 10,
        },
        before: [
          {
            year: 2022,
            editions: { t4: '2021' },
            cells: {
              't4.reconsideration.upheld': 1,
              't4.reconsideration.corrected': 2,
              't4.reconsideration.other': 3,
              't4.reconsideration.pending': 4,
              't4.reconsideration.total': 10,
            },
          },
        ],
        expect: { check: 'XYR-05', verdict: 'broken' },
      },
      {
        name: '两年都是零',
        editions: { t4: '2021' },
        before: [{ year: 2022, editions: { t4: '2021' } }],
        expect: { check: 'XYR-05', verdict: 'not_applicable' },
      },
    ],
  }),
]
