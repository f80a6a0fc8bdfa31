import { load } from 'cheerio'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { makeDictionary, translateText } from '../../dashboards/phrases.ts'
import { pagePaths } from './page-paths.ts'
import { seed } from './seed.ts'
import type { Served } from './serve-seed.ts'
import { serveSeed } from './serve-seed.ts'

const spoken = ['title', 'aria-label', 'placeholder', 'alt', 'data-search', 'label']

let served: Served
/** What the seed's own reports, sites and records say: data, which no page translates; longest first. */
let data: readonly string[] = []

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value, value.replace(/(?:人民政府|办事处)$/u, '')]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

beforeAll(async () => {
  served = await serveSeed(seed())
  const found = new Set<string>(['石门'])
  for (const path of [...pagePaths, '/dictionary?part=codes', '/publisher']) {
    const url = new URL(path, served.dashboard.url)
    url.searchParams.set('format', 'json')
    const { rows } = z.object({ rows: z.unknown() }).parse(await (await fetch(url)).json())
    for (const text of textsIn(rows)) if (/\p{Script=Han}/u.test(text)) found.add(text)
  }
  data = [...found].sort((left, right) => right.length - left.length)
})
afterAll(() => served.close())

/** Every text a reader of an English page would meet in Chinese. */
async function chineseOf(path: string): Promise<string[]> {
  const url = new URL(path, served.dashboard.url)
  url.searchParams.set('lang', 'en')
  const $ = load(await (await fetch(url)).text())
  $('[translate=no]').remove()
  const texts = $('*')
    .contents()
    .toArray()
    .flatMap((node) => (node.type === 'text' ? [node.data] : []))
  const attributes = $('*')
    .toArray()
    .flatMap((element) => spoken.map((name) => $(element).attr(name) ?? ''))
  return [...texts, ...attributes]
    .map((text) =>
      data
        .reduce((left, own) => left.replaceAll(own, ''), text)
        .replace(/\s+/gu, ' ')
        .trim(),
    )
    .filter((text) => /\p{Script=Han}/u.test(text))
}

test.each([...pagePaths, '/nowhere', '/publisher/x', '/?year=1900', '/compare?cell=x', '/?format=x'])(
  '%s speaks English throughout',
  async (path) => {
    expect(await chineseOf(path)).toEqual([])
  },
)

test('English pages lead to English pages, and back', async () => {
  const text = await (await fetch(`${served.dashboard.url}findings?year=2022&lang=en`)).text()
  const $ = load(text)
  expect($('nav a').first().attr('href')).toBe('/?lang=en')
  expect($('a[hreflang=zh-CN]').attr('href')).toBe('/findings?year=2022')
  expect(text).toContain('<html lang="en">')
})

test('phrases are filled, joined and left alone where unknown', () => {
  const words = makeDictionary([
    ['第 {n} 版', 'version {n}'],
    ['没有“{}”', 'no “{}”'],
    ['乡镇', 'township'],
    ['按时；不符', 'both'],
  ])
  const cases: [string, string][] = [
    [' 第 3 版\n', ' version 3\n'],
    ['第 三 版', '第 三 版'],
    ['没有“乡镇”', 'no “township”'],
    ['甲：按时；不符', '甲: both'],
    ['甲：乙；丙', '甲：乙；丙'],
    ['乡镇：按时；不符', 'township: both'],
    ['ok', 'ok'],
  ]
  for (const [from, to] of cases) expect(translateText(from, words), from).toBe(to)
})
