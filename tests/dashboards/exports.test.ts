import { expect, test } from 'vitest'
import { writeCsv } from '../../dashboards/export/csv.ts'
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
