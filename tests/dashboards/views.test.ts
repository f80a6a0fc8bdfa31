import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { menuOf } from '../../dashboards/menu.ts'
import { views } from '../../dashboards/routes.ts'
import type { Scope } from '../../dashboards/scope.ts'
import { readScope } from '../../dashboards/scope.ts'
import type { Answer, Ask, Missing, View } from '../../dashboards/view.ts'
import { isMissing } from '../../dashboards/view.ts'
import type { Reader } from '../../warehouse/open.ts'
import { openReadOnly } from '../../warehouse/open.ts'
import { publishRows } from '../support/load-rows.ts'
import { seedRecords } from './seed-records.ts'
import { seed, walkedReport } from './seed.ts'

const [publisher = '', year = '', kind = ''] = walkedReport.split('/')
const known = {
  publisher,
  year,
  kind,
  cell: 't3.granted.total',
  no: '1',
  other: '990001103000',
  other_year: '2022',
  other_kind: 'own',
}
/** Views that no year restricts. */
const timeless = ['/dictionary', '/runs', '/search']

let directory = ''
let reader: Reader
let scope: Scope
const ask: Ask = (sql, values) => reader.query(sql, values)

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gouji-views-'))
  const { hash, refused } = await publishRows(directory, seed().rows)
  expect(refused).toEqual([])
  reader = await openReadOnly(join(directory, `${hash}.duckdb`))
  scope = await readScope(ask, null)
})
afterAll(async () => {
  await reader.close()
  await rm(directory, { recursive: true, force: true })
})

function answer(
  view: View,
  query: string,
  path: Record<string, string> = known,
  whole = false,
): Promise<Answer | Missing> {
  return view.answer({ path, query: new URLSearchParams(query), whole, reviewer: null }, scope, {
    ask,
    recall: seedRecords(),
  })
}

async function shown(view: View, query = '', whole = false): Promise<Answer> {
  const found = await answer(view, query, known, whole)
  if (isMissing(found)) throw new Error(`${view.path}: ${found.what} ${found.asked}`)
  return found
}

function viewAt(path: string): View {
  const view = views.find((one) => one.path === path)
  if (view === undefined) throw new Error(`no view at ${path}`)
  return view
}

async function bodyOf(view: View, query = ''): Promise<string> {
  const drawn = (await shown(view, query)).draw()
  if (isMissing(drawn)) throw new Error(`${view.path}: ${drawn.what} ${drawn.asked}`)
  return String(await drawn.body())
}

