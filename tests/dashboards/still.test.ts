/** The static copy, read in Chromium from a plain file server that knows nothing of queries. */
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sayInEnglish } from '../../dashboards/english/english.ts'
import { placeOf, relative } from '../../dashboards/still/address.ts'
import { choicesOf } from '../../dashboards/still/choices.ts'
import { copyDashboard } from '../../dashboards/still/copy.ts'
import { rewriteLinks } from '../../dashboards/still/rewrite.ts'
import { browserRemedy, launchBrowser } from '../support/browser.ts'
import { seed } from './seed.ts'
import { pagePaths } from './page-paths.ts'
import type { Served } from './serve-seed.ts'
import { serveSeed } from './serve-seed.ts'
import { xssPayloads } from './xss-payloads.ts'

const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  json: 'application/json',
  svg: 'image/svg+xml',
}

/** Serves files by path alone, as any web server would. */
async function serveFiles(folder: string): Promise<{ server: Server; home: string }> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://files.invalid')
    const path = decodeURIComponent(pathname).replace(/\/$/u, '/index.html')
    const type = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    createReadStream(join(folder, path))
      .once('open', () => response.writeHead(200, { 'Content-Type': type }))
      .once('error', () => response.writeHead(404).end())
      .pipe(response)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { server, home: `http://127.0.0.1:${address.port}/deep/copy/` }
}

const browser: Browser | null = await launchBrowser()
const title = browser === null ? `browser tests skipped, mend by: ${browserRemedy}` : 'in a real browser'

const blank = '<html lang="zh-CN"><head></head></html>'

/** Copies what `isDrawn` admits of a served seed; other pages would only take time and stay blank. Answers the pages that are not. */
async function copySeed(
  served: Served,
  target: string,
  seeds: readonly string[],
  isDrawn: (address: string) => boolean,
): Promise<string[]> {
  const pages: string[] = []
  await copyDashboard({
    ask: async (address) =>
      isDrawn(address)
        ? fetch(new URL(address, served.dashboard.url))
        : new Response(blank, { headers: { 'Content-Type': 'text/html' } }),
    seeds,
    translate: sayInEnglish,
    write: async (file, content) => {
      const path = join(target, file)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, content)
      if (file.endsWith('.html') && String(content).includes('<body')) pages.push(file)
    },
    progress: () => undefined,
  })
  return pages
}

let folder = ''
let home = ''
let server: Server | null = null
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-still-'))
  const served = await serveSeed(seed())
  // What the tests below walk over.
  const isDrawn = (address: string): boolean =>
    /^\/(?:app\/.*|search.*|publisher\/\d+(?:\?year=\d+)?|(?:\?|findings\?)?(?:kind=township)?&?(?:year=2022)?|findings)$/u.test(
      address,
    ) ||
    /^\/(?:compare\?cell=t3\.granted\.total&kind=(?:township|department)|(?:evidence|archive)\/)/u.test(
      address,
    )
  const seeds = [
    '/',
    '/?kind=township',
    '/?kind=township&year=2022',
    '/findings',
    '/compare?cell=t3.granted.total&kind=township',
    '/compare?cell=t3.granted.total&kind=department',
    '/search',
  ]
  try {
    await copySeed(served, join(folder, 'deep/copy'), seeds, isDrawn)
  } finally {
    await served.close()
  }
  const files = await serveFiles(folder)
  server = files.server
  home = files.home
}, 240_000)
afterAll(async () => {
  await browser?.close()
  server?.close()
  await rm(folder, { recursive: true, force: true })
})

