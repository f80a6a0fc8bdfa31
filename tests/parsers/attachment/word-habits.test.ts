/** What people do in Word and libraries read otherwise than the page shows: bold, automatic numbers, tracked changes, hidden words. */
import {
  DeletedTextRun,
  Document,
  InsertedTextRun,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  type IRunOptions,
  type ParagraphChild,
} from 'docx'
import { describe, expect, test } from 'vitest'
import { readDocument } from '../../../parsers/document.ts'
import { hiddenWords } from '../../../parsers/attachment/word-hidden.ts'

const cell = (...children: ParagraphChild[]): TableCell =>
  new TableCell({ children: [new Paragraph({ children })] })
const bold = (text: string): TextRun => new TextRun({ text, bold: true })
const change = { author: '甲', date: '2026-01-01T00:00:00Z' }

/** A report whose table two has these runs as the number of normative documents issued. */
async function writeReport(...issued: ParagraphChild[]): Promise<Uint8Array> {
  const numbered = (text: string): Paragraph =>
    new Paragraph({ children: [bold(text)], numbering: { reference: 'chapters', level: 0 } })
  const document = new Document({
    numbering: {
      config: [
        {
          reference: 'chapters',
          levels: [{ level: 0, format: LevelFormat.CHINESE_COUNTING, text: '%1、' }],
        },
      ],
    },
    sections: [
      {
        children: [
          new Paragraph({ children: [bold('云岭镇2025年政府信息公开工作年度报告')] }),
          numbered('总体情况'),
          new Paragraph({ children: [new TextRun('本年主动公开政府信息'), bold('90'), new TextRun('条。')] }),
          numbered('主动公开政府信息情况'),
          new Table({
            rows: [
              new TableRow({
                children: [
                  new TableCell({
                    columnSpan: 4,
                    children: [new Paragraph({ children: [bold('第二十条第（一）项')] })],
                  }),
                ],
              }),
              new TableRow({
                children: ['信息内容', '本年制发件数', '本年废止件数', '现行有效件数'].map((text) =>
                  cell(bold(text)),
                ),
              }),
              new TableRow({ children: ['规章', '0', '0', '0'].map((text) => cell(new TextRun(text))) }),
              new TableRow({
                children: [
                  cell(new TextRun('行政规范性文件')),
                  cell(...issued),
                  cell(bold('7')),
                  cell(new TextRun('5')),
                ],
              }),
            ],
          }),
          numbered('收到和处理政府信息公开申请情况'),
          new Paragraph('无。'),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

const run = (text: string, more: Partial<IRunOptions> = {}): TextRun => new TextRun({ text, ...more })

describe('a report written in Word', () => {
  test.each<[string, ParagraphChild[], number]>([
    ['bold', [bold('13')], 13],
    ['in two runs', [run('1'), run('3', { italics: true })], 13],
    [
      'corrected with changes tracked',
      [
        new DeletedTextRun({ text: '12', id: 1, ...change }),
        new InsertedTextRun({ text: '13', id: 2, ...change }),
      ],
      13,
    ],
    ['beside a number struck through', [run('12', { strike: true }), run('13')], 13],
    ['not hidden after all', [run('13', { vanish: false })], 13],
  ])('a figure %s', async (_, issued, value) => {
    const { value: report, problems } = await readDocument(await writeReport(...issued))
    expect(problems.filter(({ code }) => code !== 'row_missing' && code !== 'table_missing')).toEqual([])
    expect(report.publisher).toBe('云岭镇')
    expect(report.sections.map(({ no }) => no)).toEqual([1, 2, 3])
    expect(report.stated.map((stated) => stated.value)).toEqual([90])
    const figures = new Map(report.facts.map((fact) => [fact.cell, fact.value]))
    expect(figures.get('t2.normative_docs.issued')).toBe(value)
    expect(figures.get('t2.normative_docs.repealed')).toBe(7)
  })

  test.each<[string, ParagraphChild[]]>([
    ['hidden', [run('9', { vanish: true }), run('13')]],
    ['struck through twice', [run('9', { doubleStrike: true }), run('13')]],
  ])('a number %s beside a figure: nothing is read, and it says why', async (_, issued) => {
    const { value, problems } = await readDocument(await writeReport(...issued))
    expect(value.facts).toEqual([])
    expect(problems.map(({ code }) => code)).toEqual(['hidden_text'])
    expect(problems[0]?.detail).toContain('9')
  })

  test('words moved by a change that nobody has accepted are seen', () => {
    const xml = '<w:p><w:moveTo w:id="1"><w:r><w:t>13</w:t></w:r></w:moveTo><w:r><w:t>件</w:t></w:r></w:p>'
    expect(hiddenWords(xml)).toEqual(['13'])
  })
})
