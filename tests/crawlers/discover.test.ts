import { describe, expect, test } from 'vitest'
import { columnsOf, type Column } from '../../crawlers/column.ts'
import { discover, walkColumn, type EntryWalk, type ListAnswer } from '../../crawlers/discover.ts'
import { loadFamilies } from '../../crawlers/families.ts'
import { parseSite } from '../../crawlers/site-reading.ts'
import type { Site } from '../../crawlers/site.ts'

const families = await loadFamilies()
const now = new Date('2025-03-01T00:00:00Z')
const origin = 'http://www.qinghe.example'

function siteWith(entry: string): Site {
  const { site, faults } = parseSite(
    `code: '990001'
name: 青禾县
verified: false
source: ${origin}/
hosts: [www.qinghe.example]
entries:
  - { ${entry} }
publishers:
  - { code: '990001100000', name: 石桥镇, kind: township }
years: { from: 2020 }
`,
    'x.yaml',
    families,
  )
  if (site === null) throw new Error(JSON.stringify(faults))
  return site
}

const item = (id: number | string, title: string): string =>
  `<li id="line_u8_${id}"><a href="/info/7/${id}.htm">${title}</a></li>`
const report = (year: number): string => `石桥镇${year}年政府信息公开工作年度报告`

async function walk(
  site: Site,
  pages: Record<string, string | { fault: string }>,
  bound = 50,
): Promise<EntryWalk & { asked: string[] }> {
  const asked: string[] = []
  const [only] = await discover(site, { families, page_bound: bound, now }, ({ url }) => {
    asked.push(url.replace(origin, ''))
    const page = pages[url.replace(origin, '')] ?? { fault: '网站返回 404' }
    const answer: ListAnswer = typeof page === 'string' ? { page: { url, text: page } } : page
    return Promise.resolve(answer)
  })
  if (only === undefined) throw new Error('one entry')
  return { ...only, asked }
}

function onlyColumn(site: Site): Column {
  const [column] = columnsOf(site, 0, now)
  if (column === undefined) throw new Error('one column')
  return column
}

const vsb = siteWith(`family: vsb, url: '${origin}/zwgk/nb.htm', article_prefixes: [/info/7/]`)

