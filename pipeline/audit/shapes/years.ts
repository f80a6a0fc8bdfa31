/** The shape of rules that hold a report against the same publisher's report of the year before. */
import type { SeriesRule } from '../rule.ts'
import type { ReportSubject } from '../subject.ts'
import { notApplicable, type Judgement } from '../verdicts.ts'
import { seriesRule } from './series.ts'

/** A row. `applies` says which reports the rule is about at all; the first year of a series is not applicable. */
export interface YearRule extends Omit<SeriesRule, 'run' | 'scope'> {
  applies: (now: ReportSubject) => boolean
  judge: (now: ReportSubject, before: ReportSubject) => Judgement | readonly Judgement[] | null
}

/** Makes the rule of a row. */
export function yearRule({ judge, ...rule }: YearRule): SeriesRule {
  return seriesRule({
    ...rule,
    judge: (now, years) => {
      const before = years.find(({ year }) => year !== null && now.year !== null && year === now.year - 1)
      return before === undefined ? notApplicable('没有上一年度报告可比') : judge(now, before)
    },
  })
}
