import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { draftSite } from '../../crawlers/draft.ts'
import { loadFamilies } from '../../crawlers/families.ts'
import { siteJsonSchema } from '../../crawlers/site-schema.ts'
import { parseSite } from '../../crawlers/site-reading.ts'

const families = await loadFamilies()
const folder = new URL('../fixtures/lists/', import.meta.url).pathname
const now = new Date('2026-01-15T00:00:00Z')
const fixtures = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.html'))
  .map((name) => ({
    name,
    text: readFileSync(join(folder, name), 'utf8'),
    url: z
      .object({ url: z.string() })
      .parse(JSON.parse(readFileSync(join(folder, name.replace('.html', '.json')), 'utf8'))).url,
  }))

test.each(fixtures)('a draft from $name names the family and is a sound site file', ({ name, text, url }) => {
  const draft = draftSite({ url, text }, families, now)
  expect(draft.family).toBe(name.split('/')[0])
  const { site, faults } = parseSite(draft.yaml, 'draft.yaml', families)
  expect(faults).toEqual([])
  expect(site).toMatchObject({ verified: false, source: url })
  expect(draft.yaml).toContain("code: '000000'  # 待核实")
})

describe('what the page gives away', () => {
  const draftOf = (url: string, text: string): string => draftSite({ url, text }, families, now).yaml

  test('the county and its units by the titles; hosts that are not its own only as a question', () => {
    const yaml = draftOf(
      'http://www.qinghe.example/zwgk/nb.htm',
      `<title>政府信息公开年报-青禾县人民政府</title><ul>
       <li id="line_u1_1"><a href="/info/7/1.htm">青禾县石桥镇2022年政府信息公开工作年度报告</a></li>
       <li id="line_u1_2"><a href="/info/7/2.htm">石桥镇人民政府2023年政府信息公开工作年度报告</a></li>
       <li id="line_u1_3"><a href="/info/7/3.htm">青禾县教育局2023年政府信息公开工作年度报告</a></li>
       <li id="line_u1_4"><a href="http://mirror.example/info/7/4.htm">城关街道办事处2023年政府信息公开工作年度报告</a></li></ul>`,
    )
    expect(parseSite(yaml, 'x', families).site).toMatchObject({
      name: '青禾县',
      hosts: ['www.qinghe.example'],
      publishers: [
        { code: '000000199001', name: '石桥镇', kind: 'township' },
        { code: '000000900001', name: '青禾县教育局', kind: 'department' },
        { code: '000000099001', name: '城关街道办事处', kind: 'subdistrict' },
        { code: '000000000000', name: '青禾县人民政府', kind: 'government' },
      ],
      years: { from: 2022 },
    })
    expect(yaml).toContain('# 待核实：列表还链接到 mirror.example')
  })

  test.each([
    [
      'http://w.example/info/1777/44.htm',
      '<div id="vsb_content">x</div>',
      'http://w.example/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1777',
    ],
    [
      'http://w.example/a/nb/202301/t20230105_4516708.htm',
      '<div class="TRS_Editor">x</div>',
      'http://w.example/a/nb/',
    ],
    [
      'http://w.example/s/c1/202301/54ed651c9acf4bac8ca8854ae7d0cf29.shtml',
      '<div id="UCAP-CONTENT"></div>',
      'http://w.example/s/c1/list.shtml',
    ],
    [
      'http://w.example/art/2024/1/9/art_123_4.html',
      '<script src="/jpage.js"></script>',
      'http://w.example/col/col123/index.html',
    ],
  ])('an article leads to its column: %s', (url, text, column) => {
    const yaml = draftOf(url, text)
    expect(yaml).toContain('待核实：由文章网址推出的栏目')
    expect(parseSite(yaml, 'x', families).site?.entries[0]?.url).toBe(column)
  })

  test('a page that says nothing is drafted all the same, with everything in question', () => {
    const yaml = draftOf('http://w.example/', '<html><title>a: "b" # c\n- d</title></html>')
    expect(parseSite(yaml, 'x', families).faults).toEqual([])
    expect(yaml).toContain('name: 未知县  # 待核实：县名')
    expect(yaml).toContain('family: generic  # 待核实：网站系统')
  })
})

test('the schema for editors knows the keys of a site file and lets defaults be left out', () => {
  const schema = z
    .object({ properties: z.record(z.string(), z.unknown()), required: z.array(z.string()) })
    .parse(siteJsonSchema())
  expect(Object.keys(schema.properties)).toEqual(
    expect.arrayContaining(['code', 'hosts', 'entries', 'quirks']),
  )
  expect(schema.required).toContain('publishers')
  expect(schema.required).not.toContain('quirks')
})
