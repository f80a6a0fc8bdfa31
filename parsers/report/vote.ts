/** Whether the sums of the form speak for cells that were placed by their position alone. */
import type { CellId } from '../codebook/codebook.ts'
import type { Edition } from '../codebook/form.ts'
import { identitiesOf } from '../codebook/identities.ts'
import type { Fact } from '../facts.ts'

/** Cells left empty by the publisher: noughts for the attempt to add up, and nothing else. */
const empty = new Set<Fact['state']>(['blank', 'dash', 'slash', 'none_word'])

type Answer = 'kept' | 'trivial' | 'broken' | 'silent'

/** What one side adds up to; null where a cell could not be read or none holds a number. */
function addUp(facts: ReadonlyMap<CellId, Fact>, cells: readonly CellId[]): number | null {
  let total: number | null = null
  for (const cell of cells) {
    const fact = facts.get(cell)
    if (fact === undefined || (fact.value === null && !empty.has(fact.state))) return null
    if (fact.value !== null) total = (total ?? 0) + fact.value
  }
  return total
}

/**
 * Cells placed by position that the sums do not speak for; empty if all is well. One sum of figures must hold, and more than twice as
 * many as are broken; then only the cells of the broken ones go. Where every figure is nought the order cannot have moved any.
 */
export function cellsVotedDown(facts: Fact[], edition: Edition): Set<CellId> {
  const byCell = new Map(facts.map((fact) => [fact.cell, fact]))
  const placed = facts.filter((fact) => fact.matched_by === 'position' && fact.place !== null)
  const guessed = new Set(placed.map((fact) => fact.cell))
  if (guessed.size === 0) return guessed
  const judged = identitiesOf(edition)
    .map(({ left, right }) => ({
      cells: [...left, ...right].filter((cell) => guessed.has(cell)),
      left,
      right,
    }))
    .filter(({ cells }) => cells.length > 0)
    .map(({ cells, left, right }): { cells: CellId[]; answer: Answer } => {
      const sum = addUp(byCell, left)
      const total = addUp(byCell, right)
      if (sum === null || total === null) return { cells, answer: 'silent' }
      if (Math.abs(sum - total) > 1e-9) return { cells, answer: 'broken' }
      return { cells, answer: sum === 0 ? 'trivial' : 'kept' }
    })
  const count = (answer: Answer): number => judged.filter((one) => one.answer === answer).length
  const broken = count('broken')
  if (broken === 0 && placed.every((fact) => fact.value === null || fact.value === 0)) return new Set()
  if (count('kept') <= broken * 2) return guessed
  return new Set(judged.filter((one) => one.answer === 'broken').flatMap(({ cells }) => cells))
}
