/** The prose against table two: documents, decisions and fees. */
import type { CellId } from '../../../parsers/codebook/codebook.ts'
import type { Stated } from '../../../parsers/report/report.ts'
import type { Rule } from '../rule.ts'
import { statedCellRule } from '../shapes/stated-cell.ts'
import { say } from '../wording.ts'

const wanYuan: Readonly<Record<string, number>> = { 元: 1e-4, 千元: 0.1, 万元: 1, 亿元: 1e4 }
const inWanYuan = ({ value, unit }: Stated): number | null => {
  const factor = wanYuan[unit]
  return factor === undefined ? null : Number((value * factor).toPrecision(12))
}

const t2: readonly (readonly [
  topic: Stated['topic'],
  name: string,
  unit: string,
  cells: readonly CellId[],
])[] = [
  ['normative.issued', '规范性文件制发', '件', ['t2.normative_docs.issued', 't2.normative_docs.made']],
  ['normative.repealed', '规范性文件废止', '件', ['t2.normative_docs.repealed']],
  ['normative.in_force', '规范性文件现行有效', '件', ['t2.normative_docs.in_force']],
  ['rules.issued', '规章制发', '件', ['t2.rules.issued', 't2.rules.made']],
  ['rules.repealed', '规章废止', '件', ['t2.rules.repealed']],
  ['rules.in_force', '规章现行有效', '件', ['t2.rules.in_force']],
  ['licensing.decisions', '行政许可', '件', ['t2.licensing.decisions']],
  ['penalty.decisions', '行政处罚', '件', ['t2.penalty.decisions']],
  ['coercion.decisions', '行政强制', '件', ['t2.coercion.decisions']],
  ['fees.amount', '行政事业性收费', '万元', ['t2.admin_fees.amount_wan_yuan']],
]

/** The annex of edition 2014; a count by channels may rightly exceed its total, where an item counts once. */
const annex: readonly (readonly [
  topic: Stated['topic'],
  name: string,
  unit: string,
  cell: CellId,
  soft?: true,
])[] = [
  ['disclosed.total', '主动公开', '条', 't0.disclosed_total', true],
  ['normative.issued', '规范性文件制发', '件', 't0.normative_docs_issued'],
  ['interpretations', '政策解读稿件', '篇', 't0.interpretations', true],
  ['complaints', '举报投诉', '件', 't0.complaints_total'],
  ['training.sessions', '举办培训班', '次', 't0.training_sessions', true],
  ['training.people', '接受培训', '人次', 't0.trainees', true],
]

const said = (topic: Stated['topic'], value: number, sentence = '', unit = '件'): Partial<Stated> => ({
  topic,
  value,
  unit,
  sentence,
})

export const rules: readonly Rule[] = [
  statedCellRule({
    code: 'NAR-06',
    severity: 'E',
    title: '正文的文件、许可、处罚、强制与收费数据和第二部分表格或附表一致',
    basis: '同一报告内的同一数据（NT-205至207；2014至2018年度附表）',
    pairs: [
      ...t2.map(([topic, name, unit, cells]) => ({
        of: topic,
        topic,
        cells: cells.map((cell) => [cell]),
        ...(unit === '万元' ? { convert: inWanYuan } : {}),
        tell: (a: number, b: number) => say('NAR-06', { name, said: a, table: b, unit }),
      })),
      ...annex.map(([topic, name, unit, cell, soft]) => ({
        of: `t0:${topic}`,
        topic,
        cells: [[cell]],
        onlyWhereThere: true as const,
        ...(soft === undefined ? {} : { soft }),
        tell: (a: number, b: number) => say('NAR-06.annex', { name, said: a, table: b, unit }),
      })),
    ],
    examples: [
      {
        name: '制发二件',
        editions: { t2: '2021' },
        cells: { 't2.normative_docs.issued': 2 },
        stated: [said('normative.issued', 2)],
        expect: { check: 'NAR-06:normative.issued', verdict: 'kept' },
      },
      {
        name: '收费换算单位后相同',
        editions: { t2: '2021' },
        cells: { 't2.admin_fees.amount_wan_yuan': 0.03 },
        stated: [said('fees.amount', 300, '', '元')],
        expect: { check: 'NAR-06:fees.amount', verdict: 'kept' },
      },
      {
        name: '处罚件数不同',
        editions: { t2: '2021' },
        cells: { 't2.penalty.decisions': 21 },
        stated: [said('penalty.decisions', 12)],
        expect: { check: 'NAR-06:penalty.decisions', verdict: 'broken' },
      },
      {
        name: '附表的举报投诉件数不同',
        editions: { t0: '2014' },
        cells: { 't0.complaints_total': 2 },
        stated: [said('complaints', 1)],
        expect: { check: 'NAR-06:t0:complaints', verdict: 'broken' },
      },
      {
        name: '正文的总数可能按渠道计',
        editions: { t0: '2014' },
        cells: { 't0.disclosed_total': 90 },
        stated: [said('disclosed.total', 120, '', '条')],
        expect: { check: 'NAR-06:t0:disclosed.total', verdict: 'uncertain' },
      },
      {
        name: '2019版没有废止一栏',
        editions: { t2: '2019' },
        stated: [said('normative.repealed', 1)],
        expect: { check: 'NAR-06:normative.repealed', verdict: 'not_applicable' },
      },
    ],
  }),
]
