import { describe, expect, test } from 'vitest'
import type { CellId } from '../../parsers/codebook/codebook.ts'
import { codebook } from '../../parsers/codebook/codebook.ts'
import { layOut } from '../../parsers/grid/grid.ts'
import { outlineOf, read } from '../../parsers/read.ts'
import type { PrintedEdition } from '../../pipeline/demo/form-grid.ts'
import { formGrids } from '../../pipeline/demo/form-grid.ts'
import type { ReportPage, Shell } from '../../pipeline/demo/page-writer.ts'
import { encodePage, writeReport } from '../../pipeline/demo/page-writer.ts'

const editions: PrintedEdition[] = ['2019', '2021']
const shells: Shell[] = ['vsb', 'word', 'div']

/** A page whose cells all differ: the n-th cell of the edition prints n, every ninth is blank. */
function pageOf(edition: PrintedEdition, shell: Shell, charset = 'utf-8'): ReportPage {
  const printed = codebook.filter((cell) => cell.labels[edition] !== null)
  return {
    edition,
    shell,
    title: '云岭县石门镇2022年政府信息公开工作年度报告',
    publisherName: '石门镇',
    year: 2022,
    date: '2023-01-13',
    facts: new Map<CellId, string>(
      printed.map((cell, index) => [cell.id, index % 9 === 8 ? '' : String(index + 1)]),
    ),
    sections: [
      { no: 1, title: '一、总体情况', paragraphs: ['本段含 <尖括号> 与 "引号" & 符号。'] },
      { no: 2, title: '二、主动公开政府信息情况', paragraphs: [] },
      { no: 3, title: '三、收到和处理政府信息公开申请情况', paragraphs: [] },
      { no: 4, title: '四、政府信息公开行政复议、行政诉讼情况', paragraphs: [] },
      { no: 5, title: '五、存在的主要问题及改进情况', paragraphs: ['存在不足。'] },
      { no: 6, title: '六、其他需要报告的事项', paragraphs: ['无。'] },
    ],
    charset,
  }
}

describe('the form', () => {
  test.each([
    ['2019', ['18×5', '26×10', '4×15'], 198],
    ['2021', ['14×4', '28×10', '4×15'], 200],
  ] as const)('edition %s has tables of %j and %i figures', (edition, shapes, count) => {
    const grids = formGrids(edition)
    expect(grids.map((grid) => `${grid.rows.length}×${grid.width}`)).toEqual(shapes)
    const cells = grids.flatMap((grid) => grid.rows.flat()).flatMap((cell) => cell.cell ?? [])
    expect(cells).toHaveLength(count)
    expect(new Set(cells).size).toBe(count)
    expect(
      cells.every((id) => codebook.some((cell) => cell.id === id && cell.labels[edition] !== null)),
    ).toBe(true)
  })

  test.each(editions)('edition %s: spans fill every row to the full width', (edition) => {
    for (const grid of formGrids(edition)) {
      const covered = grid.rows.map(() => 0)
      grid.rows.forEach((row, index) => {
        for (const { colspan, rowspan } of row)
          for (let down = index; down < index + rowspan; down += 1)
            covered[down] = (covered[down] ?? 0) + colspan
      })
      expect(covered).toEqual(grid.rows.map(() => grid.width))
    }
  })

  test('the outcomes span 20 rows in 2019 and 22 in 2021; groups span 8, 3, 5 and, since 2021, 3', () => {
    const spans = (edition: PrintedEdition): number[] =>
      formGrids(edition)
        .filter((grid) => grid.table === 3)
        .flatMap((grid) => grid.rows.slice(3).flat())
        .map((cell) => cell.rowspan)
        .filter((rows) => rows > 1)
    expect(spans('2019')).toEqual([20, 8, 3, 5])
    expect(spans('2021')).toEqual([22, 8, 3, 5, 3])
  })
})

const cases = editions.flatMap((edition) =>
  shells.flatMap((shell) => (['utf-8', 'gb18030'] as const).map((charset) => ({ edition, shell, charset }))),
)

describe('written pages', () => {
  test.each(cases)('$edition $shell $charset: three rectangles of the right shape', ({ edition, shell }) => {
    const outline = outlineOf(writeReport(pageOf(edition, shell))).value
    const shapes = (outline?.tables ?? []).map((table) => {
      const { rows, width } = layOut(table).value
      return `${rows.length}×${width}`
    })
    const wanted = formGrids(edition).map((grid) => `${grid.rows.length}×${grid.width}`)
    expect(shapes.filter((shape) => wanted.includes(shape))).toEqual(wanted)
  })

  test.each(cases)(
    '$edition $shell $charset: every cell is read back as it was written',
    ({ edition, shell, charset }) => {
      const page = pageOf(edition, shell, charset === 'gb18030' ? 'gb2312' : charset)
      const { value } = read(encodePage(writeReport(page), charset), { contentType: 'text/html' })
      expect(value).toMatchObject({ title: page.title, year: 2022, dates: { page: '2023-01-13' } })
      expect(value.charset?.name).toBe(charset)
      expect(value.sections.map(({ no }) => no)).toEqual([1, 2, 3, 4, 5, 6])
      expect(new Map(value.facts.map((fact) => [fact.cell, fact.raw]))).toEqual(page.facts)
      expect(value.facts.every((fact) => (fact.raw === '') === (fact.state === 'blank'))).toBe(true)
    },
  )

  test.each(shells)('%s: tables as pictures leave no figure in the page', (shell) => {
    const html = writeReport({ ...pageOf('2021', shell), tables: 'image' })
    expect(html.match(/<img [^>]*table-\d/gi)).toHaveLength(3)
    expect(read(encodePage(html, 'utf-8')).value.facts).toEqual([])
  })

  test('text is escaped, in the body and in attributes', () => {
    for (const shell of shells) {
      const html = writeReport({ ...pageOf('2021', shell), title: '"><script>alert(1)</script>' })
      expect(html).not.toContain('<script>alert')
      expect(html).toContain('&lt;尖括号&gt;')
    }
  })

  test('a character that the charset has no place for stops the writing', () => {
    expect(() => encodePage('石门镇\ud800', 'gb18030')).toThrow(/cannot be written/)
    expect(encodePage('㙍䶮𬭚', 'gb18030').length).toBeGreaterThan(0)
  })
})
