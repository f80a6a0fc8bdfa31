/** Figures of made-up counties in which every sum, every carry-over and every roll-up holds; the same seed gives the same figures. */
import type { CellId } from '../../parsers/codebook/codebook.ts'
import {
  applicants,
  disclosureCells,
  requestRows,
  results,
  routes,
  type Applicant,
  type RequestRow,
} from '../../parsers/codebook/form.ts'
import { between, chanceOf, type Chance } from '../../pipeline/demo/seeded.ts'
import type { Figures } from '../../pipeline/demo/figures.ts'

const columns = applicants
  .map(({ code }) => code)
  .filter((code): code is Exclude<Applicant, 'total'> => code !== 'total')
const outcomes = requestRows
  .map(({ code }) => code)
  .filter((code) => !/^(?:new_received|carried_|results_total|other_total)/.test(code))
const powers = ['licensing', 'other_services', 'penalty', 'coercion', 'admin_fees'] as const

const at = (figures: Figures | null, cell: CellId, otherwise: number): number =>
  figures?.get(cell) ?? otherwise

function setRequests(figures: Figures, before: Figures | null, chance: Chance, scale: number): void {
  for (const { code } of requestRows)
    for (const column of applicants) figures.set(`t3.${code}.${column.code}`, 0)
  const add = (row: RequestRow, column: Applicant, amount: number): void => {
    const cell: CellId = `t3.${row}.${column}`
    figures.set(cell, at(figures, cell, 0) + amount)
    if (column !== 'total') add(row, 'total', amount)
  }
  for (const column of columns) {
    const received = between(chance, 0, column === 'natural_person' ? scale * 3 : Math.ceil(scale / 4))
    const carriedIn = at(before, `t3.carried_out.${column}`, 0)
    const carriedOut = between(chance, 0, Math.min(2, Math.floor((received + carriedIn) / 3)))
    add('new_received', column, received)
    add('carried_in', column, carriedIn)
    add('carried_out', column, carriedOut)
    for (let done = 0; done < received + carriedIn - carriedOut; done += 1) {
      const outcome = outcomes[between(chance, 0, outcomes.length - 1)] ?? 'granted'
      add(outcome, column, 1)
      add('results_total', column, 1)
      if (outcome.startsWith('other_')) add('other_total', column, 1)
    }
  }
}

function setReviews(figures: Figures, chance: Chance, scale: number): void {
  for (const route of routes) {
    let total = 0
    for (const result of results) {
      if (result.code === 'total') continue
      const cases = between(chance, 0, scale > 3 ? 2 : 0)
      figures.set(`t4.${route.code}.${result.code}`, cases)
      total += cases
    }
    figures.set(`t4.${route.code}.total`, total)
  }
}

function setDisclosure(figures: Figures, before: Figures | null, chance: Chance, scale: number): void {
  for (const { id } of disclosureCells) figures.set(id, 0)
  const issued = between(chance, 0, 3)
  const stock = at(before, 't2.normative_docs.in_force', between(chance, 3, 12))
  const repealed = between(chance, 0, Math.min(1, stock))
  const shown = at(before, 't2.normative_docs.public_stock', stock)
  const set = (cell: CellId, value: number): void => void figures.set(cell, value)
  set('t2.normative_docs.issued', issued)
  set('t2.normative_docs.repealed', repealed)
  set('t2.normative_docs.in_force', stock + issued - repealed)
  set('t2.normative_docs.made', issued)
  set('t2.normative_docs.newly_public', issued)
  set('t2.normative_docs.public_stock', shown + issued)
  for (const power of powers) {
    const first = between(chance, 4, 20)
    const previous =
      before === null
        ? first
        : at(before, `t2.${power}.items_prev`, 0) + at(before, `t2.${power}.items_change`, 0)
    set(`t2.${power}.items_prev`, previous)
    set(`t2.${power}.items_change`, between(chance, -1, 2))
    if (power !== 'admin_fees') set(`t2.${power}.decisions`, 60 + between(chance, 0, scale * 40))
  }
  const bought = between(chance, 0, 4)
  set('t2.central_procurement.items', bought)
  set('t2.central_procurement.amount_yuan', bought * between(chance, 3000, 60_000))
}

/** The figures of one unit for some years, the earlier first. */
export function figuresOfUnit(seed: string, scale: number, years: readonly number[]): Figures[] {
  const all: Figures[] = []
  for (const year of years) {
    const figures: Figures = new Map()
    const before = all.at(-1) ?? null
    const chance = chanceOf(`${seed}/${year}`)
    setRequests(figures, before, chance, scale)
    setReviews(figures, chance, scale)
    setDisclosure(figures, before, chance, scale)
    all.push(figures)
  }
  return all
}

/** The county's summary of one year: cell by cell the sum of its units. */
export function sumFigures(units: readonly Figures[]): Figures {
  const sum: Figures = new Map()
  for (const unit of units)
    for (const [cell, value] of unit) sum.set(cell, Number((at(sum, cell, 0) + value).toFixed(2)))
  return sum
}
