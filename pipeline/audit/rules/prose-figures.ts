/** The prose against itself: figures stated twice, and approximate ones. */
import type { Stated } from '../../../parsers/report/report.ts'
import type { Rule } from '../rule.ts'
import { reportRule } from '../shapes/report.ts'
import { broken, isSame, kept, notApplicable, uncertain, type Judgement } from '../verdicts.ts'
import { say } from '../wording.ts'

const whole = (value: number, more: Partial<Stated> = {}): Partial<Stated> => ({
  topic: 'disclosed.total',
  value,
  unit: '条',
  ...more,
})

/** Statements of one whole quantity, those of other years and of parts left out. */
function statementsOf(stated: readonly Stated[], topic: Stated['topic'], year: number | null) {
  return stated.flatMap((one, index) => {
    if (one.topic !== topic || one.name !== null) return []
    const years = [...one.sentence.matchAll(/(20\d\d)年/g)].map((match) => Number(match[1]))
    const ofYear = years.length === 0 || year === null || years.includes(year)
    return ofYear ? [{ one, index }] : []
  })
}

/** Quantities of which a report has one, and their Chinese names. */
const repeatable: readonly (readonly [Stated['topic'], string])[] = [
  ['disclosed.total', '主动公开数'],
  ['requests.received', '收到申请数'],
  ['requests.closed', '办结申请数'],
  ['requests.carried_in', '上年结转数'],
  ['requests.carried_out', '结转下年度数'],
  ['reconsideration.count', '行政复议数'],
  ['litigation.count', '行政诉讼数'],
  ['normative.issued', '规范性文件制发数'],
  ['normative.repealed', '规范性文件废止数'],
  ['normative.in_force', '规范性文件现行有效数'],
  ['fees.amount', '行政事业性收费'],
  ['processing_fee.amount_yuan', '信息处理费'],
]

/** An approximate figure as the sentence prints it, with the words that make it approximate. */
function asPrinted({ sentence, value, unit }: Stated): string {
  const around = new RegExp(`(?:近|约|将近|大约|超过|逾|达)?${value}[余多]?(?:条|件|次|篇|份|项)?[余多]?`)
  return around.exec(sentence)?.[0] ?? `${value}${unit}`
}

export const rules: readonly Rule[] = [
  reportRule({
    code: 'NAR-07',
    severity: 'W',
    title: '同一数据前后一致',
    basis: '同一报告内的同一数据（NT-105）',
    judge: ({ report, year }) =>
      repeatable.flatMap(([topic, what]): Judgement[] => {
        const exact = statementsOf(report.stated, topic, year).filter(({ one }) => !one.approx)
        // A sentence with several figures of one kind tells parts, not the whole again.
        const places = exact.filter(({ one }) =>
          exact.every((same) => same.one.sentence !== one.sentence || isSame(same.one.value, one.value)),
        )
        const [first, ...more] = places
        if (first === undefined || more.length === 0) return []
        const base = { of: topic, stated: places.map(({ index }) => index) }
        const other = more.find(
          ({ one }) => one.unit === first.one.unit && !isSame(one.value, first.one.value),
        )
        if (other === undefined) return [{ ...kept(first.one.value === 0), ...base }]
        const [a, b] = [first, other].map(({ one }) => `${one.value}${one.unit}`)
        const saying = say('NAR-07', { what, a: a ?? '', b: b ?? '' })
        // Two totals may be of different scope; only where both sentences sum up the year is it a contradiction.
        const summing = [first.one, other.one].every(({ sentence }) =>
          /全年|累计|共计|总数|总计|本年|20\d\d年/.test(sentence),
        )
        return [
          {
            ...(summing
              ? broken(saying, first.one.value, other.one.value)
              : uncertain(saying, first.one.value, other.one.value)),
            ...base,
          },
        ]
      }),
    examples: [
      {
        name: '两处都是九十条',
        stated: [whole(90), whole(90)],
        expect: { check: 'NAR-07:disclosed.total', verdict: 'kept' },
      },
      {
        name: '全年九十条，又说全年八十条',
        stated: [
          whole(90, { sentence: '全年主动公开信息90条。' }),
          whole(80, { sentence: '2023年共公开80条。' }),
        ],
        expect: { check: 'NAR-07:disclosed.total', verdict: 'broken' },
      },
      {
        name: '一句之内的两个数是整体与部分',
        stated: [
          whole(90, { sentence: '全年共公开90条，经审查公开80条。' }),
          whole(80, { sentence: '全年共公开90条，经审查公开80条。' }),
          whole(70),
          whole(70, { sentence: '主动公开70条。' }),
        ],
        expect: { check: 'NAR-07:disclosed.total', verdict: 'kept' },
      },
      {
        name: '两处范围可能不同',
        stated: [whole(90, { sentence: '主动公开信息90条。' }), whole(80, { sentence: '网上公开80条。' })],
        expect: { check: 'NAR-07:disclosed.total', verdict: 'uncertain' },
      },
    ],
  }),
  reportRule({
    code: 'NAR-09',
    severity: 'I',
    title: '主动公开数量为准确数',
    basis: '统一格式要求数据准确',
    judge: ({ report, year }) => {
      const places = statementsOf(report.stated, 'disclosed.total', year)
      const [first] = places
      if (first === undefined) return notApplicable('正文没有主动公开总数')
      const stated = places.map(({ index }) => index)
      return places.some(({ one }) => !one.approx)
        ? { ...kept(), stated }
        : {
            ...broken(say('NAR-09', { raw: asPrinted(first.one) })),
            stated,
          }
    },
    examples: [
      { name: '九十条', stated: [whole(90)], expect: { check: 'NAR-09', verdict: 'kept' } },
      {
        name: '四百余条',
        stated: [whole(400, { approx: true })],
        expect: { check: 'NAR-09', verdict: 'broken' },
      },
      { name: '没有总数', expect: { check: 'NAR-09', verdict: 'not_applicable' } },
    ],
  }),
]
