/** Across years: headline figures that leap or vanish. */
import { headlines } from '../headlines.ts'
import type { Rule } from '../rule.ts'
import { yearRule } from '../shapes/years.ts'
import { broken, kept, notApplicable, type Judgement } from '../verdicts.ts'
import { say } from '../wording.ts'
import { nameOfCell } from '../words.ts'

export const rules: readonly Rule[] = [
  yearRule({
    code: 'XYR-10',
    severity: 'I',
    title: '主要数据与上一年度在同一数量级',
    basis: '主要数据变动五倍以上或归零值得核实（XY-601）；限度可由规则包设定',
    reasons: ['reorganised', 'list_reissued', 'base_redefined', 'corrected_later'],
    applies: ({ report }) => report.facts.length > 0,
    judge: (now, before) =>
      headlines.flatMap((cell): Judgement[] => {
        const [a, b] = [before.panel.get(cell)?.value ?? null, now.panel.get(cell)?.value ?? null]
        if (a === null && b === null) return []
        const base = { of: `XY-601:${cell}`, cells: [cell] }
        if (a === null || b === null) return [{ ...notApplicable('其中一年没有这一项，或未填写'), ...base }]
        const { jump_ratio, jump_least } = now.policy.limits
        const [small, great] = [Math.min(a, b), Math.max(a, b)]
        // A figure that was nought has no ratio; that it is not any more is ordinary.
        const leaps = great >= jump_least && (b === 0 || (small > 0 && great >= jump_ratio * small))
        return [
          leaps
            ? { ...broken(say('XYR-10', { cell: nameOfCell(cell), before: a, now: b }), a, b), ...base }
            : { ...kept(great === 0), ...base },
        ]
      }),
    examples: [
      {
        name: '六十件变为七十件',
        editions: { t2: '2021' },
        cells: { 't2.penalty.decisions': 70 },
        before: [{ year: 2022, editions: { t2: '2021' }, cells: { 't2.penalty.decisions': 60 } }],
        expect: { check: 'XYR-10:XY-601:t2.penalty.decisions', verdict: 'kept' },
      },
      {
        name: '六十件变为六百件',
        editions: { t2: '2021' },
        cells: { 't2.penalty.decisions': 600 },
        before: [{ year: 2022, editions: { t2: '2021' }, cells: { 't2.penalty.decisions': 60 } }],
        expect: { check: 'XYR-10:XY-601:t2.penalty.decisions', verdict: 'broken' },
      },
      {
        name: '六十件变为零',
        editions: { t2: '2021' },
        before: [{ year: 2022, editions: { t2: '2021' }, cells: { 't2.penalty.decisions': 60 } }],
        expect: { check: 'XYR-10:XY-601:t2.penalty.decisions', verdict: 'broken' },
      },
      {
        name: '一件变为六件，数目都小',
        editions: { t2: '2021' },
        cells: { 't2.penalty.decisions': 6 },
        before: [{ year: 2022, editions: { t2: '2021' }, cells: { 't2.penalty.decisions': 1 } }],
        expect: { check: 'XYR-10:XY-601:t2.penalty.decisions', verdict: 'kept' },
      },
      {
        name: '上一年未填',
        editions: { t2: '2021' },
        before: [{ year: 2022, editions: { t2: '2021' }, cells: { 't2.penalty.decisions': 'blank' } }],
        expect: { check: 'XYR-10:XY-601:t2.penalty.decisions', verdict: 'not_applicable' },
      },
    ],
  }),
]
