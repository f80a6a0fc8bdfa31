/** The shape of rules that hold sums of the form against each other. */
import { identitiesOf, type Identity, type IdentityId } from '../../../parsers/codebook/identities.ts'
import type { CellId } from '../../../parsers/codebook/codebook.ts'
import type { Edition } from '../../../parsers/codebook/form.ts'
import { judgeSum, type Panel } from '../panel.ts'
import type { CheckResult, ReportRule } from '../rule.ts'
import { slipWords } from '../slip.ts'
import { findSuspect, type Suspect } from '../suspect.ts'
import { broken } from '../verdicts.ts'
import { say, type Saying } from '../wording.ts'
import { nameOfCell } from '../words.ts'

/** A sum rule is a row: the table, which identities it holds, and what it says when one fails. */
export interface SumRule extends Omit<ReportRule, 'run' | 'scope'> {
  table: 't0' | 't3' | 't4'
  identities: readonly IdentityId[]
  tell: (identity: Identity, left: number, right: number, panel: Panel) => Saying
}

interface Line {
  identity: Identity
  check: string
  cells: readonly CellId[]
}

function linesOf(edition: Edition, wanted: readonly IdentityId[]): Line[] {
  return identitiesOf(edition)
    .filter((identity) => wanted.includes(identity.id))
    .map((identity) => ({
      identity,
      check: `${identity.id}:${identity.line}`,
      cells: [...identity.left, ...identity.right],
    }))
}

const tableOf = (identity: Identity): string => `t${identity.id.slice(3, 4)}`

/** Says of a failed sum which of its cells would repair them all, and how it may have come to be wrong. */
function pointAt(result: CheckResult, suspect: Suspect): CheckResult {
  if (result.verdict !== 'broken' || !result.cells.includes(suspect.cell)) return result
  const { value, repair, slip } = suspect
  const words = slip === null ? '' : `，${slipWords[slip]}`
  const more = say('sum.suspect', { cell: nameOfCell(suspect.cell), repair, value, slip: words })
  return { ...result, ...broken({ ...result.saying, more }, result.expected, result.actual), suspect }
}

/** Makes the rule of a row. */
export function sumRule({ table, identities, tell, ...rule }: SumRule): ReportRule {
  const lines = new Map<Edition, Line[]>()
  return {
    ...rule,
    scope: 'report',
    run: ({ report, panel }) => {
      const edition = report.editions[table] ?? null
      if (edition === null) return []
      let printed = lines.get(edition)
      if (printed === undefined) lines.set(edition, (printed = linesOf(edition, identities)))
      const results = printed.map(({ identity, check, cells }): CheckResult => ({
        ...judgeSum(panel, identity, (left, right) => tell(identity, left, right, panel)),
        check,
        cells,
        stated: [],
      }))
      if (!results.some(({ verdict }) => verdict === 'broken')) return results
      const suspect = findSuspect(
        panel,
        identitiesOf(edition).filter((identity) => tableOf(identity) === table),
      )
      return suspect === null ? results : results.map((result) => pointAt(result, suspect))
    },
  }
}
