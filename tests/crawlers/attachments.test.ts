import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openArchive } from '../../crawlers/archive.ts'
import type { ArchiveRow } from '../../crawlers/archive-row.ts'
import { attachmentsOf } from '../../crawlers/attachments.ts'
import type { CrawlOutcome } from '../../crawlers/crawl-event.ts'
import { crawlSite } from '../../crawlers/crawl.ts'
import { loadFamilies } from '../../crawlers/families.ts'
import { openFrontier } from '../../crawlers/frontier.ts'
import { parseSite } from '../../crawlers/site-reading.ts'
import type { Site } from '../../crawlers/site.ts'
import { startPortal, testClock, type Portal } from '../support/portal.ts'

const families = await loadFamilies()

function siteAt(origin: string): Site {
  const { site, faults } = parseSite(
    `code: '990001'
name: 青禾县
verified: false
source: ${origin}/
hosts: ['${new URL(origin).host}']
entries:
  - { family: hanweb, url: '${origin}/module/xxgk/search.jsp?area=01' }
publishers:
  - { code: '990001100000', name: 石桥镇, kind: township }
years: { from: 2024 }
`,
    'x.yaml',
    families,
  )
  if (site === null) throw new Error(JSON.stringify(faults))
  return site
}

describe('the documents that a page names', () => {
  const site = siteAt('http://www.qinghe.example')
  const page = (text: string): { url: string; text: string } => ({
    url: 'http://www.qinghe.example/art/2025/1/9/art_1_1.html',
    text,
  })
  test.each([
    ['<a href="./P02025.docx">附件：年度报告</a>', '/art/2025/1/9/P02025.docx', '附件：年度报告'],
    ['<a href="/files/A.PDF"></a>', '/files/A.PDF', 'A.PDF'],
    ['<a href=/f/t.xls?x=1>表</a>', '/f/t.xls?x=1', '表'],
    [
      '<a href="/module/download/downfile.jsp?classid=0&amp;filename=9a.doc">下载</a>',
      '/module/download/downfile.jsp?classid=0&filename=9a.doc',
      '下载',
    ],
    [
      '附件【<a href="/system/_content/download.jsp?wbfileid=7"><b>统计</b>表.xlsx</a>】',
      '/system/_content/download.jsp?wbfileid=7',
      '统计表.xlsx',
    ],
    ['<a href="/f/report.ofd">版式文件</a>', '/f/report.ofd', '版式文件'],
    ['<p>主动公开</p><iframe src="/up/n.pdf" width=800></iframe>', '/up/n.pdf', 'n.pdf'],
    ['<embed type="application/pdf" src="../b.PDF">', '/art/2025/1/b.PDF', 'b.PDF'],
    ['<object data="/f/c.docx" title="年报全文"></object>', '/f/c.docx', '年报全文'],
    ['<iframe src="/pdfjs/web/viewer.html?file=%2Fup%2Fd.pdf%3Fv%3D1"></iframe>', '/up/d.pdf?v=1', 'd.pdf'],
    ['<title>主动公开</title><iframe src="/nb/body.html"></iframe>', '/nb/body.html', 'body.html'],
  ])('%s', (text, path, title) => {
    expect(attachmentsOf(page(text), site).links).toEqual([
      { url: `http://www.qinghe.example${path}`, title },
    ])
  })

  test.each([
    '<a href="/info/1/2.htm">下一篇.docx的说明</a>',
    '<a href="javascript:down(\'a.docx\')">下载</a>',
    '<a href="/download.jsp?id=3">软件下载</a>',
    '<a href="mailto:a@x.docx">信箱</a>',
    '<a name="a.pdf">锚</a>',
    '<a href="/a.zip">压缩包</a>',
    '<p>一、主动公开政府信息情况</p><iframe src="/weather.html"></iframe>',
    '<iframe src="http://widget.example/share.html"></iframe>',
    '<!-- <iframe src="/f/old.pdf"></iframe> -->',
    '<iframe src="about:blank"></iframe>',
  ])('not: %s', (text) => {
    expect(attachmentsOf(page(text), site)).toEqual({ links: [], refused: [] })
  })

  test('strange hosts are listed, not asked for; repeats are one; a page full of files is cut with a reason', () => {
    const many = Array.from({ length: 25 }, (_, at) => `<a href="/f/${at}.pdf">${at}</a>`).join('')
    const { links, refused } = attachmentsOf(
      page(`<a href="http://mirror.example/a.docx">年报</a><a href="/f/0.pdf">零</a>${many}`),
      site,
    )
    expect(links).toHaveLength(20)
    expect(refused.map(({ code }) => code)).toEqual(['strange_host', ...Array<string>(5).fill('too_many')])
    expect(refused[0]?.reason).toContain('mirror.example')
  })
})

