/** What differs between two published snapshots: figures, findings, and states of the expected set. Pure. */
import type { GateFigure } from './gate.ts'

/** A finding as two snapshots are compared: which check of which report, and its answer. */
export interface SnapshotFinding {
  report: string
  code: string
  check: string
  verdict: string
  message: string | null
}

/** One snapshot as far as the comparison needs it; figures only of the reports that differ. */
export interface SnapshotContent {
  figures: ReadonlyMap<string, readonly GateFigure[]>
  findings: readonly SnapshotFinding[]
  /** `<publisher>/<year>` → state. */
  states: ReadonlyMap<string, string>
}

/** One difference; a side is null where that snapshot has no such thing. */
export type SnapshotDifference =
  | { kind: 'state'; key: string; old: string | null; new: string | null }
  | { kind: 'figure'; key: string; cell: string; old: GateFigure | null; new: GateFigure | null }
  | {
      kind: 'finding'
      key: string
      code: string
      check: string
      old: SnapshotFinding | null
      new: SnapshotFinding | null
    }

/** Entries of both sides by key, in the order of the keys. */
function bothSides<T>(
  old: ReadonlyMap<string, T>,
  now: ReadonlyMap<string, T>,
): { key: string; old: T | null; new: T | null }[] {
  return [...new Set([...old.keys(), ...now.keys()])]
    .toSorted()
    .map((key) => ({ key, old: old.get(key) ?? null, new: now.get(key) ?? null }))
}

/** All differences from `older` to `newer`: states first, then figures, then findings, each in the order of reports. */
export function compareSnapshots(older: SnapshotContent, newer: SnapshotContent): SnapshotDifference[] {
  const states = bothSides(older.states, newer.states)
    .filter((side) => side.old !== side.new)
    .map((side) => ({ kind: 'state' as const, ...side }))
  const figures = bothSides(older.figures, newer.figures).flatMap(({ key, old, new: now }) => {
    const [before, after] = [old, now].map((side) => new Map((side ?? []).map((one) => [one.cell, one])))
    if (before === undefined || after === undefined) return []
    return bothSides(before, after)
      .filter(
        (side) =>
          side.old?.state !== side.new?.state ||
          side.old?.value !== side.new?.value ||
          side.old?.raw !== side.new?.raw,
      )
      .map((side) => ({ kind: 'figure' as const, key, cell: side.key, old: side.old, new: side.new }))
  })
  const byCheck = (findings: readonly SnapshotFinding[]): Map<string, SnapshotFinding> =>
    new Map(findings.map((one) => [`${one.report}\u001f${one.code}\u001f${one.check}`, one]))
  const findings = bothSides(byCheck(older.findings), byCheck(newer.findings)).flatMap((side) => {
    const one = side.new ?? side.old
    return one === null ||
      (side.old?.verdict === side.new?.verdict && side.old?.message === side.new?.message)
      ? []
      : [
          {
            kind: 'finding' as const,
            key: one.report,
            code: one.code,
            check: one.check,
            old: side.old,
            new: side.new,
          },
        ]
  })
  return [...states, ...figures, ...findings]
}
