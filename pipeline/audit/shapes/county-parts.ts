/** What a county's total is made of: the cells that add up, the units' figures, and whose figure is unknown or open. */
import { cellsOf, type CellId } from '../../../parsers/codebook/codebook.ts'
import type { Edition } from '../../../parsers/codebook/form.ts'
import { identitiesOf } from '../../../parsers/codebook/identities.ts'
import { nothingToSay, weighSum } from '../panel.ts'
import type { CountySubject, ReportSubject } from '../subject.ts'
import { isSame } from '../verdicts.ts'

/** Stocks are not added up: townships' documents stand outside the county's register, and lists of powers overlap. */
const stocks = /\.(?:in_force|public_stock|items_prev|items_change)$/
const added = new Map<Edition, readonly CellId[]>()

/** The cells of a summary that its units' cells add up to. */
export function cellsAdded({ report }: ReportSubject): readonly CellId[] {
  const tables = [
    [0, report.editions.t0 ?? null],
    [2, report.editions.t2],
    [3, report.editions.t3],
    [4, report.editions.t4],
  ] as const
  return tables.flatMap(([no, edition]) => {
    if (edition === null) return []
    const all =
      added.get(edition) ??
      ([0, 2, 3, 4] as const).flatMap((table) => cellsOf(table, edition).map(({ id }) => id))
    added.set(edition, all)
    return all.filter((cell) => cell.startsWith(`t${no}.`) && !stocks.test(cell))
  })
}

/** Cells that stand in a sum which fails within their own report: what they should be is open. */
function doubtfulCells({ report, panel }: ReportSubject): Set<CellId> {
  const edition = report.editions.t3 ?? report.editions.t4 ?? report.editions.t0 ?? null
  const doubtful = new Set<CellId>()
  if (edition === null) return doubtful
  for (const identity of identitiesOf(edition)) {
    const sides = weighSum(panel, identity)
    if (nothingToSay(sides) === null && !isSame(sides.left.sum, sides.right.sum))
      for (const cell of [...identity.left, ...identity.right]) doubtful.add(cell)
  }
  return doubtful
}

/** A unit's report and the cells of it that are open. */
export interface Unit {
  subject: ReportSubject
  doubtful: Set<CellId>
}

/** A county total: Σ of what is stated, and the names of units whose figure is unknown, or open. */
export interface Parts {
  sum: number
  unknown: string[]
  open: string[]
}

/** Adds up one cell over the units. */
export function partsOf(units: readonly Unit[], cell: CellId): Parts {
  const parts: Parts = { sum: 0, unknown: [], open: [] }
  for (const { subject, doubtful } of units) {
    const value = subject.panel.get(cell)?.value ?? null
    const name = subject.publisher?.name ?? ''
    if (value === null) parts.unknown.push(name)
    else parts.sum = Number((parts.sum + value).toPrecision(15))
    if (doubtful.has(cell)) parts.open.push(name)
  }
  return parts
}

/** A county's own summary beside its units' reports; `open` are the summary's cells that are open. */
export interface Summary {
  on: ReportSubject
  units: readonly Unit[]
  open: Set<CellId>
}

/** The summary of a county's year with the units of some kinds; null where the county has none that was read. */
export function summaryOf({ reports }: CountySubject, kinds: readonly string[]): Summary | null {
  const on = reports.find(({ publisher }) => publisher?.kind === 'government')
  if (on === undefined || on.report.facts.length === 0) return null
  const units = reports
    .filter(({ publisher }) => publisher !== null && kinds.includes(publisher.kind))
    .map((subject) => ({ subject, doubtful: doubtfulCells(subject) }))
  return { on, units, open: doubtfulCells(on) }
}
