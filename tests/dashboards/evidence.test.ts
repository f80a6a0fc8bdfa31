import { load } from 'cheerio'
import { describe, expect, test } from 'vitest'
import { readMarks } from '../../dashboards/archived-page.ts'
import { drawArchivedPage } from '../../dashboards/evidence.ts'
import { seed, walkedReport } from './seed.ts'
import { xssPayloads } from './xss-payloads.ts'

const words = { notice: '存档', style: 'td{}' }
const url = 'http://www.yunling.example/info/1777/1.htm'
const page = (text: string, media_type: string | null = 'text/html') => ({ text, url, media_type })

function markOf(text: string, stretch: string, label = '') {
  const start = text.indexOf(stretch)
  return { start, end: start + stretch.length, label }
}

const elements =
  'html head body meta title style p div table tbody thead tfoot tr td th caption span mark a br h1 h2 h3 pre ul ol li'.split(
    ' ',
  )
const attributes = new Set(
  'lang charset name content rel href target class id colspan rowspan span data-label'.split(' '),
)

describe('an archived page is harmless', () => {
  test.each(xssPayloads)('%s', (payload) => {
    const text = `<table><tr><td>甲${payload}</td><td>12</td></tr></table>`
    const drawn = drawArchivedPage(page(text), [markOf(text, '<td>12</td>')], words)
    const tree = load(drawn)
    const all = tree('*')
      .toArray()
      .flatMap((node) => ('attribs' in node ? [node] : []))
    const names = new Set(all.map((element) => element.name))
    expect([...names].filter((name) => !elements.includes(name))).toEqual([])
    for (const element of all) {
      expect(Object.keys(element.attribs).filter((name) => !attributes.has(name))).toEqual([])
      const href = element.attribs['href']
      if (element.name === 'a' && href !== undefined) {
        expect(href).toMatch(/^https?:/u)
        expect(element.attribs['rel']).toContain('noreferrer')
      }
    }
    expect(tree('style').text()).toBe(words.style)
    expect(tree('[id="figure-1"]').length).toBe(1)
  })

  test('images and frames become labelled boxes, never requests', () => {
    const drawn = drawArchivedPage(
      page('<p><img src="/up/table3.png" alt="表三"><iframe src="a.pdf"></iframe></p>'),
      [],
      words,
    )
    const boxes = load(drawn)('.placeholder')
      .toArray()
      .map((box) => load(box).text())
    expect(boxes).toEqual(['图片 · 表三 · table3.png', '内嵌页面 · a.pdf'])
  })

  test('links are made absolute against the page, without credentials', () => {
    const drawn = drawArchivedPage(
      page('<a href="../list.htm">列表</a><a href="http://u:p@x.cn/">x</a>'),
      [],
      words,
    )
    const hrefs = load(drawn)('a')
      .toArray()
      .map((link) => link.attribs['href'])
    expect(hrefs).toEqual(['http://www.yunling.example/info/list.htm', 'http://x.cn/'])
  })
})

