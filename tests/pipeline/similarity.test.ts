/** Copied texts are found with their passages, in a county and among thousands; what the form prescribes is no copying. */
import { describe, expect, test } from 'vitest'
import { commonPassages, maskOf, nameForms, resemblance } from '../../pipeline/audit/shingles.ts'
import { compareTexts, type ProseText } from '../../pipeline/audit/similarity.ts'
import { candidatePairs, signatureOf } from '../../pipeline/audit/similarity-minhash.ts'
import { chanceOf } from '../../pipeline/demo/seeded.ts'

const words =
  '围绕乡村振兴项目资金民生保障就业教育医疗养老环境道路水利防汛森林土地房屋补贴低保救助产业合作社集体账目村务监督公示栏广播微信群热线窗口代办网格员走访座谈意见整改台账培训考核责任分工时限更新检查通报'
const random = chanceOf('similarity')
/** Sentences that nobody prescribed. */
function invent(sentences: number): string {
  return Array.from({ length: sentences }, () =>
    Array.from({ length: 24 }, () => words.charAt(Math.floor(random() * words.length))).join(''),
  ).join('。')
}

function textOf(publisher: string, year: number, text: string, section = 1): ProseText {
  const offsets = Int32Array.from({ length: text.length }, (_, index) => 1000 + index * 2)
  return {
    report: `${publisher}/${year}/own`,
    publisher,
    year,
    kind: 'own',
    prose: [{ section, text, offsets }],
  }
}
const names = { county: '云岭县', publishers: ['云岭县石门镇人民政府', '云岭县青杨镇人民政府'] }

describe('a county', () => {
  test('the same text under another name and with other figures is found, with the way to every passage', () => {
    const text = invent(12)
    const [pair, ...others] = compareTexts(
      [
        textOf('1', 2023, `石门镇人民政府2023年公开90条。${text}`),
        textOf('2', 2023, `青杨镇人民政府2023年公开1278条。${text}`),
      ],
      names,
    ).filter(({ part }) => part === 'body')
    expect(others).toEqual([])
    expect(pair).toMatchObject({ report: '2/2023/own', other: '1/2023/own', scope: 'neighbour', share: 1 })
    const [passage] = pair?.passages ?? []
    expect(passage?.start).toBeGreaterThanOrEqual(1000)
    expect(passage?.end).toBeGreaterThan(passage?.start ?? 0)
  })

  test('own earlier years are compared, neighbours of other years are not', () => {
    const text = invent(12)
    const pairs = compareTexts(
      [textOf('1', 2021, text), textOf('1', 2023, text), textOf('2', 2022, text)],
      names,
    )
    expect(pairs.map(({ report, other, scope }) => [report, other, scope])).toEqual([
      ['1/2023/own', '1/2021/own', 'own_earlier'],
    ])
  })

  test('different texts, prescribed wording and a few words of nothing are no pair', () => {
    const prescribed =
      '根据《中华人民共和国政府信息公开条例》要求，编制本报告。本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。没有其他需要报告的事项。'
    expect(compareTexts([textOf('1', 2023, invent(12)), textOf('2', 2023, invent(12))], names)).toEqual([])
    expect(
      compareTexts([textOf('1', 2023, prescribed.repeat(3)), textOf('2', 2023, prescribed.repeat(3))], names),
    ).toEqual([])
    expect(compareTexts([textOf('1', 2023, '无。'), textOf('2', 2023, '无。')], names)).toEqual([])
  })

  test('a copied plan in a text of its own is found as a plan', () => {
    const plan = invent(6)
    const report = (publisher: string, year: number): ProseText => {
      const own = textOf(publisher, year, invent(20))
      return { ...own, prose: [...own.prose, ...textOf(publisher, year, plan, 5).prose] }
    }
    const pairs = compareTexts([report('1', 2022), report('1', 2023)], names)
    expect(pairs.map(({ part, share }) => [part, share])).toEqual([['plan', 1]])
  })
})

test('giving up early never changes an answer that matters', () => {
  const draw = (pool: number): Uint32Array =>
    Uint32Array.from(new Set(Array.from({ length: 200 }, () => Math.floor(random() * pool)))).sort()
  for (let round = 0; round < 200; round += 1) {
    const pool = 150 + Math.floor(random() * 400)
    const [one, other] = [draw(pool), draw(pool)]
    const share = resemblance(one, other)
    for (const least of [0.2, 0.4, 0.6, share])
      expect(resemblance(one, other, least)).toBe(share >= least ? share : 0)
  }
})

test('passages lead back to the places of both texts', () => {
  const mask = maskOf(nameForms(names.publishers, names.county))
  const shared = invent(2)
  const [one, other] = [`${invent(1)}。${shared}`, `${shared}。${invent(1)}`].map((text) => ({
    text,
    masked: mask(textOf('1', 2023, text).prose),
  }))
  if (one === undefined || other === undefined) throw new Error('no texts')
  const [passage] = commonPassages(one.masked, other.masked)
  if (passage === undefined) throw new Error('no passage')
  const cut = (text: string, start: number, end: number): string =>
    text.slice((start - 1000) / 2, (end - 1 - 1000) / 2 + 1)
  const bare = (text: string): string => text.replaceAll('。', '')
  expect(bare(cut(one.text, passage.start, passage.end))).toBe(bare(shared))
  expect(bare(cut(other.text, passage.other_start, passage.other_end))).toBe(bare(shared))
})

test('among many, every pair that is nearly the same meets, and strangers seldom do', () => {
  const mask = maskOf([])
  const texts = Array.from({ length: 400 }, () => invent(8))
  const copies = texts.slice(0, 40).map((text) => `${text}${invent(1)}`)
  const sets = [...texts, ...copies].map((text) => mask(textOf('1', 2023, text).prose).shingles)
  const pairs = candidatePairs(sets.map(signatureOf))
  const found = new Set(pairs.map(([a, b]) => `${a}-${b}`))
  for (let index = 0; index < 40; index += 1) {
    expect(
      resemblance(sets[index] ?? new Uint32Array(), sets[400 + index] ?? new Uint32Array()),
    ).toBeGreaterThan(0.8)
    expect(found.has(`${index}-${400 + index}`)).toBe(true)
  }
  expect(pairs.length).toBeLessThan(80)
  expect(candidatePairs([signatureOf(new Uint32Array()), signatureOf(new Uint32Array())])).toEqual([])
})
