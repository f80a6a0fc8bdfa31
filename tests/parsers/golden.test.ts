/** Golden pages: each page of tests/fixtures/pages reads exactly as a person has reviewed it once. */
import { expect, test } from 'vitest'
import {
  expectedPortrait,
  goldenPages,
  portrait,
  propose,
  withdrawProposal,
} from '../support/golden-pages.ts'

test.each(goldenPages())('$name', (page) => {
  const first = page.bytes.toString('latin1').split('\n')[0] ?? ''
  expect(first, `${page.name}/page.html must name its mess in a comment on line one`).toMatch(/^<!--.+-->/)
  expect(page.bytes.toString('latin1').split('\n').length).toBeLessThanOrEqual(62)
  const read = portrait(page)
  const expected = expectedPortrait(page.name)
  if (read === expected) {
    withdrawProposal(page.name)
    return
  }
  const path = propose(page.name, read)
  expect(
    read,
    `${page.name}: compare ${path} with the page cell by cell; if it is right, rename it to expected.json`,
  ).toBe(expected)
})
