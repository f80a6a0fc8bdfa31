import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Timer } from '../../warehouse/open.ts'
import { QueryTimeout, openReadOnly } from '../../warehouse/open.ts'
import { readCurrent } from '../../warehouse/publish.ts'
import { publishRows } from '../support/load-rows.ts'
import { sampleRows } from './rows-sample.ts'

let directory: string
let path: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gouji-reader-'))
  await publishRows(directory, sampleRows())
  path = (await readCurrent(directory)).path
})
afterAll(async () => {
  await rm(directory, { recursive: true, force: true })
})

describe('a hardened reader', () => {
  test.each([
    `FROM read_csv('/etc/passwd')`,
    `FROM read_text('/etc/passwd')`,
    `FROM glob('/*')`,
    `FROM '/etc/passwd'`,
    `ATTACH '/tmp/other.duckdb'`,
    `SET enable_external_access = true`,
    `SET memory_limit = '99GB'`,
    `RESET lock_configuration`,
    `COPY publishers TO '/tmp/gouji-copy.csv'`,
    `EXPORT DATABASE '/tmp/gouji-export'`,
    `INSTALL httpfs`,
    `LOAD httpfs`,
    `INSERT INTO publishers VALUES ('1', '1', '1', '1', 'township')`,
    `DROP TABLE facts`,
    `CREATE TABLE more (n INTEGER)`,
  ])('refuses %s', async (statement) => {
    const reader = await openReadOnly(path)
    await expect(reader.query(statement)).rejects.toThrow(/Error/)
    await reader.close()
  })

  test('takes values only as parameters, whatever they contain', async () => {
    const reader = await openReadOnly(path)
    const nasty = `x' OR 1=1; DROP TABLE facts; --`
    expect(await reader.query('SELECT $1 AS said', [nasty])).toEqual([{ said: nasty }])
    expect(await reader.query('FROM mart_figures WHERE name = $name', { name: nasty })).toEqual([])
    await reader.close()
  })

  test('answers plain values: integers as numbers, days and times as ISO text, lists as arrays', async () => {
    const reader = await openReadOnly(path)
    const [row] = await reader.query(
      `SELECT 12345678901::BIGINT AS big, 1.5::DECIMAL(4,2) AS part, DATE '2023-01-13' AS day,
        TIMESTAMP '2026-01-01 01:02:03.004' AS time, ['a', NULL] AS list, {'n': 1} AS record, NULL AS nothing`,
    )
    expect(row).toEqual({
      big: 12345678901,
      part: 1.5,
      day: '2023-01-13',
      time: '2026-01-01T01:02:03.004Z',
      list: ['a', null],
      record: { n: 1 },
      nothing: null,
    })
    await expect(reader.query('SELECT 9007199254740993::BIGINT AS n')).rejects.toThrow(/too large/)
    await reader.close()
  })

  test('stops a query that runs too long, and answers the next one', async () => {
    const impatient: Timer = (_, ring) => {
      const handle = setInterval(ring, 1)
      return () => clearInterval(handle)
    }
    const reader = await openReadOnly(path, { timer: impatient, timeout_ms: 1 })
    const endless = 'SELECT sum(a.range * b.range) AS s FROM range(10000000) a, range(10000000) b'
    await expect(reader.query(endless)).rejects.toThrow(QueryTimeout)
    await reader.close()
  })

  test('gives each query its own time: what waits for its turn is not yet running', async () => {
    let running = 0
    let most = 0
    const counting: Timer = () => {
      running += 1
      most = Math.max(most, running)
      return () => {
        running -= 1
      }
    }
    const reader = await openReadOnly(path, { timer: counting })
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => reader.query('SELECT $1::INTEGER AS n', [n])),
    )
    expect(answers.map(([row]) => row?.['n'])).toEqual(Array.from({ length: 20 }, (_, n) => n))
    expect(most).toBeLessThan(20)
    await reader.close()
  })

  test('several readers of one file at once; closing waits for the running query and refuses the next', async () => {
    const readers = await Promise.all([openReadOnly(path), openReadOnly(path), openReadOnly(path)])
    const answers = readers.map((reader) => reader.query('SELECT count(*) AS n FROM mart_evidence'))
    await Promise.all(readers.map((reader) => reader.close()))
    expect(await Promise.all(answers)).toEqual([[{ n: 5 }], [{ n: 5 }], [{ n: 5 }]])
    await expect(readers[0]?.query('SELECT 1')).rejects.toThrow(/closed/)
  })

  test('a file that is no warehouse is refused', async () => {
    await expect(openReadOnly(join(directory, 'current'))).rejects.toThrow()
  })
})
