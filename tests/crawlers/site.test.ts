import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { loadFamilies } from '../../crawlers/families.ts'
import { matchPublisher } from '../../crawlers/publishers.ts'
import { bundledSites, loadSites } from '../../crawlers/site-files.ts'
import { parseSite } from '../../crawlers/site-reading.ts'
import type { Site } from '../../crawlers/site.ts'
import { readLink } from '../../crawlers/title.ts'

const families = await loadFamilies()

const sound = `code: '990001'
name: 青禾县
verified: false
source: http://www.qinghe.example/
hosts:
  - www.qinghe.example
entries:
  - family: vsb
    url: http://www.qinghe.example/zwgk/nb.htm
  - family: generic
    url: http://www.qinghe.example/slx/index.html
    publisher: '990001100000'
publishers:
  - { code: '990001100000', name: 石桥镇, aliases: [], kind: township }
  - { code: '990001200000', name: 柳沟乡, aliases: [柳沟回族乡], kind: township }
  - { code: '990001001000', name: 城关街道办事处, kind: subdistrict }
  - { code: '990001900001', name: 青禾县教育局, kind: department }
  - { code: '990001900002', name: 青禾县人民政府办公室, aliases: [县政府办], kind: office }
  - { code: '990001000000', name: 青禾县人民政府, kind: government }
years: { from: 2019 }
`

function siteOf(text: string): Site {
  const { site, faults } = parseSite(text, 'qinghe.yaml', families)
  expect(faults).toEqual([])
  if (site === null) throw new Error('the site should be sound')
  return site
}

describe('site files', () => {
  test('a sound file is read with its defaults', () => {
    const site = siteOf(sound)
    expect(site).toMatchObject({ code: '990001', schemes: ['http', 'https'], quirks: [], manners: {} })
    expect(site.deadlines.own).toMatchObject({ day: '01-31', source: expect.stringContaining('第四十九条') })
    expect(site.deadlines.summary.day).toBe('03-31')
    expect(site.publishers[2]?.aliases).toEqual([])
  })

  test('every fault is told at once, with its line and a remedy', () => {
    const bad = `code: 990001
name: 青禾县
verifed: false
source: http://www.qinghe.example/
hosts:
  - http://www.qinghe.example/zwgk
entries:
  - family: vbs
    url: http://elsewhere.example/nb.htm
    publisher: '990001100009'
  - family: generic
    url: http://elsewhere.example/nb2.htm
    options: { page_patern: 'index_{k}.html' }
publishers:
  - { code: '990001100000', name: 石桥镇, aliases: [], kind: townships }
  - { code: '990001200000', name: 柳沟乡, aliases: [梅岭], kind: township }
  - { code: '990001200000', name: 梅岭, kind: township }
  - { code: '880001200000', name: 云岭镇, kind: township }
years: { from: 2020, to: 2019 }
`
    const { site, faults } = parseSite(bad, 'bad.yaml', families)
    expect(site).toBeNull()
    const told = faults.map(({ line, message, remedy }) => `${line} ${message} → ${remedy}`)
    expect(told).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^1 “code”.*加上引号："990001"/),
        expect.stringMatching(/^3 未知的键“verifed” → 是否为“verified”？/),
        expect.stringMatching(/^6 主机“http:\/\/www.qinghe.example\/zwgk”写法有误/),
        expect.stringMatching(/^8 没有名为“vbs”的网站系统 → 是否为“vsb”？/),
        expect.stringMatching(/^9 栏目主机“elsewhere.example”不在 hosts 中/),
        expect.stringMatching(/^13 generic 没有选项“page_patern” → 是否为“page_pattern”？/),
        expect.stringMatching(/^15 “publishers\[0\].kind”.*可用：township、/),
        expect.stringMatching(/^17 单位代码 990001200000 与“柳沟乡”重复/),
        expect.stringMatching(/^17 “梅岭”既指“柳沟乡”又指“梅岭”/),
        expect.stringMatching(/^19 起始年度晚于终止年度/),
        expect.stringMatching(/缺少“verified” → 补上这一项/),
      ]),
    )
    expect(faults.every(({ file, line, remedy }) => file === 'bad.yaml' && line > 0 && remedy !== '')).toBe(
      true,
    )
  })

  test.each([
    ['', 1],
    ['- a\n- b', 1],
    ['code: [', 1],
    ["code: '990001'\ncode: '990002'\n", 2],
    ['null', 1],
  ])('%j is a fault, not an exception', (text, line) => {
    const { site, faults } = parseSite(text, 'x.yaml', families)
    expect(site).toBeNull()
    expect(faults[0]?.line).toBe(line)
  })

  test('a code that lies outside of the county and a column of nobody are faults', () => {
    const strange = sound.replace("code: '990001200000', name: 柳沟乡", "code: '880001200000', name: 柳沟乡")
    expect(parseSite(strange, 'x.yaml', families).faults).toMatchObject([
      { line: 15, remedy: '应以 990001 开头' },
    ])
    const nobody = sound.replace("publisher: '990001100000'", "publisher: '990001100001'")
    expect(parseSite(nobody, 'x.yaml', families).faults).toMatchObject([
      { line: 12, remedy: '可用：990001100000' },
    ])
  })

  test('the bundled sites are sound, unverified until somebody has looked, and name their source', async () => {
    const { sites, faults } = await loadSites(fileURLToPath(bundledSites), families)
    expect(faults).toEqual([])
    const zhuoni = sites.find(({ code }) => code === '623022')
    expect(zhuoni).toMatchObject({ verified: false, hosts: ['www.zhuoni.gov.cn'] })
    expect(zhuoni?.publishers.map(({ name }) => name)).toEqual(expect.arrayContaining(['完冒镇', '洮砚镇']))
  })

  test('two files that claim one code are told', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gouji-sites-'))
    await writeFile(join(folder, 'a.yaml'), sound)
    await writeFile(join(folder, 'b.yaml'), sound)
    await writeFile(join(folder, 'notes.txt'), await readFile(new URL(import.meta.url)))
    const { sites, faults } = await loadSites(folder, families)
    expect(sites).toHaveLength(1)
    expect(faults[0]?.message).toContain('站点代码 990001 已用于')
    await rm(folder, { recursive: true })
  })
})

