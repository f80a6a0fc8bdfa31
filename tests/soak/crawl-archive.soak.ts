/** Every single byte of an archive altered, and every file cut at every byte of its last 1,024. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fillArchive, tamper } from '../support/tampering.ts'

test('nothing that happens to an archive goes unnoticed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gouji-tamper-'))
  await fillArchive(folder)
  const { tried, unnoticed } = await tamper(folder, 1)
  console.log(`archive: ${tried} alterations and cuts, ${unnoticed.length} unnoticed`)
  expect(unnoticed).toEqual([])
  await rm(folder, { recursive: true })
})
