/** The auditor's commands over the sample county: findings, catalogue, differences, decisions out and in, the gate. */
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { beforeAll, describe, expect, test } from 'vitest'
import { openReadOnly } from '../../warehouse/open.ts'
import { readCurrent } from '../../warehouse/publish.ts'
import { freePorts, play, playTour, type Played } from '../support/stage.ts'

let folder = ''
const ports = await freePorts()
const gouji = (...args: string[]): Promise<Played> =>
  play([...args, '--workspace', folder], '2025-04-12T18:00:00Z')

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const reader = await openReadOnly((await readCurrent(join(folder, 'warehouse'))).path)
  try {
    return await reader.query(sql)
  } finally {
    await reader.close()
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-audit-'))
  await playTour(folder, ports)
})

describe('audit', () => {
  test('a table whose columns stand straight, and a sum', async () => {
    const { exit, out } = await gouji('audit', '--unit', '石门镇', '--code', 'NUM-03')
    expect(exit).toBe(0)
    expect(out[2]).toContain(
      '第三部分“（一）予以公开”行各类申请人之和为4，与总计6不符。若“（一）予以公开·总计”为4',
    )
    expect(out.at(-1)).toContain('共 1 项：不符 1')
  })

  test('filters narrow, and only what they name', async () => {
    const rows = (await gouji('audit', '--json', '--severity', 'E', '--year', '2023')).out.map(
      (line): unknown => JSON.parse(line),
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row).toMatchObject({ severity: 'E', year: 2023 })
    const all = (await gouji('audit', '--json', '--all', '--code', 'NUM-03')).out
    expect(all.length).toBeGreaterThan(100)
    expect((await gouji('audit', '--json', '--county', '云岭县', '--code', 'NUM-03')).out).toHaveLength(1)
  })

  test('a missing report is listed under its own year', async () => {
    const rows = (await gouji('audit', '--json', '--year', '2020', '--code', 'TIM-02')).out
    expect(rows.map((line): unknown => JSON.parse(line))).toMatchObject([
      { name: '松溪街道办事处', year: 2020, report: '990001002000/2020/own', check: 'TIM-02', severity: 'E' },
    ])
  })

  test('what does not exist is told with what does', async () => {
    const code = await gouji('audit', '--code', 'NUM-99', '--severity', 'X')
    expect(code.exit).toBe(2)
    expect(code.log.join()).toMatch(/NUM-99[\s\S]*NUM-01[\s\S]*程度“X”/)
    expect((await gouji('audit', '--unit', '无此镇')).exit).toBe(2)
  })

  test('CSV carries a byte-order mark only where asked for', async () => {
    expect((await gouji('audit', '--csv', '--code', 'NUM-03')).out.join('\n')).toMatch(/^单位,/)
    expect((await gouji('audit', '--bom', '--code', 'NUM-03')).out.join('\n')).toMatch(/^\ufeff单位,/)
  })

  test('the catalogue lists every rule, with counts where data are published and without where none are', async () => {
    const rows = (await gouji('audit', '--catalogue', '--json')).out.map((line): unknown => JSON.parse(line))
    expect(rows).toContainEqual(expect.objectContaining({ code: 'NUM-03', severity: 'E', broken: 1 }))
    const bare = await play([
      'audit',
      '--catalogue',
      '--workspace',
      await mkdtemp(join(tmpdir(), 'gouji-bare-')),
    ])
    expect(bare.exit).toBe(0)
    expect(bare.out.join('\n')).toContain('NUM-03')
  })

  test('scores follow the sheets of rule packs; a missing report is marked itself', async () => {
    expect((await gouji('audit', '--scores')).exit).toBe(2)
    const rules = join(folder, 'rules')
    await mkdir(rules, { recursive: true })
    const sheet = `title: 考评
source: 云政办发〔2024〕9号
scoring:
  - title: 年度报告考评
    full: 10
    items:
      - {codes: [TIM-01, TIM-02], points: 5}
      - {codes: [NUM-02, NUM-03], points: 0.5, per: finding}
`
    await writeFile(join(rules, 'scores.yaml'), sheet)
    try {
      const { exit, out } = await gouji('audit', '--scores', '--json')
      expect(exit).toBe(0)
      const rows = out.map((line): unknown => JSON.parse(line))
      const marks = (name: string, year: number, score: number): void =>
        expect(rows).toContainEqual(expect.objectContaining({ name, year, score, full: 10 }))
      marks('松溪街道办事处', 2020, 5)
      marks('松溪街道办事处', 2019, 10)
      marks('三岔乡', 2021, 5)
      marks('石门镇', 2023, 9)
    } finally {
      await rm(rules, { recursive: true })
    }
  })

  test('without published data the findings end in 2 with the remedy', async () => {
    const bare = await play(['audit', '--workspace', await mkdtemp(join(tmpdir(), 'gouji-bare-'))])
    expect(bare.exit).toBe(2)
    expect(bare.log.join()).toContain('gouji publish')
  })
})

