/** Across years: a year whose figures are all those of the year before. */
import type { Rule } from '../rule.ts'
import { yearRule } from '../shapes/years.ts'
import { broken, kept, notApplicable } from '../verdicts.ts'
import { say } from '../wording.ts'

export const rules: readonly Rule[] = [
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
            ...broken(say('XYR-05', { count: filled.length })),
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
