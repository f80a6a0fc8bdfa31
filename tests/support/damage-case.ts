/** What must hold of damaged pages: no crash, every place true, and no number that the whole page does not state for that cell. */
import { type Arbitrary, constantFrom, integer, record } from 'fast-check'
import type { Fact } from '../../parsers/facts.ts'
import { decode } from '../../parsers/page/decode.ts'
import { dropSpace } from '../../parsers/page/text.ts'
import { read } from '../../parsers/read.ts'
import { chanceOf } from '../../pipeline/demo/seeded.ts'
import { cellMarkupText } from './cell-markup.ts'
import { cases } from './messy-case.ts'
import { makePage, type Case } from './messy-report.ts'
import { cutBytes, dropTags, flipBytes, strewTag } from './mutations.ts'

export const damages = ['cut', 'tags dropped', 'tag strewn', 'bytes flipped'] as const

/** A page and the damage done to it. */
export interface DamagedCase {
  page: Case
  damage: (typeof damages)[number]
  seed: number
}

export const damagedCases: Arbitrary<DamagedCase> = record({
  page: cases,
  damage: constantFrom(...damages),
  seed: integer({ min: 0, max: 1_000_000_000 }),
})

/** A cell left out and a cell strewn into the same row make a whole row again, which no reader can tell from an honest one. */
const makesWhole = 'a cell left out of a row'

/** The page before and after the damage. */
export function damaged({ page, damage, seed }: DamagedCase): { whole: Uint8Array; broken: Uint8Array } {
  const messes = damage === 'tag strewn' ? page.messes.filter((name) => name !== makesWhole) : page.messes
  const { bytes } = makePage({ ...page, messes })
  const chance = chanceOf(`damage ${seed}`)
  if (damage === 'cut') return { whole: bytes, broken: cutBytes(bytes, chance) }
  if (damage === 'bytes flipped') return { whole: bytes, broken: flipBytes(bytes, chance) }
  const { text } = decode(bytes).value
  const other = damage === 'tags dropped' ? dropTags(text, chance) : strewTag(text, chance)
  return { whole: Buffer.from(text), broken: Buffer.from(other) }
}

/** What is wrong with the reading of a damaged page, a line each; empty if all is well. */
export function damageFaults(one: DamagedCase): string[] {
  const { whole, broken } = damaged(one)
  const stated = new Map<string, Fact>(read(whole).value.facts.map((fact) => [fact.cell, fact]))
  const { value, problems } = read(broken)
  const { text } = decode(broken).value
  const faults: string[] = []
  for (const fact of value.facts) {
    if (fact.place !== null && fact.value !== null) {
      const markup = cellMarkupText(text.slice(fact.place.start, fact.place.end))
      if (dropSpace(markup) !== dropSpace(fact.raw))
        faults.push(`${fact.cell}: its place holds “${markup}”, not “${fact.raw}”`)
    }
    if (one.damage === 'bytes flipped' || fact.value === null) continue
    const before = stated.get(fact.cell)
    if (before?.value !== fact.value)
      faults.push(
        `${fact.cell}: ${fact.value} by ${fact.matched_by}, the whole page states ${before?.state} ${before?.value}`,
      )
  }
  if (faults.length > 0)
    faults.push(...problems.slice(0, 12).map(({ code, detail }) => `problem ${code} ${detail}`))
  return faults
}
