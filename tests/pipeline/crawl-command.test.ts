/** What the operator of a county sees of plan and crawl: refusals before anybody is asked, exit codes, deadlines. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { countyYaml, reportOf, shortReport } from '../support/county-server.ts'
import { startPortal, type Portal } from '../support/portal.ts'
import { play, type Played } from '../support/stage.ts'

const reports = 6
const title = (index: number): string =>
  `${reportOf(index).publisher}${reportOf(index).year}年政府信息公开工作年度报告`
const list = `<html><body><ul>${Array.from(
  { length: reports },
  (_, index) => `<li id="line_u8_${index}"><a href="/info/7/${index}.htm">${title(index)}</a></li>`,
).join('')}</ul><span class="p_pages">共${reports}条 1/1</span></body></html>`

let portal: Portal
let workspace = ''

beforeEach(async () => {
  const articles = Array.from({ length: reports }, (_, index) => [
    `/info/7/${index}.htm`,
    { body: shortReport(index) },
  ])
  portal = await startPortal({ '/zwgk/nb.htm': { body: list }, ...Object.fromEntries(articles) }, () => 0)
  workspace = await mkdtemp(join(tmpdir(), 'gouji-crawl-'))
  await mkdir(join(workspace, 'sites'))
  await writeFile(join(workspace, 'sites', 'county.yaml'), countyYaml(portal.host, reports))
  await configure('crawl: { contact: ops@example.org, gap_ms: 1000 }')
})
afterEach(async () => {
  await portal.close()
  await rm(workspace, { recursive: true })
})

const configure = (crawl: string): Promise<void> =>
  writeFile(join(workspace, 'config.yaml'), `${crawl}\nnetwork: { allow: [127.0.0.0/8] }\n`)
const run = (...args: string[]): Promise<Played> => play([...args, '--workspace', workspace])
const asked = (): string[] => portal.requests.map(({ path }) => path)

describe('without a contact', () => {
  test.each([['crawl'], ['night'], ['plan'], ['new', 'site', 'http://www.example.gov.cn/nb.htm']])(
    '%s asks nobody and says which line to add',
    async (...args) => {
      await configure('crawl: { gap_ms: 1000 }')
      const { exit, log } = await run(...args)
      expect(exit).toBe(2)
      expect(log.join('\n')).toContain('contact: ')
      expect(log.join('\n')).toContain('config.yaml')
      expect(asked()).toEqual([])
    },
  )

  test('a contact must be one that a person can be reached by', async () => {
    await configure('crawl: { contact: 办公室 }')
    expect(await run('crawl')).toMatchObject({ exit: 2, log: [expect.stringContaining('邮箱或网址')] })
  })
})

describe('how a crawl ends', () => {
  test('0 where everything was seen, on the second night too', async () => {
    expect((await run('crawl')).exit).toBe(0)
    expect((await run('crawl')).exit).toBe(0)
  })

  test('3 where a page could not be had, and 3 where only an older copy of it is left', async () => {
    portal.routes.set('/info/7/1.htm', { status: 403 })
    expect((await run('crawl')).exit).toBe(3)
    portal.routes.set('/info/7/1.htm', { body: shortReport(1) })
    expect((await run('crawl')).exit).toBe(0)
    portal.routes.set('/info/7/1.htm', { status: 403 })
    expect((await run('crawl')).exit).toBe(3)
  })

  test('--json says on one line a site what it came to, halted or not', async () => {
    portal.routes.set('/info/7/1.htm', { status: 403 })
    const cut = await run('crawl', '--deadline', '5s', '--json')
    expect(cut.out.map((line): unknown => JSON.parse(line))).toEqual([
      { state: 'halted', site: '990001', promised: reports, done: 3, requests: 5, stored: 4 },
    ])
    const whole = await run('crawl', '--json')
    expect(whole.out.map((line): unknown => JSON.parse(line))).toMatchObject([
      {
        site: '990001',
        state: 'partial',
        pages: reports,
        expected: { found: 5, not_found: 0, uncertain: 1 },
      },
    ])
  })

  test('3 where a list was not seen whole', async () => {
    portal.routes.set('/zwgk/nb.htm', { body: list.replace('共6条', '共52条') })
    expect((await run('crawl')).exit).toBe(3)
  })

  test('7 at the deadline; the next crawl asks for the rest, and for nothing twice', async () => {
    const first = await run('crawl', '--deadline', '5s')
    expect(first.exit).toBe(7)
    expect(first.log.join('\n')).toContain('到了时限')
    expect(asked()).toHaveLength(5)
    expect((await run('crawl')).exit).toBe(0)
    expect(asked().toSorted()).toEqual([...new Set(asked())].toSorted())
    expect(asked()).toHaveLength(reports + 2)
  })

  test('a deadline holds while a busy site is waited for, and that is no fault of the page', async () => {
    portal.routes.set('/info/7/0.htm', { status: 503, headers: { 'retry-after': '900' } })
    for (let night = 0; night < 6; night += 1) expect((await run('crawl', '--deadline', '10m')).exit).toBe(7)
    portal.routes.set('/info/7/0.htm', { body: shortReport(0) })
    expect((await run('crawl')).exit).toBe(0)
    expect((await run('retry', '--list')).out).toEqual([])
  })

  test.each(['', '90', 'soon', '25:00', '-5m'])('a deadline of “%s” is refused', async (text) => {
    const { exit, log } = await run('crawl', `--deadline=${text}`)
    expect(exit).toBe(2)
    expect(log.join('\n')).toContain('06:00')
    expect(asked()).toEqual([])
  })
})

describe('damage in the archive', () => {
  /** Every article as a good server has it: an unchanged one costs a 304. */
  function answerConditionally(): void {
    for (let index = 0; index < reports; index += 1)
      portal.routes.set(`/info/7/${index}.htm`, (request) =>
        request.headers['if-none-match'] === `"${index}"`
          ? { status: 304, headers: { etag: `"${index}"` } }
          : { body: shortReport(index), headers: { etag: `"${index}"` } },
      )
  }

  test('a byte that is another ends verify in 5; the next crawl asks for that page anew, and all is whole again', async () => {
    answerConditionally()
    expect((await run('crawl')).exit).toBe(0)
    expect(await run('verify')).toMatchObject({ exit: 0 })
    const index = (await readFile(join(workspace, 'archive', 'index.jsonl'), 'utf8')).split('\n')
    const row = index.find((line) => line.includes('/info/7/3.htm')) ?? ''
    const offset = Number(/"offset":(\d+)/.exec(row)?.[1])
    const path = join(workspace, 'archive', 'pages-00001.warc.gz')
    const bytes = await readFile(path)
    bytes[offset + 60] = (bytes[offset + 60] ?? 0) ^ 1
    await writeFile(path, bytes)
    expect(await run('verify', '--dry-run')).toMatchObject({ exit: 5 })
    const { exit, out, log } = await run('verify')
    expect(exit).toBe(5)
    expect(out.join('\n')).toContain('/info/7/3.htm')
    expect(log.join('\n')).toContain(`请从备份恢复：${path}`)
    const before = portal.requests.length
    expect((await run('crawl')).exit).toBe(0)
    const statuses = portal.requests.slice(before).filter(({ path: of }) => of.startsWith('/info/'))
    expect(statuses.filter(({ headers }) => headers['if-none-match'] === undefined)).toMatchObject([
      { path: '/info/7/3.htm' },
    ])
    expect(await run('verify')).toMatchObject({ exit: 0 })
    expect(await readdir(join(workspace, 'archive'))).not.toContain('damaged.json')
  })
})
