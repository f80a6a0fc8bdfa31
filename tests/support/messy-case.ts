/** The property itself: whatever page a case makes, the reader gives back every cell as it was. */
import { type Arbitrary, constantFrom, integer, record, subarray } from 'fast-check'
import { decode } from '../../parsers/page/decode.ts'
import { dropSpace } from '../../parsers/page/text.ts'
import { read } from '../../parsers/read.ts'
import { cellMarkupText } from './cell-markup.ts'
import { messes } from './messes.ts'
import { charsets, makePage, type Case } from './messy-report.ts'
import { styles, wrappings } from './messy-markup.ts'

/** Any page: edition × editor × shell × charset × up to four messes. */
export const cases: Arbitrary<Case> = record({
  seed: integer({ min: 0, max: 1_000_000_000 }),
  edition: constantFrom(
    '2014' as const,
    '2019' as const,
    '2019' as const,
    '2021' as const,
    '2021' as const,
    '2021' as const,
  ),
  style: constantFrom(...styles),
  wrapping: constantFrom(...wrappings),
  charset: constantFrom(...charsets),
  messes: subarray(
    messes.map((mess) => mess.name),
    { maxLength: 4 },
  ),
})

/** What is wrong with the reading of a case, one line a cell; empty if all is well. */
export function faultsOf(one: Case): string[] {
  const page = makePage(one)
  const { value, problems } = read(page.bytes)
  const { text } = decode(page.bytes).value
  const found = new Map(value.facts.map((fact) => [fact.cell, fact]))
  const faults: string[] = []
  for (const [cell, { value: number, state }] of page.expected) {
    const fact = found.get(cell)
    if (fact === undefined) faults.push(`${cell}: no fact, expected ${state} ${number}`)
    else if (fact.value !== number || fact.state !== state)
      faults.push(`${cell}: ${fact.state} ${fact.value} “${fact.raw}”, expected ${state} ${number}`)
    if (fact === undefined || fact.place === null) continue
    const held = dropSpace(cellMarkupText(text.slice(fact.place.start, fact.place.end)))
    if (held !== dropSpace(fact.raw)) faults.push(`${cell}: its place holds “${held}”, not “${fact.raw}”`)
  }
  if (value.facts.length !== page.expected.size)
    faults.push(`${value.facts.length} facts, expected ${page.expected.size}`)
  if (faults.length > 8) faults.splice(8, faults.length, `and ${faults.length - 8} more`)
  if (faults.length > 0)
    faults.push(...problems.slice(0, 8).map((one) => `problem ${one.code} ${one.detail}`))
  return faults
}
