/** The shape of rules that hold a report against the same publisher's report of the year before. */
import type { SeriesRule } from '../rule.ts'
import type { ReportSubject } from '../subject.ts'
import { nameCheck, notApplicable, type Judgement } from '../verdicts.ts'

/** A row. `applies` says which reports the rule is about at all; the first year of a series is not applicable. */
export interface YearRule extends Omit<SeriesRule, 'run' | 'scope'> {
  applies: (now: ReportSubject) => boolean
  judge: (now: ReportSubject, before: ReportSubject) => Judgement | readonly Judgement[] | null
}

const isList = (said: Judgement | readonly Judgement[]): said is readonly Judgement[] => Array.isArray(said)

/** Makes the rule of a row. */
export function yearRule({ applies, judge, ...rule }: YearRule): SeriesRule {
  return {
    ...rule,
    scope: 'series',
    run: (years) =>
      years.filter(applies).flatMap((now) => {
        const before = years.find(({ year }) => year !== null && now.year !== null && year === now.year - 1)
        const said = before === undefined ? notApplicable('没有上一年度报告可比') : judge(now, before)
        if (said === null) return []
        return (isList(said) ? said : [said]).map((one) => ({ ...nameCheck(rule.code, one), on: now }))
      }),
  }
}
