/** A report's figures as rules ask for them, and the one way sums are judged. */
import type { CellId } from '../../parsers/codebook/codebook.ts'
import type { Identity } from '../../parsers/codebook/identities.ts'
import type { Fact, ValueState } from '../../parsers/facts.ts'
import type { Verdict } from './rule.ts'
import { broken, isSame, kept, notApplicable, uncertain } from './verdicts.ts'
import { say, type Saying } from './wording.ts'

/** Figures by cell. A cell of a table that the report does not have is undefined. */
export type Panel = ReadonlyMap<CellId, Pick<Fact, 'value' | 'state' | 'raw' | 'place'>>

/** Puts a report's facts on a panel. */
export function panelOf(facts: readonly Fact[]): Panel {
  return new Map(facts.map((fact) => [fact.cell, fact]))
}

/** Empty by the publisher's own hand: counted as nought only to see whether a sum could hold, and never shown as nought. */
const emptyStates: readonly ValueState[] = ['blank', 'dash', 'slash', 'none_word']

/** True where the publisher left the cell empty. */
export function isEmpty(figure: Pick<Fact, 'state'> | undefined): boolean {
  return figure !== undefined && emptyStates.includes(figure.state)
}

/** One side of a sum: what its numbers come to, and how many cells are numbers, empty, unreadable or not on the form. */
export interface Side {
  sum: number
  numbers: number
  empties: number
  unread: number
  absent: number
}

/** Adds up cells. */
export function addUp(panel: Panel, cells: readonly CellId[]): Side {
  const side: Side = { sum: 0, numbers: 0, empties: 0, unread: 0, absent: 0 }
  for (const cell of cells) {
    const figure = panel.get(cell)
    if (figure === undefined) side.absent += 1
    else if (figure.value !== null) {
      side.sum += figure.value
      side.numbers += 1
    } else if (isEmpty(figure)) side.empties += 1
    else side.unread += 1
  }
  // Decimals of money add up with binary dust.
  side.sum = Number(side.sum.toPrecision(15))
  return side
}

/** Both sides of a sum. */
export interface Sides {
  left: Side
  right: Side
}

/** Weighs Σ left against Σ right. */
export function weighSum(panel: Panel, { left, right }: Pick<Identity, 'left' | 'right'>): Sides {
  return { left: addUp(panel, left), right: addUp(panel, right) }
}

/** Why a sum cannot be judged; null where it can. */
export function nothingToSay({ left, right }: Sides): string | null {
  if (left.absent + right.absent > 0) return '报告没有这张表，或该版本没有此项'
  const unread = left.unread + right.unread
  if (unread > 0) return `${unread} 个单元格缺失或无法读取`
  if (left.numbers === 0 && right.numbers === 0) return '各项均未填写'
  if (left.numbers === 0) return '分项均未填写'
  return right.numbers === 0 && right.empties > 0 ? '合计未填写' : null
}

/** How two sums must stand to each other. */
export type Relation = 'equal' | 'at_most' | 'at_least'

const holds = (relation: Relation, left: number, right: number): boolean =>
  isSame(left, right) || (relation === 'at_most' && left < right) || (relation === 'at_least' && left > right)

/**
 * Judges Σ left against Σ right. Empty cells are taken as nought for the attempt: if the relation then holds it is kept; if it fails
 * although the empty cells could make up the difference it is uncertain, for nobody knows what they stand for. A sum with cells that
 * could not be read is not judged: that is a problem of ours and told as one. A side without any number is nothing to compare.
 */
export function judgeSum(
  panel: Panel,
  identity: Pick<Identity, 'left' | 'right'>,
  tell: (left: number, right: number) => Saying,
  relation: Relation = 'equal',
): Verdict {
  const sides = weighSum(panel, identity)
  const because = nothingToSay(sides)
  if (because !== null) return notApplicable(because)
  const { left, right } = sides
  if (holds(relation, left.sum, right.sum)) return kept(left.sum === 0 && right.sum === 0)
  const saying = tell(left.sum, right.sum)
  const couldFill = left.sum < right.sum ? left.empties : right.empties
  return couldFill > 0
    ? uncertain({ ...saying, more: say('sum.empties', { count: couldFill }) }, left.sum, right.sum)
    : broken(saying, left.sum, right.sum)
}

/** A figure as a finding quotes it. */
export function quote(panel: Panel, cell: CellId): string {
  const value = panel.get(cell)?.value ?? null
  return value === null ? '未填' : String(value)
}