describe('walking one column', () => {
  test('page after page counting down, each asked for once, until the printed total is reached', async () => {
    const result = await walk(vsb, {
      '/zwgk/nb.htm': `${item(3, report(2024))}<span class="p_pages">共3条 1/3 <a href="nb/2.htm">下页</a></span>`,
      '/zwgk/nb/2.htm': `${item(2, report(2023))}<span class="p_pages">共3条 2/3 <a href="1.htm">下页</a></span>`,
      '/zwgk/nb/1.htm': `${item(1, report(2022))}<span class="p_pages">共3条 3/3 <a href="../nb.htm">首页</a></span>`,
    })
    expect(result.asked).toEqual(['/zwgk/nb.htm', '/zwgk/nb/2.htm', '/zwgk/nb/1.htm'])
    expect(result.outcome).toMatchObject({ state: 'complete', list_pages: 3, found: 3, total: 3, detail: '' })
    expect(
      result.refs.map(({ year, publisher, found_on }) => [year, publisher, found_on.replace(origin, '')]),
    ).toEqual([
      [2024, '990001100000', '/zwgk/nb.htm'],
      [2023, '990001100000', '/zwgk/nb/2.htm'],
      [2022, '990001100000', '/zwgk/nb/1.htm'],
    ])
  })

  test('a list that says more than it shows is incomplete, never silently short', async () => {
    const result = await walk(vsb, {
      '/zwgk/nb.htm': `${item(1, report(2024))}<span class="p_pages">共52条 1/1</span>`,
    })
    expect(result.outcome).toMatchObject({
      state: 'incomplete',
      found: 1,
      total: 52,
      detail: '列表印有共52条，找到1条',
    })
  })

  test('an empty list is not "published nothing", unless it says 共0条', async () => {
    expect(
      (await walk(vsb, { '/zwgk/nb.htm': '<html><body>系统维护中</body></html>' })).outcome,
    ).toMatchObject({
      state: 'incomplete',
      detail: '读了1页，没有可识别的条目',
    })
    expect((await walk(vsb, { '/zwgk/nb.htm': '<span class="p_pages">共0条</span>' })).outcome.state).toBe(
      'complete',
    )
  })

  test('a list page that cannot be had leaves the column incomplete, the first one unreachable', async () => {
    const first = `${item(3, report(2024))}<span class="p_pages">共3条 1/3 <a href="nb/2.htm">下页</a></span>`
    const broken = await walk(vsb, { '/zwgk/nb.htm': first, '/zwgk/nb/2.htm': { fault: '连接中断' } })
    expect(broken.outcome).toMatchObject({ state: 'incomplete', detail: expect.stringContaining('连接中断') })
    expect(broken.refs).toHaveLength(1)
    expect((await walk(vsb, {})).outcome).toMatchObject({
      state: 'unreachable',
      detail: expect.stringContaining('404'),
    })
  })

  test('refused candidates keep their reason', async () => {
    const result = await walk(vsb, {
      '/zwgk/nb.htm': [
        item(1, report(2024)),
        item(2, '政府信息公开工作年度报告制度'),
        item(3, report(2015)),
        '<li id="line_u8_4"><a href="/info/9/4.htm">石桥镇2023年政府信息公开工作年度报告</a></li>',
        '<li id="line_u8_5"><a href="http://mirror.example/info/7/5.htm">石桥镇2022年政府信息公开工作年度报告</a></li>',
      ].join(''),
    })
    expect(result.refs).toHaveLength(1)
    expect(result.refused.map(({ code, reason }) => `${code} ${reason}`)).toEqual([
      'not_a_report 标题含“制度”，不是年度报告本身',
      'outside_years 2015 年不在登记的年度内',
      'outside_prefix 不在栏目登记的文章路径内',
      'strange_host mirror.example 不是登记的主机，只列出，不访问',
    ])
  })

  test('further pages outside of the column or the hosts are not asked for', async () => {
    const result = await walk(vsb, {
      '/zwgk/nb.htm': `${item(1, report(2024))}<span class="p_pages"><a href="http://mirror.example/nb/2.htm">下页</a></span>`,
    })
    expect(result.asked).toEqual(['/zwgk/nb.htm'])
    expect(result.outcome).toMatchObject({
      state: 'incomplete',
      detail: expect.stringContaining('不在栏目路径'),
    })
  })

  test('a calendar without end stops at the bound; one that brings nothing new stops at once', async () => {
    const site = siteWith(`family: generic, url: '${origin}/cal/list?page=1'`)
    const endless: Record<string, string> = {}
    for (let page = 1; page < 100; page += 1)
      endless[`/cal/list?page=${page}`] =
        `<li><a href="/a${page}.html">${report(2024)}</a></li><a href="?page=${page + 1}">下一页</a>`
    const bounded = await walk(site, endless, 20)
    expect(bounded.asked).toHaveLength(20)
    expect(bounded.outcome).toMatchObject({ state: 'incomplete', detail: '列表超过 20 页，在此停止' })
    const same = Object.fromEntries(
      Object.entries(endless).map(([url, text]) => [url, text.replace(/a\d+\.html/, 'a.html')]),
    )
    expect((await walk(site, same, 20)).asked).toHaveLength(2)
  })

  test('a column page that is itself the article is one reference to itself', async () => {
    const site = siteWith(`family: vsb, url: '${origin}/slx/nb.htm', publisher: '990001100000'`)
    const text = `<meta name="ArticleTitle" content="${report(2024)}"><div id="vsb_content">一、总体情况</div>`
    const result = await walk(site, { '/slx/nb.htm': text })
    expect(result.outcome.state).toBe('complete')
    expect(result.refs).toMatchObject([
      { url: `${origin}/slx/nb.htm`, year: 2024, publisher: '990001100000', column_page: true },
    ])
  })

  test('a page of another family is named in the fault', async () => {
    const site = siteWith(`family: generic, url: '${origin}/nb.htm'`)
    const text =
      '<script src="/system/resource/js/x.js"></script><span class="p_pages"></span><div id="vsb_content"></div>'
    expect((await walk(site, { '/nb.htm': text })).outcome.detail).toContain(
      '页面像 vsb，站点文件写的是 generic',
    )
  })

  test('a family that is not there is our fault, not the world’s', () => {
    expect(() => walkColumn(vsb, onlyColumn(vsb), { families: [], page_bound: 1, now }).next()).toThrow(
      'no CMS family "vsb"',
    )
    expect(() => columnsOf(vsb, 5, now)).toThrow('has no entry 5')
  })
})
