import type { CheckResult, Rule, Verdict } from '../rule.ts'
import type { Stated } from '../../../parsers/report/report.ts'
import { difference } from '../sum-rule.ts'

function judge({ value, unit, approx, items, exhaustive }: Stated): Verdict {
  const sum = Number(items.reduce((total, item) => total + item.value, 0).toPrecision(15))
  const message = `称主动公开${value}${unit}，分项合计${sum}${unit}，差${difference(value, sum)}${unit}。`
  if (items.some((item) => item.unit !== unit))
    return { verdict: 'not_applicable', because: '分项与总数计量单位不同' }
  if (sum === value) return { verdict: 'kept', trivial: value === 0 }
  if (sum < value && !exhaustive) return { verdict: 'not_applicable', because: '只列举主要分项' }
  if (approx)
    return { verdict: 'uncertain', expected: value, actual: sum, message: `${message}总数或分项为约数。` }
  return { verdict: 'broken', expected: value, actual: sum, message }
}

/** A total and the list that breaks it down must agree where the wording says that the list is complete. */
export const rule: Rule = {
  code: 'NAR-01',
  severity: 'W',
  title: '主动公开总数，等于所列分项之和',
  basis: '报告正文自身的总分关系；措辞为“主要包括”“等”时只要求分项不超过总数',
  run: ({ report }) =>
    report.stated.flatMap((stated, index): CheckResult[] =>
      stated.topic === 'disclosed.total' && stated.items.length >= 2
        ? [{ ...judge(stated), check: `NT-101:${index}`, cells: [], stated: [index] }]
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
      expect: { check: 'NT-101:0', verdict: 'kept' },
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
      expect: { check: 'NT-101:0', verdict: 'broken' },
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
      expect: { check: 'NT-101:0', verdict: 'uncertain' },
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
      expect: { check: 'NT-101:0', verdict: 'not_applicable' },
    },
  ],
}
