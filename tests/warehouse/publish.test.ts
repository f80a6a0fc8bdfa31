import { mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openReadOnly } from '../../warehouse/open.ts'
import { readCurrent } from '../../warehouse/publish.ts'
import type { WarehouseRows } from '../../warehouse/rows.ts'
import { publishRows } from '../support/load-rows.ts'
import { sampleRows } from './rows-sample.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gouji-warehouse-'))
})
afterEach(async () => {
  await rm(directory, { recursive: true, force: true })
})

/** Names, sizes and times of all files: equal before and after means that nothing was written. */
async function listing(): Promise<string[]> {
  const names = (await readdir(directory)).filter((name) => name !== 'shards').sort()
  return Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs, ino } = await stat(join(directory, name))
      return `${name} ${size} ${mtimeMs} ${ino}`
    }),
  )
}

function edited(): WarehouseRows {
  const rows = sampleRows()
  for (const fact of rows.facts) if (fact.value === 30) Object.assign(fact, { value: 31, raw: '31' })
  return rows
}

describe('publishing', () => {
  test('the same content twice: the same hash, and nothing is written', async () => {
    const first = await publishRows(directory, sampleRows())
    const before = await listing()
    const second = await publishRows(directory, sampleRows())
    expect(first).toMatchObject({ changed: true, refused: [] })
    expect(second).toEqual({ hash: first.hash, changed: false, refused: [] })
    expect(await listing()).toEqual(before)
  })

  test('the order in which rows were found does not matter, nor the order of their properties', async () => {
    const { hash } = await publishRows(directory, sampleRows())
    const rows = sampleRows()
    for (const list of Object.values(rows)) list.reverse()
    rows.reports = rows.reports.map((row) => Object.assign({ current: row.current, year: row.year }, row))
    expect(await publishRows(directory, rows)).toEqual({ hash, changed: false, refused: [] })
  })

  test('one changed figure is another snapshot', async () => {
    const { hash } = await publishRows(directory, sampleRows())
    const next = await publishRows(directory, edited())
    expect(next.changed).toBe(true)
    expect(next.hash).not.toBe(hash)
    expect((await readCurrent(directory)).hash).toBe(next.hash)
  })

  test('a reader on the old file goes on while the new one is published, and after the old is pruned', async () => {
    const { hash } = await publishRows(directory, sampleRows())
    const reader = await openReadOnly((await readCurrent(directory)).path)
    const question = 'SELECT value FROM mart_figures WHERE publisher = $publisher'
    expect(await reader.query(question, { publisher: '990001000000' })).toEqual([{ value: 30 }])
    await publishRows(directory, edited(), { keep: 1 })
    expect(await readdir(directory)).not.toContain(`${hash}.duckdb`)
    expect(await reader.query(question, { publisher: '990001000000' })).toEqual([{ value: 30 }])
    const newer = await openReadOnly((await readCurrent(directory)).path)
    expect(await newer.query(question, { publisher: '990001000000' })).toEqual([{ value: 31 }])
    await reader.close()
    await newer.close()
  })

  test('going back to earlier content points at the file that is still there', async () => {
    const first = await publishRows(directory, sampleRows())
    await publishRows(directory, edited())
    expect(await publishRows(directory, sampleRows())).toEqual({
      hash: first.hash,
      changed: true,
      refused: [],
    })
    expect((await readCurrent(directory)).hash).toBe(first.hash)
  })

  test('content that fails a check is refused by name, and the last good snapshot stays', async () => {
    const { hash } = await publishRows(directory, sampleRows())
    const before = await listing()
    const rows = sampleRows()
    for (const report of rows.reports) report.current = true
    const refused = await publishRows(directory, rows)
    expect(refused.changed).toBe(false)
    expect(refused.refused).toEqual([
      { check: 'not_one_current_revision', breaches: 1, details: ['990001100000/2022/own'] },
    ])
    expect(await listing()).toEqual(before)
    expect((await readCurrent(directory)).hash).toBe(hash)
  })

  test('rows that cannot be stored stop the publishing and leave nothing behind', async () => {
    const rows = sampleRows()
    rows.publishers = rows.publishers.concat(rows.publishers)
    await expect(publishRows(directory, rows)).rejects.toThrow(/publishers|primary key/i)
    expect(await readdir(directory)).toEqual(['shards'])
    expect(await readdir(join(directory, 'shards'))).toEqual([])
  })

  test('what a killed builder left behind is cleared away, a living one is left alone', async () => {
    await writeFile(join(directory, '.building-99999999-abc'), '')
    await writeFile(join(directory, '.building-1-abc'), '')
    await publishRows(directory, sampleRows())
    const names = await readdir(directory)
    expect(names).toContain('.building-1-abc')
    expect(names).not.toContain('.building-99999999-abc')
  })

  test('two publishers at once end with one whole snapshot', async () => {
    const both = await Promise.all([
      publishRows(directory, sampleRows()),
      publishRows(directory, sampleRows()),
    ])
    expect(new Set(both.map(({ hash }) => hash)).size).toBe(1)
    expect((await readdir(directory)).sort()).toEqual([`${both[0].hash}.duckdb`, 'current', 'shards'].sort())
  })
})

describe('the pointer', () => {
  test('a missing one is a clear error with the remedy', async () => {
    await expect(readCurrent(directory)).rejects.toThrow(/current does not exist.*gouji publish/)
  })

  test('a torn one is a clear error, and publishing mends it', async () => {
    const { hash } = await publishRows(directory, sampleRows())
    await truncate(join(directory, 'current'), 20)
    await expect(readCurrent(directory)).rejects.toThrow(/current is torn.*gouji publish/)
    expect(await publishRows(directory, sampleRows())).toEqual({ hash, changed: true, refused: [] })
    expect((await readCurrent(directory)).hash).toBe(hash)
  })

  test('one that names a file that is gone is a clear error, and publishing builds it anew', async () => {
    const { hash } = await publishRows(directory, sampleRows())
    await rm(join(directory, `${hash}.duckdb`))
    await expect(readCurrent(directory)).rejects.toThrow(/does not exist.*gouji publish/)
    expect((await publishRows(directory, sampleRows())).changed).toBe(true)
  })

  test('a name outside the directory is never followed', async () => {
    await writeFile(join(directory, 'current'), '../../etc/passwd\n')
    await expect(readCurrent(directory)).rejects.toThrow(/torn/)
  })
})
