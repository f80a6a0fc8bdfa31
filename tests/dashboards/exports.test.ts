import { read } from '@e965/xlsx'
import { expect, test } from 'vitest'
import { namedColumns } from '../../dashboards/export/datapackage.ts'
import { datasets } from '../../dashboards/export/datasets.ts'
import { writeCsv } from '../../dashboards/export/csv.ts'
import { writeXlsx } from '../../dashboards/export/xlsx.ts'
import { writeJson } from '../../dashboards/export/json.ts'

const columns = [
  { name: 'name', label: '单位' },
  { name: 'value', label: '数值', unit: '件' },
]

const values: [unknown, string][] = [
  ['石门镇', '石门镇'],
  ['=1+1', "'=1+1"],
  ['+10', '+10'],
  ['-8', '-8'],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', '"\'\t=1"'],
  ['＝1', "'＝1"],
  ['＋1', "'＋1"],
  ['－1', "'－1"],
  ['＠x', "'＠x"],
  ['=HYPERLINK("http://evil.example")', `"'=HYPERLINK(""http://evil.example"")"`],
  ['甲,乙', '"甲,乙"'],
  ['甲"乙', '"甲""乙"'],
  ['甲\n乙', '"甲\n乙"'],
  ['990001101000', '990001101000'],
  [-8, '-8'],
  [10, '10'],
  [18.871, '18.871'],
  [0, '0'],
  [null, ''],
  [undefined, ''],
  [true, 'true'],
  [['t3.a', 't3.b'], '"[""t3.a"",""t3.b""]"'],
]

test.each(values)('CSV writes %j as %s', (value, written) => {
  expect(writeCsv(columns, [{ name: value, value: 1 }])).toBe(`单位,数值（件）\r\n${written},1\r\n`)
})

test('JSON keeps absent apart from nought and leaves out what is no column', () => {
  const view = { title: '比较', question: '多少？', columns }
  const written: unknown = JSON.parse(
    writeJson(
      view,
      [
        { name: '甲', value: 0, secret: 1 },
        { name: '乙', value: null },
      ],
      null,
    ),
  )
  expect(written).toMatchObject({
    about: null,
    rows: [
      { name: '甲', value: 0 },
      { name: '乙', value: null },
    ],
  })
  expect(JSON.stringify(written)).not.toContain('secret')
})

const starts = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']
const bodies = [
  '1+1',
  'SUM(A1:A9)',
  'cmd|"/c calc"!A0',
  'HYPERLINK("http://evil.example")',
  'IMPORTXML("http://evil.example","//a")',
  'WEBSERVICE("http://evil.example")',
  '2+5+cmd|" /C calc"!A0',
  '@SUM(1)',
  '1e9',
  '10%',
]
const hostile = starts.flatMap((start) => bodies.flatMap((body) => [`${start}${body}`, `${start} ${body}`]))

test('200 hostile strings: no formula in CSV or XLSX, numbers and codes stay what they are', () => {
  expect(new Set(hostile).size).toBe(200)
  const rows = hostile.map((name) => ({ name, value: -8 }))
  for (const excel of [false, true]) {
    const lines = writeCsv(columns, rows, excel)
      .replace(/^\uFEFF/u, '')
      .split(/\r\n(?=['"])/u)
    expect(lines).toHaveLength(201)
    for (const line of lines.slice(1)) expect(line).toMatch(/^"?'/u)
  }
  const book = read(writeXlsx([{ name: '表', columns, rows }], []), { cellFormula: true })
  const cells = Object.entries(book.Sheets['表'] ?? {}).filter(([name]) => !name.startsWith('!'))
  expect(cells).toHaveLength(402)
  for (const [name, cell] of cells) {
    expect(cell, name).not.toHaveProperty('f')
    expect(cell, name).toHaveProperty('t', name.startsWith('A') || name === 'B1' ? 's' : 'n')
  }
  expect(writeCsv(columns, [{ name: '990001101000', value: 10 }], true)).toContain('"\t990001101000",10')
})

test('a dataset in a spreadsheet says codes in words and lists as people write them; CSV keeps codes', () => {
  const dataset = datasets.find((one) => one.name === 'findings')
  if (dataset === undefined) throw new Error('no findings to export')
  const rows = [{ severity: 'E', verdict: 'broken', cells: ['t3.a', 't3.b'], stated_nos: [] }]
  const book = read(writeXlsx([{ name: 'findings', columns: dataset.columns, rows }], []))
  const said = Object.values(book.Sheets['findings'] ?? {}).map((cell: { v?: unknown }) => cell.v)
  expect(said).toEqual(expect.arrayContaining(['严重', '不符', 't3.a、t3.b']))
  expect(writeCsv(namedColumns(dataset), rows)).toContain('E,broken')
})
