/** The examples of every rule are its tests: each gives the verdict it promises, and no rule gives a verdict that it does not show. */
import { expect, test } from 'vitest'
import { rules } from '../../../pipeline/audit/catalogue.ts'
import { blanksOf } from '../../../pipeline/audit/wording.ts'
import { wordings } from '../../../pipeline/audit/wordings.ts'
import { runExample } from '../../support/audit-examples.ts'

const examples = rules.flatMap((rule) =>
  rule.examples.map((example) => ({ code: rule.code, name: example.name, rule, example })),
)
/** What every rule says of every example of every rule. */
const crossed = rules.map((rule) => ({
  rule,
  results: examples.flatMap(({ example }) => runExample(rule, example)),
}))

test.each(examples)('$code $name', ({ rule, example }) => {
  const { check, verdict } = example.expect
  const found = runExample(rule, example).find((result) => result.check === check)
  expect(found?.verdict).toBe(verdict)
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

test('no rule gives a verdict, on any example of any rule, that its own examples do not show', () => {
  for (const { rule, results } of crossed) {
    const shown = new Set(rule.examples.map((example) => example.expect.verdict))
    expect(
      results.filter(({ verdict }) => !shown.has(verdict)),
      rule.code,
    ).toEqual([])
  }
})

test('every sentence is a row of the wordings, whole, and every row is said somewhere', () => {
  const said = crossed.flatMap(({ rule, results }) =>
    results.flatMap((result) =>
      result.verdict === 'broken' || result.verdict === 'uncertain' ? [{ code: rule.code, result }] : [],
    ),
  )
  for (const { code, result } of said) {
    expect(blanksOf(result.message), result.message).toEqual([])
    expect(result.message).toMatch(/[。）]$/)
    expect(result.saying.key.split('.')[0]).toBe(code)
  }
  const keys = new Set<string | undefined>(
    said.flatMap(({ result: { saying } }) => [saying.key, saying.more?.key]),
  )
  expect(Object.keys(wordings).filter((key) => !keys.has(key))).toEqual([])
})

test('the checks of one rule on one report have names of their own', () => {
  for (const { rule, example } of examples) {
    const names = runExample(rule, example).map(({ check }) => check)
    expect(new Set(names).size, `${rule.code} ${example.name}`).toBe(names.length)
  }
})
