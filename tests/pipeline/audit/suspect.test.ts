/** The likely wrong cell: one error is named with its repair; two errors, or one that could be several cells, name nobody. */
import { describe, expect, test } from 'vitest'
import { cellsOf, type CellId } from '../../../parsers/codebook/codebook.ts'
import { identitiesOf } from '../../../parsers/codebook/identities.ts'
import type { Panel } from '../../../pipeline/audit/panel.ts'
import { slipOf } from '../../../pipeline/audit/slip.ts'
import { findSuspect } from '../../../pipeline/audit/suspect.ts'
import { figuresOfUnit } from '../../support/county-figures.ts'

const [truth = new Map<CellId, number>()] = figuresOfUnit('suspect', 9, [2023])
const sums = identitiesOf('2021').filter(({ id }) => id.startsWith('ID-3'))
const cells = cellsOf(3, '2021').map(({ id }) => id)

function panelWith(changes: Partial<Record<CellId, number | null>>): Panel {
  return new Map(
    cells.map((cell) => {
      const given = cell in changes ? (changes[cell] ?? null) : (truth.get(cell) ?? 0)
      return [
        cell,
        {
          value: given,
          state: given === null ? ('blank' as const) : ('number' as const),
          raw: String(given),
          place: null,
        },
      ]
    }),
  )
}

test('a sound table has no suspect', () => {
  expect(findSuspect(panelWith({}), sums)).toBeNull()
})

test.each(cells)('%s alone wrong is named, with the value that repairs it', (cell) => {
  const value = (truth.get(cell) ?? 0) + 3
  expect(findSuspect(panelWith({ [cell]: value }), sums)).toMatchObject({
    cell,
    value,
    repair: truth.get(cell) ?? 0,
  })
})

test('two wrong cells name nobody', () => {
  const wrong = {
    't3.granted.natural_person': (truth.get('t3.granted.natural_person') ?? 0) + 1,
    't3.unable_not_held.org_other': (truth.get('t3.unable_not_held.org_other') ?? 0) + 2,
  }
  expect(findSuspect(panelWith(wrong), sums)).toBeNull()
})

test('a single failed sum does not say which of its cells is wrong', () => {
  const route = identitiesOf('2021').filter(({ id }) => id.startsWith('ID-4'))
  const panel: Panel = new Map(
    cellsOf(4, '2021').map(({ id }) => [
      id,
      { value: id === 't4.reconsideration.total' ? 1 : 0, state: 'number', raw: '', place: null },
    ]),
  )
  expect(findSuspect(panel, route)).toBeNull()
})

test('a repair below nought is none', () => {
  const cell: CellId = 't3.results_total.total'
  const panel = panelWith({ [cell]: (truth.get(cell) ?? 0) + 3 })
  const found = findSuspect(panel, sums)
  expect(found?.repair).toBe(truth.get(cell))
})

describe('slips', () => {
  test.each([
    [1496, 1196, 'one_digit'],
    [91, 19, 'transposed'],
    [12, 102, 'digit_lost'],
    [112, 12, 'digit_added'],
    [0, 0, null],
    [35, 72, null],
    [1.5, 15, null],
  ] as const)('%d for %d: %s', (written, meant, slip) => {
    expect(slipOf(written, meant)).toBe(slip)
  })
})
