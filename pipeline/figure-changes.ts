/** Which published figures tonight's would replace, and why: told before anything is published. Pure. */
import type { GateFigure } from './audit/gate.ts'
import type { RunEvent } from './record/events.ts'

/** One figure of the last good snapshot and what it would become; null where a side has no such cell. */
export interface FigureChange {
  report: string
  cell: string
  old: GateFigure | null
  new: GateFigure | null
  /** Whether the code reads the same bytes otherwise, or the bytes are others. */
  because: 'read_differently' | 'source_changed'
}

/** All of them by count; only so many are kept one by one, for a new way of reading may touch the whole country. */
export interface FigureChanges {
  reading: number
  source: number
  listed: readonly FigureChange[]
}

const mostListed = 10_000

/** Nothing would change. */
export const noChanges: FigureChanges = { reading: 0, source: 0, listed: [] }

const isSame = (a: GateFigure | undefined, b: GateFigure | undefined): boolean =>
  a?.state === b?.state && a?.value === b?.value && a?.raw === b?.raw

/** The figures of one report that differ, in the order of its cells. */
export function pairFigures(
  report: string,
  figures: { old: readonly GateFigure[]; new: readonly GateFigure[] },
  because: FigureChange['because'],
): FigureChange[] {
  const [old, now] = [figures.old, figures.new].map((side) => new Map(side.map((one) => [one.cell, one])))
  if (old === undefined || now === undefined) return []
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((cell): FigureChange[] =>
    isSame(old.get(cell), now.get(cell))
      ? []
      : [{ report, cell, old: old.get(cell) ?? null, new: now.get(cell) ?? null, because }],
  )
}

/** Adds the differences of one more report. */
export function addChanges(all: FigureChanges, more: readonly FigureChange[]): FigureChanges {
  const reading = more.filter(({ because }) => because === 'read_differently').length
  return {
    reading: all.reading + reading,
    source: all.source + more.length - reading,
    listed: all.listed.length < mostListed ? [...all.listed, ...more].slice(0, mostListed) : all.listed,
  }
}

const shown = (figure: GateFigure | null): { state: string; raw: string } | null =>
  figure === null ? null : { state: figure.state, raw: figure.raw }

/** The figures for the run's record. */
export function figureEvents(at: string, { listed }: FigureChanges): RunEvent[] {
  return listed.map(({ report, cell, because, ...sides }) => ({
    type: 'figure_would_change',
    at,
    report,
    cell,
    old: shown(sides.old),
    new: shown(sides.new),
    because,
  }))
}

const most = 20

/** One change in words. */
export function sayFigure({ report, cell, ...sides }: FigureChange): string {
  const words = (figure: GateFigure | null): string => (figure === null ? '（无）' : `“${figure.raw}”`)
  return `${report} ${cell} ${words(sides.old)} → ${words(sides.new)}`
}

/** Says in the log which figures a changed way of reading would change, before they are published. */
export function sayFigures({ reading, listed }: FigureChanges, log: (line: string) => void): void {
  if (reading === 0) return
  log(`程序读法改变：发布后有 ${reading} 个指标将不同（原文没有变）`)
  const read = listed.filter(({ because }) => because === 'read_differently')
  for (const change of read.slice(0, most)) log(`  ${sayFigure(change)}`)
  if (reading > most) log(`  ……另有 ${reading - most} 个，见运行记录的 events.jsonl`)
}
