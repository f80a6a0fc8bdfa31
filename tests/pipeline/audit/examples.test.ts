/** The examples of every rule are its tests: each must give the verdict it promises. */
import { expect, test } from 'vitest'
import { cellsOf } from '../../../parsers/codebook/codebook.ts'
import type { Fact } from '../../../parsers/facts.ts'
import type { Stated } from '../../../parsers/report/report.ts'
import { rules } from '../../../pipeline/audit/catalogue.ts'
import { panelOf } from '../../../pipeline/audit/panel.ts'
import type { RuleExample } from '../../../pipeline/audit/rule.ts'

const silence: Stated = {
  topic: 'disclosed.total',
  value: 0,
  unit: '条',
  approx: false,
  sentence: '',
  start: 0,
  end: 0,
  items: [],
  exhaustive: false,
}

function factsOf({ editions = {}, cells = {} }: RuleExample): Fact[] {
  return ([2, 3, 4] as const).flatMap((table) => {
    const edition = editions[`t${table}`]
    return edition === undefined
      ? []
      : cellsOf(table, edition).map(({ id }): Fact => {
          const given = cells[id] ?? 0
          const number = typeof given === 'number'
          return {
            cell: id,
            value: number ? given : null,
            state: number ? 'number' : given,
            raw: '',
            place: null,
            matched_by: 'label',
          }
        })
  })
}

const examples = rules.flatMap((rule) => rule.examples.map((example) => ({ rule, example })))

test.each(examples)('$rule.code $example.name', ({ rule, example }) => {
  const { editions = {}, stated = [], expect: promised } = example
  const report = {
    editions: { t2: editions.t2 ?? null, t3: editions.t3 ?? null, t4: editions.t4 ?? null },
    stated: stated.map((words) => ({ ...silence, ...words })),
    sections: [],
    year: 2023,
    publisher: '石门镇',
  }
  const results = rule.run({ report, panel: panelOf(factsOf(example)) })
  const found = results.find((result) => result.check === promised.check)
  expect(found?.verdict ?? 'not_applicable').toBe(promised.verdict)
})

test('every rule shows at least a kept and a broken example, under a code of its own', () => {
  const codes = rules.map((rule) => rule.code)
  expect(new Set(codes).size).toBe(codes.length)
  for (const rule of rules) {
    const shown = rule.examples.map((example) => example.expect.verdict)
    expect(shown, rule.code).toContain('kept')
    expect(shown, rule.code).toContain('broken')
  }
})
