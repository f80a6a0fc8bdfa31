/** The county's summary against the reports it was compiled from. Not assessable where a unit's figure is unknown, and then with the list. */
import type { Rule } from '../rule.ts'
import { countyRule } from '../shapes/county.ts'
import { cellsAdded, partsOf, summaryOf } from '../shapes/county-parts.ts'
import type { ReportSubject } from '../subject.ts'
import { broken, difference, isSame, kept, notApplicable, uncertain, type Judgement } from '../verdicts.ts'
import { say } from '../wording.ts'
import { nameOfCell } from '../words.ts'

const townships = ['township', 'subdistrict']
const everyUnit = ['township', 'subdistrict', 'department', 'office']

const town = (received: number | 'blank') => ({
  publisher: { code: '990001101000', name: '青杨镇', kind: 'township' as const },
  editions: { t3: '2021' as const },
  cells: {
    't3.new_received.total': received,
    ...(received === 'blank'
      ? {}
      : {
          't3.new_received.natural_person': received,
          't3.results_total.total': 0,
          't3.carried_out.total': received,
          't3.carried_out.natural_person': received,
        }),
  },
})
const county = (received: number) => ({
  publisher: { code: '990001000000', name: '云岭县人民政府', kind: 'government' as const },
  editions: { t3: '2021' as const },
  cells: {
    't3.new_received.total': received,
    't3.new_received.natural_person': received,
    't3.carried_out.total': received,
    't3.carried_out.natural_person': received,
  },
})

export const rules: readonly Rule[] = [
  countyRule({
    code: 'AGY-01',
    severity: 'E',
    title: '县级汇总不小于各乡镇合计',
    basis: '县级报告由各单位报告逐级汇总而成（AG-101）',
    reasons: ['corrected_later', 'cut_off_differs', 'outside_summary'],
    judge: (year) => {
      const summary = summaryOf(year, townships)
      if (summary === null) return []
      const { on, units, open } = summary
      if (units.length === 0) return [{ on, said: notApplicable('没有乡镇、街道的报告可比') }]
      return cellsAdded(on).flatMap((cell) => {
        const value = on.panel.get(cell)?.value ?? null
        if (value === null) return []
        const parts = partsOf(units, cell)
        const base = { of: cell, cells: [cell] }
        if (parts.sum <= value || isSame(parts.sum, value))
          return [{ on, said: { ...kept(value === 0), ...base } }]
        const blanks = { cell: nameOfCell(cell), value, sum: parts.sum }
        const doubt = [...parts.open, ...(open.has(cell) ? ['县级汇总'] : [])]
        const said =
          doubt.length > 0
            ? uncertain(say('AGY-01.open', { ...blanks, names: doubt.join('、') }), parts.sum, value)
            : broken(say('AGY-01', blanks), parts.sum, value)
        return [{ on, said: { ...said, ...base } }]
      })
    },
    examples: [
      {
        name: '县里五件，镇里三件',
        ...county(5),
        others: [town(3)],
        expect: { check: 'AGY-01:t3.new_received.total', verdict: 'kept' },
      },
      {
        name: '县里二件，镇里三件',
        ...county(2),
        others: [town(3)],
        expect: { check: 'AGY-01:t3.new_received.total', verdict: 'broken' },
      },
      {
        name: '镇里的数自身就对不上',
        ...county(2),
        others: [{ ...town(3), cells: { 't3.new_received.total': 3 } }],
        expect: { check: 'AGY-01:t3.new_received.total', verdict: 'uncertain' },
      },
      { name: '没有乡镇报告', ...county(2), expect: { check: 'AGY-01', verdict: 'not_applicable' } },
    ],
  }),
  countyRule({
    code: 'AGY-02',
    severity: 'W',
    title: '县级汇总等于各单位合计',
    basis: '县级报告由各单位报告逐级汇总而成；只在应发报告全部查到时比较（AG-102、103）',
    reasons: ['outside_summary', 'corrected_later', 'cut_off_differs'],
    judge: (year) => {
      const summary = summaryOf(year, everyUnit)
      if (summary === null) return []
      const { on, units, open } = summary
      const here = new Set(
        units
          .filter(({ subject }) => subject.report.facts.length > 0)
          .map(({ subject }) => subject.publisher?.code),
      )
      const absent = year.expected
        .filter(({ publisher }) => !here.has(publisher) && publisher !== on.publisher?.code)
        .map(
          ({ publisher }) => year.county.publishers.find(({ code }) => code === publisher)?.name ?? publisher,
        )
      if (units.length === 0 || absent.length > 0)
        return [{ on, said: notApplicable(`缺少数据，不能核对：${absent.join('、') || '没有单位报告'}`) }]
      return cellsAdded(on).flatMap((cell): { on: ReportSubject; said: Judgement }[] => {
        const value = on.panel.get(cell)?.value ?? null
        if (value === null) return []
        const parts = partsOf(units, cell)
        const base = { of: cell, cells: [cell] }
        if (isSame(parts.sum, value)) return [{ on, said: { ...kept(value === 0), ...base } }]
        const doubt = [...new Set([...parts.open, ...(open.has(cell) ? ['县级汇总'] : [])])]
        if (parts.unknown.length > 0 || doubt.length > 0) {
          const because = [
            parts.unknown.length > 0 ? `没有这一项的数据：${parts.unknown.join('、')}` : '',
            doubt.length > 0 ? `自身勾稽不符，先行核实：${doubt.join('、')}` : '',
          ]
          return [
            { on, said: { ...notApplicable(because.filter((text) => text !== '').join('；')), ...base } },
          ]
        }
        const gap = difference(value, parts.sum)
        const saying = say('AGY-02', { cell: nameOfCell(cell), value, sum: parts.sum, gap })
        return [{ on, said: { ...broken(saying, parts.sum, value), ...base } }]
      })
    },
    examples: [
      {
        name: '一个单位，数字相同',
        ...county(3),
        others: [town(3)],
        expect: { check: 'AGY-02:t3.new_received.total', verdict: 'kept' },
      },
      {
        name: '相差二件',
        ...county(5),
        others: [town(3)],
        expect: { check: 'AGY-02:t3.new_received.total', verdict: 'broken' },
      },
      {
        name: '有一镇未填',
        ...county(5),
        others: [town('blank')],
        expect: { check: 'AGY-02:t3.new_received.total', verdict: 'not_applicable' },
      },
      {
        name: '还有单位没有报告',
        ...county(5),
        others: [town(3)],
        owed: [{ publisher: { code: '990001201000', name: '三岔乡' }, state: 'missing' }],
        expect: { check: 'AGY-02', verdict: 'not_applicable' },
      },
    ],
  }),
]
