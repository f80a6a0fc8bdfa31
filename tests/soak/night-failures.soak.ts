/** What a machine can do to a night: no room, no right to write, a clock set back, two nights at once, a quarter of the county gone. */
import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReadOnly } from '../../warehouse/open.ts'
import { readCurrent } from '../../warehouse/publish.ts'
import { revise, startNightCounty, type NightCounty } from '../support/night-county.ts'
import { gouji, newestDigest, snapshotOf, startGouji, workspaceOf } from '../support/night-workspace.ts'
import { play } from '../support/stage.ts'

let county: NightCounty
beforeAll(async () => {
  county = await startNightCounty({ towns: 37, years: [2023, 2024] })
})
afterAll(() => county.close())

const night = (folder: string, day: number): ReturnType<typeof play> =>
  play(['night', '-w', folder], `2025-06-${String(day).padStart(2, '0')}T18:00:00Z`)

async function countFacts(folder: string): Promise<number> {
  const reader = await openReadOnly((await readCurrent(join(folder, 'warehouse'))).path)
  try {
    return Number((await reader.query('SELECT count(*) AS n FROM mart_figures'))[0]?.['n'])
  } finally {
    await reader.close()
  }
}

test('10 of 40 publishers answer 503 or an empty list: their facts stay, marked, and none is deleted', async () => {
  const folder = await workspaceOf(county)
  try {
    expect((await night(folder, 1)).exit).toBe(0)
    const facts = await countFacts(folder)
    const publishers = [...new Set(county.reports.map(({ publisher }) => publisher.code))]
    for (const code of publishers.slice(5, 10)) county.failing.add(code)
    for (const code of publishers.slice(20, 25)) county.emptied.add(code)
    const { exit } = await night(folder, 2)
    const digest = await newestDigest(folder)
    console.log(
      `night: outage of 10 of ${publishers.length}: exit ${exit}, ${digest.expected.not_seen} of ${digest.expected.total} reports not seen tonight, facts ${facts} → ${await countFacts(folder)}, troubles ${digest.troubles.length}`,
    )
    expect(exit).toBe(3)
    expect(digest.expected).toMatchObject({ not_seen: 20, reports: 80 })
    expect(await countFacts(folder)).toBe(facts)
  } finally {
    county.failing.clear()
    county.emptied.clear()
    await rm(folder, { recursive: true })
  }
})

test('two nights at once: the second ends with 75 and writes nothing', async () => {
  const folder = await workspaceOf(county)
  let hanging = false
  county.before = (path) => {
    hanging ||= path.startsWith('/info/')
    return hanging
  }
  const first = startGouji(['night', '-w', folder])
  try {
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (!hanging) return
        clearInterval(look)
        resolve()
      }, 20)
    })
    const names = (): Promise<string[]> => readdir(folder, { recursive: true })
    const before = (await names()).sort()
    const bare = await gouji(['--version'])
    const began = performance.now()
    const second = await gouji(['night', '-w', folder])
    const took = performance.now() - began
    console.log(
      `night: the second of two ended with ${second.code} after ${took.toFixed(0)} ms wall, ${second.cpu_ms} ms CPU (starting the program alone: ${bare.cpu_ms} ms)`,
    )
    expect(second.code).toBe(75)
    expect((await names()).sort()).toEqual(before)
    // What has to be loaded to see the lock is what has to be loaded to answer at all.
    expect(second.cpu_ms).toBeLessThan((bare.cpu_ms ?? 0) + 100)
  } finally {
    first.child.kill('SIGKILL')
    county.before = () => false
    await first.ended
  }
  expect((await gouji(['night', '-w', folder])).code).toBe(0)
  await rm(folder, { recursive: true })
})

