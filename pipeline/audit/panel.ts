/** A report's figures as rules ask for them, and the one way sums are judged. */
import type { CellId } from '../../parsers/codebook/codebook.ts'
import type { Identity } from '../../parsers/codebook/identities.ts'
import type { Fact, ValueState } from '../../parsers/facts.ts'
import type { Verdict } from './rule.ts'

/** Figures by cell. A cell of a table that the report does not have is undefined. */
export type Panel = ReadonlyMap<CellId, Pick<Fact, 'value' | 'state'>>

/** Puts a report's facts on a panel. */
export function panelOf(facts: readonly Fact[]): Panel {
  return new Map(facts.map((fact) => [fact.cell, fact]))
}

/** Empty by the publisher's own hand: counted as nought only to see whether a sum could hold, and never shown as nought. */
const emptyStates: readonly ValueState[] = ['blank', 'dash', 'slash', 'none_word']

interface Side {
  sum: number
  numbers: number
  empties: number
  unread: number
  absent: number
}

function addUp(panel: Panel, cells: readonly CellId[]): Side {
  const side: Side = { sum: 0, numbers: 0, empties: 0, unread: 0, absent: 0 }
  for (const cell of cells) {
    const figure = panel.get(cell)
    if (figure === undefined) side.absent += 1
    else if (figure.value !== null) {
      side.sum += figure.value
      side.numbers += 1
    } else if (emptyStates.includes(figure.state)) side.empties += 1
    else side.unread += 1
  }
  // Decimals of money add up with binary dust.
  side.sum = Number(side.sum.toPrecision(15))
  return side
}

/**
 * Judges Σ left = Σ right. Empty cells are taken as nought for the attempt: if the sum then holds it is kept; if it fails although
 * the empty cells could make up the difference it is uncertain, for nobody knows what they stand for. A sum with cells that could not
 * be read is not judged: that is a problem of ours and told as one. A side without any number is nothing to compare.
 */
export function judgeSum(
  panel: Panel,
  identity: Identity,
  say: (left: number, right: number) => string,
): Verdict {
  const left = addUp(panel, identity.left)
  const right = addUp(panel, identity.right)
  if (left.absent + right.absent > 0)
    return { verdict: 'not_applicable', because: '报告没有这张表，或该版本没有此项' }
  const unread = left.unread + right.unread
  if (unread > 0) return { verdict: 'not_applicable', because: `${unread} 个单元格缺失或无法读取` }
  if (left.numbers === 0 && right.numbers === 0) return { verdict: 'not_applicable', because: '各项均未填写' }
  if (right.numbers === 0) return { verdict: 'not_applicable', because: '合计未填写' }
  const message = say(left.sum, right.sum)
  const figures = { expected: left.sum, actual: right.sum }
  if (Math.abs(left.sum - right.sum) < 1e-9)
    return { verdict: 'kept', trivial: left.sum === 0 && right.sum === 0 }
  const couldFill = left.sum < right.sum ? left.empties : right.empties
  if (couldFill > 0)
    return { verdict: 'uncertain', ...figures, message: `${message}（另有 ${couldFill} 个单元格未填写）` }
  return { verdict: 'broken', ...figures, message }
}
