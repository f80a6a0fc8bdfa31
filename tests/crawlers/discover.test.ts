import { describe, expect, test } from 'vitest'
import { columnsOf, type Column } from '../../crawlers/column.ts'
import { discover, walkColumn, type EntryWalk, type ListAnswer } from '../../crawlers/discover.ts'
import { loadFamilies } from '../../crawlers/families.ts'
import { requestName } from '../../crawlers/request.ts'
import { parseSite } from '../../crawlers/site-reading.ts'
import type { Site } from '../../crawlers/site.ts'

const families = await loadFamilies()
const now = new Date('2025-03-01T00:00:00Z')
const origin = 'http://www.qinghe.example'

function siteWith(entry: string, ofPublisher = ''): Site {
  const { site, faults } = parseSite(
    `code: '990001'
name: 青禾县
verified: false
source: ${origin}/
hosts: [www.qinghe.example]
entries:
  - { ${entry} }
publishers:
  - { code: '990001100000', name: 石桥镇, kind: township${ofPublisher === '' ? '' : `, ${ofPublisher}`} }
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
  const [only] = await discover(site, { families, page_bound: bound, now }, ({ request: { url } }) => {
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

/** A walk of the whole site, with every answer by the name of its request. */
async function walkAll(
  site: Site,
  answers: Record<string, string>,
): Promise<{ walks: EntryWalk[]; asked: string[] }> {
  const asked: string[] = []
  const walks = await discover(site, { families, page_bound: 50, now }, ({ request }) => {
    const name = decodeURIComponent(requestName(request)).replace(origin, '')
    asked.push(name)
    const text = answers[name]
    return Promise.resolve(
      text === undefined ? { fault: '网站返回 404' } : { page: { url: request.url, text } },
    )
  })
  return { walks, asked }
}

describe('lists behind interfaces', () => {
  test('a page that leads to a JSON catalogue is no empty list, and the issuer names the publisher', async () => {
    const site = siteWith(`family: gkmlpt, url: '${origin}/q/gkmlpt/index#9'`)
    const { walks, asked } = await walkAll(site, {
      '/q/gkmlpt/index': "<script>var c = { SID: '755' }</script>",
      '/q/gkmlpt/api/all/9?page=1&sid=755': JSON.stringify({
        total: 1,
        articles: [
          {
            title: '2024年政府信息公开工作年度报告',
            url: `${origin}/q/gkmlpt/content/1/1/post_1.html`,
            publisher: '石桥镇人民政府',
          },
        ],
      }),
    })
    expect(asked).toEqual(['/q/gkmlpt/index', '/q/gkmlpt/api/all/9?page=1&sid=755'])
    expect(walks[0]?.outcome).toMatchObject({ state: 'complete', found: 1, total: 1, list_pages: 2 })
    expect(walks[0]?.refs).toMatchObject([{ publisher: '990001100000', year: 2024 }])
    expect(walks[0]?.refs[0]?.reason).toContain('列表写明发布机构为石桥镇')
  })

  test('a form is sent page after page, and the same form is not sent twice', async () => {
    const site = siteWith(`family: hanweb, url: '${origin}/module/xxgk/search.jsp?area=01'`)
    const row = (id: number, year: number): string =>
      `<li><a href="/art/2025/1/${id}/art_7_${id}.html">${report(year)}</a></li>`
    const fields = (page: number): string =>
      `/module/xxgk/search.jsp?area=01#area=01&infotypeId=&vc_title=%E5%B9%B4%E5%BA%A6%E6%8A%A5%E5%91%8A&vc_number=&currpage=${page}`
    const { walks, asked } = await walkAll(site, {
      [fields(1)]: `${row(1, 2024)}共2条 共2页`,
      [fields(2)]: `${row(2, 2023)}共2条 共2页`,
    })
    expect(asked).toEqual([fields(1), fields(2)])
    expect(walks[0]?.outcome).toMatchObject({ state: 'complete', found: 2, total: 2 })
    expect(walks[0]?.refs.map(({ found_on }) => found_on.includes('#'))).toEqual([true, true])
  })

  test('the script beside a column gives the site’s id, and the list is asked for by it', async () => {
    const site = siteWith(`family: epoint, url: '${origin}/dynamic/zwgk/govInfoPub.html?categorynum=003'`)
    const body = (page: number): string =>
      JSON.stringify({ deptcode: '', categorynum: '003', siteGuid: 'g-1', pageIndex: page, pageSize: 20 })
    const list = '/EWB-FRONT/rest/lightfrontaction/getgovinfolist'
    const entry = (id: number, year: number): object => ({
      infourl: `/003/${id}.html`,
      realtitle: report(year),
    })
    const { walks, asked } = await walkAll(site, {
      '/dynamic/zwgk/govInfoPub.html?categorynum=003': '<script src="/js/webBuilderCommon.js"></script>',
      '/js/webBuilderCommon.js': "var siteInfo = {'siteGuid':'g-1','projectName':'/EWB-FRONT'}",
      [`${list}#${body(0)}`]: JSON.stringify({
        custom: { total: 21, data: Array.from({ length: 20 }, (_, at) => entry(at, 2024)) },
      }),
      [`${list}#${body(1)}`]: JSON.stringify({ custom: { total: 21, data: [entry(20, 2023)] } }),
    })
    expect(asked).toHaveLength(4)
    expect(walks[0]?.outcome).toMatchObject({ state: 'complete', found: 21, total: 21 })
  })

  test('a proxy that ignores the window brings nothing new and is told as incomplete', async () => {
    const site = siteWith(`family: hanweb, url: '${origin}/col/col7/index.html'`)
    const store = `<datastore><totalrecord>40</totalrecord><recordset><record><![CDATA[<a href="/art/2025/1/1/art_7_1.html">${report(2024)}</a>]]></record></recordset></datastore>`
    const column = `<script type="text/xml">${store}</script><script>jpage({ajaxParam:{columnid:7}})</script>`
    const proxy = '/module/web/jpage/dataproxy.jsp?startrecord=2&endrecord=101&perpage=100#columnid=7'
    const { walks, asked } = await walkAll(site, { '/col/col7/index.html': column, [proxy]: store })
    expect(asked).toEqual(['/col/col7/index.html', proxy])
    expect(walks[0]?.outcome).toMatchObject({ state: 'incomplete', detail: '列表印有共40条，找到1条' })
  })

  test('an interface of another product, or of another host, is outside', async () => {
    const site = siteWith(`family: hanweb, url: '${origin}/col/col7/index.html'`)
    const to = (address: string): string =>
      `<datastore><nextgroup><![CDATA[<a href="${address}"></a>]]></nextgroup><recordset><record><![CDATA[<a href="/art/2025/1/1/art_7_1.html">${report(2024)}</a>]]></record></recordset></datastore>`
    for (const address of [
      'http://mirror.example/module/jpage/dataproxy.jsp?page=2',
      '/admin/list.jsp?page=2',
    ]) {
      const { walks, asked } = await walkAll(site, { '/col/col7/index.html': to(address) })
      expect(asked).toEqual(['/col/col7/index.html'])
      expect(walks[0]?.outcome.detail).toContain('不在栏目路径')
    }
  })
})