test('a clock set back: the night is done, its record stays the newest, nothing is lost', async () => {
  const folder = await workspaceOf(county)
  expect((await night(folder, 10)).exit).toBe(0)
  const facts = await countFacts(folder)
  const back = await night(folder, 3)
  expect(back.exit, back.log.join('\n')).toBe(0)
  expect(await countFacts(folder)).toBe(facts)
  const digest = await newestDigest(folder)
  expect(digest.started_at).toBe('2025-06-03T18:00:00.000Z')
  const doctor = await play(['doctor', '-w', folder], '2025-05-01T00:00:00Z')
  expect(doctor.out.join('\n')).toContain('时钟倒退')
  console.log(
    `night: clock set back seven days: exit ${back.exit}, ${facts} facts before and after, run ${digest.run}`,
  )
  await rm(folder, { recursive: true })
})

const root = process.getuid?.() === 0

describe.skipIf(!root)('as root, with file systems of its own', () => {
  test.each([6, 12, 20])(
    'a disk of %i MB that fills up: its own exit code, and the next run succeeds',
    async (megabytes) => {
      const place = await mkdtemp(join(tmpdir(), 'gouji-small-'))
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', place])
      try {
        const folder = await workspaceOf(county, '', join(place, 'w'))
        const full = await gouji(['night', '-w', folder])
        const good = await readCurrent(join(folder, 'warehouse')).then(
          ({ hash }) => hash,
          () => null,
        )
        console.log(
          `night: disk of ${megabytes} MB: exit ${full.code}, last good snapshot ${good?.slice(0, 12) ?? 'none'}`,
        )
        expect([0, 6], full.log).toContain(full.code)
        execFileSync('mount', ['-o', 'remount,size=200m', place])
        const next = await gouji(['night', '-w', folder])
        expect(next.code, next.log).toBe(0)
        expect((await gouji(['verify', '-w', folder])).code).toBe(0)
      } finally {
        execFileSync('umount', [place])
        await rm(place, { recursive: true })
      }
    },
  )

  test('a disk that fills up on the second night keeps the last good snapshot', async () => {
    const place = await mkdtemp(join(tmpdir(), 'gouji-small-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200m', 'tmpfs', place])
    try {
      const folder = await workspaceOf(county, '', join(place, 'w'))
      expect((await gouji(['night', '-w', folder])).code).toBe(0)
      const hash = await snapshotOf(folder)
      for (const { publisher, year } of county.reports.slice(0, 20))
        revise(county, `/info/${publisher.code}/${year}.htm`)
      const used = Number(execFileSync('du', ['-sk', place]).toString().split('\t')[0])
      execFileSync('mount', ['-o', `remount,size=${used + 600}k`, place])
      const full = await gouji(['night', '-w', folder])
      console.log(
        `night: disk full on the second night: exit ${full.code}, snapshot kept ${(await snapshotOf(folder)) === hash}`,
      )
      expect(full.code, full.log).toBe(6)
      expect(await snapshotOf(folder)).toBe(hash)
      execFileSync('mount', ['-o', 'remount,size=200m', place])
      expect((await gouji(['night', '-w', folder])).code).toBe(0)
      expect(await snapshotOf(folder)).not.toBe(hash)
    } finally {
      execFileSync('umount', [place])
      await rm(place, { recursive: true })
    }
  })

  test('a workspace that may not be written: 2, with the remedy', async () => {
    const place = await mkdtemp(join(tmpdir(), 'gouji-readonly-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=50m', 'tmpfs', place])
    try {
      const folder = await workspaceOf(county, '', join(place, 'w'))
      execFileSync('mount', ['-o', 'remount,ro', place])
      const { code, log } = await gouji(['night', '-w', folder])
      console.log(`night: read-only workspace: exit ${code}`)
      expect(code, log).toBe(2)
      expect(log).toContain('gouji doctor')
      expect((await gouji(['doctor', '-w', folder])).out).toContain('不能写入')
    } finally {
      execFileSync('umount', [place])
      await rm(place, { recursive: true })
    }
  })
})
