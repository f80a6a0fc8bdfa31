/** Each page on the sample county, in Chromium: it opens, answers its question, and the click reaches the right cell. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { load } from 'cheerio'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Dashboard } from '../../dashboards/server.ts'
import { serveWorkspace } from '../../pipeline/steps/serve.ts'
import { readSettings, workspaceAt } from '../../pipeline/workspace.ts'
import { openReadOnly } from '../../warehouse/open.ts'
import { readCurrent } from '../../warehouse/publish.ts'
import { browserRemedy, launchBrowser } from '../support/browser.ts'
import { freePorts, playTour, stage } from '../support/stage.ts'

const browser: Browser | null = await launchBrowser()
const title = browser === null ? `browser tests skipped, mend by: ${browserRemedy}` : 'in a real browser'

let folder = ''
let dashboard: Dashboard
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-county-'))
  await playTour(join(folder, 'ws'), await freePorts())
  const workspace = workspaceAt(join(folder, 'ws'))
  const context = { workspace, settings: await readSettings(workspace), effects: stage() }
  dashboard = await serveWorkspace(
    context,
    { host: '127.0.0.1', port: 0 },
    { reviewer: '王审计', reviewerHeader: null },
  )
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await dashboard.close()
  await rm(folder, { recursive: true, force: true })
})

const pageText = async (path: string): Promise<string> => (await fetch(new URL(path, dashboard.url))).text()

/** The page, the words that answer its question, and from where a click must reach which archived words. */
const pages: readonly {
  path: string
  answer: RegExp
  click?: { at: string; marked: string }
}[] = [
  { path: '/', answer: /应发布 72 份[\s\S]*按时[\s\S]*69[\s\S]*未查到[\s\S]*仅图片/u },
  {
    path: '/changes',
    answer: /数据有改动[\s\S]*望云街道办事处 2024 年[\s\S]*463[\s\S]*373/u,
    click: { at: '.ledger a.figure:text-is("373"), .ledger a:text-is("373")', marked: '373' },
  },
  {
    path: '/findings?code=NUM-03',
    answer: /各类申请人之和为4，与总计6不符[\s\S]*可能填错的一格/u,
    click: { at: '.walk a', marked: '2' },
  },
  {
    path: '/publisher/990001100000?year=2023',
    answer: /石门镇[\s\S]*\d 项不符或存疑/u,
    click: { at: '.official.t3 td.broken a.figure:text-is("6")', marked: '6' },
  },
  {
    path: '/compare?cell=t3.granted.total&year=2023',
    answer: /6 个单位填报数值[\s\S]*中位数/u,
    click: { at: 'table.compare a.figure:text-is("6")', marked: '6' },
  },
  {
    path: '/trend?cell=t3.granted.total&kind=township',
    answer: /表式改变，前后口径可能不同/u,
    click: { at: 'table a.figure:text-is("6")', marked: '6' },
  },
  {
    path: '/flow?year=2023&publisher=990001100000',
    answer: /多出[\s\S]*2/u,
    click: { at: 'a.figure:text-is("16")', marked: '16' },
  },
  { path: '/identities', answer: /NUM-03[\s\S]*石门镇/u },
  { path: '/timeliness?year=2021', answer: /三岔乡[\s\S]*迟发[\s\S]*逾期 21 天/u },
  { path: '/similarity', answer: /南坪乡 2023 年[\s\S]*白鹤乡 2023 年[\s\S]*92%/u },
  { path: '/rollup?year=2020', answer: /不能核对[\s\S]*松溪街道办事处/u },
  { path: '/rollup?year=2024', answer: /相等 200/u },
  { path: '/dictionary?cell=t3.granted.total', answer: /予以公开[\s\S]*可比/u },
  { path: '/runs', answer: /最近一次运行：[\s\S]*完成[\s\S]*看全了/u },
  { path: '/export', answer: /核对报告[\s\S]*整改清单[\s\S]*Parquet/u },
  {
    path: '/search?q=白鹤乡 2022',
    answer: /白鹤乡[\s\S]*称主动公开71条，分项合计67条/u,
  },
  {
    path: '/evidence/990001200000/2022/own/sentence/0',
    answer: /正文里的这个数出自哪一句？[\s\S]*主动公开政府信息71条/u,
  },
  { path: '/evidence/990001100000/2023/own', answer: /（一）予以公开 · 总计/u },
]