describe('diff', () => {
  test('names the edited figure, and nothing between a run and itself', async () => {
    const [first = '', second = ''] = (await readdir(join(folder, 'runs'))).sort()
    const { exit, out } = await gouji('diff', first, second)
    expect(exit).toBe(0)
    expect(out.filter((line) => line.startsWith('数据'))).toEqual([
      expect.stringMatching(/望云街道办事处\s+2024\s+t2\.licensing\.decisions\s+“463”\s+“373”/),
    ])
    const json = (await gouji('diff', first, second, '--json')).out.map((line): unknown => JSON.parse(line))
    expect(json).toContainEqual(
      expect.objectContaining({
        kind: 'figure',
        cell: 't2.licensing.decisions',
        key: '990001001000/2024/own',
      }),
    )
    expect((await gouji('diff', second, second)).out.join()).toContain('没有差别')
  })

  test('an unknown run is told with those that exist', async () => {
    const { exit, log } = await gouji('diff', '2024', '2025-04-10')
    expect(exit).toBe(2)
    expect(log.join()).toContain('2025-04-09T180000Z')
    expect((await gouji('diff', '2025', '2025-04-10')).log.join()).toContain('多次运行')
  })
})

test('an edit is told on the second night that shows it, in log and record, and never again', async () => {
  const told = (log: readonly string[]): string[] => log.filter((line) => line.startsWith('改动：'))
  const second = await playTour(folder, ports)
  expect(told(second.log)).toEqual([
    '改动：990001001000/2024/own t2.licensing.decisions “463” → “373”（连续两次见到）',
  ])
  const newest = (await readdir(join(folder, 'runs'))).sort().at(-1) ?? ''
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'runs', newest, 'manifest.json'), 'utf8'))
  expect(manifest).toMatchObject({ edits: told(second.log), changed: false })
  expect(told((await playTour(folder, ports)).log)).toEqual([])
})

describe('review', () => {
  /** The sheet of findings with the one NUM-03 dismissed, as Excel in China saves it. */
  async function fillSheet(verdict: string): Promise<string> {
    const { out } = await gouji('review', 'export', '--findings')
    const lines = out.join('\n').split('\r\n')
    const filled = lines.map((line) =>
      line.includes(',NUM-03,') ? line.replace(/(,[0-9a-f]{64}),,,/, `$1,${verdict},经核实为笔误,`) : line,
    )
    const path = join(folder, 'sheet.csv')
    await writeFile(path, iconv.encode(filled.join('\r\n'), 'gb18030'))
    return path
  }

  test('a filled-in sheet is imported once, published, listed and exported again', async () => {
    const sheet = await fillSheet('排除')
    expect((await gouji('review', 'import', sheet, '--by', '王审计')).out.join()).toContain('导入 1 条')
    expect((await gouji('review', 'import', sheet, '--by', '王审计')).out.join()).toContain(
      '另有 1 条此前已有',
    )
    expect((await gouji('review', 'list')).out.join('\n')).toContain('尚未发布')
    expect((await gouji('publish')).exit).toBe(0)
    const list = (await gouji('review', 'list')).out.join('\n')
    expect(list).toMatch(/王审计\s+排除\s+990001100000\/2023\/own\s+ID-303:granted\s+有效\s+经核实为笔误/)
    expect((await gouji('audit', '--code', 'NUM-03')).out.join('\n')).toContain('排除')
    const { out } = await gouji('review', 'export')
    expect(out.map((line): unknown => JSON.parse(line))).toMatchObject([{ kind: 'dismiss', by: '王审计' }])
    const other = await mkdtemp(join(tmpdir(), 'gouji-other-'))
    const file = join(other, 'events.jsonl')
    await writeFile(file, `${out.join('\n')}\n`)
    expect((await play(['review', 'import', file, '--workspace', other])).exit).toBe(0)
    expect(await readFile(join(other, 'decisions.jsonl'), 'utf8')).toBe(
      await readFile(join(folder, 'decisions.jsonl'), 'utf8'),
    )
  })

  test('a sheet with faults is told whole, and nothing of it is kept', async () => {
    const before = await readFile(join(folder, 'decisions.jsonl'), 'utf8')
    const sheet = join(folder, 'bad.csv')
    const digest = 'a'.repeat(64)
    await writeFile(
      sheet,
      `报告标识,代码,核对项,原文摘要,审计结论,理由,审计人\r\n1/2023/own,NUM-03,x,${digest},确认,,王\r\n1/2023/own,NUM-03,x,${digest},排除,,王\r\n1/2023/own,NUM-03,x,short,也许,,\r\n`,
    )
    const { exit, log } = await gouji('review', 'import', sheet)
    expect(exit).toBe(2)
    expect(log.join('\n')).toMatch(/bad\.csv:3 {2}理由：缺少\n.*bad\.csv:4 {2}审计结论“也许”/)
    expect(await readFile(join(folder, 'decisions.jsonl'), 'utf8')).toBe(before)
    expect((await gouji('review', 'import', join(folder, 'nowhere.csv'))).exit).toBe(2)
  })

  test('a decisions file with a bad line stops publishing with 2 and changes nothing', async () => {
    const path = join(folder, 'decisions.jsonl')
    const good = await readFile(path, 'utf8')
    const { hash } = await readCurrent(join(folder, 'warehouse'))
    await writeFile(path, `${good}{"kind":"confirm"}\n`)
    const { exit, log } = await gouji('publish')
    await writeFile(path, good)
    expect(exit).toBe(2)
    expect(log.join()).toContain('decisions.jsonl:2')
    expect((await readCurrent(join(folder, 'warehouse'))).hash).toBe(hash)
  })
})

