/** Texts that are too much alike: with the own earlier reports, and with other units. Shares of common passages come from outside. */
import type { Rule } from '../rule.ts'
import { countyRule } from '../shapes/county.ts'
import type { CountySubject, Likeness, ReportSubject } from '../subject.ts'
import { broken, kept, type Judgement } from '../verdicts.ts'
import { say } from '../wording.ts'

const percent = (share: number): string => `${Math.floor(share * 100)}`
const isOwn = ({ one, other }: Likeness): boolean => one.publisher?.code === other.publisher?.code

/** The best match of each report among the pairs that count; a report that was compared and matches nothing is kept. */
function overReports(
  county: CountySubject,
  counts: (pair: Likeness) => boolean,
  judge: (on: ReportSubject, pairs: readonly Likeness[]) => Judgement,
): { on: ReportSubject; said: Judgement }[] {
  const { alike, reports } = county
  if (alike === null) return []
  return reports
    .filter(({ prose }) => prose !== null)
    .map((on) => {
      const pairs = alike.filter((pair) => (pair.one === on || pair.other === on) && counts(pair))
      return {
        on,
        said: judge(
          on,
          pairs.toSorted((a, b) => b.share - a.share),
        ),
      }
    })
}

const text = [[1, '全年围绕便民服务公开信息。']] as const

export const rules: readonly Rule[] = [
  countyRule({
    code: 'XYR-06',
    severity: 'W',
    title: '正文不沿用上一年度报告',
    basis: '国办公开办函〔2021〕30号二（四）：内容雷同',
    judge: (county) =>
      overReports(
        county,
        (pair) => pair.part === 'body' && isOwn(pair),
        (on, pairs) => {
          const best = pairs.find(({ one, other }) => one === on && (other.year ?? 0) === county.year - 1)
          return best !== undefined && best.share >= on.policy.limits.alike_own
            ? broken(say('XYR-06', { percent: percent(best.share) }), null, best.share)
            : kept()
        },
      ),
    examples: [
      {
        name: '三成相同',
        prose: text,
        before: [{ year: 2022, prose: text }],
        alike: 0.3,
        expect: { check: 'XYR-06', verdict: 'kept' },
      },
      {
        name: '九成五相同',
        prose: text,
        before: [{ year: 2022, prose: text }],
        alike: 0.95,
        expect: { check: 'XYR-06', verdict: 'broken' },
      },
    ],
  }),
  countyRule({
    code: 'XYR-08',
    severity: 'I',
    title: '改进情况不连年重复',
    basis: '条例第五十条（四）：存在的主要问题及改进情况',
    judge: (county) =>
      overReports(
        county,
        (pair) => pair.part === 'plan' && isOwn(pair),
        (on, pairs) => {
          const { alike_own, same_plan_years } = on.policy.limits
          let years = 1
          while (
            pairs.some(
              ({ one, other, share }) =>
                one === on && other.year === county.year - years && share >= alike_own,
            )
          )
            years += 1
          return years >= same_plan_years ? broken(say('XYR-08', { years })) : kept()
        },
      ),
    examples: [
      {
        name: '与上一年相同，还不到三年',
        prose: text,
        before: [{ year: 2022, prose: text }],
        alike: 1,
        part: 'plan',
        expect: { check: 'XYR-08', verdict: 'kept' },
      },
      {
        name: '三年一个样',
        prose: text,
        before: [
          { year: 2022, prose: text },
          { year: 2021, prose: text },
        ],
        alike: 1,
        part: 'plan',
        expect: { check: 'XYR-08', verdict: 'broken' },
      },
    ],
  }),
  countyRule({
    code: 'AGY-03',
    severity: 'W',
    title: '正文不与其他单位雷同',
    basis: '国办公开办函〔2021〕30号二（四）：内容雷同（AG-104）',
    judge: (county) =>
      overReports(
        county,
        (pair) => pair.part === 'body' && !isOwn(pair),
        (on, [best]) => {
          if (best === undefined || best.share < on.policy.limits.alike_other) return kept()
          const other = best.one === on ? best.other : best.one
          return broken(
            say('AGY-03', {
              unit: other.publisher?.name ?? '另一单位',
              year: county.year,
              percent: percent(best.share),
            }),
            null,
            best.share,
          )
        },
      ),
    examples: [
      {
        name: '三成相同',
        prose: text,
        others: [{ publisher: { code: '990001101000', name: '青杨镇' }, prose: text }],
        alike: 0.3,
        expect: { check: 'AGY-03', verdict: 'kept' },
      },
      {
        name: '九成相同',
        prose: text,
        others: [{ publisher: { code: '990001101000', name: '青杨镇' }, prose: text }],
        alike: 0.9,
        expect: { check: 'AGY-03', verdict: 'broken' },
      },
    ],
  }),
]
