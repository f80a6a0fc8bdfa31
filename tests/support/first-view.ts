/** The comparison of 40 publishers over 12 years in a real browser on a line of 10 Mbit/s and a processor four times slower. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { assembleSite } from '../../pipeline/assemble.ts'
import { formRows } from '../../pipeline/form-rows.ts'
import { readCurrent } from '../../warehouse/publish.ts'
import { launchBrowser, browserRemedy } from './browser.ts'
import { serveCountry } from './country-process.ts'
import { generateCounty } from './county-generator.ts'
import { publishRows } from './load-rows.ts'

const years = Array.from({ length: 12 }, (_, index) => 2014 + index)

/** Publishes one county with 40 townships. */
async function publishCounty(directory: string): Promise<string> {
  const county = generateCounty({ code: '990101', towns: 40, years, written: true })
  const rows = assembleSite({
    site: county.site,
    reports: county.reports,
    strays: [],
    outcome: undefined,
    asOf: county.as_of,
  })
  const { refused } = await publishRows(directory, { ...rows, ...formRows() })
  if (refused.length > 0) throw new Error(`the county fails its checks: ${JSON.stringify(refused)}`)
  return (await readCurrent(directory)).path
}

/** First paint and readiness of one cold view (ms), and what came over the line (bytes), all of it and the document alone. */
interface View {
  paint: number
  ready: number
  line: number
  html: number
}

async function view(
  page: Page,
  url: string,
): Promise<{ paint: number; ready: number; line: number; html: number }> {
  const client = await page.context().newCDPSession(page)
  await client.send('Network.enable')
  await client.send('Network.clearBrowserCache')
  await client.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 20,
    downloadThroughput: 1_250_000,
    uploadThroughput: 1_250_000,
  })
  await client.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  const sizes = new Map<string, number>()
  let document = ''
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    sizes.set(requestId, encodedDataLength),
  )
  client.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Document') document = requestId
  })
  await page.goto(url, { waitUntil: 'load' })
  const [paint = Number.NaN, ready = Number.NaN] = await page.evaluate<number[]>(
    `[performance.getEntriesByName('first-contentful-paint')[0].startTime, performance.getEntriesByType('navigation')[0].loadEventEnd]`,
  )
  const line = [...sizes.values()].reduce((sum, size) => sum + size, 0)
  await client.detach()
  return { paint, ready, line, html: sizes.get(document) ?? 0 }
}

/** Milliseconds from a key in the search box of the figures until the next picture. */
function typeInto(page: Page): Promise<number> {
  return page.evaluate<number>(
    `new Promise((resolve) => {
      const box = document.querySelector('.filters input[type=search]')
      const start = performance.now()
      box.value = '新收'
      box.dispatchEvent(new Event('input', { bubbles: true }))
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)))
    })`,
  )
}

const median = (list: readonly number[]): number =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0

/** Measures and prints; says what is missing where there is no browser. */
export async function measureFirstView(): Promise<void> {
  const browser = await launchBrowser()
  if (browser === null) return console.log(`  first view not measured: ${browserRemedy}`)
  const directory = await mkdtemp(join(tmpdir(), 'gouji-first-view-'))
  const country = await serveCountry(await publishCounty(directory))
  try {
    const address = new URL(
      `compare?kind=township&${years.map((year) => `year=${year}`).join('&')}`,
      country.url,
    )
    await fetch(address)
    const views: View[] = []
    const cold: View[] = []
    const typed: number[] = []
    for (let round = 0; round < 5; round += 1) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      const page = await context.newPage()
      // The process that the browser starts for the site has drawn no Chinese before: that is its own time, told apart.
      cold.push(await view(page, address.href))
      views.push(await view(page, address.href))
      typed.push(await typeInto(page))
      await context.close()
    }
    const of = (read: (one: View) => number): number => median(views.map(read))
    const started = median(cold.map(({ paint }) => paint)).toFixed(0)
    console.log(
      `  first view of 40 publishers × 12 years, 10 Mbit/s, 4 × slower processor, median of 5: first paint ${of(({ paint }) => paint).toFixed(0)} ms (to reach 400; ${started} ms where the browser starts a process for it), all there and usable ${of(({ ready }) => ready).toFixed(0)} ms (to reach 1000); ${(of(({ line }) => line) / 1000).toFixed(0)} kB over the line (to reach 500), of it ${(of(({ line, html }) => line - html) / 1000).toFixed(0)} kB before data (to reach 100); a key in the search box shows after ${median(typed).toFixed(0)} ms (to reach 100)`,
    )
  } finally {
    country.stop()
    await browser.close()
    await rm(directory, { recursive: true, force: true })
  }
}
