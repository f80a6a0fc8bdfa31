/** Bytes to text: what each kind of mark, declaration and lie comes to. */
import { expect, test } from 'vitest'
import iconv from 'iconv-lite'
import { decode } from '../../parsers/page/decode.ts'

const words = '政府信息公开工作年度报告，主动公开九十条。'
const page = (meta: string): string => `<html><head>${meta}</head><body><p>${words}</p></body></html>`
const encoded = (text: string, charset: string): Uint8Array => Uint8Array.from(iconv.encode(text, charset))
const withBytes = (...parts: (string | Uint8Array)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...(typeof part === 'string' ? Buffer.from(part) : part)]))

const utf8 = '<meta charset="utf-8">'
const gbk = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
const honest: [string, Uint8Array, string | null, string, string][] = [
  ['meta says utf-8', encoded(page(utf8), 'utf-8'), null, 'utf-8', 'meta'],
  ['meta says gb2312', encoded(page(gbk), 'gb18030'), null, 'gb18030', 'meta'],
  ['header says GBK', encoded(page(''), 'gb18030'), 'text/html; charset=GBK', 'gb18030', 'header'],
  ['header and meta agree', encoded(page(utf8), 'utf-8'), 'text/html;charset="UTF-8"', 'utf-8', 'header'],
  ['nothing is declared, UTF-8', encoded(page(''), 'utf-8'), 'text/html', 'utf-8', 'evidence'],
  ['nothing is declared, GB', encoded(page(''), 'gb18030'), null, 'gb18030', 'evidence'],
  ['a UTF-8 mark', withBytes(Uint8Array.of(0xef, 0xbb, 0xbf), page('')), null, 'utf-8', 'bom'],
  [
    'a UTF-16 mark',
    withBytes(Uint8Array.of(0xff, 0xfe), encoded(page(''), 'utf-16le')),
    null,
    'utf-16le',
    'bom',
  ],
  [
    'a GB18030 mark',
    withBytes(Uint8Array.of(0x84, 0x31, 0x95, 0x33), encoded(page(''), 'gb18030')),
    null,
    'gb18030',
    'bom',
  ],
]
test.each(honest)('%s', (_, bytes, header, name, because) => {
  const { value, problems } = decode(bytes, header)
  expect(value.charset).toEqual({ name, because })
  expect(value.text).toContain(words)
  expect(value.text.startsWith('<html>')).toBe(true)
  expect(problems).toEqual([])
})

const lies: [string, Uint8Array, string | null, string][] = [
  ['GB bytes, meta says utf-8', encoded(page(utf8), 'gb18030'), null, 'gb18030'],
  ['GB bytes, header says utf-8', encoded(page(''), 'gb18030'), 'text/html; charset=utf-8', 'gb18030'],
  ['UTF-8 bytes, meta says gb2312', encoded(page(gbk), 'utf-8'), null, 'utf-8'],
  ['UTF-8 bytes, header says gbk', encoded(page(utf8), 'utf-8'), 'text/html; charset=gbk', 'utf-8'],
  ['UTF-8 bytes, header says latin1', encoded(page(utf8), 'utf-8'), 'text/html; charset=iso-8859-1', 'utf-8'],
  ['a UTF-8 mark, meta says gb2312', withBytes(Uint8Array.of(0xef, 0xbb, 0xbf), page(gbk)), null, 'utf-8'],
]
test.each(lies)('a lie: %s', (_, bytes, header, name) => {
  const { value, problems } = decode(bytes, header)
  expect(value.charset.name).toBe(name)
  expect(value.text).toContain(words)
  expect(problems.map((one) => one.code)).toEqual(['charset_conflict'])
})

/** Code points and their GB18030 bytes by the standard: a BMP four-byte code, a two-byte code of GB18030-2000, one beyond the BMP, one once in private use. */
const rare: [string, number[]][] = [
  ['㙍', [0x82, 0x30, 0xab, 0x33]],
  ['䶮', [0xfe, 0x9f]],
  ['𬭚', [0x99, 0x33, 0xaa, 0x34]],
  ['镕', [0xe9, 0x46]],
  ['龴', [0xfe, 0x59]],
]
test.each(rare)('%s survives', (letter, codes) => {
  const gb = withBytes(encoded(page(gbk), 'gb18030'), Uint8Array.from(codes))
  expect(decode(gb).value.text.endsWith(letter)).toBe(true)
  expect(decode(withBytes(page(utf8), letter)).value.text.endsWith(letter)).toBe(true)
})

test.each([1, 2, 3, 4, 5, 6])('a page cut %i bytes before the end of a word keeps its charset', (cut) => {
  for (const [charset, name] of [
    ['utf-8', 'utf-8'],
    ['gb18030', 'gb18030'],
  ] as const) {
    const whole = encoded(`<p>${words}${words}</p><p>公开工作`, charset)
    const { value, problems } = decode(whole.subarray(0, whole.length - cut))
    expect(value.charset.name).toBe(name)
    expect(value.text.startsWith(`<p>${words}${words}`)).toBe(true)
    expect(problems.every((one) => one.code === 'charset_damaged')).toBe(true)
  }
})

test('a broken byte in a long UTF-8 page is damage, not another charset', () => {
  const bytes = encoded(page(utf8).repeat(20), 'utf-8')
  bytes[300] = 0xff
  const { value, problems } = decode(bytes)
  expect(value.charset.name).toBe('utf-8')
  expect(problems.map((one) => one.code)).toEqual(['charset_damaged'])
  expect(value.text.charCodeAt(problems[0]?.at ?? -1)).toBe(0xfffd)
})

test('plain ASCII takes what is declared and reports no lie', () => {
  const { value, problems } = decode(Buffer.from('<p>ok</p>'), 'text/html; charset=gb2312')
  expect(value.charset).toEqual({ name: 'gb18030', because: 'header' })
  expect(problems).toEqual([])
})

test('four GB bytes beyond the last character are damage, not halves of characters', () => {
  const bytes = Buffer.concat([encoded(page(utf8), 'gb18030'), Buffer.from([0xe3, 0x32, 0xb3, 0x30])])
  const { value, problems } = decode(bytes)
  expect(value.text.endsWith('\ufffd\ufffd')).toBe(true)
  expect(problems.map((one) => one.code)).toContain('charset_damaged')
})
