/** `gouji read`: its public shape, and bad input that ends in names instead of stack traces. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { play } from '../support/stage.ts'

const pages = join(import.meta.dirname, '../fixtures/pages')
const line = z.object({
  file: z.string(),
  title: z.string().nullable(),
  publisher: z.string().nullable(),
  year: z.number().nullable(),
  kind: z.enum(['own', 'summary']).nullable(),
  dates: z.object({ page: z.string().nullable(), url: z.string().nullable(), signed: z.string().nullable() }),
  charset: z.object({ name: z.string(), because: z.string() }).nullable(),
  editions: z.object({ t2: z.string().nullable(), t3: z.string().nullable(), t4: z.string().nullable() }),
  sections: z.array(z.object({ no: z.number(), title: z.string() })),
  facts: z.array(
    z.object({
      cell: z.string(),
      value: z.number().nullable(),
      state: z.string(),
      raw: z.string(),
      place: z
        .object({
          table: z.number(),
          row: z.number(),
          column: z.number(),
          start: z.number(),
          end: z.number(),
        })
        .nullable(),
      matched_by: z.enum(['label', 'position']),
    }),
  ),
  stated: z.array(
    z.object({
      topic: z.string(),
      value: z.number(),
      unit: z.string(),
      approx: z.boolean(),
      sentence: z.string(),
      start: z.number(),
      end: z.number(),
      items: z.array(z.object({ name: z.string(), value: z.number(), unit: z.string() })),
    }),
  ),
  problems: z.array(z.object({ code: z.string(), detail: z.string(), at: z.number().nullable() })),
  findings: z.array(
    z.object({
      code: z.string(),
      severity: z.string(),
      verdict: z.string(),
      message: z.string(),
      cells: z.array(z.string()),
    }),
  ),
})

async function readOne(file: string, ...more: string[]): Promise<z.infer<typeof line>> {
  const { exit, out } = await play(['read', file, '--json', ...more])
  expect(exit).toBe(0)
  expect(out).toHaveLength(1)
  return line.parse(JSON.parse(out[0] ?? ''))
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-read-'))
})

async function problemsOf(name: string, bytes: Uint8Array | string): Promise<string[]> {
  const file = join(folder, name)
  await writeFile(file, bytes)
  return (await readOne(file)).problems.map(({ code }) => code)
}

test('完冒镇 2022: six sections, ninety items that add up, three tables stated absent and no noughts', async () => {
  const report = await readOne(
    join(pages, 'wanmao-2022/page.html'),
    '--url',
    'http://www.zhuoni.gov.cn/info/1777/27731.htm',
  )
  expect(report).toMatchObject({
    publisher: '卓尼县完冒镇',
    year: 2022,
    dates: { page: '2023-01-13' },
    facts: [],
  })
  expect(report.findings.filter(({ code }) => code.startsWith('NUM'))).toEqual([])
  expect(report).toMatchObject({})
  expect(report.sections.map(({ no }) => no)).toEqual([1, 2, 3, 4, 5, 6])
  const disclosed = report.stated.filter(({ topic }) => topic === 'disclosed.total')
  expect(disclosed).toHaveLength(1)
  expect(disclosed[0]).toMatchObject({ value: 90, unit: '条', approx: false })
  expect(disclosed[0]?.items.map(({ name, value }) => [name, value])).toEqual([
    ['工作动态', 55],
    ['政府文件', 9],
    ['规划计划', 1],
    ['决算预算', 1],
    ['政策解读', 4],
    ['村务公开', 20],
  ])
  expect(report.problems.map(({ code }) => code)).toEqual(['table_missing', 'table_missing', 'table_missing'])
})

test('a wrong sum comes out as a finding with its cells', async () => {
  const page = await readFile(join(pages, 'city-2025/page.html'), 'utf8')
  const file = join(folder, 'wrong.html')
  await writeFile(file, page.replace('>13612<', '>13613<'))
  const { findings } = await readOne(file)
  expect(findings.map(({ code, verdict }) => `${code} ${verdict}`)).toEqual(
    expect.arrayContaining(['NUM-01 broken', 'NUM-03 broken']),
  )
  expect(findings.find(({ code }) => code === 'NUM-03')?.cells).toContain('t3.new_received.natural_person')
})

test('each kind of unreadable file has a name', async () => {
  expect(await problemsOf('empty.html', '')).toEqual(['empty_file'])
  expect(await problemsOf('blank.html', ' \n\u3000')).toEqual(['empty_file'])
  expect(
    await problemsOf(
      'noise.html',
      Uint8Array.from({ length: 4096 }, (_, index) => (index * 37) % 251),
    ),
  ).toEqual(['not_text'])
  expect(await problemsOf('other.html', '<html><body><p>镇政府召开会议。</p></body></html>')).toEqual([
    'not_a_report',
  ])
  const page = await readFile(join(pages, 'city-2025/page.html'), 'utf8')
  expect(await problemsOf('cut.html', page.slice(0, 20_000))).toContain('page_truncated')
})

test('a file that cannot be opened ends in 2, and the others are still read', async () => {
  const { exit, out } = await play([
    'read',
    join(folder, 'nowhere.html'),
    join(pages, 'wanmao-2022/page.html'),
    '--json',
  ])
  expect(exit).toBe(2)
  expect(out).toHaveLength(2)
  expect(JSON.parse(out[0] ?? '')).toMatchObject({ problems: [{ code: 'cannot_open' }] })
})

test('the account for people names verdicts and remedies in Chinese', async () => {
  const { out } = await play(['read', join(pages, 'wanmao-2022/page.html')])
  const text = out.join('\n')
  expect(text).toContain('卓尼县完冒镇')
  expect(text).toContain('未找到统计表')
  expect(text).toContain('不按零计')
})
