/** What a night costs on which nothing, or little, has changed: 40 publishers × 12 reports, the real command line. */
import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runEventSchema } from '../../pipeline/record/events.ts'
import { revise, startNightCounty } from '../support/night-county.ts'
import { gouji, newestDigest, snapshotOf, workspaceOf } from '../support/night-workspace.ts'

const years = Array.from({ length: 12 }, (_, at) => 2013 + at)

/** Addresses that the newest run had to read. */
async function readIn(folder: string): Promise<string[]> {
  const run = (await readdir(join(folder, 'runs'))).sort().at(-1) ?? ''
  const lines = (await readFile(join(folder, 'runs', run, 'events.jsonl'), 'utf8')).trimEnd().split('\n')
  return lines
    .map((line) => runEventSchema.parse(JSON.parse(line)))
    .flatMap((event) => (event.type === 'page_read' ? [new URL(event.url).pathname] : []))
    .sort()
}

test('an unchanged night costs little, and a revised hundredth is read alone', async () => {
  const county = await startNightCounty({ towns: 37, years, stretch: 210_000 })
  const folder = await workspaceOf(county)
  try {
    const loading = (await gouji(['--version'])).cpu_ms ?? 0
    const first = await gouji(['night', '-w', folder])
    expect(first.code, first.log).toBe(0)
    const hash = await snapshotOf(folder)
    const told = (name: string, ms: number | null): void => {
      const [whole, all] = [ms ?? 0, first.cpu_ms ?? 1]
      console.log(
        `  ${name}: ${whole} ms CPU, ${((100 * whole) / all).toFixed(1)} % of the first; without loading the program (${loading} ms) ${((100 * (whole - loading)) / (all - loading)).toFixed(1)} %`,
      )
    }
    console.log(`night: ${county.reports.length} reports of about 210 KB`)
    told('first night', first.cpu_ms)
    // The second night settles what only a second crawl can know; from then on nights are alike.
    for (const night of [2, 3, 4]) {
      const unchanged = await gouji(['night', '-w', folder])
      expect(unchanged.code, unchanged.log).toBe(0)
      told(`unchanged night ${night}`, unchanged.cpu_ms)
      expect(await readIn(folder)).toEqual([])
      expect(await snapshotOf(folder)).toBe(hash)
    }
    const revised = county.reports
      .filter((_, at) => at % 100 === 7)
      .map(({ publisher, year }) => `/info/${publisher.code}/${year}.htm`)
    for (const path of revised) revise(county, path)
    const changed = await gouji(['night', '-w', folder])
    told(`night with ${revised.length} of ${county.reports.length} revised`, changed.cpu_ms)
    expect(changed.code, changed.log).toBe(0)
    expect(await readIn(folder)).toEqual(revised.toSorted())
    const { news } = await newestDigest(folder)
    expect(news).toMatchObject({ source_changed: revised.length, read_differently: 0 })
    expect(news.figures).toHaveLength(revised.length)
    // A program that reads otherwise: its readings are another version's, so all is read again, and nothing differs.
    await rm(join(folder, 'cache'), { recursive: true })
    await writeFile(join(folder, 'cache-was-deleted'), '')
    const anew = await gouji(['night', '-w', folder])
    told('everything read again', anew.cpu_ms)
    expect(await readIn(folder)).toHaveLength(county.reports.length + revised.length)
  } finally {
    await county.close()
    await rm(folder, { recursive: true })
  }
})
