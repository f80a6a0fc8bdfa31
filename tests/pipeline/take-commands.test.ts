/** `gouji export` and `gouji report` on the sample county: typed files, one HTML document, faults told. */
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read, utils } from '@e965/xlsx'
import { beforeAll, expect, test } from 'vitest'
import { datasets } from '../../dashboards/export/datasets.ts'
import { freePorts, play, playTour } from '../support/stage.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-take-'))
  await playTour(join(folder, 'ws'), await freePorts())
}, 120_000)

const on = (...args: string[]): string[] => [...args, '-w', join(folder, 'ws')]

test('export writes every dataset in every form, with its descriptions', async () => {
  const out = join(folder, 'all')
  const { exit } = await play(on('export', '-o', out, '--format', 'csv,excel.csv,xlsx,parquet'))
  expect(exit).toBe(0)
  const names = await readdir(out)
  expect(names.filter((name) => name.endsWith('.parquet'))).toHaveLength(datasets.length)
  const described: unknown = JSON.parse(await readFile(join(out, 'datapackage.json'), 'utf8'))
  const paths = JSON.stringify(described).match(/"path":"[^"]+"/gu) ?? []
  for (const path of paths) expect(names).toContain(path.slice(8, -1))
  const book = read(await readFile(join(out, 'figures.xlsx')), { cellFormula: true })
  const sheet = book.Sheets[book.SheetNames[0] ?? '']
  if (sheet === undefined) throw new Error('no sheet')
  const heading = utils.sheet_to_json<string[]>(sheet, { header: 1 })[0] ?? []
  const column = (label: string): string => utils.encode_col(heading.indexOf(label))
  expect(sheet[`${column('单位代码')}2`]).toMatchObject({ t: 's', v: expect.stringMatching(/^\d{12}$/u) })
  expect(sheet[`${column('数值')}2`]).toMatchObject({ t: 'n' })
  expect(book.SheetNames).toContain('说明')
  const excel = await readFile(join(out, 'coverage.excel.csv'), 'utf8')
  expect(excel.startsWith('\uFEFF')).toBe(true)
  expect(excel).toContain('"\t990001100000"')
}, 120_000)

test('export keeps to what is asked for, and says what exists otherwise', async () => {
  const out = join(folder, 'some')
  await play(on('export', '-o', out, '--dataset', 'findings', '--format', 'csv', '--year', '2023'))
  const text = await readFile(join(out, 'findings.csv'), 'utf8')
  expect(text).toContain('NUM-03')
  expect(text).not.toContain(',2022,')
  const wrong = await play(on('export', '-o', out, '--dataset', 'nonsense'))
  expect([wrong.exit, wrong.log.join('')]).toEqual([2, expect.stringContaining('coverage、figures')])
  const year = await play(on('report', '-o', join(out, 'x.html'), '--year', '1999'))
  expect([year.exit, year.log.join('')]).toEqual([2, expect.stringContaining('2019 年')])
})

test('a place that cannot be written to is told, and how', async () => {
  const onFolder = await play(on('report', '-o', folder, '--year', '2023'))
  expect([onFolder.exit, onFolder.log.join('')]).toEqual([
    2,
    `${folder} 是文件夹，不能当作文件写入。请换一个位置。`,
  ])
  const file = join(folder, 'a-file')
  await writeFile(file, '')
  const inFile = await play(
    on('export', '-o', join(file, 'deeper'), '--dataset', 'findings', '--format', 'csv'),
  )
  expect([inFile.exit, inFile.log.join('')]).toEqual([2, expect.stringContaining('上级是文件')])
})

test('report writes one small HTML file without scripts for a meeting', async () => {
  const out = join(folder, 'report.html')
  expect((await play(on('report', '-o', out, '--year', '2023'))).exit).toBe(0)
  const text = await readFile(out, 'utf8')
  expect(text).toContain('第三部分“（一）予以公开”行各类申请人之和为4，与总计6不符。')
  expect(text).not.toMatch(/<script|<link|src=/iu)
  expect(text.length).toBeLessThan(5_000_000)
  const list = join(folder, 'list.html')
  await play(
    on(
      'report',
      '--rectification',
      '-o',
      list,
      '--year',
      '2022',
      '--unit',
      '990001200000',
      '--kind',
      'township',
    ),
  )
  expect(await readFile(list, 'utf8')).toContain('白鹤乡')
})
