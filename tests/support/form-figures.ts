/** Made-up figures for every cell of an edition, and the many ways pages write them down. */
import { cellsOf, type CellId } from '../../parsers/codebook/codebook.ts'
import {
  applicants,
  requestRows,
  results,
  routes,
  type Edition,
  type Unit,
} from '../../parsers/codebook/form.ts'
import type { ValueState } from '../../parsers/facts.ts'
import { between, type Chance } from '../../pipeline/demo/seeded.ts'

/** What a cell prints and what a reader must make of it. */
export interface Figure {
  text: string
  value: number | null
  state: ValueState
}

/** `coherent`: every sum of the form holds, as where cells may be placed by position; `any`: whatever a clerk may have typed. */
export type FigureKind = 'coherent' | 'any'

const pick = <T>(chance: Chance, options: readonly [T, ...T[]]): T =>
  options[between(chance, 0, options.length - 1)] ?? options[0]

const nothings: readonly [Figure, ...Figure[]] = [
  { text: '', value: null, state: 'blank' },
  { text: '\u00a0', value: null, state: 'blank' },
  { text: '\u3000\u200b', value: null, state: 'blank' },
  { text: '/', value: null, state: 'slash' },
  { text: '／', value: null, state: 'slash' },
  { text: '-', value: null, state: 'dash' },
  { text: '——', value: null, state: 'dash' },
  { text: '无', value: null, state: 'none_word' },
]
const unreadable: readonly [string, ...string[]] = ['见附件', '约20', '1 2', '12余', '3.1.2', '000']

const fullWidth = (text: string): string =>
  text.replace(/[0-9+-]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) + 0xfee0))
const thousands = (text: string): string => text.replace(/(?<=\d)(?=(?:\d{3})+$)/g, ',')

/** One way of writing a number; money keeps its unit, other units are those of the form. */
export function writeNumber(chance: Chance, value: number, unit: Unit): string {
  const plain = unit === 'item_change' && value > 0 && chance() < 0.5 ? `+${value}` : String(value)
  if (unit === 'yuan' && chance() < 0.5) return chance() < 0.5 ? `${value}元` : `${value / 10000}万元`
  if (unit === 'wan_yuan' && chance() < 0.3) return `${value}万元`
  const roll = chance()
  if (roll < 0.6) return plain
  if (roll < 0.7) return fullWidth(plain)
  if (roll < 0.78 && Number.isInteger(value)) return thousands(plain)
  if (roll < 0.86) return `\u00a0${plain}\u3000`
  if (roll < 0.9 && unit !== 'yuan' && unit !== 'wan_yuan')
    return `${plain}（其中修订${between(chance, 1, 9)}件）`
  if (roll < 0.94 && value === 0) return pick(chance, ['〇', '零', '０'])
  return plain
}

function valueOf(chance: Chance, unit: Unit): number {
  if (unit === 'item_change') return between(chance, -30, 30)
  if (unit === 'wan_yuan') return between(chance, 0, 40_000) / 10_000
  if (unit === 'yuan') return between(chance, 0, 900) * 10_000
  const roll = chance()
  return roll < 0.4 ? 0 : roll < 0.9 ? between(chance, 1, 60) : between(chance, 1000, 20_000_000)
}

/** Table three with all its sums: outcomes by row and applicant first, what comes in is what goes out. */
function coherentRequests(chance: Chance, edition: '2019' | '2021'): Map<CellId, number> {
  const values = new Map<CellId, number>()
  const get = (id: CellId): number => values.get(id) ?? 0
  const special = ['new_received', 'carried_in', 'results_total', 'carried_out']
  const rows = requestRows.filter((row) => row[edition] !== null)
  const columns = applicants.map((column) => column.code).filter((code) => code !== 'total')
  for (const column of columns) {
    let total = 0
    for (const { code } of rows.filter((row) => !special.includes(row.code))) {
      const value =
        column === 'natural_person' && code === 'granted'
          ? between(chance, 1, 90)
          : chance() < 0.8
            ? 0
            : between(chance, 1, 12)
      values.set(`t3.${code}.${column}`, value)
      total += value
    }
    const out = between(chance, 0, 3)
    const carried = between(chance, 0, total + out)
    values.set(`t3.results_total.${column}`, total)
    values.set(`t3.carried_out.${column}`, out)
    values.set(`t3.carried_in.${column}`, carried)
    values.set(`t3.new_received.${column}`, total + out - carried)
  }
  for (const { code } of rows)
    values.set(
      `t3.${code}.total`,
      columns.reduce((sum, column) => sum + get(`t3.${code}.${column}`), 0),
    )
  return values
}

function coherentReviews(chance: Chance): Map<CellId, number> {
  const values = new Map<CellId, number>()
  for (const { code: route } of routes) {
    let total = 0
    for (const { code: result } of results.filter((one) => one.code !== 'total')) {
      const value =
        route === 'reconsideration' && result === 'upheld' ? between(chance, 1, 9) : between(chance, 0, 2)
      values.set(`t4.${route}.${result}`, value)
      total += value
    }
    values.set(`t4.${route}.total`, total)
  }
  return values
}

/** The two orders that table two itself implies: what is in force, and what is public, is at least what came new this year. */
function coherentDisclosure(chance: Chance): Map<CellId, number> {
  const values = new Map<CellId, number>()
  for (const row of ['rules', 'normative_docs'] as const) {
    const fresh = between(chance, 0, 30)
    values.set(`t2.${row}.issued`, fresh)
    values.set(`t2.${row}.in_force`, fresh + between(chance, 0, 90))
    values.set(`t2.${row}.newly_public`, fresh)
    values.set(`t2.${row}.public_stock`, fresh + between(chance, 0, 90))
  }
  return values
}

/** Figures for all cells of an edition. Coherent ones are numbers throughout; others may be any kind of nothing. */
export function makeFigures(chance: Chance, edition: Edition, kind: FigureKind): Map<CellId, Figure> {
  const summed =
    kind === 'coherent' && edition !== '2014'
      ? new Map([
          ...coherentDisclosure(chance),
          ...coherentRequests(chance, edition),
          ...coherentReviews(chance),
        ])
      : new Map<CellId, number>()
  const figures = new Map<CellId, Figure>()
  for (const table of [0, 2, 3, 4] as const)
    for (const { id, unit } of cellsOf(table, edition)) {
      const known = summed.get(id)
      if (kind === 'any' && chance() < 0.15) figures.set(id, pick(chance, nothings))
      else if (kind === 'any' && chance() < 0.02)
        figures.set(id, { text: pick(chance, unreadable), value: null, state: 'non_numeric' })
      else {
        const value = known ?? valueOf(chance, unit)
        figures.set(id, { text: writeNumber(chance, value, unit), value, state: 'number' })
      }
    }
  return figures
}
