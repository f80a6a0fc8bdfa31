/** The prose against itself: figures stated twice, approximate, missing, or of another kind than the table's. */
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
    code: 'NAR-08',
    severity: 'I',
    title: '需要数量的句子写明数量',
    basis: '条例第五十条：主动公开、收到和处理申请的情况',
    judge: ({ prose }) => {
      if (prose === null) return null
      const found = prose.flatMap(
        ({ text }) =>
          /(?:主动公开|发布|收到|受理|办结)[^\d。;,一二三四五六七八九十百千万两零几]{0,14}(?:信息|申请|文件)(?:共计?|总计)?(?:[_×xX*]+)?[条件份](?=[,。;])/.exec(
            text,
          )?.[0] ?? [],
      )
      const [first] = found
      return first === undefined ? kept() : broken(say('NAR-08', { found: first }))
    },
    examples: [
      {
        name: '写了数量',
        prose: [[1, '全年主动公开政府信息90条。']],
        expect: { check: 'NAR-08', verdict: 'kept' },
      },
      {
        name: '漏写数量',
        prose: [[1, '全年主动公开政府信息条,收到申请3件。']],
        expect: { check: 'NAR-08', verdict: 'broken' },
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
  reportRule({
    code: 'NAR-10',
    severity: 'W',
    title: '咨询、热线不计作申请',
    basis: '依申请公开与咨询口径不同',
    judge: ({ report, panel }) => {
      const received = panel.get('t3.new_received.total')?.value ?? null
      const asked = report.stated.flatMap((one, index) =>
        (one.topic === 'consultations' || one.topic === 'hotline.cases') && one.value > 0
          ? [{ one, index }]
          : [],
      )
      if (asked.length === 0 || received === null) return null
      const said = report.stated.some(
        ({ topic, value }) => topic === 'requests.received' && value === received,
      )
      const same = asked.find(({ one }) => one.value === received && !one.approx)
      if (same === undefined || said) return kept()
      return {
        ...broken(
          say('NAR-10', {
            what: same.one.topic === 'consultations' ? '咨询' : '热线受理',
            count: `${same.one.value}${same.one.unit}`,
            received,
          }),
          null,
          received,
        ),
        cells: ['t3.new_received.total'],
        stated: [same.index],
      }
    },
    examples: [
      {
        name: '咨询三十件，申请二件',
        editions: { t3: '2021' },
        cells: { 't3.new_received.total': 2 },
        stated: [{ topic: 'consultations', value: 30, unit: '件' }],
        expect: { check: 'NAR-10', verdict: 'kept' },
      },
      {
        name: '咨询三十件，申请也填三十件',
        editions: { t3: '2021' },
        cells: { 't3.new_received.total': 30 },
        stated: [{ topic: 'consultations', value: 30, unit: '件' }],
        expect: { check: 'NAR-10', verdict: 'broken' },
      },
    ],
  }),
]
