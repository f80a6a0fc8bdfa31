/** Auditors' decisions as the dashboard shows them, and what stands for one finding. Pure. */
import { z } from 'zod'

/** Schema of one recorded decision, oldest first in a list. */
export const decisionRow = z.object({
  event: z.string(),
  kind: z.enum(['confirm', 'dismiss', 'comment', 'override', 'undo']),
  decided_at: z.string(),
  decided_by: z.string(),
  report: z.string().nullable(),
  code: z.string().nullable(),
  check: z.string().nullable(),
  operands: z.string().nullable(),
  cell: z.string().nullable(),
  value: z.number().nullable(),
  reason: z.string().nullable(),
  undoes: z.string().nullable(),
})
/** One recorded decision. */
export type DecisionRow = z.infer<typeof decisionRow>

/** What a finding must say of itself to be decided on: the source's words are bound by their digest. */
export interface Decidable {
  report: string
  code: string
  check: string
  operands: string | null
}

/** What holds for one finding: at most one verdict, the newest value of each cell, all comments. */
export interface Standing {
  verdict: DecisionRow | null
  overrides: readonly DecisionRow[]
  comments: readonly DecisionRow[]
}

const keyOf = (one: { report: string | null; code: string | null; check: string | null }): string =>
  JSON.stringify([one.report, one.code, one.check])

/** Finds what stands for a finding among decisions, oldest first; one on other words of the source has expired. */
export function standings(decisions: readonly DecisionRow[]): (finding: Decidable) => Standing {
  const undone = new Set(decisions.flatMap((one) => (one.undoes === null ? [] : [one.undoes])))
  const byFinding = new Map<string, DecisionRow[]>()
  for (const one of decisions) {
    if (one.kind === 'undo' || undone.has(one.event)) continue
    const key = keyOf(one)
    const own = byFinding.get(key)
    if (own === undefined) byFinding.set(key, [one])
    else own.push(one)
  }
  return (finding) => {
    const own = (byFinding.get(keyOf(finding)) ?? []).filter((one) => one.operands === finding.operands)
    const overrides = new Map(
      own.filter((one) => one.kind === 'override').map((one) => [one.cell, one] as const),
    )
    return {
      verdict: own.findLast((one) => one.kind === 'confirm' || one.kind === 'dismiss') ?? null,
      overrides: [...overrides.values()],
      comments: own.filter((one) => one.kind === 'comment'),
    }
  }
}