async function markedText(page: Page): Promise<string> {
  await page.waitForURL(/\/evidence\//u)
  const asked = page.frameLocator('iframe').first().locator('.asked').first()
  await asked.waitFor()
  // The frame goes to the mark once it is laid out.
  await expect
    .poll(
      async () => {
        const [box, frame] = [await asked.boundingBox(), await page.locator('iframe').first().boundingBox()]
        if (box === null || frame === null) return 'not drawn'
        return box.y >= frame.y && box.y + box.height <= frame.y + frame.height ? 'in sight' : 'out of sight'
      },
      { timeout: 10_000 },
    )
    .toBe('in sight')
  return (await asked.innerText()).replace(/[①-⑳]/gu, '').trim()
}

describe.skipIf(browser === null)(title, () => {
  async function onPage(work: (page: Page) => Promise<void>): Promise<void> {
    if (browser === null) throw new Error('no browser')
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    try {
      await work(await context.newPage())
    } finally {
      await context.close()
    }
  }

  test.each(pages)(
    '$path answers its question',
    async ({ path, answer, click }) => {
      await onPage(async (page) => {
        await page.goto(new URL(path, dashboard.url).href)
        expect(await page.locator('body').innerText()).toMatch(answer)
        expect(await page.locator('.colophon').innerText()).toMatch(
          /数据截至 2025-04-11[\s\S]*运行[\s\S]*快照/u,
        )
        if (click === undefined) return
        await page.locator(click.at).first().click()
        expect(await markedText(page)).toBe(click.marked)
      })
    },
    30_000,
  )

  test('all operands of an identity are marked at once, numbered as they are listed', async () => {
    await onPage(async (page) => {
      await page.goto(new URL('/findings?code=NUM-03', dashboard.url).href)
      await page.locator('.walk a').first().click()
      await page.waitForURL(/check=/u)
      const marks = page.frameLocator('iframe').locator('.marked')
      await marks.first().waitFor()
      const labels: string[] = await marks.evaluateAll((all) => all.map((one) => one.dataset.label ?? ''))
      expect(labels.toSorted()).toEqual(['①', '②', '③', '④', '⑤', '⑥', '⑦'])
    })
  })

  test('a place on the page of a whole report is shown in the archive beside it', async () => {
    await onPage(async (page) => {
      const home = new URL('/evidence/990001100000/2023/own#t3.granted.total', dashboard.url)
      await page.goto(home.href)
      const place = page.frameLocator('iframe').locator(':target')
      await place.waitFor({ state: 'attached' })
      const said = await place.evaluate((one) => one.parentElement?.textContent ?? '')
      expect(said.trim()).toBe('6')
    })
  })

  test('an auditor reviews by keyboard alone: down, pick, comment, confirm, undo', async () => {
    await onPage(async (page) => {
      await page.goto(new URL('/findings?severity=E&year=2023', dashboard.url).href)
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      expect(await page.evaluate('document.activeElement.id')).toBe('finding-2')
      await page.keyboard.press('d')
      expect(await page.evaluate('document.activeElement.name')).toBe('reason')
      await page.keyboard.type('已电话核实')
      await page.keyboard.press('Escape')
      await page.locator('#finding-2').focus()
      await page.keyboard.press('c')
      const decided = page.locator('#finding-2 .decision', { hasText: '已确认' })
      await decided.waitFor()
      await page.waitForLoadState()
      expect(await decided.innerText()).toMatch(/已确认[\s\S]*已电话核实[\s\S]*王审计/u)
      for (const no of [1, 2]) {
        await page.locator(`#finding-${no}`).focus()
        await page.keyboard.press('x')
      }
      await page.locator('#batch input[name=reason]').fill('二者同源')
      await page.getByRole('button', { name: '全部批注' }).click()
      const comments = page.locator('.decision', { hasText: '二者同源' })
      await expect.poll(() => comments.count(), { timeout: 20_000 }).toBe(2)
      await page.locator('#finding-1').focus()
      await page.keyboard.press('m')
      await page.keyboard.type('写完按回车')
      await page.keyboard.press('Enter')
      await page.locator('#finding-1 .decision', { hasText: '写完按回车' }).waitFor()
      expect(await page.locator('#finding-1 .decision', { hasText: /已确认|已排除/u }).count()).toBe(0)
      await decided.locator('.undo button').click()
      await decided.waitFor({ state: 'detached' })
      expect(await comments.count()).toBe(2)
    })
  }, 60_000)
})

test('the marked place is found, and says the raw text, for every fact of the county', async () => {
  const current = await readCurrent(join(folder, 'ws', 'warehouse'))
  const reader = await openReadOnly(current.path, { timeout_ms: 60_000 })
  const fact = z.object({ snapshot: z.string(), place_start: z.number(), raw: z.string() })
  const rows = await reader
    .query(
      'SELECT snapshot, place_start, raw FROM mart_evidence WHERE place_start IS NOT NULL ORDER BY snapshot, place_start',
    )
    .finally(() => reader.close())
  const bySnapshot = new Map<string, z.infer<typeof fact>[]>()
  for (const row of rows.map((one) => fact.parse(one)))
    bySnapshot.set(row.snapshot, [...(bySnapshot.get(row.snapshot) ?? []), row])
  const plain = (text: string): string => text.replace(/[\s\u00a0]/gu, '')
  let checked = 0
  for (const [snapshot, facts] of bySnapshot) {
    const $ = load(await pageText(`/archive/${snapshot}/figures`))
    for (const { place_start: start, raw } of facts) {
      const mark = $(`#at-${start}`)
      const cell = mark.is('mark') || mark.text() !== '' ? mark : mark.parent()
      expect(plain(cell.text()), `${snapshot} at ${start}`).toContain(plain(raw))
      checked += 1
    }
  }
  expect(checked).toBeGreaterThan(14_000)
}, 180_000)