describe.skipIf(browser === null)(title, () => {
  async function onPage(work: (page: Page, outside: string[]) => Promise<void>): Promise<void> {
    if (browser === null) throw new Error('no browser')
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    const outside: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(home)) outside.push(request.url())
    })
    try {
      await work(page, outside)
    } finally {
      await context.close()
    }
  }

  test('filters lead to the page drawn for their state; drill-down inherits them', async () => {
    await onPage(async (page, outside) => {
      await page.goto(home)
      await page.selectOption('select[name=kind]', 'township')
      await page.waitForURL(/kind-township\.html/u)
      await page.selectOption('select[name=year]', '2022')
      await page.waitForURL(/kind-township_year-2022\.html/u)
      expect(await page.locator('select[name=year]').inputValue()).toBe('2022')
      await page.locator('.matrix .square a').first().click()
      await page.waitForURL(/publisher\/\d+\/year-2022\.html/u)
      expect(outside).toEqual([])
    })
  })

  test('a figure leads to its cell in the archive', async () => {
    await onPage(async (page, outside) => {
      await page.goto(`${home}compare/cell-t3.granted.total_kind-township_year-all.html`)
      await page.locator('table.compare a.figure', { hasText: '777' }).click()
      await page.waitForURL(/evidence\/990001101000\/2022\/own\.html#t3\.granted\.total/u)
      const place = page.frameLocator('iframe').locator(':target')
      await place.waitFor({ state: 'attached' })
      expect(await place.evaluate((one) => one.parentElement?.textContent?.trim())).toBe('777')
      expect(outside).toEqual([])
    })
  })

  test('of the comparison, drawn with all years together, another kind is found', async () => {
    await onPage(async (page) => {
      await page.goto(`${home}compare/cell-t3.granted.total_kind-township_year-all.html`)
      await page.selectOption('select[name=kind]', 'department')
      await page.waitForURL(/cell-t3\.granted\.total_kind-department_year-all\.html$/u)
      expect(await page.locator('[role=status]').count()).toBe(0)
    })
  })

  test('the operands of a finding are marked together', async () => {
    await onPage(async (page) => {
      await page.goto(`${home}findings.html`)
      await page.locator('.walk a', { hasText: '一并' }).first().click()
      await page.waitForURL(/check-/u)
      const marks = page.frameLocator('iframe').locator('.marked')
      await marks.first().waitFor()
      expect(await marks.count()).toBeGreaterThan(2)
    })
  })

  test('the search box finds, and both languages are there', async () => {
    await onPage(async (page) => {
      await page.goto(home)
      await page.getByRole('searchbox').first().fill('石门')
      await page.keyboard.press('Enter')
      await page.waitForURL(/search\.html\?q=/u)
      const hits = page.locator('.hits li:visible')
      expect(await hits.count()).toBeGreaterThan(0)
      for (const text of await hits.allInnerTexts()) expect(text).toContain('石门')
      await page.goto(home)
      await page.locator('[hreflang=en]').click()
      await page.waitForURL(/en\/index\.html/u)
      expect(await page.locator('h1').innerText()).toBe('Coverage')
      await page.locator('nav a').nth(1).click()
      await page.waitForURL(/en\/changes\.html/u)
      expect(await page.locator('html').getAttribute('lang')).toBe('en')
    })
  })

  test('texts of the archive never run in the copy, in either language, and nothing calls out', async () => {
    const hostile = xssPayloads.join(' ')
    const own = await serveSeed(seed({ hostile }), { hostile })
    const seeds = [...pagePaths, '/paper/audit?year=2022', '/paper/rectification?year=2022']
    const wanted = new Set(seeds.map((path) => placeOf(path, '/')?.address))
    const isDrawn = (address: string): boolean =>
      wanted.has(address) || /^\/(?:app|archive)\/[^?]*$/u.test(address)
    try {
      const pages = await copySeed(own, join(folder, 'deep/copy/hostile'), seeds, isDrawn)
      expect(pages.length).toBeGreaterThan(2 * pagePaths.length)
      await onPage(async (page, outside) => {
        for (const file of pages) {
          await page.goto(new URL(`hostile/${relative('', file)}`, home).href, { waitUntil: 'load' })
          for (const frame of page.frames())
            expect(await frame.evaluate('window.gouji_owned'), file).toBeUndefined()
        }
        expect(outside).toEqual([])
      })
    } finally {
      await own.close()
      await rm(join(folder, 'deep/copy/hostile'), { recursive: true })
    }
  }, 240_000)
})

test('every link of the copy leads to a file of it', async () => {
  const files = new Set(await readdir(join(folder, 'deep/copy'), { recursive: true }))
  const strays: string[] = []
  for (const name of files) {
    if (!name.endsWith('.html') || name.startsWith('archive/')) continue
    const text = await readFile(join(folder, 'deep/copy', name), 'utf8')
    for (const [, link = ''] of text.matchAll(/ (?:href|src|action)="([^"#?]*)[^"]*"/gu)) {
      if (link === '' || /^[a-z]+:/u.test(link)) continue
      const { pathname } = new URL(link.replaceAll('&amp;', '&'), `http://files.invalid/${name}`)
      const file = decodeURIComponent(pathname.slice(1))
      if (!files.has(file)) strays.push(`${name} → ${file}`)
    }
  }
  expect(strays).toEqual([])
})

test.each([
  ['/', '/', 'index.html', ''],
  ['/findings?year=2022&code=NUM-03', '/', 'findings/code-NUM-03_year-2022.html', ''],
  ['/findings?lang=en', '/', 'en/findings.html', ''],
  ['/evidence/1/2022/own/t3.a.b', '/', 'evidence/1/2022/own.html', '#t3.a.b'],
  ['/evidence/1/2022/own/sentence/3?check=x', '/evidence/1/2022/own/t3.a', 'evidence/1/2022/own.html', '#s3'],
  ['/publisher/1?kind=township&year=2022', '/', 'publisher/1/year-2022.html', ''],
  ['/export/figures.excel.csv?year=2022', '/', 'export/figures/year-2022.excel.csv', ''],
  ['/search?q=%E7%94%B2', '/', 'search.html', ''],
])('%s lies in its place', (address, from, file, fragment) => {
  expect(placeOf(address, from)).toMatchObject({ file, fragment })
})

test('the selects of a form are followed from a page without filters and from a year, no further', () => {
  const form =
    '<form action="/findings" data-auto><select name="code"><option value=""><option value="a&amp;b" selected></select><select name="cell" data-search="x"><option value="t3"></select></form><form action="/search"><select name="q"><option value="1"></select></form>'
  expect(choicesOf(form, '/findings')).toEqual(['/findings?code=a%26b'])
  expect(choicesOf(form, '/findings?year=2022')).toEqual(['/findings?year=2022&code=a%26b'])
  expect(choicesOf(form, '/findings?kind=township')).toEqual([])
})

test('review and rows of many filters are left out', () => {
  expect(placeOf('/review', '/')).toBeNull()
  expect(placeOf('/findings?format=csv&year=2022&kind=township', '/')).toBeNull()
  expect(
    rewriteLinks('<a class="x" href="/y">a</a><a href="/z?a=1&amp;b=2">', (a) => (a === '/y' ? null : a)),
  ).toBe('<a class="x" hidden>a</a><a href="/z?a=1&amp;b=2">')
})
