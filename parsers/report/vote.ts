/** Whether the sums of the form speak for cells that were placed by their position alone. */
import type { CellId } from '../codebook/codebook.ts'
import type { Edition } from '../codebook/form.ts'
import { identitiesOf } from '../codebook/identities.ts'
import type { Fact } from '../facts.ts'

/** Cells placed by position that a broken sum runs through, where no sum that says anything speaks for them; empty if all is well. */
export function cellsVotedDown(facts: Fact[], edition: Edition): Set<CellId> {
  const byCell = new Map(facts.map((fact) => [fact.cell, fact]))
  const guessed = new Set(
    facts.filter((fact) => fact.matched_by === 'position' && fact.place !== null).map((fact) => fact.cell),
  )
  if (guessed.size === 0) return guessed
  const sum = (cells: readonly CellId[]): number | null => {
    let total: number | null = null
    for (const cell of cells) {
      const value = byCell.get(cell)?.value
      if (value !== null && value !== undefined) total = (total ?? 0) + value
    }
    return total
  }
  let broken = 0
  for (const identity of identitiesOf(edition)) {
    if (![...identity.left, ...identity.right].some((cell) => guessed.has(cell))) continue
    const left = sum(identity.left)
    const right = sum(identity.right)
    if (left !== null && right !== null && Math.abs(left - right) > 1e-9) broken += 1
  }
  return broken === 0 ? new Set() : guessed
}
