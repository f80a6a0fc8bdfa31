/** The gate before publishing: whether tonight's data may take the place of the last good ones. Pure. */
import { createHash } from 'node:crypto'
import type { WarehouseRows } from '../../warehouse/rows.ts'

/** A figure as the gate compares it. */
export interface GateFigure {
  cell: string
  state: string
  value: number | null
  raw: string
}

/** The last good snapshot as far as the gate needs it; figures only of the reports that differ. */
export interface GateBefore {
  /** `<publisher>/<year>` of the expected set. */
  expected: readonly string[]
  /** All figures of current reports. */
  figures: number
  /** Figures by report, of those reports whose digest differs from tonight's. */
  differing: ReadonlyMap<string, readonly GateFigure[]>
}

/** Tonight's data, as the gate compares them. */
export interface GateAfter {
  expected: ReadonlySet<string>
  /** Cells that hold a number, in current reports. */
  numbers: number
  figures: ReadonlyMap<string, readonly GateFigure[]>
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

/** One figure in the words that both sides of a digest use; whole numbers without a point. */
export function figureText({ cell, state, value, raw }: GateFigure): string {
  return `${cell}\u001f${state}\u001f${value === null ? '' : String(value)}\u001f${raw}`
}

/** Digest of a report's figures, in the order of their cells. */
export function digestFigures(figures: readonly GateFigure[]): string {
  return createHash('md5').update(figures.map(figureText).toSorted().join('\u001e')).digest('hex')
}

/** Tonight's rows as the gate compares them. */
export function gateAfter(rows: WarehouseRows): GateAfter {
  const current = new Map(rows.reports.filter((row) => row.current).map((row) => [row.report, row.revision]))
  const figures = new Map<string, GateFigure[]>([...current.keys()].map((report) => [report, []]))
  let numbers = 0
  for (const { report, revision, cell, state, value, raw } of rows.facts) {
    if (current.get(report) !== revision) continue
    figures.get(report)?.push({ cell, state, value, raw })
    if (state === 'number') numbers += 1
  }
  return {
    expected: new Set(rows.expected.map(({ publisher, year }) => `${publisher}/${year}`)),
    numbers,
    figures,
  }
}

/** How many figures of the last good snapshot differ tonight or are gone. */
function countChanged(before: GateBefore, after: GateAfter): { changed: number; examples: string[] } {
  let changed = 0
  const examples: string[] = []
  for (const [report, figures] of before.differing) {
    const now = new Map((after.figures.get(report) ?? []).map((figure) => [figure.cell, figure]))
    const differing = figures.filter((old) => {
      const figure = now.get(old.cell)
      return figure?.state !== old.state || figure.value !== old.value || figure.raw !== old.raw
    })
    changed += differing.length
    if (differing.length > 0 && examples.length < 5) examples.push(`${report} ${differing.length} 个`)
  }
  return { changed, examples }
}

/** Why tonight's data may not be published; none where they may. Without a last good snapshot only the minimum counts. */
export function judgeGate(before: GateBefore | null, after: GateAfter, limits: GateLimits): GateRefusal[] {
  const refusals: GateRefusal[] = []
  if (after.numbers < limits.min_facts)
    refusals.push({
      check: '数据过少',
      breaches: 1,
      details: [`读出 ${after.numbers} 个数值，少于设定的 ${limits.min_facts} 个（gate.min_facts）`],
    })
  if (before === null) return refusals
  const gone = before.expected.filter((key) => !after.expected.has(key))
  if (gone.length > 0)
    refusals.push({
      check: '应发报告清单缩小',
      breaches: gone.length,
      details: [`比上一版少 ${gone.length} 份：${gone.slice(0, 5).join('、')}${gone.length > 5 ? '……' : ''}`],
    })
  const { changed, examples } = countChanged(before, after)
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
