/** Across years: stocks of documents and lists of powers go on from where the last report left them. */
import type { Rule } from '../rule.ts'
import { figure, follow, has } from '../shapes/follow.ts'
import { yearRule } from '../shapes/years.ts'
import type { ReportSubject } from '../subject.ts'
import { broken, difference, kept, notApplicable, type Judgement } from '../verdicts.ts'
import { say } from '../wording.ts'
import { nameOfCell, nameOfRow } from '../words.ts'

const lists = ['licensing', 'other_services', 'penalty', 'coercion', 'admin_fees'] as const

/** What was on a list of powers, and what was added or struck off, is on it the year after. */
function listOf(row: (typeof lists)[number], now: ReportSubject, before: ReportSubject): Judgement {
  const cell = `t2.${row}.items_prev` as const
  const [prev, change] = [figure(before, cell), figure(before, `t2.${row}.items_change`)]
  const due = typeof prev === 'number' && typeof change === 'number' ? prev + change : null
  const said = follow(figure(now, cell), due, (expected, actual) =>
    say('XYR-04', { cell: nameOfCell(cell), now: actual, due: expected }),
  )
  return { ...said, of: `XY-202:${row}`, cells: [cell] }
}

/** Documents in public view grow by no more than what was newly published; repeals are not in that form. */
function stocksOf(now: ReportSubject, before: ReportSubject): Judgement[] {
  if (!has('t2', '2019')(before)) return []
  return (['rules', 'normative_docs'] as const).map((row): Judgement => {
    const stock = `t2.${row}.public_stock` as const
    const cells = [stock, `t2.${row}.newly_public`] as const
    const [is, was, added] = [figure(now, stock), figure(before, stock), figure(now, cells[1])]
    const of = `XY-203:${row}`
    if (typeof is !== 'number' || typeof was !== 'number' || typeof added !== 'number')
      return { ...notApplicable('有一项未填或未能读取'), of, cells }
    if (is <= was + added) return { ...kept(is === 0), of, cells }
    const blanks = { row: nameOfRow(stock), now: is, before: was, added }
    return { ...broken(say('XYR-04.stock', blanks), was + added, is), of, cells }
  })
}

export const rules: readonly Rule[] = [
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
          say('XYR-03', {
            in_force: c,
            before: p,
            issued: a,
            repealed: b,
            gap: difference(c, due),
          }),
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
    title: '“上一年项目数量”与“对外公开总数量”和上一年度报告相符',
    basis: '2019版第二部分“上一年项目数量”“本年增/减”“对外公开总数量”（XY-202、203）',
    reasons: ['list_reissued', 'reorganised', 'corrected_later'],
    applies: has('t2', '2019'),
    judge: (now, before) => [...lists.map((row) => listOf(row, now, before)), ...stocksOf(now, before)],
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
        name: '公开总数多出十件，新公开只有二件',
        year: 2020,
        editions: { t2: '2019' },
        cells: { 't2.normative_docs.public_stock': 18, 't2.normative_docs.newly_public': 2 },
        before: [{ year: 2019, editions: { t2: '2019' }, cells: { 't2.normative_docs.public_stock': 8 } }],
        expect: { check: 'XYR-04:XY-203:normative_docs', verdict: 'broken' },
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
]
