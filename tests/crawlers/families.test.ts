import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { detectFamily, type CmsFamily, type ListColumn, type ListPage } from '../../crawlers/cms.ts'
import { loadFamilies } from '../../crawlers/families.ts'
import { openListPage } from '../../crawlers/list-page.ts'
import { getPage, requestName, type PageRequest } from '../../crawlers/request.ts'

const folder = new URL('../fixtures/lists/', import.meta.url).pathname
const families = await loadFamilies()
/** A further request: an address for an ordinary GET, else what is sent where. */
const request = z.union([z.string(), z.strictObject({ url: z.string(), body: z.string() })])
const expectation = z.strictObject({
  url: z.string(),
  /** The column that is walked, where it is not the page itself. */
  column: z.string().optional(),
  /** Text of the POST that the answer belongs to. */
  sent: z.string().optional(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  kind: z.enum(['list', 'article', 'lead']),
  items: z.array(
    z.strictObject({
      url: z.string(),
      title: z.string(),
      date: z.string().nullable(),
      issuer: z.string().optional(),
    }),
  ),
  next: z.array(request),
  total: z.number().nullable(),
  pages: z.number().nullable(),
})
type Expectation = z.infer<typeof expectation>

interface Fixture {
  name: string
  page: ListPage
  column: ListColumn
  expected: Pick<Expectation, 'kind' | 'items' | 'next' | 'total' | 'pages'>
}

/** The mess that a fixture shows stands on its first line: HTML, or for other answers the `mess` file beside it. */
function messOf(family: CmsFamily, name: string): string {
  const text = readFileSync(join(folder, family.name, name), 'utf8')
  if (name.endsWith('.html')) return /^<!-- mess: (.+) -->\n/.exec(text)?.[1] ?? ''
  return readFileSync(join(folder, family.name, name.replace(/\.\w+$/, '.mess')), 'utf8').trim()
}

function fixturesOf(family: CmsFamily): Fixture[] {
  const names = readdirSync(join(folder, family.name)).filter((name) => /\.(?:html|answer)$/.test(name))
  return names.map((name) => {
    const text = readFileSync(join(folder, family.name, name), 'utf8')
    const { url, column, sent, options, ...expected } = expectation.parse(
      JSON.parse(readFileSync(join(folder, family.name, name.replace(/\.\w+$/, '.json')), 'utf8')),
    )
    const page = sent === undefined ? { url, text } : { url, text, sent }
    return { name, page, column: { url: column ?? url, options }, expected }
  })
}

const plainRequest = ({ url, body }: PageRequest): z.infer<typeof request> =>
  body === undefined ? url : { url, body }

test('every folder of list fixtures belongs to a family', () => {
  expect(readdirSync(folder).sort()).toEqual(families.map(({ name }) => name).sort())
})

describe.each(families)('the contract of a CMS family: $name', (family) => {
  const fixtures = fixturesOf(family)

  test('has fixtures that name their mess', () => {
    expect(fixtures.length).toBeGreaterThanOrEqual(3)
    for (const { name } of fixtures) expect(messOf(family, name)).not.toBe('')
  })

  test.each(fixtures)('reads $name', ({ page, column, expected }) => {
    const reading = family.list(page, column)
    expect({ ...reading, next: reading.next.map(plainRequest) }).toEqual(expected)
  })

  test.each(fixtures)(
    'keeps addresses absolute, distinct and apart from the page: $name',
    ({ page, column }) => {
      const { items, next, kind } = family.list(page, column)
      for (const { url } of [...items, ...next]) expect(new URL(url).href).toBe(url)
      for (const { url } of next) expect(new URL(url).hash).toBe('')
      expect(new Set(items.map(({ url }) => url)).size).toBe(items.length)
      expect(new Set(next.map(requestName)).size).toBe(next.length)
      const own = page.sent === undefined ? getPage(page.url) : { ...getPage(page.url), body: page.sent }
      expect(next.map(requestName)).not.toContain(requestName(own))
      if (kind === 'article') expect(items.map(({ url }) => url)).toEqual([page.url])
      if (kind === 'lead') expect(items).toEqual([])
    },
  )

  test.each(fixtures)('reads $name the same twice, with a score between 0 and 1', ({ page, column }) => {
    expect(family.list(page, column)).toEqual(family.list(page, column))
    expect(family.detect(page)).toBeGreaterThan(0)
    expect(family.detect(page)).toBeLessThanOrEqual(1)
  })

  test.each([
    '',
    '<',
    '<html>',
    '<a href="http://[">x</a>',
    '<ul><li><a href>',
    '{"articles":',
    '{}',
    'null',
  ])('makes nothing of %j', (text) => {
    const url = 'http://www.example.gov.cn/a/b.htm'
    const reading = family.list({ url, text }, { url, options: {} })
    expect(reading.items).toEqual([])
    expect(reading).toMatchObject({ next: [], total: null })
    expect(reading.kind).not.toBe('article')
  })

  test.each(fixtures)('survives $name cut anywhere', ({ page, column }) => {
    for (let end = 0; end < page.text.length; end += 97) {
      const { items } = family.list({ ...page, text: page.text.slice(0, end) }, column)
      expect(items.every(({ url }) => URL.canParse(url))).toBe(true)
    }
  })

  test.each([
    '<record><![CDATA[',
    '<nextgroup><![CDATA[<datastore><recordset>',
    '"html":"',
    '"articles":[{"post_url"',
    'createPageHTML(',
    '<meta name="PubDate" ',
    '<script querydata="{',
    '1/',
    '共1',
    '<a href="/info/1/1.htm">',
  ])('is not slowed down by a megabyte of %s', (piece) => {
    const text = `<p>${piece.repeat(Math.floor(1_000_000 / piece.length))}`
    const url = 'http://www.example.gov.cn/a/b.htm'
    expect(family.detect({ url, text })).toBeLessThanOrEqual(1)
    const opened = openListPage(url, Buffer.from(text), 'text/html; charset=utf-8')
    if ('fault' in opened) return expect(opened.fault).toBe('页面标签嵌套过深')
    if (!piece.startsWith('<a')) expect(family.list(opened.page, { url, options: {} }).kind).toBe('list')
    const many = `<ul><li>${'<a href="/info/1/1.htm">石桥镇2024年政府信息公开工作年度报告</a>'.repeat(5000)}</li></ul>`
    expect(family.list({ url, text: many }, { url, options: {} }).items.length).toBeLessThanOrEqual(1)
  })

  test('asks for the column first, within it or at its own interfaces', () => {
    for (const { column } of fixtures) {
      const first = family.start?.(column) ?? [getPage(new URL(column.url).href)]
      expect(first.length).toBeGreaterThan(0)
      for (const { url } of first) expect(new URL(url).host).toBe(new URL(column.url).host)
    }
  })

  test.each(fixtures)('claims $name, and nobody claims it more', ({ page }) => {
    expect(detectFamily(page, families)?.family.name).toBe(family.name)
  })
})

test('a piece of HTML that comes inside an answer is measured before it becomes a tree', () => {
  const html = '<div>'.repeat(200_000)
  const url = 'http://www.example.gov.cn/api-gateway/jpaas-publish-server/front/page/build/unit?pageId=1'
  const text = JSON.stringify({ success: true, data: { html } }).replaceAll('<', String.raw`\u003c`)
  const column = { url: 'http://www.example.gov.cn/nb/', options: {} }
  for (const family of families) expect(family.list({ url, text }, column).items).toEqual([])
})
