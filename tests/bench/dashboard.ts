/**
 * The dashboard over a country: 2,500 counties × 16 publishers × 10 years, or as many counties as `--counties=` says; `--reuse` takes the
 * snapshot that an earlier run left in the temporary folder. Every page drawn anew, the two questions of the warehouse, a hundred
 * readers, and the first view in a browser on a slow line and a slow machine.
 */
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chanceOf } from '../../pipeline/demo/seeded.ts'
import { openReadOnly } from '../../warehouse/open.ts'
import { countFlag } from '../support/bench-flags.ts'
import { buildCountry } from '../support/country-file.ts'
import { measureFirstView } from '../support/first-view.ts'
import { countryPages } from '../support/country-pages.ts'
import { serveCountry, type Country } from '../support/country-process.ts'

const counties = countFlag('counties', 2500)
const rounds = 20
const reuse = process.argv.includes('--reuse')
const folder = join(tmpdir(), 'gouji-country')
const chance = chanceOf('readers')
const quantile = (list: readonly number[], share: number): number =>
  [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0

/** Milliseconds until the whole answer is there, its size, and whether it is the page that was asked for. */
async function ask(country: Country, path: string): Promise<{ ms: number; bytes: number; ok: boolean }> {
  const start = performance.now()
  const answer = await fetch(new URL(path, country.url))
  const bytes = (await answer.arrayBuffer()).byteLength
  if (answer.status !== 200) console.log(`    ${path} answered ${answer.status}`)
  return { ms: performance.now() - start, bytes, ok: answer.status === 200 }
}

/** An address that no page was kept for, though it asks for the same: the page is drawn anew. */
const anew = (path: string): string => `${path}${path.includes('?') ? '&' : '?'}anew=${chance()}`

async function measurePages(country: Country): Promise<void> {
  let slowest = 0
  for (const page of countryPages(counties)) {
    await ask(country, page.at(0.5))
    const before = await country.used()
    const answers: Awaited<ReturnType<typeof ask>>[] = []
    for (let round = 0; round < rounds; round += 1) answers.push(await ask(country, anew(page.at(chance()))))
    const { cpu_ms } = await country.used()
    const [p50, p95] = [0.5, 0.95].map((share) =>
      quantile(
        answers.map(({ ms }) => ms),
        share,
      ).toFixed(0),
    )
    slowest = Math.max(slowest, Number(p95))
    console.log(
      `  ${page.name}: p50 ${p50} ms, p95 ${p95} ms, processor ${((cpu_ms - before.cpu_ms) / rounds).toFixed(0)} ms, ${((answers[0]?.bytes ?? 0) / 1000).toFixed(0)} kB`,
    )
  }
  console.log(`  slowest page, drawn anew and fetched over loopback: p95 ${slowest} ms (to reach 300)`)
}

/** The two questions that the layout of the warehouse is made for, warm, without a page around them. */
async function measureQueries(file: string): Promise<void> {
  const reader = await openReadOnly(file)
  const forty = `SELECT r.publisher, r.year, v.value FROM mart_revisions r JOIN mart_values v ON v.report_no = r.report_no
    WHERE r.current AND v.cell = 't3.new_received.total' AND r.site IN ($1, $2, $3)`
  const country = `SELECT report_no, value FROM mart_values
    WHERE cell = 't3.new_received.total' AND year = 2024 AND state = 'number'`
  for (const [name, sql, values] of [
    ['40 publishers, one figure, all years (to reach 25)', forty, ['100007', '100008', '100009']],
    ['one figure and year of the country (to reach 30)', country, []],
  ] as const) {
    const times: number[] = []
    for (let round = 0; round < 40; round += 1) {
      const start = performance.now()
      await reader.query(sql, [...values])
      if (round >= 5) times.push(performance.now() - start)
    }
    console.log(
      `  ${name}: p50 ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`,
    )
  }
  await reader.close()
}

/** A hundred people at once, each asking for a page and then reading it for two to eight seconds. */
async function measureReaders(country: Country): Promise<void> {
  const pages = countryPages(counties).filter(({ name }) =>
    /county|publisher|evidence|coverage|findings|trend/.test(name),
  )
  const answers: { ms: number; ok: boolean }[] = []
  const until = performance.now() + 30_000
  const before = await country.used()
  const reader = async (): Promise<void> => {
    while (performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 2000 + 6000 * chance()))
      const page = pages[Math.floor(chance() * pages.length)]
      if (page !== undefined) answers.push(await ask(country, page.at(chance())))
    }
  }
  await Promise.all(Array.from({ length: 100 }, reader))
  const { cpu_ms, rss_mb } = await country.used()
  const times = answers.map(({ ms }) => ms)
  const failed = answers.filter(({ ok }) => !ok).length
  console.log(
    `  100 readers, each reading 2–8 s between pages: ${times.length} pages in 30 s, ${failed} failed, p50 ${quantile(times, 0.5).toFixed(0)} ms, p99 ${quantile(times, 0.99).toFixed(0)} ms (to reach 1000), processor ${((cpu_ms - before.cpu_ms) / times.length).toFixed(0)} ms a page; server ${rss_mb.toFixed(0)} MB`,
  )
}

const built = join(folder, `${counties}.duckdb`)
const known = reuse && existsSync(built)
console.log(`dashboard: ${known ? `${built}, as built before` : 'a country is built first'}`)
const file = known ? built : await buildCountry(folder, counties)
await measureQueries(file)
const country = await serveCountry(file)
try {
  await measurePages(country)
  await measureReaders(country)
} finally {
  country.stop()
}
await measureFirstView()
if (!existsSync(file)) throw new Error('the snapshot is gone')
