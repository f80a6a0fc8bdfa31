/** The likely wrong cell: where the failed sums of a table cross, and what would mend them all. Pure. */
import type { CellId } from '../../parsers/codebook/codebook.ts'
import type { Identity } from '../../parsers/codebook/identities.ts'
import { nothingToSay, weighSum, type Panel } from './panel.ts'
import { slipOf, type Slip } from './slip.ts'
import { isSame } from './verdicts.ts'

/** A cell, the value it states, the value that repairs every failed sum, and the slip that would explain it. */
export interface Suspect {
  cell: CellId
  value: number
  repair: number
  slip: Slip | null
}

/** By how much a cell must grow for a sum to hold; null where the cell is not in the sum. */
function growth(identity: Identity, gap: number, cell: CellId): number | null {
  if (identity.left.includes(cell)) return gap
  return identity.right.includes(cell) ? -gap : null
}

/**
 * Names the one cell whose change would repair all failed sums of a table and would break none that holds.
 * Null where no cell or more than one would do: nobody is then accused.
 */
export function findSuspect(panel: Panel, identities: readonly Identity[]): Suspect | null {
  const judged = identities.flatMap((identity) => {
    const sides = weighSum(panel, identity)
    if (nothingToSay(sides) !== null) return []
    const gap = sides.right.sum - sides.left.sum
    const failed = !isSame(sides.left.sum, sides.right.sum)
    return failed && sides.left.empties + sides.right.empties > 0 ? [] : [{ identity, gap, failed }]
  })
  const failed = judged.filter((sum) => sum.failed)
  const [first] = failed
  if (first === undefined || failed.length < 2) return null
  const holding = new Set(
    judged.filter((sum) => !sum.failed).flatMap(({ identity }) => [...identity.left, ...identity.right]),
  )
  const candidates = [...first.identity.left, ...first.identity.right].flatMap((cell): Suspect[] => {
    const value = panel.get(cell)?.value ?? null
    const step = growth(first.identity, first.gap, cell)
    if (value === null || step === null || holding.has(cell)) return []
    const all = failed.every(({ identity, gap }) => {
      const own = growth(identity, gap, cell)
      return own !== null && isSame(own, step)
    })
    const repair = Number((value + step).toPrecision(12))
    return all && repair >= 0 ? [{ cell, value, repair, slip: slipOf(value, repair) }] : []
  })
  const [only, ...more] = candidates
  return only !== undefined && more.length === 0 ? only : null
}
