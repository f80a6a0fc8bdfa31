/** Table two: what its figures can be, and what they are likely to be. */
import type { CellId } from '../../../parsers/codebook/codebook.ts'
import { quote, type Panel } from '../panel.ts'
import type { Rule } from '../rule.ts'
import { boundRule } from '../shapes/bound.ts'
import { reportRule } from '../shapes/report.ts'
import { broken, kept, notApplicable } from '../verdicts.ts'
import { say } from '../wording.ts'
import { nameOfRow, noticeOf } from '../words.ts'

const ruleCells: readonly CellId[] = [
  't2.rules.issued',
  't2.rules.repealed',
  't2.rules.in_force',
  't2.rules.made',
  't2.rules.newly_public',
  't2.rules.public_stock',
]

const listedRows = ['licensing', 'other_services', 'penalty', 'coercion', 'admin_fees'] as const

export const rules: readonly Rule[] = [
  boundRule({
    code: 'NUM-05',
    severity: 'E',
    title: '第二部分存量与增减合乎逻辑',
    basis: `${noticeOf['2021']}、${noticeOf['2019']} 第二部分（ID-201、203、204）`,
    bounds: [
      ...(['normative_docs', 'rules'] as const).map((row) => ({
        of: `ID-201:${row}`,
        table: 't2' as const,
        edition: '2021' as const,
        left: [`t2.${row}.in_force`, `t2.${row}.repealed`] as const,
        relation: 'at_least' as const,
        right: [`t2.${row}.issued`] as const,
        tell: (panel: Panel) =>
          say('NUM-05', {
            row: row === 'rules' ? '规章' : '行政规范性文件',
            issued: quote(panel, `t2.${row}.issued`),
            repealed: quote(panel, `t2.${row}.repealed`),
            in_force: quote(panel, `t2.${row}.in_force`),
          }),
      })),
      ...(['normative_docs', 'rules'] as const).map((row) => ({
        of: `ID-203:${row}`,
        table: 't2' as const,
        edition: '2019' as const,
        left: [`t2.${row}.newly_public`] as const,
        relation: 'at_most' as const,
        right: [`t2.${row}.public_stock`] as const,
        tell: (_panel: unknown, left: number, right: number) =>
          say('NUM-05.public', {
            row: row === 'rules' ? '规章' : '规范性文件',
            newly_public: left,
            public_stock: right,
          }),
      })),
      ...listedRows.map((row) => ({
        of: `ID-204:${row}`,
        table: 't2' as const,
        edition: '2019' as const,
        left: [`t2.${row}.items_prev`, `t2.${row}.items_change`] as const,
        relation: 'at_least' as const,
        right: [],
        tell: (panel: Panel) =>
          say('NUM-05.items', {
            row: nameOfRow(`t2.${row}.items_prev`),
            before: quote(panel, `t2.${row}.items_prev`),
            change: quote(panel, `t2.${row}.items_change`),
          }),
      })),
    ],
    examples: [
      {
        name: '制发二件，废止一件，现行有效五件',
        editions: { t2: '2021' },
        cells: {
          't2.normative_docs.issued': 2,
          't2.normative_docs.repealed': 1,
          't2.normative_docs.in_force': 5,
        },
        expect: { check: 'NUM-05:ID-201:normative_docs', verdict: 'kept' },
      },
      {
        name: '制发五件，现行有效三件',
        editions: { t2: '2021' },
        cells: { 't2.normative_docs.issued': 5, 't2.normative_docs.in_force': 3 },
        expect: { check: 'NUM-05:ID-201:normative_docs', verdict: 'broken' },
      },
      {
        name: '废止未填',
        editions: { t2: '2021' },
        cells: {
          't2.normative_docs.issued': 5,
          't2.normative_docs.repealed': 'blank',
          't2.normative_docs.in_force': 3,
        },
        expect: { check: 'NUM-05:ID-201:normative_docs', verdict: 'uncertain' },
      },
      {
        name: '制发未填',
        editions: { t2: '2021' },
        cells: { 't2.normative_docs.issued': 'blank' },
        expect: { check: 'NUM-05:ID-201:normative_docs', verdict: 'not_applicable' },
      },
      {
        name: '上一年六项，本年减少八项',
        editions: { t2: '2019' },
        cells: { 't2.penalty.items_prev': 6, 't2.penalty.items_change': -8 },
        expect: { check: 'NUM-05:ID-204:penalty', verdict: 'broken' },
      },
      {
        name: '上一年八项，本年减少八项',
        editions: { t2: '2019' },
        cells: { 't2.penalty.items_prev': 8, 't2.penalty.items_change': -8 },
        expect: { check: 'NUM-05:ID-204:penalty', verdict: 'kept' },
      },
      {
        name: '新公开多于总数',
        editions: { t2: '2019' },
        cells: { 't2.normative_docs.newly_public': 4, 't2.normative_docs.public_stock': 1 },
        expect: { check: 'NUM-05:ID-203:normative_docs', verdict: 'broken' },
      },
    ],
  }),
  reportRule({
    code: 'NUM-06',
    severity: 'E',
    title: '无规章制定权的单位“规章”为零',
    basis: '《立法法》第九十三条：规章由设区的市以上政府和省级部门制定（ID-202）',
    judge: ({ panel, county, publisher, report }) => {
      if (report.editions.t2 === null || county === null) return null
      if (county.code.endsWith('00')) return notApplicable('设区的市以上，有规章制定权')
      const filled = ruleCells.filter((cell) => (panel.get(cell)?.value ?? 0) !== 0)
      const value = filled[0] === undefined ? null : (panel.get(filled[0])?.value ?? null)
      if (value === null) return kept(true)
      return {
        ...broken(say('NUM-06', { unit: publisher?.name ?? '本单位', value }), 0, value),
        cells: filled,
      }
    },
    examples: [
      { name: '填零', editions: { t2: '2021' }, expect: { check: 'NUM-06', verdict: 'kept' } },
      {
        name: '设区的市有规章制定权',
        county: '990100',
        editions: { t2: '2021' },
        cells: { 't2.rules.in_force': 3 },
        expect: { check: 'NUM-06', verdict: 'not_applicable' },
      },
      {
        name: '乡镇填了三件',
        editions: { t2: '2021' },
        cells: { 't2.rules.in_force': 3 },
        expect: { check: 'NUM-06', verdict: 'broken' },
      },
    ],
  }),
]
