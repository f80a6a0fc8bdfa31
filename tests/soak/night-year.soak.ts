/** A year of nights over 40 publishers in one process, by a clock that only moves where something waits: what grows, and what does not. */
import { readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { revise, startNightCounty } from '../support/night-county.ts'
import { newestDigest, snapshotOf, workspaceOf } from '../support/night-workspace.ts'
import { play } from '../support/stage.ts'

const day = 86_400_000
const start = Date.parse('2025-06-01T18:00:00Z')
const nightOf = (night: number): string => new Date(start + night * day).toISOString()

/** Bytes of all files in a folder. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size)
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}

setFlagsFromString('--expose-gc')
const collectGarbage: unknown = runInNewContext('gc')

/** Bytes of the heap that are still in use when garbage has been collected. */
function memory(): number {
  if (typeof collectGarbage === 'function') collectGarbage()
  return process.memoryUsage().heapUsed
}

/** The same site file with what it lists listed backwards. */
function backwards(yaml: string): string {
  return yaml.replaceAll(
    /(?:^  - .*\n)+/gm,
    (rows) => `${rows.trimEnd().split('\n').toReversed().join('\n')}\n`,
  )
}

test('30 and 365 nights: nothing grows that should not', async () => {
  const nights = Number(process.env['GOUJI_SOAK_NIGHTS'] ?? '365')
  const county = await startNightCounty({ towns: 37, years: [2022, 2023, 2024] })
  const folder = await workspaceOf(county)
  const spent: number[] = []
  const heaps: number[] = []
  const archive: number[] = []
  try {
    for (let night = 0; night < nights; night += 1) {
      // Now and then a report is revised, a site falters, and both pass.
      if (night % 30 === 10) {
        const { publisher, year } = county.reports[night % county.reports.length] ?? {}
        if (publisher !== undefined && year !== undefined)
          revise(county, `/info/${publisher.code}/${year}.htm`)
      }
      county.failing.clear()
      // What the site remembers is none of the program's memory.
      county.asked.length = 0
      if (night % 50 === 20) county.failing.add(county.reports[0]?.publisher.code ?? '')
      const before = process.cpuUsage()
      const { exit, log } = await play(['night', '-w', folder], nightOf(night))
      const { user, system } = process.cpuUsage(before)
      expect(exit, log.join('\n')).toBe(night % 50 === 20 ? 3 : 0)
      spent.push((user + system) / 1000)
      heaps.push(memory())
      archive.push(await sizeOf(join(folder, 'archive')))
      if (night === 0 || night === 29 || night === nights - 1 || night % 60 === 59) {
        const digest = await newestDigest(folder)
        console.log(
          `  night ${night + 1}: ${spent.at(-1)?.toFixed(0)} ms CPU, heap ${((heaps.at(-1) ?? 0) / 1e6).toFixed(0)} MB, archive ${((archive.at(-1) ?? 0) / 1e6).toFixed(2)} MB, troubles ${digest.troubles.length}, states add up to ${digest.expected.total}`,
        )
      }
    }
    const full = archive[0] ?? 1
    const growth = archive.slice(1).map((size, at) => size - (archive[at] ?? 0))
    const calm = growth.filter(
      (_, at) => ![10, 20].includes((at + 1) % 30) && (at + 1) % 50 !== 20 && (at + 1) % 50 !== 21,
    )
    const median = (values: readonly number[]): number =>
      values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
    const [early, late] = [median(heaps.slice(5, 15)), median(heaps.slice(-10))]
    const last = median(spent.slice(-10))
    console.log(
      `night: ${nights} nights; an unchanged night adds ${((100 * median(calm)) / full).toFixed(3)} % of a full crawl to the archive (most ${((100 * Math.max(...calm)) / full).toFixed(2)} %); last nights ${last.toFixed(0)} ms CPU, first ${spent[0]?.toFixed(0)}, second ${spent[1]?.toFixed(0)}; heap ${(early / 1e6).toFixed(1)} → ${(late / 1e6).toFixed(1)} MB`,
    )
    expect(Math.max(...calm) / full).toBeLessThan(0.05)
    expect(last).toBeLessThan(2 * (spent[0] ?? 0))
    expect(last).toBeLessThan(2 * median(spent.slice(1, 11)))
    expect(late).toBeLessThan(1.1 * early)
  } finally {
    await county.close()
    await rm(folder, { recursive: true })
  }
})

test('the same archive gives the same snapshot in another time zone and another order of sites', async () => {
  const county = await startNightCounty({ towns: 2, years: [2023, 2024] })
  const folder = await workspaceOf(county)
  const zone = process.env['TZ']
  try {
    expect((await play(['night', '-w', folder], nightOf(0))).exit).toBe(0)
    const hash = await snapshotOf(folder)
    for (const other of ['Asia/Shanghai', 'UTC', 'America/New_York']) {
      process.env['TZ'] = other
      const { exit, out } = await play(['rebuild', '-w', folder], nightOf(1))
      expect(exit).toBe(0)
      expect(out.join('\n')).toContain(hash)
      expect(await snapshotOf(folder)).toBe(hash)
    }
    await writeFile(join(folder, 'sites', 'county.yaml'), backwards(county.yaml))
    expect(backwards(county.yaml)).not.toBe(county.yaml)
    expect((await play(['rebuild', '-w', folder], nightOf(1))).exit).toBe(0)
    expect(await snapshotOf(folder)).toBe(hash)
    await writeFile(join(folder, 'config.yaml'), 'crawl: { contact: test@localhost.invalid }\n')
    expect((await play(['replay', '-w', folder], nightOf(2))).out.at(-1)).toContain(hash)
    console.log(
      `night: three time zones, two orders of entries and publishers, one snapshot ${hash.slice(0, 12)}`,
    )
  } finally {
    if (zone === undefined) delete process.env['TZ']
    else process.env['TZ'] = zone
    await county.close()
    await rm(folder, { recursive: true })
  }
})
