import { mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadFamilies } from '../../crawlers/families.ts'
import { parseSite } from '../../crawlers/site-reading.ts'
import { runCli } from '../../pipeline/cli.ts'
import { startPortal, testClock, type Portal } from '../support/portal.ts'

const clock = testClock()
const fixture = new URL('../fixtures/lists/trs/first-page.html', import.meta.url)
let portal: Portal
let workspace = ''

beforeAll(async () => {
  portal = await startPortal({ '/nb/index.html': { body: await readFile(fixture) } }, clock.ms)
})
afterAll(() => portal.close())

async function run(...args: string[]): Promise<{ exit: number; out: string; log: string }> {
  const out: string[] = []
  const log: string[] = []
  const exit = await runCli(args, {
    now: clock.now,
    sleep: clock.sleep,
    random: () => 0.5,
    print: (line) => void out.push(line),
    log: (line) => void log.push(line),
    interactive: false,
    signal: new AbortController().signal,
    unheard: () => false,
  })
  return { exit, out: out.join('\n'), log: log.join('\n') }
}

beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'gouji-new-'))
  await writeFile(
    join(workspace, 'config.yaml'),
    'crawl: { contact: ops@example.org }\nnetwork: { allow: [127.0.0.0/8] }\n',
  )
})

test('a draft from the site itself, asked for with manners, printed and sound', async () => {
  const { exit, out } = await run('new', 'site', `${portal.origin}/nb/index.html#top`, '-w', workspace)
  expect(exit).toBe(0)
  expect(portal.requests.map(({ path }) => path)).toEqual(['/robots.txt', '/nb/index.html'])
  const { site, faults } = parseSite(out, 'draft.yaml', await loadFamilies())
  expect(faults).toEqual([])
  expect(site).toMatchObject({ name: '青禾县', hosts: [portal.host], entries: [{ family: 'trs' }] })
  expect(await readdir(workspace)).toEqual(['config.yaml'])
})

test('--write puts it into the workspace, once', async () => {
  const args = ['new', 'site', `${portal.origin}/nb/index.html`, '-w', workspace, '--write']
  const first = await run(...args)
  expect(first.exit).toBe(0)
  expect(await readFile(first.out, 'utf8')).toContain('待核实')
  const second = await run(...args)
  expect(second).toMatchObject({ exit: 2, log: expect.stringContaining('已经存在') })
})

test('a saved page is read without asking anybody', async () => {
  const before = portal.requests.length
  const { exit, out } = await run(
    'new',
    'site',
    'http://www.qinghe.example/nb/index.html',
    '--file',
    fixture.pathname,
    '-w',
    workspace,
  )
  expect(exit).toBe(0)
  expect(out).toContain('  - www.qinghe.example')
  expect(portal.requests).toHaveLength(before)
})

test.each([
  [['new', 'site'], 2, '请给出网址'],
  [['new', 'site', 'ftp://x.example/'], 2, '不是网址'],
  [['new', 'county', 'http://x.example/'], 2, '不能起草“county”'],
  [['new', '--schema', 'page'], 2, '可用：site'],
  [['new', 'site', 'http://x.example/', '--file', '/nowhere.html'], 2, '没有文件'],
  [['new', 'site', 'http://10.0.0.1/nb/'], 3, '--file'],
])('%j ends with %i and a remedy', async (args, exit, words) => {
  const ended = await run(...args, '-w', workspace)
  expect(ended.exit).toBe(exit)
  expect(ended.log).toContain(words)
  expect(ended.log).not.toContain('    at ')
})

test('the schema is JSON', async () => {
  const { exit, out } = await run('new', '--schema', 'site')
  expect(exit).toBe(0)
  expect(JSON.parse(out)).toMatchObject({ title: 'gouji site file', type: 'object' })
})