describe('publishers of a site', () => {
  const site = siteOf(sound)
  test.each([
    ['石桥镇', '990001100000'],
    ['青禾县石桥镇', '990001100000'],
    ['青禾县石桥镇人民政府', '990001100000'],
    ['石桥镇政府', '990001100000'],
    ['柳沟回族乡', '990001200000'],
    ['城关街道', '990001001000'],
    ['城关街道办', '990001001000'],
    ['教育局', '990001900001'],
    ['青禾县人民政府办公室', '990001900002'],
    ['县政府办', '990001900002'],
    ['青禾县人民政府', '990001000000'],
    ['青禾县', '990001000000'],
    ['甘南州青禾县石桥镇', '990001100000'],
  ])('%s is %s', (words, code) => {
    expect(matchPublisher(words, site)).toMatchObject({ kind: 'one', publisher: { code } })
  })

  test('strangers are nobody, and words for two are for neither', () => {
    expect(matchPublisher('卓尼县完冒镇', site)).toEqual({ kind: 'none' })
    expect(matchPublisher('石桥镇柳沟乡', site)).toMatchObject({ kind: 'several' })
  })
})

describe('links in their column', () => {
  const site = siteOf(sound)
  const shared = { publisher: null, year: null }
  const own = { publisher: '990001100000', year: null }

  test('words name the publisher; the column names it where the words do not', () => {
    expect(readLink('柳沟乡2023年政府信息公开工作年度报告', shared, site)).toMatchObject({
      taken: true,
      publisher: '990001200000',
      year: 2023,
      report_kind: 'own',
    })
    expect(readLink('2023年政府信息公开工作年度报告', shared, site)).toMatchObject({
      taken: true,
      publisher: null,
    })
    expect(readLink('2023年政府信息公开工作年度报告', own, site)).toMatchObject({
      taken: true,
      publisher: '990001100000',
    })
    expect(readLink('2023年度报告', own, site)).toMatchObject({
      taken: true,
      publisher: '990001100000',
      year: 2023,
    })
    expect(readLink('2023年度报告', shared, site)).toMatchObject({ taken: false })
  })

  test('words win over the column, and say so', () => {
    const reading = readLink('柳沟乡2023年政府信息公开工作年度报告', own, site)
    expect(reading).toMatchObject({ taken: true, publisher: '990001200000' })
    expect(reading.reason).toContain('以标题为准')
  })

  test('a county summary is no report of its office', () => {
    expect(readLink('青禾县2023年政府信息公开工作年度报告', shared, site)).toMatchObject({
      publisher: '990001000000',
      report_kind: 'summary',
    })
    expect(readLink('青禾县人民政府办公室2023年政府信息公开工作年度报告', shared, site)).toMatchObject({
      publisher: '990001900002',
      report_kind: 'own',
    })
  })

  test('a title that is cut short is taken, to be settled by the page', () => {
    expect(readLink('石桥镇2023年政府信息公开工…', shared, site)).toMatchObject({ taken: true, year: 2023 })
    expect(readLink('2023年法治政府建设年度报告', own, site)).toMatchObject({ taken: false })
  })
})
