/** What was read is remembered by content, and only as long as somebody lets it. */
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ArchiveRow } from '../../crawlers/archive-row.ts'
import { openArchive } from '../../crawlers/archive.ts'
import type { DocumentReading } from '../../parsers/document.ts'
import { problem } from '../../parsers/problem.ts'
import { read } from '../../parsers/read.ts'
import { openReadings } from '../../pipeline/readings.ts'
import { attributionOf, snapshotOf } from '../support/snapshots.ts'

const url = 'http://www.example.gov.cn/info/1040/2338.htm'
const version = 'a'.repeat(64)
let folder: string
let row: ArchiveRow
let reading: DocumentReading
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-readings-'))
  const bytes = await readFile(join(import.meta.dirname, '../fixtures/documents/city-2025.html'))
  const archive = await openArchive(join(folder, 'archive'), {
    mode: 'write',
    verify: 'last',
    aside_stamp: 'test',
  })
  row = (await archive.add(snapshotOf(url, bytes), attributionOf('990001'))).row
  await archive.close()
  reading = { ...read(bytes, { url }), carrier: 'html' }
})
afterEach(() => rm(folder, { recursive: true }))

const memory = (): string => join(folder, 'memory')

test('what was kept is recalled as it was, places in the text too', async () => {
  const readings = openReadings(memory(), version)
  expect(await readings.holds(row)).toBe(false)
  await readings.keep(row, reading)
  expect(await readings.holds(row)).toBe(true)
  expect(await readings.recall(row)).toEqual(reading)
  expect(await readings.recall({ ...row, role: 'attachment' })).toBeNull()
  expect(await openReadings(memory(), 'b'.repeat(64)).recall(row)).toBeNull()
})

test('a memory that is deleted while a worker stands is begun anew', async () => {
  const readings = openReadings(memory(), version)
  await readings.keep(row, reading)
  await rm(memory(), { recursive: true })
  expect(await readings.recall(row)).toBeNull()
  await readings.keep(row, reading)
  expect(await readings.recall(row)).toEqual(reading)
})

test('what is torn, or was cut short by this machine, is read again', async () => {
  const readings = openReadings(memory(), version)
  await readings.keep(row, { ...reading, problems: [problem('time_limit', '')] })
  expect(await readings.holds(row)).toBe(false)
  await readings.keep(row, reading)
  const names = await readdir(memory(), { recursive: true })
  const kept = join(memory(), names.find((name) => name.endsWith('.json.gz')) ?? '')
  await writeFile(kept, (await readFile(kept)).subarray(0, 100))
  expect(await readings.recall(row)).toBeNull()
})
