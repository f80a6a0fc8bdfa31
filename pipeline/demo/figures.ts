/** The true figures of the made-up county: every identity holds, inside each report, across years and up to the county. Pure. */
import type { CellId } from '../../parsers/codebook/codebook.ts'
import { cellOf } from '../../parsers/codebook/codebook.ts'
import type { Applicant, RequestRow, Result, Route } from '../../parsers/codebook/form.ts'
import { applicants, disclosureCells, requestRows, results, routes } from '../../parsers/codebook/form.ts'
import { county, publishers } from './county.ts'
import type { DemoPublisher } from './county.ts'
import type { Chance } from './seeded.ts'
import { between, chanceOf, weigh } from './seeded.ts'

/** All cells of all editions since 2019 with their values; each edition prints the ones it has. */
export type Figures = Map<CellId, number>

/** A figure that the generator itself has set. */
export function valueOf(figures: ReadonlyMap<CellId, number>, cell: CellId): number {
  const value = figures.get(cell)
  if (value === undefined) throw new Error(`demo figures: ${cell} was never set`)
  return value
}

const people: readonly { option: Exclude<Applicant, 'total'>; weight: number }[] = [
  { option: 'natural_person', weight: 75 },
  { option: 'org_business', weight: 14 },
  { option: 'org_research', weight: 1 },
  { option: 'org_public_welfare', weight: 3 },
  { option: 'org_legal_service', weight: 5 },
  { option: 'org_other', weight: 2 },
]

const details = requestRows
  .map((row) => row.code)
  .filter((code) => !/^(?:new_received|carried_|results_total|other_total)/.test(code))
const common: Partial<Record<RequestRow, number>> = {
  granted: 40,
  granted_partial: 12,
  unable_not_held: 25,
  unable_must_create: 6,
  rejected_petition: 5,
  denied_third_party: 3,
}
const outcomes = details.map((option) => ({ option, weight: common[option] ?? 0.8 }))

const add = (figures: Figures, cell: CellId, amount: number): Map<CellId, number> =>
  figures.set(cell, (figures.get(cell) ?? 0) + amount)

/** Table three: requests come in, all but a few are closed, the rest is carried into the next year. */
function setRequests(figures: Figures, before: Figures | null, chance: Chance, scale: number): void {
  for (const row of requestRows)
    for (const column of applicants) figures.set(`t3.${row.code}.${column.code}`, 0)
  const received = between(chance, scale > 2 ? scale : 0, scale * 4)
  for (let index = 0; index < received; index += 1)
    add(figures, `t3.new_received.${weigh(chance, people)}`, 1)
  for (const { option: column } of people) {
    const carriedIn = before === null ? 0 : valueOf(before, `t3.carried_out.${column}`)
    figures.set(`t3.carried_in.${column}`, carriedIn)
    const open = valueOf(figures, `t3.new_received.${column}`) + carriedIn
    const carriedOut = open > 3 ? between(chance, 0, Math.min(3, Math.floor(open / 4))) : 0
    figures.set(`t3.carried_out.${column}`, carriedOut)
    for (let index = 0; index < open - carriedOut; index += 1) {
      const outcome = weigh(chance, outcomes)
      add(figures, `t3.${outcome}.${column}`, 1)
      add(figures, `t3.results_total.${column}`, 1)
      if (outcome.startsWith('other_')) add(figures, `t3.other_total.${column}`, 1)
    }
    for (const row of requestRows)
      add(figures, `t3.${row.code}.total`, valueOf(figures, `t3.${row.code}.${column}`))
  }
}

/** Table four: a case that was pending is concluded in the next year; whoever sues after reconsideration had one first. */
function setReviews(figures: Figures, before: Figures | null, chance: Chance, scale: number): void {
  const concludeAs: readonly { option: Exclude<Result, 'pending' | 'total'>; weight: number }[] = [
    { option: 'upheld', weight: 8 },
    { option: 'corrected', weight: 3 },
    { option: 'other', weight: 2 },
  ]
  const fresh: Record<Route, number> = {
    reconsideration: scale > 5 ? between(chance, 1, Math.ceil(scale / 3)) : 0,
    litigation_direct: scale > 5 ? between(chance, 0, 2) : 0,
    litigation_after_reconsideration: 0,
  }
  for (const route of routes) {
    for (const result of results) figures.set(`t4.${route.code}.${result.code}`, 0)
    const open = fresh[route.code] + (before === null ? 0 : valueOf(before, `t4.${route.code}.pending`))
    const pending = fresh[route.code] > 1 ? between(chance, 0, 1) : 0
    figures.set(`t4.${route.code}.pending`, pending)
    for (let index = 0; index < open - pending; index += 1)
      add(figures, `t4.${route.code}.${weigh(chance, concludeAs)}`, 1)
    figures.set(`t4.${route.code}.total`, open)
    if (route.code === 'reconsideration' && open - pending > 1)
      fresh.litigation_after_reconsideration = between(chance, 0, 1)
  }
}

