/** The shape of rules that turn what the reader met in a table into a finding about the form. */
import { isCellId } from '../../../parsers/codebook/codebook.ts'
import { problemCodes, type Problem, type ProblemCode } from '../../../parsers/problem.ts'
import type { ReportRule } from '../rule.ts'
import type { ReportSubject } from '../subject.ts'
import { nameOfCell } from '../words.ts'
import { reportRule } from './report.ts'
import { kept, notApplicable, type Judgement } from '../verdicts.ts'

/** A row: which problems count, and what is said of each. */
export interface ProblemRule extends Omit<ReportRule, 'run' | 'scope'> {
  problems: readonly ProblemCode[]
  tell: (found: { code: ProblemCode; detail: string }, subject: ReportSubject) => Judgement
}

/** What a problem says behind the label of its own code. */
export function detailOf({ code, detail }: Pick<Problem, 'code' | 'detail'>): string {
  return detail
    .replace(`${problemCodes[code].label}：`, '')
    .replace(/t[0-4](?:\.[a-z_]+)+/g, (id) => (isCellId(id) ? `“${nameOfCell(id)}”` : id))
}

/** Problems after which nothing that is missing can be held against the publisher. */
const ours: readonly ProblemCode[] = [
  'page_truncated',
  'table_ambiguous',
  'table_not_aligned',
  'layout_uncertain',
  'columns_uncertain',
  'columns_inferred',
]

/** True where the reader itself is in doubt about the tables of a report. */
export function isInDoubt({ problems }: ReportSubject): boolean {
  return problems.some(({ code }) => ours.includes(code))
}

/** Makes the rule of a row: one check a problem, or one that is kept where there are tables and none of the problems. */
export function problemRule({ problems, tell, ...rule }: ProblemRule): ReportRule {
  return reportRule({
    ...rule,
    judge: (subject) => {
      const { t0 = null, t2, t3, t4 } = subject.report.editions
      if (t0 === null && t2 === null && t3 === null && t4 === null) return null
      if (isInDoubt(subject)) return notApplicable('表格未能完整读取')
      const found = subject.problems.filter(({ code }) => problems.includes(code))
      if (found.length === 0) return kept()
      const details = new Map(found.map((one) => [detailOf(one), one.code]))
      return [...details].map(([detail, code]): Judgement => ({
        ...tell({ code, detail }, subject),
        of: detail,
      }))
    },
  })
}