describe('viewers and columns of columns', () => {
  test('a viewer by unit and year: each year has its own outcome, and "there is none" is an answer', async () => {
    const site = siteWith(
      `family: hanweb, url: '${origin}/module/xxgk/xxgkAnnualReport.jsp?area={area}&fbtime={year}'`,
      'ids: { area: A1 }',
    )
    const body = `<div id="zoom">${'一、总体情况。主动公开政府信息十二条，没有收到申请。'.repeat(8)}</div>`
    const at = (year: number): string => `/module/xxgk/xxgkAnnualReport.jsp?area=A1&fbtime=${year}`
    const { walks, asked } = await walkAll(site, {
      [at(2024)]: body,
      [at(2023)]: '没有找到该年度的年度报告',
      [at(2022)]: '<h1>系统维护</h1>',
    })
    expect(asked).toEqual([at(2024), at(2023), at(2022), at(2021), at(2020)])
    expect(walks.map(({ outcome }) => [outcome.year, outcome.state, outcome.publisher])).toEqual([
      [2024, 'complete', '990001100000'],
      [2023, 'complete', '990001100000'],
      [2022, 'incomplete', '990001100000'],
      [2021, 'unreachable', '990001100000'],
      [2020, 'unreachable', '990001100000'],
    ])
    expect(walks[0]?.refs).toMatchObject([{ year: 2024, year_from: 'column', column_page: true }])
  })

  test('a column of years leads to its columns; links named after anything else are not followed', async () => {
    const site = siteWith(`family: trs, url: '${origin}/zwgk/nb/', depth: 1`)
    const list = (year: number): string =>
      `<li><a href="t${year}0105_1.html">石桥镇</a></li><script>createPageHTML(1,0,"index","html")</script>`
    const { walks, asked } = await walkAll(site, {
      '/zwgk/nb/': '<a href="2024n/">2024年</a><a href="2023n/">2023年</a><a href="lj/">领导信箱</a>',
      '/zwgk/nb/2024n/': list(2024),
      '/zwgk/nb/2023n/': list(2023),
    })
    expect(asked.toSorted()).toEqual(['/zwgk/nb/', '/zwgk/nb/2023n/', '/zwgk/nb/2024n/'])
    expect(walks.map(({ outcome }) => [outcome.index, outcome.year, outcome.state])).toEqual([
      [true, null, 'complete'],
      [false, 2024, 'complete'],
      [false, 2023, 'complete'],
    ])
    expect(walks.flatMap(({ refs }) => refs.map(({ publisher, year }) => [publisher, year]))).toEqual([
      ['990001100000', 2024],
      ['990001100000', 2023],
    ])
  })

  test('a calendar of ten thousand pages ends at the bound and says so', async () => {
    const site = siteWith(`family: generic, url: '${origin}/cal/?page=1'`)
    let asked = 0
    const [only] = await discover(site, { families, page_bound: 50, now }, ({ request: { url } }) => {
      asked += 1
      const page = Number(new URL(url).searchParams.get('page'))
      const further = page < 10_000 ? `<a href="?page=${page + 1}">下一页</a>` : ''
      return Promise.resolve({
        page: {
          url,
          text: `<li><a href="/day/${page}.html">第${page}日值班安排与天气 2024-01-01</a></li>${further}`,
        },
      })
    })
    expect(asked).toBe(50)
    expect(only?.outcome).toMatchObject({
      state: 'incomplete',
      detail: '列表超过 50 页，在此停止',
      found: 50,
    })
    expect(only?.refs).toEqual([])
  })
})