describe.each(views.map((view) => [view.path, view] as const))('%s', (_path, view) => {
  test('has a question, and columns that its SQL yields', async () => {
    expect(view.question).toMatch(/？$/u)
    const { rows } = await shown(view)
    expect(rows.length).toBeGreaterThan(0)
    const names = view.columns.map((column) => column.name)
    expect(new Set(names).size).toBe(names.length)
    for (const row of rows) expect(Object.keys(row)).toEqual(expect.arrayContaining(names))
  })

  test('draws without what a missing value leaves behind', async () => {
    const body = await bodyOf(view)
    expect(body).not.toMatch(/undefined|null|NaN|\[object|Promise/u)
  })

  test('answers a year, kind or site that does not exist by what does', async () => {
    if (timeless.includes(view.path) || /^\/(?:evidence|similarity)\/:/u.test(view.path)) return
    const found = await answer(view, 'year=1999')
    expect(isMissing(found) && found.exists.map((one) => one.label)).toEqual([
      '2020 年',
      '2021 年',
      '2022 年',
    ])
  })
})

test('addresses are told apart', () => {
  const paths = views.map((view) => view.path)
  expect(new Set(paths).size).toBe(paths.length)
  expect(
    menuOf(views, '/').map((part) => [part.label, ...part.entries.map((entry) => entry.label)].join(' ')),
  ).toEqual([
    '全局 概览 变化 时效 运行',
    '核对 问题 勾稽 汇总 雷同',
    '对照 单位 比较 趋势 流向',
    '取用 口径 导出',
  ])
})

test('views read marts, never base tables', async () => {
  const base =
    /\b(?:FROM|JOIN)\s+(?:codebook|publishers|expected|snapshots|reports|sections|facts|stated|problems|findings)\b/u
  for (const folder of ['dashboards', 'dashboards/views', 'dashboards/blocks']) {
    for (const name of (await readdir(folder)).filter((one) => one.endsWith('.ts'))) {
      expect(await readFile(join(folder, name), 'utf8'), name).not.toMatch(base)
    }
  }
})

describe('coverage', () => {
  test('the detail adds up to the expected set under every filter', async () => {
    const view = viewAt('/')
    for (const query of ['', 'kind=township', 'year=2022', 'kind=township&year=2021', 'site=990001']) {
      const { rows } = await shown(view, query, true)
      expect(await bodyOf(view, query)).toContain(`应发布 ${rows.length} 份`)
    }
  })

  test('drill-down inherits the filters', async () => {
    expect(await bodyOf(viewAt('/'), 'kind=township')).toContain(
      '/publisher/990001101000?kind=township&amp;year=2022',
    )
  })
})

describe('publisher', () => {
  test('every figure of the three tables is a link to its evidence', async () => {
    const body = await bodyOf(viewAt('/publisher/:publisher'), 'year=2022')
    const links = new Set(body.match(/\/evidence\/990001101000\/2022\/own\/t[234]\.[a-z_.]+/gu))
    expect(links.size).toBe(200)
  })

  test('a publisher that does not exist is answered by those that do', async () => {
    const found = await answer(viewAt('/publisher/:publisher'), '', { publisher: 'x' })
    const drawn = isMissing(found) ? found : found.draw()
    expect(isMissing(drawn) && drawn.exists.length).toBe(11)
  })

  test('no report is no table of noughts', async () => {
    const found = await answer(viewAt('/publisher/:publisher'), 'year=2022', { publisher: '990001102000' })
    if (isMissing(found)) throw new Error('the seed expects 2022 of this publisher')
    const drawn = found.draw()
    if (isMissing(drawn)) throw new Error('the seed expects 2022 of this publisher')
    const body = String(await drawn.body())
    expect(body).toContain('没有数据不等于零')
    expect(body).not.toContain('class="figure')
  })
})

describe('evidence', () => {
  test('an earlier version shows its own value', async () => {
    const view = viewAt('/evidence/:publisher/:year/:kind/:cell')
    expect(await bodyOf(view)).toContain('<b class="">777</b>')
    expect(await bodyOf(view, 'revision=1')).toContain('<b class="">3</b>')
  })

  test('from a finding, all operands are marked', async () => {
    const view = viewAt('/evidence/:publisher/:year/:kind/:cell')
    const at = /\?at=([\d%C-]+)/u.exec(await bodyOf(view, 'check=ID-303:t3.granted'))?.[1] ?? ''
    expect(decodeURIComponent(at).split(',').length).toBe(7)
  })

  test('a cell or version that does not exist is answered by those that do', async () => {
    const view = viewAt('/evidence/:publisher/:year/:kind/:cell')
    for (const [query, path, what] of [
      ['', { ...known, cell: 't9.x' }, '数据'],
      ['revision=9', known, '版本'],
    ] as const) {
      const found = await answer(view, query, path)
      const drawn = isMissing(found) ? found : found.draw()
      expect(isMissing(drawn) && [drawn.what, drawn.exists.length > 0]).toEqual([what, true])
    }
  })
})

describe('findings', () => {
  test('filters compose and problems stay out', async () => {
    const view = viewAt('/findings')
    expect((await shown(view, '', true)).rows.length).toBe(4)
    expect((await shown(view, 'severity=E&verdict=broken', true)).rows.length).toBe(2)
    expect((await shown(view, 'code=NUM-01', true)).rows.length).toBe(1)
    expect(await bodyOf(view)).not.toContain('行政事业型收费')
  })

  test('a report that is not here has its finding under its own year, with a way to what was met', async () => {
    const view = viewAt('/findings')
    expect((await shown(view, 'code=TIM-02&year=2022', true)).rows.length).toBe(1)
    expect((await shown(view, 'code=TIM-02&year=2021', true)).rows.length).toBe(0)
    expect(await bodyOf(view, 'code=TIM-02')).toMatch(/\/publisher\/\d{12}\?year=2022">查看采集到的情况/u)
  })

  test('trivially kept checks are counted apart', async () => {
    expect(await bodyOf(viewAt('/findings'))).toMatch(/NUM-01<\/a>[\s\S]*?<td>0<\/td>\s*<td>1<\/td>/u)
  })
})
