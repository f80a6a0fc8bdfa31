import { describe, expect, it } from 'vitest'
import { normaliseGlyph } from '../../../parsers/attachment/cjk-radicals.ts'
import { tableOfRows } from '../../../parsers/attachment/defined-rows.ts'
import { writeMarkup } from '../../../parsers/attachment/markup.ts'
import { joinTables } from '../../../parsers/attachment/pdf-join.ts'
import { findLattice } from '../../../parsers/attachment/pdf-lattice.ts'
import type { Rule } from '../../../parsers/attachment/pdf-paths.ts'
import type { FilledTable } from '../../../parsers/attachment/pdf-page.ts'
import { showCell } from '../../../parsers/attachment/sheet-cell.ts'

describe('showCell', () => {
  const isDate = (format: string): boolean => /[ymd]/.test(format)
  it.each([
    [
      'a rounded format shows the number itself',
      { t: 'n', v: 190.457379, w: '190.46', z: '0.00' },
      '190.457379',
    ],
    ['thousands separators go', { t: 'n', v: 11_398_889, w: '11,398,889', z: '#,##0' }, '11398889'],
    ['binary dust goes', { t: 'n', v: 0.1 + 0.2, w: '0.3' }, '0.3'],
    ['a percentage stays one', { t: 'n', v: 0.5, w: '50%', z: '0%' }, '50%'],
    ['a date is no number', { t: 'n', v: 5, w: '1900-01-05', z: 'yyyy-mm-dd' }, '1900-01-05'],
    ['a formula without a result is no number', { t: 'z', f: 'SUM(A1:A3)' }, '=SUM(A1:A3)'],
    ['an error is no number', { t: 'e', v: 23, w: '#REF!' }, '#REF!'],
    ['nothing is nothing, not nought', { t: 'z' }, ''],
    ['text stays as it is', { t: 's', v: ' 12\r\n3 ', w: '12 3' }, '12\n3'],
  ])('%s', (_, cell, text) => {
    expect(showCell(cell, isDate)).toBe(text)
  })
})

describe('normaliseGlyph', () => {
  it('turns radicals into the characters that they stand for, and leaves full-width forms', () => {
    expect(normaliseGlyph('⺠政⾏⽂⾃然⼈（⼀）１豈')).toBe('民政行文自然人（一）１豈')
  })
})

describe('tableOfRows', () => {
  const cell = (left: number, right: number, text: string, up = false) => ({
    left,
    right,
    continuesLeft: false,
    continuesUp: up,
    lines: text === '' ? [] : [text],
    images: 0,
  })
  it('fills spans from edges that differ by rounding', () => {
    const table = tableOfRows([
      [cell(0, 100, '甲'), cell(100, 300, '乙')],
      [cell(0, 108, '', true), cell(108, 200, '1'), cell(200, 310, '2')],
    ])
    expect(table?.rows.map((row) => row.map(({ colspan, rowspan }) => [colspan, rowspan]))).toEqual([
      [
        [1, 2],
        [2, 1],
      ],
      [
        [1, 1],
        [1, 1],
      ],
    ])
  })
  it('refuses a merge with nothing above it', () => {
    expect(tableOfRows([[cell(0, 100, '甲', true)]])).toBeNull()
  })
})

describe('findLattice', () => {
  const across = (at: number, from: number, to: number): Rule => ({ axis: 'across', at, from, to })
  const down = (at: number, from: number, to: number): Rule => ({ axis: 'down', at, from, to })
  const frame = [across(0, 0, 100), across(40, 0, 100), down(0, 0, 40), down(100, 0, 40)]
  it('joins squares that no line parts', () => {
    const { tables, doubtful } = findLattice([...frame, across(20, 0, 100), down(50, 20, 40)])
    expect(tables[0]?.cells).toEqual([
      { left: 0, right: 2, top: 0, bottom: 1 },
      { left: 0, right: 1, top: 1, bottom: 2 },
      { left: 1, right: 2, top: 1, bottom: 2 },
    ])
    expect(doubtful).toEqual([])
  })
  it('doubts squares that join to no rectangle, and lines that end half-way', () => {
    const bent = findLattice([...frame, across(20, 50, 100), down(50, 20, 40)])
    const half = findLattice([...frame, across(20, 0, 100), down(50, 20, 30), across(30, 40, 60)])
    expect([bent.tables.length, bent.doubtful.length]).toEqual([0, 1])
    expect([half.tables.length, half.doubtful.length]).toEqual([0, 1])
  })
  it('takes a frame for no table', () => {
    expect(findLattice(frame).tables).toEqual([])
  })
})

describe('joinTables', () => {
  const part = (texts: string[][], open: { top: boolean; bottom: boolean }, width = 50): FilledTable => ({
    xs: [0, width, 2 * width],
    height: texts.length,
    cells: texts.flatMap((row, top) =>
      row.map((text, left) => ({
        left,
        right: left + 1,
        top,
        bottom: top + 1,
        lines: text === '' ? [] : [text],
      })),
    ),
    openTop: [open.top, open.top],
    openBottom: [open.bottom, open.bottom],
  })
  const closed = { top: false, bottom: false }
  const texts = (table: FilledTable | null): string[] | undefined =>
    table?.cells.map((cell) => cell.lines.join('+'))

  it('puts rows after rows', () => {
    expect(
      texts(
        joinTables(
          part(
            [
              ['项目', '数'],
              ['许可', '1'],
            ],
            closed,
          ),
          part([['处罚', '2']], closed),
        ),
      ),
    ).toEqual(['项目', '数', '许可', '1', '处罚', '2'])
  })
  it('drops headings that the second page repeats', () => {
    const first = part(
      [
        ['项目', '数'],
        ['许可', '1'],
      ],
      closed,
    )
    expect(
      texts(
        joinTables(
          first,
          part(
            [
              ['项目', '数'],
              ['处罚', '2'],
            ],
            closed,
          ),
        ),
      )?.length,
    ).toBe(6)
  })
  it('keeps a row of figures that happens to repeat', () => {
    const first = part(
      [
        ['1', '1'],
        ['许可', '1'],
      ],
      closed,
    )
    expect(texts(joinTables(first, part([['1', '1']], closed)))?.length).toBe(6)
  })
  it('makes one row of a row that the break has cut', () => {
    const first = part(
      [
        ['许可', '1'],
        ['行政处', '2'],
      ],
      { top: false, bottom: true },
    )
    expect(
      texts(
        joinTables(
          first,
          part(
            [
              ['罚', ''],
              ['强制', '3'],
            ],
            { top: true, bottom: false },
          ),
        ),
      ),
    ).toEqual(['许可', '1', '行政处+罚', '2', '强制', '3'])
  })
  it('leaves tables of other columns apart', () => {
    expect(joinTables(part([['许可', '1']], closed), part([['许可', '1']], closed, 60))).toBeNull()
  })
})

describe('writeMarkup', () => {
  it('writes no markup that a document holds in its text', () => {
    const html = writeMarkup([{ kind: 'paragraph', text: '<img onerror="x">&amp;\u0000' }])
    expect(html).toContain('<p>&lt;img onerror=&quot;x&quot;&gt;&amp;amp;</p>')
  })
})
