/** What a page counts is what its link lists: the sum of the detail equals the bar, whatever the filters. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'cheerio'
import { assert, asyncProperty, constant, constantFrom, oneof, option, record } from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { views } from '../../dashboards/routes.ts'
import type { Scope } from '../../dashboards/scope.ts'
import { readScope } from '../../dashboards/scope.ts'
import type { Answer, Ask } from '../../dashboards/view.ts'
import { isMissing } from '../../dashboards/view.ts'
import type { Reader } from '../../warehouse/open.ts'
import { openReadOnly } from '../../warehouse/open.ts'
import { publishRows } from '../support/load-rows.ts'
import { seedRecords } from './seed-records.ts'
import { seed } from './seed.ts'

let directory = ''
let reader: Reader
let scope: Scope
const ask: Ask = (sql, values) => reader.query(sql, values)

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gouji-drill-'))
  const { hash } = await publishRows(directory, seed().rows)
  reader = await openReadOnly(join(directory, `${hash}.duckdb`))
  scope = await readScope(ask, null)
})
afterAll(async () => {
  await reader.close()
  await rm(directory, { recursive: true, force: true })
})

const findingState = z.object({
  year: z.number().transform(String),
  severity: z.string(),
  verdict: z.string(),
  code: z.string(),
  publisher: z.string(),
})

const counted = new Map<string, Promise<number>>()
const drawn = new Map<string, Promise<string>>()

async function answerAt(address: string, whole: boolean): Promise<Answer> {
  const url = new URL(address, 'http://test.invalid')
  const view = views.find((one) => one.path === url.pathname)
  if (view === undefined) throw new Error(`no view at ${url.pathname}`)
  const asked = { path: {}, query: url.searchParams, whole, reviewer: null }
  const found = await view.answer(asked, scope, { ask, recall: seedRecords() })
  if (isMissing(found)) throw new Error(`${address}: ${found.what} ${found.asked}`)
  return found
}

/** How many rows the page at an address lists, all its pages together. */
function countAt(address: string): Promise<number> {
  const known = counted.get(address) ?? answerAt(address, true).then((found) => found.rows.length)
  counted.set(address, known)
  return known
}

function bodyAt(address: string): Promise<string> {
  const known =
    drawn.get(address) ??
    answerAt(address, false).then(async (found) => {
      const page = found.draw()
      if (isMissing(page)) throw new Error(`${address}: ${page.what} ${page.asked}`)
      return String(await page.body())
    })
  drawn.set(address, known)
  return known
}

/** Numbers on a page that lead to a list: what is said, and where. */
const counters: readonly { path: string; at: string; states: readonly string[] }[] = [
  { path: '/', at: '.totals a', states: [] },
  { path: '/findings', at: '.tally a', states: ['severity', 'verdict', 'code', 'publisher', 'decision'] },
  { path: '/identities', at: 'table a.count, table td a', states: ['family'] },
  { path: '/publisher', at: 'td a', states: [] },
]

async function countersOn(address: string, at: string): Promise<{ said: number; href: string }[]> {
  const $ = load(await bodyAt(address))
  return $(at)
    .toArray()
    .flatMap((link) => {
      const href = $(link).attr('href') ?? ''
      const number = /(\d+)\s*$/u.exec($(link).text().trim())?.[1]
      return number === undefined || !/^\/(?:$|\?|findings)/u.test(href)
        ? []
        : [{ said: Number(number), href }]
    })
}

test('1,000 random filter states: every counted number is the number of rows behind it', async () => {
  const choices: Readonly<Record<string, readonly string[]>> = {
    year: scope.years.map(String),
    kind: scope.kinds,
    site: scope.sites.map((one) => one.site),
    severity: ['E', 'W', 'I'],
    verdict: ['broken', 'uncertain'],
    code: scope.codes,
    publisher: ['990001101000', '990001103000'],
    decision: ['open', 'confirm', 'dismiss'],
    family: ['NUM', 'NAR', 'XYR', 'TIM'],
  }
  // Chance alone seldom meets a finding; filters that some finding answers to are half of what is tried of findings.
  const findings = (await answerAt('/findings', true)).rows.map((row) => findingState.parse(row))
  const state = constantFrom(...counters).chain((counter) => {
    const names = ['year', 'kind', 'site', ...counter.states]
    const any = names.map((name) => [name, constantFrom(...(choices[name] ?? []))] as const)
    const met = constantFrom(...findings).map((finding) =>
      Object.entries(finding).map(([name, value]) => [name, constant(value)] as const),
    )
    return (counter.path === '/findings' ? oneof(constant(any), met) : constant(any)).chain((fields) =>
      record({
        counter: constant(counter),
        filters: record(
          Object.fromEntries(fields.map(([name, value]) => [name, option(value, { freq: 2 })])),
        ),
      }),
    )
  })
  const compared = new Map<string, number>(counters.map(({ path }) => [path, 0]))
  await assert(
    asyncProperty(state, async ({ counter, filters }) => {
      const query = new URLSearchParams()
      for (const [name, value] of Object.entries(filters)) if (value !== null) query.set(name, value)
      const address = `${counter.path}?${query.toString()}`
      for (const { said, href } of await countersOn(address, counter.at)) {
        expect(await countAt(href), `${address} → ${href}`).toBe(said)
        compared.set(counter.path, (compared.get(counter.path) ?? 0) + 1)
      }
    }),
    { numRuns: 1000, seed: 20260101 },
  )
  for (const [path, count] of compared) expect(count, path).toBeGreaterThan(150)
}, 240_000)
