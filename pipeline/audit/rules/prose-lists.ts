/** The prose against itself: lists by channel, shares, figures stated twice, approximations, missing counts. */
import type { Stated, StatedItem } from '../../../parsers/report/report.ts'
import type { Rule } from '../rule.ts'
import { reportRule } from '../shapes/report.ts'
import { broken, kept, uncertain, type Judgement } from '../verdicts.ts'
import { say } from '../wording.ts'

const sumOf = (items: readonly { value: number }[]): number =>
  Number(items.reduce((sum, { value }) => sum + value, 0).toPrecision(15))

const item = (name: string, value: number, share?: number): StatedItem => ({
  name,
  value,
  unit: '条',
  ...(share === undefined ? {} : { share }),
})
const whole = (value: number, more: Partial<Stated> = {}): Partial<Stated> => ({
  topic: 'disclosed.total',
  value,
  unit: '条',
  ...more,
})

/** True where a printed share is that of the figures, rounded or cut at the printed digit. */
function isShare(printed: number, part: number, total: number): boolean {
  const decimals = String(printed).split('.')[1]?.length ?? 0
  return Math.abs((part / total) * 100 - printed) < 1.0001 * 10 ** -decimals
}

function shareOf(one: Stated, part: StatedItem, index: number): Judgement[] {
  const { share } = part
  if (share === undefined || one.value === 0) return []
  const base = { of: `NT-104:${part.name}${part.value}/${one.value}`, stated: [index] }
  if (isShare(share, part.value, one.value)) return [{ ...kept(), ...base }]
  const due = Number(((part.value / one.value) * 100).toFixed(2))
  const blanks = { item: part.name, part: part.value, total: one.value, due, share }
  const doubt = one.approx || part.approx === true
  return [{ ...(doubt ? uncertain : broken)(say('NAR-03', blanks), due, share), ...base }]
}

/** The shares of a complete list of kinds come to a hundred, give or take what rounding or cutting their last digits may do. */
function sumOfShares(one: Stated, index: number): Judgement[] {
  const shares = one.items.flatMap(({ share }) => share ?? [])
  if (!one.exhaustive || one.by === 'channel' || shares.length < 2 || shares.length !== one.items.length)
    return []
  const decimals = Math.min(...shares.map((share) => String(share).split('.')[1]?.length ?? 0))
  const sum = Number(shares.reduce((total, share) => total + share, 0).toFixed(6))
  const off = 100 - sum
  const digit = 10 ** -decimals
  const base = { of: `NT-104:合计/${one.value}`, stated: [index] }
  if (off >= -0.5 * shares.length * digit - 1e-9 && off <= shares.length * digit + 1e-9)
    return [{ ...kept(), ...base }]
  const items = one.items.map(({ name, share }) => `${name}${share ?? ''}%`).join('、')
  return [{ ...broken(say('NAR-03.sum', { sum, items }), 100, sum), ...base }]
}

export const rules: readonly Rule[] = [
  reportRule({
    code: 'NAR-02',
    severity: 'I',
    title: '按渠道合计不少于主动公开总数',
    basis: '同一信息可由多个渠道发布，合计可以多于总数，不会少于（NT-103）',
    judge: ({ report }) =>
      report.stated.flatMap((one, index): Judgement[] => {
        if (one.topic !== 'disclosed.total' || one.by !== 'channel' || one.items.length < 2) return []
        const sum = sumOf(one.items)
        const base = { of: `NT-103:${one.value}${one.unit}`, stated: [index] }
        if (sum >= one.value) return [{ ...kept(one.value === 0), ...base }]
        const saying = say('NAR-02', { sum, unit: one.unit, total: one.value })
        const said = one.exhaustive && !one.approx ? broken : uncertain
        return [{ ...said(saying, one.value, sum), ...base }]
      }),
    examples: [
      {
        name: '两个渠道都发，合计多于总数',
        stated: [
          whole(60, { by: 'channel', exhaustive: true, items: [item('网站', 60), item('公众号', 20)] }),
        ],
        expect: { check: 'NAR-02:NT-103:60条', verdict: 'kept' },
      },
      {
        name: '合计少于总数',
        stated: [
          whole(60, { by: 'channel', exhaustive: true, items: [item('网站', 30), item('公众号', 20)] }),
        ],
        expect: { check: 'NAR-02:NT-103:60条', verdict: 'broken' },
      },
      {
        name: '只列了主要渠道',
        stated: [
          whole(60, { by: 'channel', exhaustive: false, items: [item('网站', 30), item('公众号', 20)] }),
        ],
        expect: { check: 'NAR-02:NT-103:60条', verdict: 'uncertain' },
      },
    ],
  }),
  reportRule({
    code: 'NAR-03',
    severity: 'W',
    title: '占比与件数相符',
    basis: '占比＝分项÷总数，四舍五入或截去尾数均可（NT-104）',
    judge: ({ report }) =>
      report.stated.flatMap((one, index) => [
        ...one.items.flatMap((part) => shareOf(one, part, index)),
        ...sumOfShares(one, index),
      ]),
    examples: [
      {
        name: '截去尾数的92.47%',
        stated: [whole(226, { items: [item('网站', 209, 92.47)] })],
        expect: { check: 'NAR-03:NT-104:网站209/226', verdict: 'kept' },
      },
      {
        name: '三分之一写成五成',
        stated: [whole(90, { items: [item('网站', 30, 50)] })],
        expect: { check: 'NAR-03:NT-104:网站30/90', verdict: 'broken' },
      },
      {
        name: '各项占比合计九成',
        stated: [whole(100, { exhaustive: true, items: [item('动态', 60, 60), item('公告', 40, 30)] })],
        expect: { check: 'NAR-03:NT-104:合计/100', verdict: 'broken' },
      },
      {
        name: '三个三分之一，合计99.99%',
        stated: [
          whole(9, {
            exhaustive: true,
            items: [item('动态', 3, 33.33), item('公告', 3, 33.33), item('文件', 3, 33.33)],
          }),
        ],
        expect: { check: 'NAR-03:NT-104:合计/9', verdict: 'kept' },
      },
      {
        name: '总数只是约数',
        stated: [whole(90, { approx: true, items: [item('网站', 30, 50)] })],
        expect: { check: 'NAR-03:NT-104:网站30/90', verdict: 'uncertain' },
      },
    ],
  }),
]
