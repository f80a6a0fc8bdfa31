/** Whole nights over the sample county: every planted fault shows, nothing else does, and a night without changes changes nothing. */
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { plantedFaults } from '../../pipeline/demo/planted-faults.ts'
import { openReadOnly } from '../../warehouse/open.ts'
import { readCurrent } from '../../warehouse/publish.ts'
import { freePorts, play, playTour, type Played } from '../support/stage.ts'

let folder = ''
let first: Played
const ports = await freePorts()

async function fingerprint(): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    // The record of a night: its run, its metrics, and one line that the site was looked at.
    if (entry.isFile() && !/^(?:runs|cache|metrics|archive\/outcomes)\//.test(relative(folder, path)))
      found.set(
        relative(folder, path),
        createHash('sha256')
          .update(await readFile(path))
          .digest('hex'),
      )
  }
  return found
}

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const reader = await openReadOnly((await readCurrent(join(folder, 'warehouse'))).path)
  try {
    return await reader.query(sql)
  } finally {
    await reader.close()
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-night-'))
  first = await playTour(folder, ports)
})

test('the tour ends well and finds every planted fault', () => {
  expect(first.exit).toBe(0)
  expect(first.out.filter((line) => line.startsWith('  ✓'))).toHaveLength(plantedFaults.length)
  expect(first.out.some((line) => line.includes('✗'))).toBe(false)
})

test('no cell of publishers × years is without a state, and the states add up', async () => {
  const rows = await query('SELECT state, count(*) AS n FROM mart_coverage GROUP BY state')
  expect(Object.fromEntries(rows.map((row) => [row['state'], row['n']]))).toEqual({
    on_time: 69,
    late: 1,
    missing: 1,
    image_only: 1,
  })
})

test('the edited figure has both versions, and only it has changed', async () => {
  const rows = await query('SELECT cell, old_value, new_value FROM mart_changes')
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ cell: 't2.licensing.decisions' })
})

test('a further night without changes writes nothing but its record', async () => {
  const before = await fingerprint()
  const again = await playTour(folder, ports)
  expect(again.exit).toBe(0)
  expect(again.out.join('\n')).toContain('只多了一条运行记录')
  expect(await fingerprint()).toEqual(before)
  expect(await readdir(join(folder, 'runs'))).toHaveLength(3)
})

test('explain walks a figure home and checks the way', async () => {
  const { exit, out } = await play(['explain', '石门镇', '2023', 't3.granted.total', '--workspace', folder])
  expect(exit).toBe(0)
  const text = out.join('\n')
  expect(text).toContain('“6”')
  expect(text).toContain('sha-256')
  expect(text).toContain('单元格内容与原文一致')
})

test('explain names what exists where it is asked for what does not', async () => {
  const publisher = await play(['explain', '无此镇', '2023', 't3.granted.total', '--workspace', folder])
  expect(publisher).toMatchObject({ exit: 2 })
  expect(publisher.log.join()).toContain('石门镇')
  const cell = await play(['explain', '石门镇', '2023', 't3.granted', '--workspace', folder])
  expect(cell).toMatchObject({ exit: 2 })
  const absent = await play(['explain', '松溪街道办事处', '2020', 't3.granted.total', '--workspace', folder])
  expect(absent).toMatchObject({ exit: 2 })
  expect(absent.log.join()).toContain('报告缺失')
})

test('verify hashes every archived page', async () => {
  const { exit, out } = await play(['verify', '--workspace', folder])
  expect(exit).toBe(0)
  expect(out.at(-1)).toMatch(/已核对 \d+ 个页面，受损 0 个/)
})

test('a second run at the same time is turned away and writes nothing', async () => {
  // The lock of a living process that is not this one: the parent of the test worker.
  await writeFile(join(folder, 'lock'), `${process.ppid}\n`)
  const before = await readdir(join(folder, 'runs'))
  const { exit, log } = await play(['publish', '--workspace', folder])
  expect(exit).toBe(75)
  expect(log.join()).toContain(String(process.ppid))
  expect(await readdir(join(folder, 'runs'))).toEqual(before)
  // A lock that names a process which is gone is taken over.
  await writeFile(join(folder, 'lock'), '4194999\n')
  expect((await play(['publish', '--workspace', folder])).exit).toBe(0)
})

test('a wrong configuration is told whole, with lines, and ends in 2', async () => {
  const other = await mkdtemp(join(tmpdir(), 'gouji-config-'))
  await writeFile(
    join(other, 'config.yaml'),
    'crawl:\n  gap_ms: soon\n  user_agnt: x\nnetwork:\n  allow: [everything]\n',
  )
  const { exit, log } = await play(['publish', '--workspace', other])
  expect(exit).toBe(2)
  const text = log.join('\n')
  expect(text).toContain('config.yaml:2')
  expect(text).toContain('config.yaml:3')
  expect(text).toContain('config.yaml:5')
  expect(text).toContain('user_agent')
})

test('a site file with errors ends in 2 with every line and remedy', async () => {
  const other = await mkdtemp(join(tmpdir(), 'gouji-sites-'))
  await play(['plan', '--county', '623022x', '--workspace', other])
  await writeFile(join(other, 'sites', 'bad.yaml'), 'code: "12"\nname: 某县\nverfied: true\n')
  const { exit, log } = await play(['crawl', '--workspace', other])
  expect(exit).toBe(2)
  expect(log.join('\n')).toMatch(/bad\.yaml:1[\s\S]*bad\.yaml:3/)
})
