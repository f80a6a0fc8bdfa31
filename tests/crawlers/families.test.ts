import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { detectFamily, type CmsFamily } from '../../crawlers/cms.ts'
import { loadFamilies } from '../../crawlers/families.ts'

const folder = new URL('../fixtures/lists/', import.meta.url).pathname
const families = await loadFamilies()
const expectation = z.strictObject({
  url: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  items: z.array(z.strictObject({ url: z.string(), title: z.string(), date: z.string().nullable() })),
  next: z.array(z.string()),
  total: z.number().nullable(),
  pages: z.number().nullable(),
  article: z.boolean(),
})

function fixturesOf(
  family: CmsFamily,
): { name: string; text: string; expected: z.infer<typeof expectation> }[] {
  const names = readdirSync(join(folder, family.name)).filter((name) => name.endsWith('.html'))
  return names.map((name) => ({
    name,
    text: readFileSync(join(folder, family.name, name), 'utf8'),
    expected: expectation.parse(
      JSON.parse(readFileSync(join(folder, family.name, name.replace('.html', '.json')), 'utf8')),
    ),
  }))
}

test('every folder of list fixtures belongs to a family', () => {
  expect(readdirSync(folder).sort()).toEqual(families.map(({ name }) => name).sort())
})

describe.each(families)('the contract of a CMS family: $name', (family) => {
  const fixtures = fixturesOf(family)

  test('has fixtures that name their mess', () => {
    expect(fixtures.length).toBeGreaterThanOrEqual(3)
    for (const { text } of fixtures) expect(text).toMatch(/^<!-- mess: .+ -->\n/)
  })

  test.each(fixtures)('reads $name', ({ text, expected }) => {
    const { url, options, ...rest } = expected
    const reading = family.list({ url, text }, options)
    expect({ ...reading, next: reading.next.map((request) => request.url) }).toEqual(rest)
  })

  test.each(fixtures)(
    'keeps addresses absolute, distinct and apart from the page: $name',
    ({ text, expected }) => {
      const { items, next, article } = family.list({ url: expected.url, text }, expected.options)
      for (const { url } of [...items, ...next]) expect(new URL(url).href).toBe(url)
      expect(new Set(items.map(({ url }) => url)).size).toBe(items.length)
      expect(next.map(({ url }) => url)).not.toContain(expected.url)
      if (article) expect(items.map(({ url }) => url)).toEqual([expected.url])
    },
  )

  test.each(fixtures)('reads $name the same twice, with a score between 0 and 1', ({ text, expected }) => {
    const page = { url: expected.url, text }
    expect(family.list(page, expected.options)).toEqual(family.list(page, expected.options))
    expect(family.detect(page)).toBeGreaterThan(0)
    expect(family.detect(page)).toBeLessThanOrEqual(1)
  })

  test.each(['', '<', '<html>', '<a href="http://[">x</a>', '<ul><li><a href>'])(
    'makes nothing of %j',
    (text) => {
      const reading = family.list({ url: 'http://www.example.gov.cn/a/b.htm', text }, {})
      expect(reading).toMatchObject({ items: [], next: [], total: null, article: false })
    },
  )

  test('every fixture of its own is claimed by it or by nobody stronger', () => {
    for (const { text, expected } of fixtures) {
      const claim = detectFamily({ url: expected.url, text }, families)
      expect(claim?.family.name).toBe(family.name)
    }
  })
})