describe('a crawl with attachments, by a list that must be sent a form', () => {
  const title = '石桥镇2024年政府信息公开工作年度报告'
  const settings = {
    user_agent: 'gouji/0.1',
    contact: 'mailto:ops@example.org',
    gap_ms: 1000,
    allow: ['127.0.0.0/8'],
    max_bytes: 200_000,
    deadline_ms: 20_000,
    page_bound: 50,
  }
  let portal: Portal
  let folder = ''
  let clock = testClock('2025-02-01T00:00:00Z')
  const forms: string[] = []
  const article = (words = ''): string =>
    `<html><head><title>${title}</title></head><body><h1>${title}</h1><p>主动公开政府信息12条${words}</p><a href="/f/report.docx">附件1</a><a href="/f/gone.pdf">附件2</a><a href="/f/late.xls">附件3</a><a href="http://mirror.example/copy.pdf">副本</a></body></html>`

  beforeEach(async () => {
    clock = testClock('2025-02-01T00:00:00Z')
    forms.length = 0
    folder = await mkdtemp(join(tmpdir(), 'gouji-attachments-'))
    portal = await startPortal(
      {
        '/module/xxgk/search.jsp?area=01': (request, response) => {
          let sent = ''
          request.on('data', (piece: Buffer) => {
            sent += piece.toString('utf8')
          })
          request.on('end', () => {
            forms.push(`${request.method} ${request.headers['content-type'] ?? ''} ${sent}`)
            const shown =
              request.method === 'POST'
                ? `<li><a href="/art/2025/1/9/art_1_1.html">${title}</a></li>共1条 共1页`
                : '请用表单查询'
            response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
            response.end(shown)
          })
          return null
        },
        '/art/2025/1/9/art_1_1.html': { body: article() },
        '/f/report.docx': {
          headers: { 'content-type': 'application/msword', etag: '"d"' },
          body: 'docx bytes',
        },
        '/f/late.xls': { status: 500 },
      },
      clock.ms,
    )
  })
  afterEach(async () => {
    await portal.close()
    await rm(folder, { recursive: true })
  })

  async function night(): Promise<CrawlOutcome & { rows: readonly ArchiveRow[]; asked: string[] }> {
    const before = portal.requests.length
    const archive = await openArchive(folder, { mode: 'write', verify: 'all', aside_stamp: 'test' })
    const frontier = await openFrontier(join(folder, 'frontier.jsonl'), clock.now)
    try {
      const outcome = await crawlSite({
        site: siteAt(portal.origin),
        families,
        settings,
        archive,
        frontier,
        now: clock.now,
        sleep: clock.sleep,
        random: () => 0.5,
        onEvent: () => undefined,
      })
      const asked = portal.requests.slice(before).map(({ path }) => path)
      return { ...outcome, rows: archive.rows(), asked }
    } finally {
      await frontier.close()
      await archive.close()
    }
  }

  test('the form is sent, the documents are archived with the page they hang on, the mirror is only listed', async () => {
    const first = await night()
    expect(forms).toEqual([
      'POST application/x-www-form-urlencoded; charset=UTF-8 area=01&infotypeId=&vc_title=%E5%B9%B4%E5%BA%A6%E6%8A%A5%E5%91%8A&vc_number=&currpage=1',
    ])
    expect(first.entries).toMatchObject([{ state: 'complete', found: 1, total: 1 }])
    expect(first.expected).toMatchObject([{ year: 2024, state: 'found' }])
    const page = `${portal.origin}/art/2025/1/9/art_1_1.html`
    expect(first.rows.find(({ role }) => role === 'attachment')).toMatchObject({
      url: `${portal.origin}/f/report.docx`,
      found_on: page,
      publisher: '990001100000',
      year: 2024,
      link_title: '附件1',
    })
    expect(first.attachments.map(({ url, state }) => `${new URL(url).pathname} ${state}`)).toEqual([
      '/f/report.docx stored',
      '/f/gone.pdf missing',
      '/f/late.xls unreachable',
    ])
    expect(first.refused).toMatchObject([{ code: 'strange_host', url: 'http://mirror.example/copy.pdf' }])
    expect(first.rows.find(({ role }) => role === 'list')?.url).toContain('search.jsp?area=01#area')
  })

  test('the second night asks again for what failed, and archives nothing twice', async () => {
    const first = await night()
    portal.routes.set('/f/late.xls', {
      headers: { 'content-type': 'application/vnd.ms-excel' },
      body: 'xls bytes',
    })
    await clock.sleep(86_400_000)
    const second = await night()
    expect(second.asked).toContain('/f/late.xls')
    expect(second.attachments.map(({ url, state }) => `${new URL(url).pathname} ${state}`)).toEqual([
      '/f/report.docx unchanged',
      '/f/gone.pdf missing',
      '/f/late.xls stored',
    ])
    expect(second.rows).toHaveLength(first.rows.length + 1)
    await clock.sleep(86_400_000)
    const third = await night()
    expect(third.rows).toHaveLength(second.rows.length)
    expect(third.attachments.map(({ state }) => state)).toEqual(['unchanged', 'unchanged'])
  })
})
