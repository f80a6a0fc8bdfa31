import type { Stated, StatedItem } from '../../../parsers/report/report.ts'
import type { ReportRule, Verdict } from '../rule.ts'
import { reportRule } from '../shapes/report.ts'
import { broken, difference, isSame, kept, notApplicable, uncertain, type Judgement } from '../verdicts.ts'
import { say } from '../wording.ts'

/** A list or a list within a list, and which statement it stands in. */
interface List extends Pick<Stated, 'value' | 'unit' | 'items'> {
  of: string
  name: string
  approx: boolean
  exhaustive: boolean
  index: number
}

/** The total's own list and every list that breaks one of its members down. */
function listsOf(stated: Stated, index: number): List[] {
  const inner = (items: readonly StatedItem[], path: string): List[] =>
    items.flatMap(({ items: members = [], exhaustive = false, approx = false, ...item }, at) => {
      const of = `${path}/${item.name === '' ? at + 1 : item.name}`
      const own = { ...item, of: `NT-102:${of}`, items: members, exhaustive, approx, index }
      return [...(members.length >= 2 ? [own] : []), ...inner(members, of)]
    })
  const { value, unit, items, approx, exhaustive } = stated
  const of = `${value}${unit}`
  const own = { of: `NT-101:${of}`, name: '', value, unit, items, approx, exhaustive, index }
  return [...(items.length >= 2 && stated.by !== 'channel' ? [own] : []), ...inner(items, of)]
}

function judge({ name, value, unit, approx, items, exhaustive }: List): Verdict {
  const sum = Number(items.reduce((total, item) => total + item.value, 0).toPrecision(15))
  const what = name === '' ? '主动公开' : `“${name}”`
  const blanks = { what, total: value, unit, sum, gap: difference(value, sum) }
  if (items.some((item) => item.unit !== unit)) return notApplicable('分项与总数计量单位不同')
  if (isSame(sum, value)) return kept(value === 0)
  if (sum < value && !exhaustive) return notApplicable('只列举主要分项')
  if (approx || items.some((item) => item.approx === true))
    return uncertain(say('NAR-01.about', blanks), value, sum)
  return broken(say('NAR-01', blanks), value, sum)
}

/** A total and the list that breaks it down must agree where the wording says that the list is complete. */
export const rule: ReportRule = reportRule({
  code: 'NAR-01',
  severity: 'W',
  title: '主动公开总数，等于所列分项之和',
  basis: '报告正文自身的总分关系（NT-101、102）；措辞为“主要包括”“等”时只要求分项不超过总数',
  judge: ({ report }) =>
    report.stated.flatMap((stated, index): Judgement[] =>
      stated.topic === 'disclosed.total'
        ? listsOf(stated, index).map((list) => ({ ...judge(list), of: list.of, stated: [index] }))
        : [],
    ),
  examples: [
    {
      name: '九十条，六个分项相加正好',
      stated: [
        {
          topic: 'disclosed.total',
          value: 90,
          unit: '条',
          exhaustive: true,
          items: [55, 9, 1, 1, 4, 20].map((value) => ({ name: '', value, unit: '条' })),
        },
      ],
      expect: { check: 'NAR-01:NT-101:90条', verdict: 'kept' },
    },
    {
      name: '分项之和超出总数',
      stated: [
        {
          topic: 'disclosed.total',
          value: 382,
          unit: '条',
          exhaustive: true,
          items: [35, 80, 2443].map((value) => ({ name: '', value, unit: '条' })),
        },
      ],
      expect: { check: 'NAR-01:NT-101:382条', verdict: 'broken' },
    },
    {
      name: '四百余条只是约数',
      stated: [
        {
          topic: 'disclosed.total',
          value: 400,
          unit: '条',
          approx: true,
          exhaustive: true,
          items: [190, 200].map((value) => ({ name: '', value, unit: '条' })),
        },
      ],
      expect: { check: 'NAR-01:NT-101:400条', verdict: 'uncertain' },
    },
    {
      name: '只说主要包括',
      stated: [
        {
          topic: 'disclosed.total',
          value: 100,
          unit: '条',
          exhaustive: false,
          items: [60, 30].map((value) => ({ name: '', value, unit: '条' })),
        },
      ],
      expect: { check: 'NAR-01:NT-101:100条', verdict: 'not_applicable' },
    },
    {
      name: '分项之中再分，内层不符',
      stated: [
        {
          topic: 'disclosed.total',
          value: 50,
          unit: '条',
          exhaustive: true,
          items: [
            {
              name: '政策文件',
              value: 20,
              unit: '条',
              exhaustive: true,
              items: [10, 4, 1].map((value) => ({ name: '', value, unit: '条' })),
            },
            { name: '工作动态', value: 30, unit: '条' },
          ],
        },
      ],
      expect: { check: 'NAR-01:NT-102:50条/政策文件', verdict: 'broken' },
    },
  ],
})
