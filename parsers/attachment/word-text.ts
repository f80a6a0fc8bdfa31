/** The characters of a Word 97–2003 file in reading order, each with its place in the file ([MS-DOC] 2.4.1, the piece table). */
import iconv from 'iconv-lite'
import { view } from './word-runs.ts'

/** Text of the main story; `places[i]` is the byte offset of character i in the main stream. */
export interface WordText {
  text: string
  places: Uint32Array
}

const pieceTable = 2

/** Finds the piece table behind any property lists that stand before it. */
function findPieces(clx: Uint8Array): Uint8Array | null {
  const list = view(clx)
  let at = 0
  while (at + 5 <= clx.length) {
    if (clx[at] === pieceTable) return clx.subarray(at + 5, at + 5 + list.getUint32(at + 1, true))
    at += 3 + list.getUint16(at + 1, true)
  }
  return null
}

/** Reads the first `length` characters; null where the file has no piece table. */
export function readText(main: Uint8Array, clx: Uint8Array, length: number): WordText | null {
  const pieces = findPieces(clx)
  if (pieces === null) return null
  const table = view(pieces)
  const count = Math.floor((pieces.length - 4) / 12)
  const most = Math.min(length, main.length)
  const places = new Uint32Array(most)
  const parts: string[] = []
  let done = 0
  for (let piece = 0; piece < count && done < most; piece += 1) {
    const size = Math.min(
      table.getUint32(piece * 4 + 4, true) - table.getUint32(piece * 4, true),
      most - done,
    )
    const place = table.getUint32((count + 1) * 4 + piece * 8 + 2, true)
    const narrow = (place & 0x40000000) !== 0
    const start = narrow ? (place & 0x3fffffff) >> 1 : place & 0x3fffffff
    const step = narrow ? 1 : 2
    const bytes = main.subarray(start, start + size * step)
    if (size <= 0 || bytes.length < size * step) break
    parts.push(iconv.decode(Buffer.from(bytes), narrow ? 'windows-1252' : 'utf-16le', { stripBOM: false }))
    for (let index = 0; index < size; index += 1) places[done + index] = start + index * step
    done += size
  }
  return { text: parts.join(''), places: places.subarray(0, done) }
}
