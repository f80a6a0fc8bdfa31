/** Word 97–2003 documents: text with the rows' own definitions, so that merged cells keep their spans. */
import { problem, type Parsed } from '../problem.ts'
import { attempt } from './attempt.ts'
import { readStreams, type Streams } from './compound-file.ts'
import { writeMarkup } from './markup.ts'
import { arrangeWord } from './word-blocks.ts'
import { readRuns, view } from './word-runs.ts'
import { readText } from './word-text.ts'

const wordMark = 0xa5ec
/** The oldest file version with the layout read here: Word 97. */
const oldestVersion = 0x00c1

/** Offsets in the file information block. */
const block = {
  version: 2,
  flags: 10,
  textLength: 0x4c,
  characters: 0xfa,
  paragraphs: 0x102,
  pieces: 0x1a2,
} as const

function renderWord(streams: Streams): Parsed<string | null> {
  const refuse = (code: 'document_damaged' | 'document_encrypted' | 'document_unread', detail: string) => ({
    value: null,
    problems: [problem(code, detail)],
  })
  const main = streams.get('WordDocument')
  if (main === undefined || main.length < 0x200) return refuse('document_damaged', '没有正文')
  const head = view(main)
  const flags = head.getUint16(block.flags, true)
  if ((flags & 0x0100) !== 0) return refuse('document_encrypted', '')
  if (head.getUint16(0, true) !== wordMark || head.getUint16(block.version, true) < oldestVersion)
    return refuse('document_unread', 'Word 97 之前的版本')
  const table = streams.get((flags & 0x0200) === 0 ? '0Table' : '1Table')
  if (table === undefined) return refuse('document_damaged', '没有表格流')
  const part = (at: number): Uint8Array => {
    const start = head.getUint32(at, true)
    return table.subarray(start, start + head.getUint32(at + 4, true))
  }
  const text = readText(main, part(block.pieces), head.getUint32(block.textLength, true))
  if (text === null) return refuse('document_damaged', '没有文字索引')
  const data = streams.get('Data')
  const { value, problems } = arrangeWord(
    text,
    readRuns(main, part(block.paragraphs), data, 'paragraph'),
    readRuns(main, part(block.characters), data, 'character'),
  )
  return { value: writeMarkup(value), problems }
}

/** Renders a .doc as a page; null with a problem where it is damaged, encrypted or older than Word 97. */
export async function renderDoc(bytes: Uint8Array): Promise<Parsed<string | null>> {
  const { value, problems } = await attempt(async () => {
    const streams = await readStreams(bytes)
    return streams === null ? null : renderWord(streams)
  })
  return (
    value ?? { value: null, problems: problems.length > 0 ? problems : [problem('document_damaged', '')] }
  )
}
