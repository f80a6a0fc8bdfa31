import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserRemedy, launchBrowser } from '../support/browser.ts'
import { pagePaths } from './page-paths.ts'
import type { Served } from './serve-seed.ts'
import { serveSeed } from './serve-seed.ts'
import { seed } from './seed.ts'
import { xssPayloads } from './xss-payloads.ts'

const browser: Browser | null = await launchBrowser()
const title = browser === null ? `browser tests skipped, mend by: ${browserRemedy}` : 'in a real browser'
const paths = [...pagePaths, '/publisher/x']

/** A page that notes every complaint of the browser and every request that leaves our own server. */
async function openPage(
  context: BrowserContext,
  home: string,
): Promise<{ page: Page; complaints: string[]; outside: string[] }> {
  const page = await context.newPage()
  const complaints: string[] = []
  const outside: string[] = []
  page.on('console', (message) => {
    const expected = message.text().includes('404') && page.url().endsWith('/publisher/x')
    if (['error', 'warning'].includes(message.type()) && !expected) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith(home)) outside.push(request.url())
  })
  return { page, complaints, outside }
}

/** A proxy that refuses everything and remembers what it was asked for; loopback goes past it. */
async function refuseAll(): Promise<{ url: string; asked: string[]; close: () => Promise<void> }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(403).end()
  })
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
      }),
  }
}

describe.skipIf(browser === null)(title, () => {
  let served: Served
  let home = ''
  beforeAll(async () => {
    served = await serveSeed(seed())
    home = served.dashboard.url
  })
  afterAll(async () => {
    await browser?.close()
    await served.close()
  })

  async function inContext(
    options: Parameters<Browser['newContext']>[0],
    work: (context: BrowserContext) => Promise<void>,
  ) {
    if (browser === null) throw new Error('no browser')
    const context = await browser.newContext(options)
    try {
      await work(context)
    } finally {
      await context.close()
    }
  }

  test('from Compare, a click on a figure reaches the highlighted cell with the same text', async () => {
    await inContext({ viewport: { width: 1440, height: 900 } }, async (context) => {
      const { page, complaints, outside } = await openPage(context, home)
      await page.goto(`${home}compare?cell=t3.granted.total&year=2022`)
      const link = page.locator('table.compare a.figure', { hasText: '777' })
      const said = await link.innerText()
      await link.click()
      await page.waitForURL(/\/evidence\//u)
      const asked = page.frameLocator('iframe').locator('td.asked')
      expect((await asked.innerText()).trim()).toBe(said)
      const inSight = async (): Promise<boolean> => {
        const [box, frame] = [await asked.boundingBox(), await page.locator('iframe').boundingBox()]
        return (
          box !== null && frame !== null && box.y >= frame.y && box.y + box.height <= frame.y + frame.height
        )
      }
      await expect.poll(inSight, { timeout: 20_000 }).toBe(true)
      expect([complaints, outside]).toEqual([[], []])
    })
  })

  test('a dot of the chart leads to the same place', async () => {
    await inContext({ viewport: { width: 1440, height: 900 } }, async (context) => {
      const { page } = await openPage(context, home)
      await page.goto(`${home}compare?cell=t3.granted.total&year=2022`)
      await page.locator('svg.wide .dot a[aria-label*="777"]').click()
      await page.waitForURL(/t3\.granted\.total/u)
    })
  })

  test('filters apply at once and stay in the address; the back button brings them back', async () => {
    await inContext({}, async (context) => {
      const { page } = await openPage(context, home)
      await page.goto(home)
      await page.selectOption('select[name=kind]', 'township')
      await page.waitForURL(`${home}?kind=township`)
      await page.locator('.matrix .square a').first().click()
      await page.waitForURL(/\/publisher\/.*kind=township/u)
      await page.goBack()
      await page.waitForURL(`${home}?kind=township`)
      await expect
        .poll(() => page.locator('select[name=kind]').inputValue(), { timeout: 20_000 })
        .toBe('township')
    })
  })

  test('figures can be searched by words', async () => {
    await inContext({}, async (context) => {
      const { page } = await openPage(context, home)
      await page.goto(`${home}compare`)
      await page.getByRole('searchbox', { name: '搜索指标' }).fill('行政处罚')
      await page.getByRole('searchbox', { name: '搜索指标' }).press('Enter')
      await page.waitForURL(/cell=t2\.penalty/u)
    })
  })

  test('pages answer their question without scripts', async () => {
    await inContext({ javaScriptEnabled: false }, async (context) => {
      const { page } = await openPage(context, home)
      await page.goto(`${home}compare`)
      await page.selectOption('select[name=kind]', 'department')
      await page.getByRole('button', { name: '查看' }).click()
      await page.waitForURL(/kind=department/u)
      expect(await page.locator('table.compare').innerText()).toContain('云岭县财政局')
    })
  })

  test.each(['light', 'dark'] as const)(
    '%s: no page has a fault that axe knows',
    async (colorScheme) => {
      const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
      await inContext(
        { viewport: { width: 1280, height: 900 }, colorScheme, bypassCSP: true },
        async (context) => {
          const { page } = await openPage(context, home)
          for (const path of paths) {
            await page.goto(new URL(path, home).href)
            await page.addScriptTag({ content: axe })
            const faults = await page.evaluate(
              `axe.run(document, { iframes: false }).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).slice(0, 3).join(' | ')))`,
            )
            expect.soft(faults, path).toEqual([])
          }
        },
      )
    },
    180_000,
  )

  test.each([360, 768, 1440, 1920])(
    'at %i pixels no page scrolls sideways, complains or calls out',
    async (width) => {
      await inContext({ viewport: { width, height: 800 } }, async (context) => {
        const { page, complaints, outside } = await openPage(context, home)
        for (const path of paths) {
          await page.goto(new URL(path, home).href, { waitUntil: 'load' })
          expect
            .soft(await page.evaluate('document.documentElement.scrollWidth'), path)
            .toBeLessThanOrEqual(width)
        }
        expect([complaints, outside]).toEqual([[], []])
      })
    },
    120_000,
  )

  test('texts of the archive never run, on any page or export, and nothing calls out', async () => {
    expect(new Set(xssPayloads).size).toBeGreaterThanOrEqual(100)
    const hostile = xssPayloads.join(' ')
    const own = await serveSeed(seed({ hostile }), { hostile })
    const proxy = await refuseAll()
    const exports = [
      '/paper/audit?year=2022',
      '/paper/rectification?year=2022',
      '/findings?lang=en',
      '/saved/compare?year=2022&format=svg',
      '/saved/trend?format=svg',
    ]
    try {
      await inContext({ proxy: { server: proxy.url, bypass: '127.0.0.1' } }, async (context) => {
        const { page, outside } = await openPage(context, own.dashboard.url)
        // Charts are sent for saving; here they are opened, as a person does who has saved one.
        await page.route('**/saved/**', async (route) => {
          const saved = await fetch(route.request().url().replace('/saved/', '/'))
          await route.fulfill({ contentType: 'image/svg+xml', body: await saved.text() })
        })
        for (const path of [...paths, ...exports]) {
          await page.goto(new URL(path, own.dashboard.url).href, { waitUntil: 'load' })
          for (const frame of page.frames())
            expect(await frame.evaluate('window.gouji_owned'), path).toBeUndefined()
        }
        expect(outside).toEqual([])
      })
      // Chromium asks its makers about form fields of its own accord, whatever the page.
      expect(proxy.asked.filter((one) => one !== 'content-autofill.googleapis.com:443')).toEqual([])
    } finally {
      await own.close()
      await proxy.close()
    }
  }, 240_000)
})
