import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readDocument, renderDocument } from '../../../parsers/document.ts'
import { problemCodes, type ProblemCode } from '../../../parsers/problem.ts'
import { writeCompound, writePdf, writeZip } from '../../support/containers.ts'

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../fixtures/documents/${name}`, import.meta.url))

const scan = writePdf('q 400 0 0 500 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u0000 EI Q')
const recognised = writePdf('BT /F1 12 Tf 3 Tr 50 700 Td (14069) Tj ET')

const cases: [string, Uint8Array, ProblemCode][] = [
  ['a PNG', latin('\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR'), 'image_only'],
  ['a JPEG', latin('\u00ff\u00d8\u00ff\u00e0\u0000\u0010JFIF'), 'image_only'],
  ['a GIF', latin('GIF89a\u0001\u0000'), 'image_only'],
  ['a WebP', latin('RIFF\u0000\u0000\u0000\u0000WEBPVP8 '), 'image_only'],
  ['a PDF that holds a picture only', scan, 'pdf_without_text'],
  ['a PDF whose only text was laid invisibly over a scan', recognised, 'pdf_without_text'],
  ['an OFD', writeZip({ 'OFD.xml': '<ofd:OFD/>', 'Doc_0/Document.xml': '<x/>' }), 'ofd_unread'],
  ['a WPS file', writeCompound({ CONTENTS: 'CHNKWKS' }), 'wps_unread'],
  ['a CEB', latin('Founder CEB 3.0\u0000\u0001'), 'ceb_unread'],
  ['a RAR', latin('Rar!\u001a\u0007\u0000\u00cf'), 'archive_unread'],
  ['a 7z', latin('7z\u00bc\u00af\u0027\u001c'), 'archive_unread'],
  ['a ZIP of other files', writeZip({ '附件1.docx': 'x', '附件2.docx': 'y' }), 'archive_unread'],
  ['an RTF', latin('{\\rtf1\\ansi x}'), 'document_unread'],
  ['a presentation', writeZip({ 'ppt/presentation.xml': '<p/>' }), 'document_unread'],
  [
    'an encrypted Office file',
    writeCompound({ EncryptedPackage: 'xxxx', EncryptionInfo: 'yyyy' }),
    'document_encrypted',
  ],
  ['a cut docx', fixture('city-2025.docx').subarray(0, 6000), 'document_damaged'],
  ['a cut doc', fixture('city-2025.doc').subarray(0, 700), 'document_damaged'],
  ['a docx whose body is no XML', writeZip({ 'word/document.xml': 'nothing' }), 'document_damaged'],
  ['no bytes', new Uint8Array(), 'empty_file'],
]

describe('documents that cannot be read', () => {
  it.each(cases)('names %s', async (_, bytes, code) => {
    const { value, problems } = await readDocument(bytes)
    expect(problems.map((problem) => problem.code)).toEqual([code])
    expect(problems[0]?.detail).toContain(problemCodes[code].label)
    expect(value.facts).toEqual([])
    expect(Object.values(value.editions).every((edition) => edition === null)).toBe(true)
    expect((await renderDocument(bytes)).value).toBeNull()
  })

  it('takes a page for a page whatever it is called', async () => {
    const { problems } = await readDocument(latin('<html><body>BM PK Rar!</body></html>'), {
      url: 'https://example.org/report.doc',
    })
    expect(problems.map((problem) => problem.code)).toEqual(['not_a_report'])
  })

  it('never throws on a mutated document', async () => {
    let seed = 7
    const next = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
      return seed % below
    }
    for (const name of ['city-2025.docx', 'city-2025.doc', 'city-2025.xls', 'city-2025-office.pdf'])
      for (let round = 0; round < 12; round += 1) {
        const bytes = Uint8Array.from(fixture(name))
        for (let hits = 0; hits < 20; hits += 1) bytes[512 + next(bytes.length - 512)] = next(256)
        const { value, problems } = await readDocument(bytes)
        expect(value.facts.length > 0 || problems.length > 0).toBe(true)
      }
  })
})