/** Table two, in the words of both editions, so that either form can be filled for any year. */
function setDisclosure(figures: Figures, before: Figures | null, chance: Chance, scale: number): void {
  const last = (cell: CellId, first: number): number => (before === null ? first : valueOf(before, cell))
  for (const { id } of disclosureCells) figures.set(id, 0)
  const issued = between(chance, 0, scale > 5 ? 4 : 1)
  const inForce = last('t2.normative_docs.in_force', between(chance, 2, 3 + scale * 2))
  const repealed = Math.min(inForce, between(chance, 0, 1))
  figures.set('t2.normative_docs.issued', issued).set('t2.normative_docs.repealed', repealed)
  figures.set('t2.normative_docs.in_force', inForce + issued - repealed)
  figures.set('t2.normative_docs.made', issued).set('t2.normative_docs.newly_public', issued)
  figures.set('t2.normative_docs.public_stock', last('t2.normative_docs.public_stock', inForce) + issued)
  for (const [row, size] of [
    ['licensing', 12],
    ['other_services', 9],
    ['penalty', 5],
    ['coercion', 2],
  ] as const) {
    const previous =
      before === null
        ? between(chance, 3, 6 + size)
        : valueOf(before, `t2.${row}.items_prev`) + valueOf(before, `t2.${row}.items_change`)
    figures.set(`t2.${row}.items_prev`, previous)
    figures.set(`t2.${row}.items_change`, between(chance, -Math.min(2, previous), 3))
    figures.set(`t2.${row}.decisions`, 40 + between(chance, 1, size * scale * 8))
  }
  if (scale < 5) figures.set('t2.coercion.decisions', 0)
  figures.set(
    't2.admin_fees.items_prev',
    before === null
      ? between(chance, 0, 2)
      : valueOf(before, 't2.admin_fees.items_prev') + valueOf(before, 't2.admin_fees.items_change'),
  )
  figures.set('t2.admin_fees.items_change', between(chance, 0, 1))
  if (scale > 5) figures.set('t2.admin_fees.amount_wan_yuan', between(chance, 100, 90_000) / 100)
  const purchases = between(chance, 0, scale)
  figures.set('t2.central_procurement.items', purchases)
  figures.set('t2.central_procurement.amount_yuan', purchases * between(chance, 3_000, 60_000))
}

/** The figures of one unit for all years, the earlier ones first. */
function figuresOfUnit(publisher: DemoPublisher): Map<number, Figures> {
  const years = new Map<number, Figures>()
  let before: Figures | null = null
  for (const year of county.years) {
    const figures: Figures = new Map()
    const chance = chanceOf(`${publisher.code}/${year}`)
    setRequests(figures, before, chance, publisher.scale)
    setReviews(figures, before, chance, publisher.scale)
    setDisclosure(figures, before, chance, publisher.scale)
    years.set(year, figures)
    before = figures
  }
  return years
}

/** The county's summary: cell by cell the sum of its units, so that the roll-up is exact. */
function sumOf(units: readonly Figures[]): Figures {
  const sum: Figures = new Map()
  for (const unit of units) for (const [cell, value] of unit) add(sum, cell, value)
  for (const [cell, value] of sum) sum.set(cell, Number(value.toFixed(2)))
  return sum
}

/** True figures by publisher code, then by year. */
export function countyFigures(): Map<string, Map<number, Figures>> {
  const units = publishers.filter((one) => one.kind !== 'government')
  const byUnit = new Map(units.map((one) => [one.code, figuresOfUnit(one)]))
  for (const summary of publishers.filter((one) => one.kind === 'government'))
    byUnit.set(
      summary.code,
      new Map(
        county.years.map((year) => [
          year,
          sumOf([...byUnit.values()].flatMap((years) => years.get(year) ?? [])),
        ]),
      ),
    )
  return byUnit
}

/** A figure as clerks write it: changes carry their sign. */
export function printFigure(cell: CellId, value: number): string {
  return cellOf(cell).unit === 'item_change' && value > 0 ? `+${value}` : String(value)
}
