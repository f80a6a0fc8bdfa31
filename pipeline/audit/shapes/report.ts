/** The shape of rules that look at one report and answer in their own words. */
import type { ReportRule } from '../rule.ts'
import type { ReportSubject } from '../subject.ts'
import { nameChecks, type Judgement } from '../verdicts.ts'

/** A row: null where the rule has no business with the report. */
export interface JudgingRule extends Omit<ReportRule, 'run' | 'scope'> {
  judge: (subject: ReportSubject) => Judgement | readonly Judgement[] | null
}

const isList = (said: Judgement | readonly Judgement[]): said is readonly Judgement[] => Array.isArray(said)

/** Makes the rule of a row. */
export function reportRule({ judge, ...rule }: JudgingRule): ReportRule {
  return {
    ...rule,
    scope: 'report',
    run: (subject) => {
      const said = judge(subject)
      if (said === null) return []
      return nameChecks(rule.code, isList(said) ? said : [said])
    },
  }
}
