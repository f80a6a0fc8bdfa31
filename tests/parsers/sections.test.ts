/** The six chapters under every heading that pages have been seen to print, and nothing that only looks like one. */
import { describe, expect, test } from 'vitest'
import { dropSpace } from '../../parsers/page/text.ts'
import { outlineOf } from '../../parsers/read.ts'
import { writeArticle } from '../../parsers/report/article.ts'
import type { Section } from '../../parsers/report/report.ts'
import { findSections, headingWords, sectionAt } from '../../parsers/report/sections.ts'
import { findTables } from '../../parsers/report/tables.ts'

function sectionsOf(html: string): Section[] {
  const outline = outlineOf(html).value
  if (outline === null) throw new Error('the test page has no outline')
  const nos = new Set(findTables(outline).value.segments.map(({ grid }) => grid.table.no))
  const cells = new Set(outline.cells.flatMap((cell, index) => (nos.has(cell.table) ? [index] : [])))
  return findSections(writeArticle(html, outline, cells), html, outline, cells)
}
const numbersOf = (html: string): number[] => sectionsOf(html).map(({ no }) => no)
const lines = (...texts: string[]): string => texts.map((text) => `<p>${text}</p>`).join('\n')

const variants: [no: number, heading: string][] = [
  [1, '一、总体情况'],
  [1, '一、概述'],
  [1, '一、基本情况'],
  [1, '一、基本概况'],
  [1, '一、政府信息公开工作的基本概况'],
  [1, '一、政府信息公开工作基本情况'],
  [1, '一、工作基本情况'],
  [1, '一、工作总体推进情况'],
  [1, '一、主要工作概述'],
  [1, '一、主要任务落实情况'],
  [1, '一、2022年政务公开总体情况'],
  [2, '二、主动公开政府信息情况'],
  [2, '二、主动公开政府信息的情况'],
  [2, '二、行政机关主动公开政府信息的情况'],
  [2, '二、政府信息主动公开情况'],
  [2, '二、信息公开情况'],
  [3, '三、收到和处理政府信息公开申请情况'],
  [3, '三、行政机关收到和处理政府信息公开申请的情况'],
  [3, '三、政府信息依申请公开办理情况'],
  [3, '三、依申请公开政府信息情况'],
  [3, '三、依申请公开和不予公开政府信息情况'],
  [4, '四、政府信息公开行政复议、行政诉讼情况'],
  [4, '四、政府信息公开行政复议,行政诉讼的情况'],
  [4, '四、因政府信息公开工作被申请行政复议、提起行政诉讼情况'],
  [4, '四、因政府信息公开申请行政复议、提起行政诉讼的情况'],
  [4, '四、复议、诉讼和申诉情况'],
  [5, '五、存在的主要问题及改进情况'],
  [5, '五、政府信息公开工作存在的主要问题及改进情况'],
  [5, '五、存在问题及改进措施'],
  [5, '五、存在问题和下一步打算'],
  [5, '五、政府信息公开工作存在的主要问题'],
  [6, '六、其他需要报告的事项'],
  [6, '六、其它需要报告事项'],
  [6, '六、需要说明的事项'],
  [6, '六、需要说明的事项与附表'],
]

describe('headings', () => {
  test.each(variants)('chapter %i: %s', (no, heading) => {
    expect(numbersOf(lines('引言。', heading, '正文。'))).toEqual([no])
    expect(numbersOf(`<div>引言。 ${heading} 正文若干。</div>`)).toEqual([no])
    expect(numbersOf(lines(`<span>${heading.slice(0, 3)}</span><b>${heading.slice(3)}</b>：`))).toEqual([no])
  })

  const six = ['总体情况', '主动公开政府信息情况', '收到和处理政府信息公开申请情况']
  test.each([
    ['Arabic numerals', six.map((words, at) => `${at + 1}.${words}`)],
    ['Arabic numerals with 、', six.map((words, at) => `${at + 1}、${words}`)],
    ['no numbering', six],
    ['bullets', six.map((words) => `● ${words}`)],
    ['numbering restarted', [`一、${six[0]}`, `（一）${six[1]}`, `（二）${six[2]}`]],
    ['the same numeral twice', [`一、${six[0]}`, `一、${six[1]}`, `三、${six[2]}`]],
    ['第一部分', six.map((words, at) => `第${'一二三'.charAt(at)}部分 ${words}`)],
    ['full-width marks', six.map((words, at) => `${'一二三'.charAt(at)}．${words}：`)],
    ['spaces within', six.map((words, at) => `${'一二三'.charAt(at)} 、 ${[...words].join(' ')}`)],
  ])('%s', (_, headings) => {
    expect(numbersOf(lines(...headings.flatMap((heading) => [heading, '正文若干字，说明工作。'])))).toEqual([
      1, 2, 3,
    ])
  })
})

