import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { ReadPool, withReadPool } from '../../../pipeline/read-pool.ts'
import { writePdf, writeZip } from '../../support/containers.ts'

const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../fixtures/documents/${name}`, import.meta.url))

/** What this thread itself holds; what a reading thread held is given back with it. */
const held = (): number => {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
const most = 64_000_000

const page = (body: string): Uint8Array => Buffer.from(`<html><body>${body}</body></html>`)
const heading =
  '<h1>甲镇2025年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>三、收到和处理政府信息公开申请情况</p>'

const ooxml = 'http://schemas.openxmlformats.org'
const packageFiles = (target: string, type: string): Record<string, string> => ({
  '[Content_Types].xml': `<Types xmlns="${ooxml}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${target}" ContentType="${type}"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${ooxml}/package/2006/relationships"><Relationship Id="r" Type="${ooxml}/officeDocument/2006/relationships/officeDocument" Target="${target}"/></Relationships>`,
})

/** A workbook of two cells, the second in the last corner that a sheet has. */
const cornerBook = (): Uint8Array =>
  writeZip({
    ...packageFiles(
      'xl/workbook.xml',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
    ),
    'xl/workbook.xml': `<workbook xmlns="${ooxml}/spreadsheetml/2006/main" xmlns:r="${ooxml}/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${ooxml}/package/2006/relationships"><Relationship Id="r1" Type="${ooxml}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${ooxml}/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData></worksheet>`,
  })

describe('reading in a thread', () => {
  const pool = new ReadPool({ size: 2 })
  afterAll(() => pool.close())

  it('reads several documents at once as they are read alone', async () => {
    const names = ['city-2025.docx', 'city-2025.xlsx', 'shanghai-office-2019.doc', 'city-2025.html']
    const read = await Promise.all(names.map((name) => pool.read(fixture(name))))
    expect(read.map(({ value }) => value.facts.length)).toEqual([200, 200, 198, 200])
  })

  it('renders as well', async () => {
    expect((await pool.render(fixture('city-2025.docx'))).value?.carrier).toBe('docx')
  })

  const bombs: [string, () => Uint8Array, string][] = [
    [
      'a docx of 150 MB in half a megabyte',
      () => writeZip({ 'word/document.xml': Buffer.alloc(150_000_000, '<w:p/>') }),
      'inflates_too_large',
    ],
    [
      'a workbook of 300 MB',
      () =>
        writeZip({
          'xl/workbook.xml': '<x/>',
          'xl/worksheets/sheet1.xml': Buffer.alloc(300_000_000, '<c/>'),
        }),
      'inflates_too_large',
    ],
    ['a workbook with one cell in the last corner', cornerBook, 'document_too_large'],
    [
      'a PDF stream of 200 MB',
      () => writePdf(deflateSync(Buffer.alloc(200_000_000, ' ')), '/Filter/FlateDecode'),
      'inflates_too_large',
    ],
    [
      'a PDF stream packed twice',
      () => writePdf(deflateSync(deflateSync(Buffer.alloc(10_000_000))), '/Filter[/FlateDecode/FlateDecode]'),
      'inflates_too_large',
    ],
    [
      'a docx nested 20,000 deep',
      () =>
        writeZip({
          ...packageFiles(
            'word/document.xml',
            'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
          ),
          'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${'<w:tbl><w:tr><w:tc>'.repeat(20_000)}${'</w:tc></w:tr></w:tbl>'.repeat(20_000)}</w:body></w:document>`,
        }),
      'too_deep',
    ],
    ['500 kB of nested div', () => page(heading + '<div>'.repeat(100_000) + '<svg></svg>'), 'too_deep'],
    [
      'cells over 65,000 columns and rows',
      () =>
        page(
          `${heading}<table>${'<tr><td colspan=65000 rowspan=65000>自然人</td><td>申请人情况</td></tr>'.repeat(500)}</table>`,
        ),
      'grid_too_large',
    ],
  ]

  it.each(bombs)('ends %s with its own reason', async (_, make, code) => {
    const bytes = make()
    const before = held()
    const { value, problems } = await pool.read(bytes)
    expect(problems.map((problem) => problem.code)).toContain(code)
    expect(value.facts.filter((fact) => fact.state === 'number')).toEqual([])
    expect(held() - before).toBeLessThan(most)
  })

  it('names the memory cap, and reads on with a new thread', async () => {
    const small = new ReadPool({ memoryMb: 90, size: 1 })
    const rows = `<tr>${'<td>1</td>'.repeat(1000)}</tr>`.repeat(1000)
    const { problems } = await small.read(page(`${heading}<table>${rows}</table>`))
    expect(problems.map((problem) => problem.code)).toEqual(['memory_limit'])
    expect((await small.read(fixture('city-2025.html'))).value.facts.length).toBe(200)
    await small.close()
  })

  it('names the time cap, and reads on with a new thread', async () => {
    let first = true
    const impatient = new ReadPool({
      setAlarm: (ring) => {
        if (first) ring()
        first = false
        return () => {}
      },
    })
    const { problems } = await impatient.read(fixture('city-2025.docx'))
    expect(problems.map((problem) => problem.code)).toEqual(['time_limit'])
    expect((await impatient.read(fixture('city-2025.docx'))).value.facts.length).toBe(200)
    await impatient.close()
  })

  it('lends a pool and closes it whatever becomes of the work', async () => {
    let lent: ReadPool | null = null
    const failing = withReadPool({}, async (one) => {
      lent = one
      await one.read(fixture('shanghai-office-2019.xlsx'))
      throw new Error('the work failed')
    })
    await expect(failing).rejects.toThrow('the work failed')
    await expect((lent as ReadPool | null)?.read(new Uint8Array())).rejects.toThrow('closed')
  })
})
