/** Counts what the compressed streams of a PDF inflate to, before the library keeps it all in memory. */
import { inflateSync } from 'node:zlib'
import { problem, type Problem } from '../problem.ts'

/** Bytes after inflating: one stream, and all together. */
export const streamLimits = { one: 32_000_000, total: 128_000_000 } as const

/** How far before a stream its dictionary is looked for. */
const reach = 1200

/** The problem of a bomb; null where every stream stays within the limits. Damaged streams are left to the library to name. */
export function checkStreams(bytes: Uint8Array): Problem | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let total = 0
  let at = 0
  for (;;) {
    const mark = buffer.indexOf('stream', at, 'latin1')
    if (mark < 0) return null
    at = mark + 6
    if (buffer.toString('latin1', Math.max(0, mark - 3), mark) === 'end') continue
    const before = buffer.toString('latin1', Math.max(0, mark - reach), mark)
    const dictionary = before.slice(Math.max(0, before.lastIndexOf(' obj')))
    const filters = dictionary.match(/\/(?:FlateDecode|Fl|LZWDecode|LZW)\b/g)?.length ?? 0
    if (filters === 0) continue
    if (filters > 1 && /\/Filter\s*\[/.test(dictionary))
      return problem('inflates_too_large', 'PDF 内容被重复压缩')
    const start = buffer[at] === 13 ? at + 2 : at + 1
    const end = buffer.indexOf('endstream', start, 'latin1')
    if (end < 0) return null
    try {
      total += inflateSync(buffer.subarray(start, end), { maxOutputLength: streamLimits.one }).length
    } catch (error) {
      if (!(error instanceof Error)) throw error
      if ('code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
        return problem('inflates_too_large', `PDF 内容解压后超过 ${streamLimits.one} 字节`)
    }
    if (total > streamLimits.total)
      return problem('inflates_too_large', `PDF 内容解压后超过 ${streamLimits.total} 字节`)
    at = end + 9
  }
}