describe('what is no heading', () => {
  test('sub-headings of chapter one lose to the chapters they sound like', () => {
    const found = sectionsOf(
      lines(
        '一、总体情况',
        '（一）主动公开情况',
        '公开90条。',
        '（二）依申请公开情况',
        '收到0件。',
        '（三）存在问题',
        '少。',
        '二、主动公开政府信息情况',
        '三、收到和处理政府信息公开申请情况',
        '五、存在的主要问题及改进情况',
        '略。',
      ),
    )
    expect(found.map(({ title }) => title)).toEqual([
      '一、总体情况',
      '二、主动公开政府信息情况',
      '三、收到和处理政府信息公开申请情况',
      '五、存在的主要问题及改进情况',
    ])
  })

  test('a table of contents', () => {
    const headings = [
      '一、总体情况',
      '二、主动公开政府信息情况',
      '三、收到和处理政府信息公开申请情况',
      '六、其他需要报告的事项',
    ]
    const html = lines(
      '目录',
      ...headings,
      ...headings.flatMap((heading) => [heading, '这一部分的正文，若干字，说明本年工作情况。']),
    )
    const found = sectionsOf(html)
    expect(found.map(({ no }) => no)).toEqual([1, 2, 3, 6])
    expect(found[0]?.start).toBe(html.lastIndexOf('一、总体情况'))
    expect(found[3]?.start).toBe(html.lastIndexOf('六、其他'))
  })

  test('headings with nothing but images between them are not a table of contents', () => {
    const html = lines(
      '一、总体情况',
      '正文。',
      '二、主动公开政府信息情况',
      '<img src="a.png">',
      '三、收到和处理政府信息公开申请情况',
      '<img src="b.png">',
      '四、政府信息公开行政复议、行政诉讼情况',
    )
    expect(numbersOf(html)).toEqual([1, 2, 3, 4])
  })

  test('an announcement of the parts', () => {
    expect(
      numbersOf(lines('本报告由总体情况、主动公开政府信息情况、其他需要报告的事项等六部分组成。')),
    ).toEqual([])
  })

  test('a report without chapters', () => {
    expect(numbersOf(lines('2018年，我乡公开信息2423条。', '下一步，加强学习。'))).toEqual([])
  })
})

test('a heading printed inside a table stands at its cell', () => {
  const html = `${lines('三、收到和处理政府信息公开申请情况')}<table><tr><td colspan="15">四、政府信息公开行政复议、行政诉讼情况</td></tr>
    <tr><td colspan="5">行政复议</td><td colspan="10">行政诉讼</td></tr>
    <tr><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td></tr></table>${lines('五、存在的主要问题及改进情况')}`
  const found = sectionsOf(html)
  expect(found.map(({ no }) => no)).toEqual([3, 4, 5])
  expect(html.slice(found[1]?.start ?? 0)).toMatch(/^四、政府信息公开行政复议/)
})

test('a certain heading out of order is still told, in the order of the page', () => {
  expect(
    numbersOf(
      lines(
        '一、总体情况',
        '文。',
        '四、政府信息公开行政复议、行政诉讼情况',
        '文。',
        '三、收到和处理政府信息公开申请情况',
        '文。',
        '五、存在的主要问题及改进情况',
      ),
    ),
  ).toHaveLength(4)
})

test('offsets lead back to the heading', () => {
  for (const [, heading] of variants) {
    const html = lines('引&nbsp;言。', heading, '正文。')
    const [section] = sectionsOf(html)
    expect(dropSpace(html.slice(section?.start ?? 0)).startsWith(dropSpace(section?.title ?? '?'))).toBe(true)
  }
})

test('an offset belongs to the chapter before it', () => {
  const sections = [
    { no: 1, title: '一', start: 10 },
    { no: 2, title: '二', start: 20 },
  ]
  expect([5, 10, 19, 20, 99].map((offset) => sectionAt(sections, offset))).toEqual([null, 1, 1, 2, 2])
})

test.each(['一、总体情况', '（一）总体情况', '1.总体情况', '第一部分总体情况', '● 总体情况', '总体情况'])(
  'the words of %s',
  (title) => {
    expect(headingWords(title)).toBe('总体情况')
  },
)