test('a rule pack with errors is told with every line, ends in 2, and publishes nothing', async () => {
  const { hash } = await readCurrent(join(folder, 'warehouse'))
  const rules = join(folder, 'rules')
  await mkdir(rules, { recursive: true })
  await writeFile(join(rules, 'local.yaml'), 'title: 本县口径\nseverities:\n  NUM-99: E\nlimts: {}\n')
  const { exit, log } = await gouji('publish')
  expect(exit).toBe(2)
  expect(log.join('\n')).toMatch(/local\.yaml:\d+[\s\S]*local\.yaml:4/)
  await writeFile(
    join(rules, 'local.yaml'),
    'title: 本县口径\nsource: 县办发〔2025〕1号\ndisabled:\n  - code: NUM-03\n    reason: 本县另行核对\n',
  )
  expect((await gouji('publish')).exit).toBe(0)
  expect((await gouji('audit', '--json', '--code', 'NUM-03')).out).toEqual([])
  await rm(rules, { recursive: true })
  expect((await gouji('publish')).exit).toBe(0)
  expect((await readCurrent(join(folder, 'warehouse'))).hash).toBe(hash)
})

describe('the gate', () => {
  test('keeps the last good snapshot, exits 4, says why; --accept publishes and records the reason', async () => {
    const { hash } = await readCurrent(join(folder, 'warehouse'))
    const site = join(folder, 'sites', '990001-demo.yaml')
    const whole = await readFile(site, 'utf8')
    await writeFile(site, whole.replace(/^(years:\s*\n\s*from:) 2019/m, '$1 2021'))
    const refused = await gouji('publish')
    expect(refused.exit).toBe(4)
    expect(refused.log.join('\n')).toMatch(/应发报告清单缩小[\s\S]*少 24 份/)
    expect(refused.log.join('\n')).toContain('--accept')
    expect((await readCurrent(join(folder, 'warehouse'))).hash).toBe(hash)

    const accepted = await gouji('publish', '--accept', '2019、2020年度不再核查')
    expect(accepted.exit).toBe(0)
    expect((await readCurrent(join(folder, 'warehouse'))).hash).not.toBe(hash)
    const newest = (await readdir(join(folder, 'runs'))).sort().at(-1) ?? ''
    const manifest: unknown = JSON.parse(
      await readFile(join(folder, 'runs', newest, 'manifest.json'), 'utf8'),
    )
    expect(manifest).toMatchObject({ accepted: { reason: '2019、2020年度不再核查' } })
    await writeFile(site, whole)
    expect((await gouji('publish')).exit).toBe(0)
  })

  test('a night on which the sites cannot be reached deletes no fact, marks every report and is partial', async () => {
    const facts = await query('SELECT count(*) AS n FROM mart_evidence')
    const { exit } = await gouji('night')
    expect(exit).toBe(3)
    expect(await query('SELECT count(*) AS n FROM mart_evidence')).toEqual(facts)
    expect(
      await query('SELECT count(*) AS n FROM mart_coverage WHERE report IS NOT NULL AND NOT not_seen'),
    ).toEqual([{ n: 0 }])
    expect(await query("SELECT count(*) AS n FROM mart_coverage WHERE state = 'withdrawn'")).toEqual([
      { n: 0 },
    ])
  })
})
