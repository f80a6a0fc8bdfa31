/** The shape of rules that hold sums of the form against each other. */
import { identitiesOf, type Identity, type IdentityId } from '../../parsers/codebook/identities.ts'
import { judgeSum, type Panel } from './panel.ts'
import type { Rule } from './rule.ts'

/** A sum rule is a row: which identities it holds, and what it says when one fails. */
export interface SumRule extends Omit<Rule, 'run'> {
  identities: readonly IdentityId[]
  say: (identity: Identity, left: number, right: number, panel: Panel) => string
}

/** Makes the rule of a row. */
export function sumRule({ identities, say, ...rule }: SumRule): Rule {
  return {
    ...rule,
    run: ({ report, panel }) => {
      const edition = report.editions.t3 ?? report.editions.t4
      if (edition === null) return []
      return identitiesOf(edition)
        .filter((identity) => identities.includes(identity.id))
        .map((identity) => ({
          ...judgeSum(panel, identity, (left, right) => say(identity, left, right, panel)),
          check: `${identity.id}:${identity.line}`,
          cells: [...identity.left, ...identity.right],
          stated: [],
        }))
    },
  }
}

/** The difference as a finding words it: without sign. */
export function difference(left: number, right: number): number {
  return Number(Math.abs(left - right).toPrecision(15))
}
