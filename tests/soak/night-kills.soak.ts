/** kill -9 after each named step of a night, five times each: the next run ends in the snapshot of an undisturbed one. */
import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { killNights, killSteps } from '../support/night-kills.ts'

test('a night that is killed anywhere is finished by the next one', async () => {
  const times = Number(process.env['GOUJI_SOAK_KILLS'] ?? '5')
  const outcomes = await killNights({
    steps: killSteps,
    times,
    towns: 1,
    copy: async (from) => {
      const folder = await mkdtemp(join(tmpdir(), 'gouji-killed-'))
      await cp(from, folder, { recursive: true })
      return folder
    },
    told: (line) => console.log(line),
  })
  console.log(`night: ${outcomes.length} steps × ${times} kills`)
  expect(outcomes).toHaveLength(killSteps.length)
  for (const outcome of outcomes) expect(outcome).toMatchObject({ kills: times, differing: 0, failed: 0 })
})
