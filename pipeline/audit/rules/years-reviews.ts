/** Table four beside the years before it: suits need a review, reviews need a request, and what is pending comes to an end or stays pending. */
import type { CellId } from '../../../parsers/codebook/codebook.ts'
import { results, routes } from '../../../parsers/codebook/form.ts'
import { addUp, type Side } from '../panel.ts'
import type { ReportSubject } from '../subject.ts'
import type { Rule } from '../rule.ts'
import { seriesRule } from '../shapes/series.ts'
import { yearRule } from '../shapes/years.ts'
import { broken, kept, notApplicable, uncertain, type Judgement } from '../verdicts.ts'
import { say } from '../wording.ts'
import { nameOfLine } from '../words.ts'

const concluded: readonly CellId[] = (['upheld', 'corrected', 'other'] as const).map(
  (result): CellId => `t4.reconsideration.${result}`,
)
const cases: readonly CellId[] = routes.map(({ code }): CellId => `t4.${code}.total`)
const requests: readonly CellId[] = ['t3.new_received.total', 't3.carried_in.total']

const hasReviews = ({ report }: ReportSubject): boolean => report.editions.t4 !== null
/** True where nobody can say what a side comes to. */
const isOpen = ({ empties, unread, absent }: Side): boolean => empties + unread + absent > 0

/** Suits or cases on one side, what must have gone before on the other, in this and earlier years. */
function needs(
  count: number | null,
  now: Side,
  earlier: readonly Side[],
  knowsLastYear: boolean,
  saying: Parameters<typeof broken>[0],
): Judgement {
  if (count === null) return notApplicable('未填写或未能读取')
  if (count === 0) return kept(true)
  if (now.sum > 0 || earlier.some(({ sum }) => sum > 0)) return kept()
  return knowsLastYear && ![now, ...earlier].some(isOpen)
    ? broken(saying, null, count)
    : uncertain(saying, null, count)
}

export const rules: readonly Rule[] = [
  seriesRule({
    code: 'NUM-16',
    severity: 'I',
    title: '复议后起诉之前有审结的复议，复议、诉讼之前有申请',
    basis: '《行政诉讼法》第二十六条、《行政复议法》第十条；跨年度案件计入口径各地不一（ID-404、405）',
    reasons: ['previous_missing', 'cut_off_differs', 'reorganised'],
    applies: hasReviews,
    judge: (now, years) => {
      const at = years.indexOf(now)
      const earlier = years.slice(0, at)
      const before = earlier.at(-1)
      const knowsLastYear = before !== undefined && before.year === (now.year ?? 0) - 1
      const suits = now.panel.get('t4.litigation_after_reconsideration.total')?.value ?? null
      const all = addUp(now.panel, cases)
      return [
        {
          ...needs(
            suits,
            addUp(now.panel, concluded),
            earlier.map(({ panel }) => addUp(panel, concluded)),
            knowsLastYear,
            say('NUM-16.reviews', { suits: suits ?? '' }),
          ),
          of: 'ID-404',
          cells: ['t4.litigation_after_reconsideration.total', ...concluded],
        },
        {
          ...needs(
            isOpen(all) ? null : all.sum,
            addUp(now.panel, requests),
            before === undefined ? [] : [addUp(before.panel, requests)],
            knowsLastYear,
            say('NUM-16.requests', { cases: all.sum }),
          ),
          of: 'ID-405',
          cells: [...cases, ...requests],
        },
      ]
    },
    examples: [
      {
        name: '复议一件已审结，随后起诉',
        editions: { t4: '2021' },
        cells: { 't4.litigation_after_reconsideration.total': 1, 't4.reconsideration.upheld': 1 },
        expect: { check: 'NUM-16:ID-404', verdict: 'kept' },
      },
      {
        name: '复议在上一年度审结',
        editions: { t4: '2021' },
        cells: { 't4.litigation_after_reconsideration.total': 1 },
        before: [{ year: 2022, editions: { t4: '2021' }, cells: { 't4.reconsideration.other': 1 } }],
        expect: { check: 'NUM-16:ID-404', verdict: 'kept' },
      },
      {
        name: '两年都没有审结的复议',
        editions: { t4: '2021' },
        cells: { 't4.litigation_after_reconsideration.total': 1 },
        before: [{ year: 2022, editions: { t4: '2021' } }],
        expect: { check: 'NUM-16:ID-404', verdict: 'broken' },
      },
      {
        name: '上一年度报告不在手边',
        editions: { t4: '2021' },
        cells: { 't4.litigation_after_reconsideration.total': 1 },
        expect: { check: 'NUM-16:ID-404', verdict: 'uncertain' },
      },
      {
        name: '两年都没有申请，却有复议',
        editions: { t3: '2021', t4: '2021' },
        cells: { 't4.reconsideration.total': 1 },
        before: [{ year: 2022, editions: { t3: '2021', t4: '2021' } }],
        expect: { check: 'NUM-16:ID-405', verdict: 'broken' },
      },
      {
        name: '总计未填',
        editions: { t4: '2021' },
        cells: { 't4.litigation_after_reconsideration.total': 'blank' },
        expect: { check: 'NUM-16:ID-404', verdict: 'not_applicable' },
      },
    ],
  }),
  yearRule({
    code: 'XYR-09',
    severity: 'I',
    title: '上一年度尚未审结的案件，本年度审结或仍未审结',
    basis: '统一格式第四部分“尚未审结”；跨年度案件计入口径各地不一（XY-401）',
    reasons: ['cut_off_differs', 'corrected_later', 'reorganised'],
    applies: hasReviews,
    judge: (now, before) =>
      routes.map(({ code }): Judgement => {
        const of = `XY-401:${code}`
        const cells = results
          .filter((result) => result.code !== 'total')
          .map((result): CellId => `t4.${code}.${result.code}`)
        const pending = before.panel.get(`t4.${code}.pending`)?.value ?? null
        const side = addUp(now.panel, cells)
        if (pending === null || side.unread + side.absent > 0 || side.numbers === 0)
          return { ...notApplicable('其中一年未填写或未能读取'), of }
        if (pending <= side.sum) return { ...kept(pending === 0), of, cells }
        const saying = say('XYR-09', { route: nameOfLine(code), before: pending, now: side.sum })
        const said = side.empties > 0 ? uncertain : broken
        return { ...said(saying, pending, side.sum), of, cells }
      }),
    examples: [
      {
        name: '未审结一件，本年维持一件',
        editions: { t4: '2021' },
        cells: { 't4.reconsideration.upheld': 1 },
        before: [{ year: 2022, editions: { t4: '2021' }, cells: { 't4.reconsideration.pending': 1 } }],
        expect: { check: 'XYR-09:XY-401:reconsideration', verdict: 'kept' },
      },
      {
        name: '未审结二件，本年都是零',
        editions: { t4: '2021' },
        before: [{ year: 2022, editions: { t4: '2021' }, cells: { 't4.reconsideration.pending': 2 } }],
        expect: { check: 'XYR-09:XY-401:reconsideration', verdict: 'broken' },
      },
      {
        name: '未审结二件，本年有一格未填',
        editions: { t4: '2021' },
        cells: { 't4.reconsideration.upheld': 'blank' },
        before: [{ year: 2022, editions: { t4: '2021' }, cells: { 't4.reconsideration.pending': 2 } }],
        expect: { check: 'XYR-09:XY-401:reconsideration', verdict: 'uncertain' },
      },
      {
        name: '没有上一年度报告',
        editions: { t4: '2021' },
        expect: { check: 'XYR-09', verdict: 'not_applicable' },
      },
    ],
  }),
]
