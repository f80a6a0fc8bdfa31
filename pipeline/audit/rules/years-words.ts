/** Across years: the year that a report's own words give it. */
import type { Rule } from '../rule.ts'
import { reportRule } from '../shapes/report.ts'
import type { ReportSubject } from '../subject.ts'
import { broken, kept, notApplicable, uncertain } from '../verdicts.ts'
import { say } from '../wording.ts'

/** The years that the report gives itself: in the title printed in its text, and at the head of its own counts. */
function ownYears({ report, prose }: ReportSubject): number[] {
  const titles = (prose ?? [])
    .filter(({ section }) => section === null)
    .flatMap(({ text }) => [
      ...text.matchAll(/(20\d\d)年(?:度)?(?:[^。,;]{0,16})?政府信息公开(?:工作)?年度报告/g),
    ])
  const counts = report.stated
    .filter(
      ({ topic, name }) => name === null && (topic === 'disclosed.total' || topic === 'requests.received'),
    )
    .flatMap(({ sentence }) => [
      ...sentence.matchAll(
        /^(?:[（(]?[一二三四五六\d][)）、.])?(20\d\d)年(?!.{0,40}(?:增长|增加|减少|下降|相比|同比))/g,
      ),
    ])
  return [...titles, ...counts].map((match) => Number(match[1]))
}

export const rules: readonly Rule[] = [
  reportRule({
    code: 'XYR-07',
    severity: 'E',
    title: '正文的年份为报告年度',
    basis: '沿用上一年度文字的迹象',
    judge: (subject) => {
      const { year } = subject
      if (year === null) return null
      const named = ownYears(subject)
      if (named.length === 0) return notApplicable('正文没有写明所述年份')
      const wrong = named.find((one) => one === year - 1)
      if (wrong === undefined) return kept()
      return named.includes(year)
        ? uncertain(say('XYR-07.both', { wrong, year }))
        : broken(say('XYR-07', { wrong, year }))
    },
    examples: [
      {
        name: '句首是报告年度',
        stated: [{ topic: 'disclosed.total', value: 9, sentence: '2023年,我镇主动公开9条。' }],
        expect: { check: 'XYR-07', verdict: 'kept' },
      },
      {
        name: '句首是上一年',
        stated: [{ topic: 'disclosed.total', value: 9, sentence: '2022年,我镇主动公开9条。' }],
        expect: { check: 'XYR-07', verdict: 'broken' },
      },
      {
        name: '两个年份都有',
        stated: [
          { topic: 'disclosed.total', value: 9, sentence: '2023年,我镇主动公开9条。' },
          { topic: 'requests.received', value: 0, sentence: '2022年未收到申请。' },
        ],
        expect: { check: 'XYR-07', verdict: 'uncertain' },
      },
      { name: '没有写年份', expect: { check: 'XYR-07', verdict: 'not_applicable' } },
    ],
  }),
]