describe('the highlight is exact', () => {
  const cases: [string, string, string, string][] = [
    ['a plain cell', '<table><tr><td>甲</td><td>12</td><td>12</td></tr></table>', '<td>12</td>', '12'],
    [
      'a Word cell',
      '<table><tr><td style="x"><p><span>&nbsp;12</span></p></td></tr></table>',
      '<td style="x"><p><span>&nbsp;12</span></p></td>',
      '12',
    ],
    [
      'after CRLF and entities',
      'a\r\n&amp;&hellip;\r\n<table>\r\n<tr><td>12</td></tr></table>',
      '<td>12</td>',
      '12',
    ],
    ['beyond the basic plane', '<p>㙍䶮𬭚𬭚</p><table><tr><td>12</td></tr></table>', '<td>12</td>', '12'],
    ['a cell outside any table', '<div><td>12</td></div>', '<td>12</td>', '12'],
    ['an upper-case cell without an end', '<TABLE><TR><TD>甲<TD>12<TR><TD>乙</TABLE>', '<TD>12', '12'],
    ['a sentence within a text', '<p>甲。共公开90条。乙。</p>', '共公开90条。', '共公开90条。'],
    [
      'a sentence over several tags',
      '<p>共<b>公开</b>90<i>条</i>。乙。</p>',
      '共<b>公开</b>90<i>条</i>。',
      '共公开90条。',
    ],
    ['a sentence with entities', '<p>甲&nbsp;共&#x516c;开90条。乙</p>', '共&#x516c;开90条。', '共公开90条。'],
    [
      'inside noscript and form',
      '<form><noscript><table><tr><td>12</td></tr></table></noscript></form>',
      '<td>12</td>',
      '12',
    ],
  ]
  test.each(cases)('%s', (_name, text, stretch, shown) => {
    const tree = load(drawArchivedPage(page(text), [markOf(text, stretch)], words))
    expect(tree('mark.asked').text().trim()).toBe(shown)
    expect(tree('style').text()).toBe(words.style)
    expect(tree('[id="figure-1"]').length).toBe(1)
  })

  test('a blank cell is marked too', () => {
    const text = '<table><tr><td>甲</td><td></td></tr></table>'
    const tree = load(drawArchivedPage(page(text), [markOf(text, '<td></td>')], words))
    expect(tree('td.asked').length).toBe(1)
    expect(tree('td.asked [id="figure-1"]').length).toBe(1)
  })

  test('every operand is marked with its number', () => {
    const text = '<table><tr><td>1</td><td>2</td><td>3</td></tr></table>'
    const marks = [markOf(text, '<td>3</td>', '①'), markOf(text, '<td>1</td>', '②')]
    const tree = load(drawArchivedPage(page(text), marks, words))
    expect(
      tree('.marked')
        .toArray()
        .map((cell) => [cell.attribs['data-label'], tree(cell).text()]),
    ).toEqual([
      ['②', '1'],
      ['①', '3'],
    ])
    expect(tree('.asked[data-label="①"]').length).toBe(1)
  })

  test('every fact of the seeded pages is found with its raw text', () => {
    const { rows, pages } = seed()
    const report = rows.reports.find((one) => one.report === walkedReport && one.current)
    const archived = pages.get(report?.snapshot ?? '')
    if (archived === undefined) throw new Error('seed: the walked report has no page')
    const facts = rows.facts.filter(
      (fact) => fact.report === walkedReport && fact.revision === report?.revision,
    )
    expect(facts.length).toBe(200)
    const marks = facts.flatMap(({ place_start: start, place_end: end }) =>
      start === null || end === null ? [] : [{ start, end, label: '' }],
    )
    const tree = load(drawArchivedPage(archived, marks, words))
    expect(
      tree('td.marked')
        .toArray()
        .map((cell) => tree(cell).text()),
    ).toEqual(facts.map((fact) => fact.raw))
  })

  test('a place that HTML cannot show is shown in the source text', () => {
    const text = '<script>var n = "90条"</script>'
    const tree = load(drawArchivedPage(page(text), [markOf(text, '90条')], words))
    expect(tree('pre mark').text()).toBe('90条')
  })

  test('what is no HTML is shown as text', () => {
    const tree = load(drawArchivedPage(page('{"a":"<b>1</b>"}', 'application/json'), [], words))
    expect(tree('pre').text()).toBe('{"a":"<b>1</b>"}')
  })

  test('a page of ten thousands of nested elements is drawn', () => {
    const text = `${'<div>'.repeat(100_000)}<table><tr><td>12</td></tr></table>`
    const drawn = drawArchivedPage(page(text), [markOf(text, '<td>12</td>')], words)
    expect(drawn).toContain('<mark class="asked">12</mark>')
  })
})

test('marks of an address are read, and nothing else', () => {
  expect(readMarks('1-5,7-9')).toEqual([
    { start: 1, end: 5, label: '①' },
    { start: 7, end: 9, label: '②' },
  ])
  expect(readMarks('1-5')).toEqual([{ start: 1, end: 5, label: '' }])
  expect(readMarks('x,1,-,1-99999999999,"><script>')).toEqual([])
  expect(readMarks(null)).toEqual([])
})
