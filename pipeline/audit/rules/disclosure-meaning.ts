/** Table two: signs that a column or its unit was misunderstood. */
import type { CellId } from '../../../parsers/codebook/codebook.ts'
import type { Rule } from '../rule.ts'
import { reportRule } from '../shapes/report.ts'
import { broken, kept, notApplicable, type Judgement } from '../verdicts.ts'
import { say } from '../wording.ts'
import { nameOfCell, noticeOf } from '../words.ts'

const counted = ['licensing', 'other_services', 'penalty', 'coercion'] as const

export const rules: readonly Rule[] = [
  reportRule({
    code: 'NUM-07',
    severity: 'W',
    title: '第二部分各项口径没有误解的迹象',
    basis: '各栏的计量单位与含义（ID-205、206、207）',
    judge: ({ panel, report, publisher, policy }) => {
      const edition = report.editions.t2
      if (edition === null || edition === '2014') return null
      const value = (cell: CellId): number | null => panel.get(cell)?.value ?? null
      const judge = (of: string, cell: CellId, wrong: boolean, why: string): Judgement => ({
        ...(wrong ? broken(say('NUM-07', { cell: nameOfCell(cell), why })) : kept()),
        of,
        cells: [cell],
      })
      const result: Judgement[] = []
      const fees = value('t2.admin_fees.amount_wan_yuan')
      if (fees !== null && publisher !== null && publisher.kind !== 'government') {
        const most = policy.limits.fees_wan_yuan
        result.push(
          judge('ID-207', 't2.admin_fees.amount_wan_yuan', fees > most, `填报${fees}万元，可能以元为单位`),
        )
      }
      const [bought, paid] = [
        value('t2.central_procurement.items'),
        value('t2.central_procurement.amount_yuan'),
      ]
      if (bought !== null && paid !== null)
        result.push(
          judge(
            'ID-205',
            't2.central_procurement.items',
            (bought === 0) !== (paid === 0),
            `采购项目${bought}项，金额${paid}元`,
          ),
        )
      for (const row of counted) {
        const [before, change, decided] = [
          value(`t2.${row}.items_prev`),
          value(`t2.${row}.items_change`),
          value(`t2.${row}.decisions`),
        ]
        if (before === null || change === null || decided === null) continue
        const same = decided > 0 && change !== 0 && decided === before + change
        const why = `处理决定数量${decided}恰为上一年项目数${before}与增减${change}之和`
        result.push(judge(`ID-206:${row}`, `t2.${row}.decisions`, same, why))
      }
      return result
    },
    examples: [
      {
        name: '项目、增减与决定各是各的',
        editions: { t2: '2019' },
        cells: {
          't2.licensing.items_prev': 34,
          't2.licensing.items_change': 2,
          't2.licensing.decisions': 580,
        },
        expect: { check: 'NUM-07:ID-206:licensing', verdict: 'kept' },
      },
      {
        name: '把决定数填成了项目数',
        editions: { t2: '2019' },
        cells: {
          't2.licensing.items_prev': 34,
          't2.licensing.items_change': 2,
          't2.licensing.decisions': 36,
        },
        expect: { check: 'NUM-07:ID-206:licensing', verdict: 'broken' },
      },
      {
        name: '有采购项目而无金额',
        editions: { t2: '2019' },
        cells: { 't2.central_procurement.items': 3 },
        expect: { check: 'NUM-07:ID-205', verdict: 'broken' },
      },
      {
        name: '以元为单位',
        editions: { t2: '2021' },
        cells: { 't2.admin_fees.amount_wan_yuan': 188_710 },
        expect: { check: 'NUM-07:ID-207', verdict: 'broken' },
      },
    ],
  }),
  reportRule({
    code: 'FMT-08',
    severity: 'W',
    title: '收费金额以万元为单位',
    basis: `${noticeOf['2021']} 第二部分“本年收费金额（单位：万元）”`,
    judge: ({ panel, report }) => {
      if (report.editions.t2 !== '2021') return null
      const cell = 't2.admin_fees.amount_wan_yuan'
      const figure = panel.get(cell)
      if (figure === undefined || figure.value === null) return notApplicable('未填收费金额')
      const written = /(亿元|万元|千元|元)\s*$/.exec(figure.raw)?.[1] ?? null
      const bare = Number(figure.raw.replace(/[,，\s]/g, ''))
      const other =
        written === null && Number.isFinite(bare) && figure.raw !== '' && bare !== figure.value
          ? '元'
          : written
      return other === null || other === '万元'
        ? kept(figure.value === 0)
        : { ...broken(say('FMT-08', { unit: other })), cells: [cell] }
    },
    examples: [
      {
        name: '只写数字',
        editions: { t2: '2021' },
        cells: { 't2.admin_fees.amount_wan_yuan': 4.043 },
        raws: { 't2.admin_fees.amount_wan_yuan': '4.043' },
        expect: { check: 'FMT-08', verdict: 'kept' },
      },
      {
        name: '单元格写元',
        editions: { t2: '2021' },
        cells: { 't2.admin_fees.amount_wan_yuan': 0.03 },
        raws: { 't2.admin_fees.amount_wan_yuan': '300元' },
        expect: { check: 'FMT-08', verdict: 'broken' },
      },
      {
        name: '表头改为“单位：元”',
        editions: { t2: '2021' },
        cells: { 't2.admin_fees.amount_wan_yuan': 0.8 },
        raws: { 't2.admin_fees.amount_wan_yuan': '8000' },
        expect: { check: 'FMT-08', verdict: 'broken' },
      },
      {
        name: '没有填',
        editions: { t2: '2021' },
        cells: { 't2.admin_fees.amount_wan_yuan': 'blank' },
        expect: { check: 'FMT-08', verdict: 'not_applicable' },
      },
    ],
  }),
]
