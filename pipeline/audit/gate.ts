/** The gate before publishing: whether tonight's data may take the place of the last good ones. Pure. */
import type { FigureChanges } from '../figure-changes.ts'

/** A figure as the gate compares it. */
export interface GateFigure {
  cell: string
  state: string
  value: number | null
  raw: string
}

/** The last good snapshot as far as the gate needs it. */
export interface GateBefore {
  /** All figures of current reports. */
  figures: number
  /** `<publisher>/<year>` of its expected set that tonight's does not hold. */
  gone: readonly string[]
  /** How many of its figures differ tonight or are gone, by report; reports without a difference may be left out. */
  differing: ReadonlyMap<string, number>
  /** The same one by one, with why. */
  changes?: FigureChanges
}

/** Thresholds from config.yaml. */
export interface GateLimits {
  /** Fewest numbers that a snapshot must hold; 0 is no limit. */
  min_facts: number
  /** Most figures of the last good snapshot that may differ or be gone, in per cent. */
  max_changed_percent: number
}

/** One reason not to publish, Chinese. */
export interface GateRefusal {
  check: string
  breaches: number
  details: string[]
}

/** How many figures of a report are another or gone in what is read of it now. */
export function countDiffering(old: readonly GateFigure[], now: readonly GateFigure[]): number {
  const byCell = new Map(now.map((figure) => [figure.cell, figure]))
  return old.filter((figure) => {
    const other = byCell.get(figure.cell)
    return other?.state !== figure.state || other.value !== figure.value || other.raw !== figure.raw
  }).length
}

/** Why tonight's data, which hold so many numbers, may not be published; none where they may. Without a last good snapshot only the minimum counts. */
export function judgeGate(before: GateBefore | null, numbers: number, limits: GateLimits): GateRefusal[] {
  const refusals: GateRefusal[] = []
  if (numbers < limits.min_facts)
    refusals.push({
      check: '数据过少',
      breaches: 1,
      details: [`读出 ${numbers} 个数值，少于设定的 ${limits.min_facts} 个（gate.min_facts）`],
    })
  if (before === null) return refusals
  const { gone } = before
  if (gone.length > 0)
    refusals.push({
      check: '应发报告清单缩小',
      breaches: gone.length,
      details: [`比上一版少 ${gone.length} 份：${gone.slice(0, 5).join('、')}${gone.length > 5 ? '……' : ''}`],
    })
  const differing = [...before.differing].filter(([, count]) => count > 0)
  const changed = differing.reduce((sum, [, count]) => sum + count, 0)
  const examples = differing.slice(0, 5).map(([report, count]) => `${report} ${count} 个`)
  const percent = before.figures === 0 ? 0 : (changed / before.figures) * 100
  if (percent > limits.max_changed_percent)
    refusals.push({
      check: '数据变动过多',
      breaches: changed,
      details: [
        `上一版 ${before.figures} 个指标中有 ${changed} 个不同或消失（${percent.toFixed(1)}%），超过 ${limits.max_changed_percent}%（gate.max_changed_percent）`,
        ...examples,
      ],
    })
  return refusals
}
