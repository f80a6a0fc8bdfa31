/** Every exit code, each by what really leads to it. */
import { readFile, readdir, truncate, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../../pipeline/cli.ts'
import { exitCodes } from '../../pipeline/exit.ts'
import { startNightCounty, type NightCounty } from '../support/night-county.ts'
import { newestDigest, snapshotOf, startGouji, workspaceOf } from '../support/night-workspace.ts'
import { play, stage } from '../support/stage.ts'

let county: NightCounty
let folder = ''
const seen = new Set<number>()
const night = async (
  day: number,
  ...more: string[]
): Promise<{ exit: number; log: string[]; out: string[] }> => {
  const played = await play(
    ['night', '-w', folder, ...more],
    `2025-06-${String(day).padStart(2, '0')}T18:00:00Z`,
  )
  seen.add(played.exit)
  return played
}

beforeAll(async () => {
  county = await startNightCounty({ towns: 3, years: [2022, 2023, 2024] })
  folder = await workspaceOf(county)
})
afterAll(async () => {
  await county.close()
})

describe('a run ends in', () => {
  test('0 where everything was seen and published', async () => {
    const { exit, log } = await night(1)
    expect(exit, log.join('\n')).toBe(0)
    expect(await newestDigest(folder)).toMatchObject({
      exit: 'complete',
      expected: { total: 18 },
      troubles: [],
    })
  })

  test('7 at its deadline, and the next run goes on where it stopped', async () => {
    const other = await workspaceOf(county)
    const slow = (name: string, ...more: string[]): ReturnType<typeof play> =>
      play(['night', '-w', name, ...more], '2025-06-01T18:00:00Z')
    await writeFile(
      join(other, 'config.yaml'),
      'crawl: { contact: test@localhost.invalid, gap_ms: 1000, browser: false }\nnetwork: { allow: [127.0.0.0/8] }\n',
    )
    county.asked.length = 0
    const cut = await slow(other, '--deadline', '10s')
    expect(cut.exit, cut.log.join('\n')).toBe(exitCodes.deadline)
    seen.add(cut.exit)
    const asked = [...county.asked]
    expect(asked.length).toBeGreaterThan(5)
    expect(asked.length).toBeLessThan(15)
    const short = await newestDigest(other)
    expect(short.troubles).toMatchObject([{ kind: 'halted', side: 'ours' }])
    const [reached] = short.sites.reached
    // One request a page and a list; robots.txt and lists are no promised pages.
    expect(reached?.promised).toBe(18)
    expect(reached?.done).toBeGreaterThan(0)
    expect(reached?.done).toBeLessThan(18)
    expect(reached?.requests).toBe(asked.length)
    expect([short.requests, short.stored]).toEqual([reached?.requests, reached?.stored])
    const line = `看全 0/1 个站点，1 个采集到时限为止（新存 ${reached?.stored} 页，下次接着采）`
    expect(cut.log.join('\n')).toContain(line)
    expect(short.troubles[0]?.examples).toEqual([`看了 ${reached?.done}/18 页，新存 ${reached?.stored} 页`])
    const rest = await slow(other)
    expect(rest.exit, rest.log.join('\n')).toBe(0)
    expect(new Set(county.asked).size).toBe(county.asked.length)
    const [cut_short, whole] = [await newestDigest(other), await newestDigest(folder)]
    expect({ ...cut_short.expected, snapshot: whole.expected.snapshot }).toEqual(whole.expected)
    expect(cut_short.mended).toMatchObject([{ kind: 'halted' }])
  })

  test('7 too where one site has used up its own time, however long it asks us to wait', async () => {
    const other = await workspaceOf(county, 'night: { host_deadline: 10m }\n')
    county.before = (path, response) => {
      if (!path.startsWith('/info/')) return false
      response.writeHead(503, { 'retry-after': '3000' })
      response.end()
      return true
    }
    const { exit, log } = await play(['crawl', '-w', other], '2025-06-01T18:00:00Z')
    county.before = () => false
    expect(exit, log.join('\n')).toBe(exitCodes.deadline)
    const digest = await newestDigest(other)
    expect(Date.parse(digest.ended_at) - Date.parse(digest.started_at)).toBeLessThanOrEqual(600_000)
  })

  test('3 where a site was not seen whole; facts stay, and the trouble ages instead of being news again', async () => {
    const hash = await snapshotOf(folder)
    const [first, second] = [...new Set(county.reports.map(({ publisher }) => publisher.code))]
    county.failing.add(first ?? '')
    county.emptied.add(second ?? '')
    expect(await night(2)).toMatchObject({ exit: 3 })
    const one = await newestDigest(folder)
    expect(one.expected).toMatchObject({ total: 18, not_seen: 6, reports: 18 })
    expect(one.troubles.map(({ side, nights }) => [side, nights])).toContainEqual(['site', 1])
    await night(3)
    const two = await newestDigest(folder)
    expect(two.troubles.every(({ nights }) => nights === 2)).toBe(true)
    expect(two.troubles.every(({ since }) => since === one.started_at)).toBe(true)
    county.failing.clear()
    county.emptied.clear()
    expect(await night(4)).toMatchObject({ exit: 0 })
    expect((await newestDigest(folder)).mended.length).toBe(two.troubles.length)
    expect(await snapshotOf(folder)).toBe(hash)
  })

  test('4 where the gate objects; the last good snapshot stays, and a reason lets it pass', async () => {
    const hash = await snapshotOf(folder)
    await writeFile(
      join(folder, 'config.yaml'),
      'crawl: { contact: test@localhost.invalid, gap_ms: 0, browser: false }\nnetwork: { allow: [127.0.0.0/8] }\ngate: { max_changed_percent: 0 }\n',
    )
    const [path = '', page = ''] = [...county.pages][0] ?? []
    county.pages.set(path, page.replaceAll(/>(\d)</g, '>$1$1<'))
    expect(await night(5)).toMatchObject({ exit: 4 })
    expect(await snapshotOf(folder)).toBe(hash)
    expect((await newestDigest(folder)).troubles).toMatchObject([{ kind: 'gate', side: 'ours' }])
    expect(await night(6, '--accept', '已核实')).toMatchObject({ exit: 0 })
    expect(await snapshotOf(folder)).not.toBe(hash)
  })

  test('75 while another run holds the lock, and writes nothing', async () => {
    await writeFile(join(folder, 'lock'), `${process.ppid}\n`)
    const before = await readdir(join(folder, 'runs'))
    expect(await night(7)).toMatchObject({ exit: 75 })
    expect(await readdir(join(folder, 'runs'))).toEqual(before)
    await writeFile(join(folder, 'lock'), '4194999\n')
    expect(await night(7)).toMatchObject({ exit: 0 })
  })

  test('2 for a wrong setting, a missing right, a narrowing that cannot be heeded', async () => {
    seen.add((await play(['verify', '-w', folder, '--unit', '石门镇'])).exit)
    expect(await play(['gc', '-w', folder, '--keep', '0'])).toMatchObject({ exit: 2 })
    expect(await play(['crawl', '-w', folder, '--offline'])).toMatchObject({ exit: 2 })
    expect(await play(['night', '-w', folder, '--deadline', 'soon'])).toMatchObject({ exit: 2 })
  })

  test.each([
    ['6', 'a full disk', Object.assign(new Error('write'), { code: 'ENOSPC' }), exitCodes.exhausted],
    ['6', 'a database without room', new Error('IO Error: No space left on device'), exitCodes.exhausted],
    [
      '2',
      'a folder that may not be written',
      Object.assign(new Error('x'), { code: 'EROFS' }),
      exitCodes.usage,
    ],
    ['1', 'a fault of ours', new TypeError('x is undefined'), exitCodes.bug],
  ])('%s for %s', async (_, __, error, code) => {
    const effects = {
      ...stage(),
      print: () => {
        throw error
      },
    }
    expect(await runCli(['gc', '-w', folder, '--dry-run'], effects)).toBe(code)
    seen.add(code)
  })

  test('130 and 143 when asked to stop, within ten seconds, and the next run finishes', async () => {
    const other = await workspaceOf(county)
    for (const [signal, code] of [
      ['SIGINT', exitCodes.interrupted],
      ['SIGTERM', exitCodes.terminated],
    ] as const) {
      let begun = 0
      county.before = () => {
        begun += 1
        // Half way through, the site stops answering: the run hangs on one request until it is told to stop.
        return begun > 6
      }
      const { child, ended } = startGouji(['night', '-w', other])
      await new Promise<void>((resolve) => {
        const look = setInterval(() => {
          if (begun <= 6) return
          clearInterval(look)
          resolve()
        }, 20)
      })
      const asked = performance.now()
      child.kill(signal)
      const { code: exit, log } = await ended
      expect(exit, log).toBe(code)
      expect(performance.now() - asked).toBeLessThan(10_000)
      seen.add(exit ?? -1)
    }
    county.before = () => false
    const { exit } = await play(['night', '-w', other, '--log', 'jsonl'], new Date().toISOString())
    expect(exit).toBe(0)
  })

  test('5 where archived bytes are no longer what they were', async () => {
    const path = join(folder, 'archive', 'pages-00001.warc.gz')
    await truncate(path, (await stat(path)).size - 10)
    const verified = await play(['verify', '-w', folder])
    expect(verified.exit).toBe(exitCodes.unverified)
    seen.add(verified.exit)
  })
})

test('every code of the table has been seen', () => {
  expect([...seen].sort((a, b) => a - b)).toEqual(Object.values(exitCodes).toSorted((a, b) => a - b))
})

test('the manifest of a run names what went in and what came out', async () => {
  const run = (await readdir(join(folder, 'runs'))).sort()[0] ?? ''
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'runs', run, 'manifest.json'), 'utf8'))
  expect(manifest).toMatchObject({
    command: 'night',
    exit: 'complete',
    code: 0,
    versions: { node: process.version },
    inputs: { snapshot: null, archive: { index_bytes: 0 } },
    steps: ['plan', 'crawl', 'read', 'audit', 'gate', 'publish', 'digest'].map((step) => ({ step })),
  })
})
