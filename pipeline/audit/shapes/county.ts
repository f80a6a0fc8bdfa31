/** The shape of rules that look at a county's whole year. */
import type { CountyRule, PlacedCheck } from '../rule.ts'
import type { CountySubject } from '../subject.ts'
import { nameCheck, type Judgement } from '../verdicts.ts'

/** A row; each answer says on which report it is told. */
export interface CountyJudgingRule extends Omit<CountyRule, 'run' | 'scope'> {
  judge: (county: CountySubject) => readonly { on: PlacedCheck['on']; said: Judgement }[]
}

/** Makes the rule of a row. */
export function countyRule({ judge, ...rule }: CountyJudgingRule): CountyRule {
  return {
    ...rule,
    scope: 'county',
    run: (county) => judge(county).map(({ on, said }) => ({ ...nameCheck(rule.code, said), on })),
  }
}
