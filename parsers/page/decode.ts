/** Bytes → text: which charset, and why that one. */
import { Buffer, isAscii, isUtf8, transcode } from 'node:buffer'
import { toUSVString } from 'node:util'
import iconv from 'iconv-lite'
import { problem, type Parsed } from '../problem.ts'
import type { CharsetChoice } from '../report/report.ts'

/** Text of a page. Offsets anywhere in gouji count its UTF-16 code units; a byte-order mark is not part of it. */
export interface Decoded {
  text: string
  charset: CharsetChoice
}

type Because = CharsetChoice['because']
const headBytes = 4096
const sampleBytes = 65_536

/** The charset a label means on the web; every GB label is read as gb18030, which contains the others. */
function canonical(label: string): string | null {
  const name = label
    .trim()
    .replace(/^["']|["']$/g, '')
    .toLowerCase()
  if (/^(gbk|gb2312|gb_2312(-80)?|gb18030|x-gbk|cp936|ms936|hz-gb-2312|euc-cn)$/.test(name)) return 'gb18030'
  if (/^utf-?8$/.test(name)) return 'utf-8'
  if (/^utf-?16(le)?$/.test(name)) return 'utf-16le'
  if (/^utf-?16be$/.test(name)) return 'utf-16be'
  return iconv.encodingExists(name) ? name : null
}

/** What the byte-order mark says, if there is one. */
function markOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0x84 && bytes[1] === 0x31 && bytes[2] === 0x95 && bytes[3] === 0x33) return 'gb18030'
  return null
}

/** The charset declared by HTTP header and by meta element, each null where nothing or nonsense is declared. */
function declarations(
  bytes: Uint8Array,
  contentType: string | null,
): { header: string | null; meta: string | null } {
  const header =
    contentType === null ? null : (/charset\s*=\s*["']?([\w.:-]+)/i.exec(contentType)?.[1] ?? null)
  const head = Buffer.from(bytes.subarray(0, headBytes)).toString('latin1')
  const meta = /<meta\b[^>]{0,512}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1] ?? null
  return { header: header === null ? null : canonical(header), meta: meta === null ? null : canonical(meta) }
}

/** How many bytes of a UTF-8 sequence a cut left at the very end: 0 to 3. */
function cutTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) {
      const need = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return need > back ? back : 0
    }
  }
  return 0
}

/** Text without the byte-order mark that a decoder has left in it. */
const unmarked = (text: string): string => (text.startsWith('\ufeff') ? text.slice(1) : text)

/** UTF-8 text; by way of UTF-16, which is twice as fast, where nothing in it is broken. */
function decodeUtf8(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes)
  return unmarked(transcode(bytes, 'utf8', 'utf16le').toString('utf16le'))
}

const isValidUtf8 = (bytes: Uint8Array): boolean => isUtf8(bytes.subarray(0, bytes.length - cutTail(bytes)))
/** True where UTF-8 bytes already hold the character that stands for broken ones. */
const replacement = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(brokenMark)
const brokenMark = Buffer.from('\ufffd')
const damage = (text: string): number => text.split('\ufffd').length - 1

/** Which charset the bytes themselves speak for, declarations only breaking ties that bytes cannot. */
function judge(bytes: Uint8Array, declared: (string | null)[]): string {
  if (isAscii(bytes)) return declared.find((name) => name !== null && !name.startsWith('utf-16')) ?? 'utf-8'
  if (isValidUtf8(bytes)) return 'utf-8'
  // A few broken bytes in a page that is otherwise long UTF-8 do not make it GB text.
  const sample = new TextDecoder('utf-8').decode(bytes.subarray(0, sampleBytes))
  const wide = sample.match(/[\u0080-\ufffc\ufffe\uffff]/g)?.length ?? 0
  if (damage(sample) * 50 < wide) return 'utf-8'
  const other = declared.find((name) => name?.startsWith('big5') === true)
  if (other === undefined || other === null) return 'gb18030'
  return damage(iconv.decode(bytes, other)) < damage(iconv.decode(bytes, 'gb18030')) ? other : 'gb18030'
}

/**
 * GB text by the platform's decoder, which is twice as fast and knows the letters that the standard has since taken out of private
 * use; by iconv where bytes are malformed, which the platform drops, or where private letters remain.
 */
function decodeGb(bytes: Uint8Array): string {
  try {
    const text = unmarked(new TextDecoder('gb18030', { fatal: true }).decode(bytes))
    if (!/[\ue000-\uf8ff]/.test(text)) return text
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
  return unmarked(iconv.decode(bytes, 'gb18030'))
}

/** The text of bytes in a charset that has been settled; halves of characters that stand alone are damage, a standard tree dies of them. */
function decodeAs(bytes: Uint8Array, name: string): string {
  if (name === 'utf-8') return decodeUtf8(bytes)
  return toUSVString(name === 'gb18030' ? decodeGb(bytes) : iconv.decode(bytes, name))
}

/**
 * Decodes a page by byte-order mark, then by what the bytes are valid as, with header and meta as reasons or as lies to report.
 * Single-byte labels never win: a Chinese page that claims them is GB or UTF-8.
 */
export function decode(bytes: Uint8Array, contentType: string | null = null): Parsed<Decoded> {
  const { header, meta } = declarations(bytes, contentType)
  const mark = markOf(bytes)
  const name = mark ?? judge(bytes, [header, meta])
  const because: Because =
    mark !== null ? 'bom' : name === header ? 'header' : name === meta ? 'meta' : 'evidence'
  const text = decodeAs(bytes, name)
  const value: Decoded = { text, charset: { name, because } }
  const problems = []
  const lie = [
    ['响应头', header],
    ['meta', meta],
  ].find(([, declared]) => declared !== null && declared !== name)
  if (lie !== undefined && !isAscii(bytes))
    problems.push(problem('charset_conflict', `${lie[0]}声明为 ${lie[1]}，实际为 ${name}`))
  const bad = name === 'utf-8' && isUtf8(bytes) && !replacement(bytes) ? -1 : text.indexOf('\ufffd')
  if (bad >= 0) problems.push(problem('charset_damaged', `${damage(text)} 处`, bad))
  return { value, problems }
}
