/** The four answers, written short, and the one way a rule's answers become named checks. */
import type { CellId } from '../../parsers/codebook/codebook.ts'
import type { CheckResult, Verdict } from './rule.ts'
import { sentenceOf, type Saying } from './wording.ts'

/** An answer with its operands; `of` tells several comparisons of one rule apart. */
export type Judgement = Verdict & { of?: string; cells?: readonly CellId[]; stated?: readonly number[] }

/** The comparison holds. */
export const kept = (trivial = false): Verdict => ({ verdict: 'kept', trivial })

/** The comparison fails, in the words the auditor reads. */
export const broken = (
  saying: Saying,
  expected: number | null = null,
  actual: number | null = null,
): Verdict => ({ verdict: 'broken', expected, actual, saying, message: sentenceOf(saying) })

/** Nobody can say from what was published. */
export const uncertain = (
  saying: Saying,
  expected: number | null = null,
  actual: number | null = null,
): Verdict => ({ verdict: 'uncertain', expected, actual, saying, message: sentenceOf(saying) })

/** There is nothing to compare. */
export const notApplicable = (because: string): Verdict => ({ verdict: 'not_applicable', because })

/** An answer under its name. */
export function nameCheck(code: string, judgement: Judgement): CheckResult {
  const { of, cells = [], stated = [] } = judgement
  const check = of === undefined ? code : `${code}:${of}`
  switch (judgement.verdict) {
    case 'kept':
      return { verdict: 'kept', trivial: judgement.trivial, check, cells, stated }
    case 'not_applicable':
      return { verdict: 'not_applicable', because: judgement.because, check, cells, stated }
    case 'broken':
    case 'uncertain': {
      const { of: _, ...verdict } = judgement
      return { ...verdict, check, cells, stated }
    }
  }
}

/** A rule's answers under names of their own: what comes a second time under one name is numbered. */
export function nameChecks(code: string, judgements: readonly Judgement[]): CheckResult[] {
  const seen = new Map<string, number>()
  return judgements.map((judgement) => {
    const named = nameCheck(code, judgement)
    const count = (seen.get(named.check) ?? 0) + 1
    seen.set(named.check, count)
    return count === 1 ? named : { ...named, check: `${named.check}#${count}` }
  })
}

/** Money and shares add up with binary dust: what is closer than this is equal. */
export function isSame(left: number, right: number): boolean {
  return Math.abs(left - right) < 1e-9 * Math.max(1, Math.abs(left), Math.abs(right))
}

/** The difference as a finding words it: without sign, without dust. */
export function difference(left: number, right: number): number {
  return Number(Math.abs(left - right).toPrecision(12))
}
