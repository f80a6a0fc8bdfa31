/** The examples of every rule are its tests: each must give the verdict it promises. */
import { expect, test } from 'vitest'
import { rules } from '../../../pipeline/audit/catalogue.ts'
import { runExample } from '../../support/audit-examples.ts'

const examples = rules.flatMap((rule) =>
  rule.examples.map((example) => ({ code: rule.code, name: example.name, rule, example })),
)

test.each(examples)('$code $name', ({ rule, example }) => {
  const { check, verdict } = example.expect
  const found = runExample(rule, example).find((result) => result.check === check)
  expect(found?.verdict ?? 'not_applicable').toBe(verdict)
  if (found !== undefined && 'message' in found) expect(found.message).toMatch(/[。）]$/)
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
