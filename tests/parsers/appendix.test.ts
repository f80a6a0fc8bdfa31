/** Two published reports, transcribed cell by cell from their figures, not from our reading of them. */
import { expect, test } from 'vitest'
import { identitiesOf } from '../../parsers/codebook/identities.ts'
import type { CellId } from '../../parsers/codebook/codebook.ts'
import { applicants, requestRows, results, routes, type Edition } from '../../parsers/codebook/form.ts'
import { read } from '../../parsers/read.ts'
import { goldenPage } from '../support/golden-pages.ts'

const shanghai = {
  t2: {
    'rules.made': 13,
    'rules.newly_public': 13,
    'rules.public_stock': 524,
    'normative_docs.made': 60,
    'normative_docs.newly_public': 60,
    'normative_docs.public_stock': 368,
    'licensing.items_prev': 0,
    'licensing.items_change': 0,
    'licensing.decisions': 0,
    'other_services.items_prev': 0,
    'other_services.items_change': 0,
    'other_services.decisions': 0,
    'penalty.items_prev': 0,
    'penalty.items_change': 0,
    'penalty.decisions': 0,
    'coercion.items_prev': 0,
    'coercion.items_change': 0,
    'coercion.decisions': 0,
    'admin_fees.items_prev': 0,
    'admin_fees.items_change': 0,
    'central_procurement.items': 6,
    'central_procurement.amount_yuan': 251000,
  },
  t3: `821 35 _ _ 2 1 859 | 18 _ _ _ _ _ 18 | 258 12 _ _ 1 1 _ | 3 _ _ _ _ _ _ | 14 _ _ _ _ _ _ | _ _ _ _ _ _ _
    | _ _ _ _ _ _ _ | _ _ _ _ _ _ _ | 5 _ _ _ _ _ _ | 3 1 _ _ _ _ _ | _ _ _ _ _ _ _ | 10 2 _ _ _ _ _
    | 252 12 _ _ 1 _ _ | 44 3 _ _ _ _ _ | 25 _ _ _ _ _ _ | 148 1 _ _ _ _ _ | 5 4 _ _ _ _ _ | _ _ _ _ _ _ _
    | _ _ _ _ _ _ _ | _ _ _ _ _ _ _ | _ _ _ _ _ _ _ | 767 35 _ _ 2 1 805 | 72 _ _ _ _ _ 72`,
  t4: '5 _ _ 2 7 | 8 _ _ 1 9 | _ _ _ _ _',
}

const city = {
  t2: {
    'rules.issued': 3,
    'rules.repealed': 5,
    'rules.in_force': 74,
    'normative_docs.issued': 564,
    'normative_docs.repealed': 984,
    'normative_docs.in_force': 4185,
    'licensing.decisions': 11398889,
    'penalty.decisions': 6937489,
    'coercion.decisions': 166105,
    'admin_fees.amount_wan_yuan': 316441,
  },
  t3: `13612 252 0 45 128 32 14069 | 535 6 0 1 18 0 560 | 5345 129 0 41 19 14 5548 | 2120 39 0 1 6 2 2168
    | 13 0 0 0 0 0 13 | 30 0 0 0 0 0 30 | 11 0 0 0 0 0 11 | 49 2 0 0 0 0 51 | 103 1 0 0 0 0 104 | 84 1 0 0 0 0 85
    | 282 4 0 0 0 0 286 | 147 0 0 0 1 2 150 | 3075 50 0 0 89 8 3222 | 177 3 0 0 0 0 180 | 19 0 0 0 0 0 19
    | 199 1 0 0 3 0 203 | 147 1 0 0 0 0 148 | 0 0 0 0 0 0 0 | 100 1 0 0 0 0 101 | 5 0 0 0 0 0 5
    | 315 3 0 0 0 0 318 | 202 0 0 1 0 0 203 | 941 17 0 1 3 3 965 | 13364 252 0 44 121 29 13810 | 783 6 0 2 25 3 819`,
  t4: '376 97 196 121 790 | 16 1 12 27 56 | 74 1 30 51 156',
}

/** A transcription as values by cell; `_` is a blank cell. */
function transcribe(form: typeof shanghai | typeof city, edition: Edition): Map<string, number | null> {
  const split = (text: string): (number | null)[][] =>
    text.split('|').map((line) =>
      line
        .trim()
        .split(/\s+/)
        .map((word) => (word === '_' ? null : Number(word))),
    )
  const values = new Map<string, number | null>(
    Object.entries(form.t2).map(([cell, value]) => [`t2.${cell}`, value]),
  )
  const rows = requestRows.filter((row) => edition !== '2014' && row[edition] !== null)
  const body = split(form.t3)
  expect(body.map((line) => line.length)).toEqual(rows.map(() => 7))
  for (const [at, row] of rows.entries())
    for (const [across, column] of applicants.entries())
      values.set(`t3.${row.code}.${column.code}`, body[at]?.[across] ?? null)
  const reviews = split(form.t4)
  for (const [at, route] of routes.entries())
    for (const [across, result] of results.entries())
      values.set(`t4.${route.code}.${result.code}`, reviews[at]?.[across] ?? null)
  return values
}

test.each([
  { name: 'shanghai-office-2019', form: shanghai, edition: '2019' as const, cells: 198 },
  { name: 'city-2025', form: city, edition: '2021' as const, cells: 200 },
])('every cell of $name', ({ name, form, edition, cells }) => {
  const { value, problems } = read(goldenPage(name).bytes)
  const expected = transcribe(form, edition)
  expect(expected.size).toBe(cells)
  expect(problems).toEqual([])
  expect(new Map<string, number | null>(value.facts.map((fact) => [fact.cell, fact.value]))).toEqual(expected)
  for (const fact of value.facts)
    expect(fact.state, fact.cell).toBe(expected.get(fact.cell) === null ? 'blank' : 'number')
  expect(value.facts.every((fact) => fact.matched_by === 'label')).toBe(true)
})

test('the money of the Shanghai report keeps its raw text', () => {
  const { value } = read(goldenPage('shanghai-office-2019').bytes)
  expect(value.facts.find((fact) => fact.cell === 't2.central_procurement.amount_yuan')).toMatchObject({
    value: 251000,
    raw: '251000元',
  })
})

test('all 42 sums of the city report hold', () => {
  const { value } = read(goldenPage('city-2025').bytes)
  const values = new Map(value.facts.map((fact) => [fact.cell, fact.value]))
  const sum = (cells: readonly CellId[]): number =>
    cells.reduce((total, cell) => total + (values.get(cell) ?? Number.NaN), 0)
  const sums = identitiesOf('2021')
  expect(sums).toHaveLength(42)
  for (const { id, line, left, right } of sums) expect(sum(left), `${id} ${line}`).toBe(sum(right))
})

test('the seed of a township without tables states nothing as nought', () => {
  const { value, problems } = read(goldenPage('wanmao-2022').bytes)
  expect(value).toMatchObject({
    publisher: '卓尼县完冒镇',
    year: 2022,
    dates: { page: '2023-01-13' },
    facts: [],
    editions: { t2: null, t3: null, t4: null },
  })
  expect(value.sections.map((section) => section.no)).toEqual([1, 2, 3, 4, 5, 6])
  expect(problems.filter((one) => one.code === 'table_missing')).toHaveLength(3)
})
