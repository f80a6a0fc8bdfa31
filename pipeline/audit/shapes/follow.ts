/** How a figure of this year is judged against one worked out from last year's. */
import type { CellId } from '../../../parsers/codebook/codebook.ts'
import type { Edition } from '../../../parsers/codebook/form.ts'
import { isEmpty } from '../panel.ts'
import type { ReportSubject } from '../subject.ts'
import { broken, isSame, kept, notApplicable, uncertain, type Judgement } from '../verdicts.ts'
import { say, type Saying } from '../wording.ts'

/** True for reports that have a table, in the given edition where one is named. */
export const has =
  (table: 't2' | 't3', edition?: Edition) =>
  ({ report }: ReportSubject): boolean => {
    const found = report.editions[table]
    return found !== null && (edition === undefined || found === edition)
  }

/** A figure of one year: a number, empty by the publisher's hand, or not to be had. */
export function figure({ panel }: ReportSubject, cell: CellId): number | 'empty' | null {
  const found = panel.get(cell)
  return found === undefined ? null : (found.value ?? (isEmpty(found) ? 'empty' : null))
}

/** Judges a figure of this year against one worked out from last year's. */
export function follow(
  now: number | 'empty' | null,
  before: number | 'empty' | null,
  tell: (expected: number, actual: number) => Saying,
): Judgement {
  if (now === null || before === null) return notApplicable('其中一年没有这一项，或未能读取')
  if (now === 'empty' && before === 'empty') return notApplicable('两年均未填写')
  const [actual, expected] = [now === 'empty' ? 0 : now, before === 'empty' ? 0 : before]
  if (isSame(actual, expected)) return kept(actual === 0)
  const saying = tell(expected, actual)
  return now === 'empty' || before === 'empty'
    ? uncertain({ ...saying, more: say('sum.empties', { count: 1 }) }, expected, actual)
    : broken(saying, expected, actual)
}
