/** The shape of rules that hold a report against all that is known of the same publisher, and the name each answer gets. */
import type { SeriesRule } from '../rule.ts'
import type { ReportSubject } from '../subject.ts'
import { nameChecks, type Judgement } from '../verdicts.ts'

/** A row; `years` are the publisher's current reports, the oldest first, with `now` among them. */
export interface JudgingSeriesRule extends Omit<SeriesRule, 'run' | 'scope'> {
  applies: (now: ReportSubject) => boolean
  judge: (now: ReportSubject, years: readonly ReportSubject[]) => Judgement | readonly Judgement[] | null
}

const isList = (said: Judgement | readonly Judgement[]): said is readonly Judgement[] => Array.isArray(said)

/** Makes the rule of a row. */
export function seriesRule({ applies, judge, ...rule }: JudgingSeriesRule): SeriesRule {
  return {
    ...rule,
    scope: 'series',
    run: (years) =>
      years.filter(applies).flatMap((now) => {
        const said = judge(now, years)
        if (said === null) return []
        return nameChecks(rule.code, isList(said) ? said : [said]).map((check) => ({ ...check, on: now }))
      }),
  }
}
