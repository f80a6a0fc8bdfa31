/**
 * The formatted runs of a Word 97–2003 file ([MS-DOC] 2.4, 2.6, 2.9): which stretches of the file carry which properties.
 * The text library gives words without merged cells; the rows' own definitions, read here, give the exact grid.
 */

/** One property of a stretch: its code and its operand's bytes. */
export interface Property {
  code: number
  operand: DataView
}

/** A stretch [start, end) of the main stream, in bytes, and its properties. */
export interface FormattedRun {
  start: number
  end: number
  properties: Property[]
}

const pageSize = 512
const tableDefinition = 0xd608
const changeTabs = 0xc615
const hugeParagraph = 0x6646
/** Operand sizes by the three highest bits of a code; 0 stands for "the first byte says it". */
const operandSizes = [1, 1, 2, 4, 2, 2, 0, 3] as const

/** A view of part of a file; out of range is an error of the document, which the caller turns into a problem. */
export const view = (bytes: Uint8Array, from = 0, length = bytes.length - from): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset + from, length)

/** Splits a property list. Lists that end within an operand keep what came before. */
export function readProperties(bytes: Uint8Array, data: Uint8Array | undefined): Property[] {
  const list = view(bytes)
  const found: Property[] = []
  let at = 0
  while (at + 2 <= bytes.length) {
    const code = list.getUint16(at, true)
    at += 2
    let size: number = operandSizes[code >> 13] ?? 1
    if (size === 0) {
      if (at >= bytes.length) break
      if (code === tableDefinition) {
        if (at + 2 > bytes.length) break
        size = list.getUint16(at, true) + 1
      } else size = list.getUint8(at) + 1
      if (code === changeTabs && size === 256) break
    }
    if (at + size > bytes.length) break
    if (code === hugeParagraph && data !== undefined) {
      const place = list.getUint32(at, true)
      const length = place + 2 <= data.length ? view(data).getUint16(place, true) : 0
      found.push(...readProperties(data.subarray(place + 2, place + 2 + length), undefined))
    } else found.push({ code, operand: view(bytes, at, size) })
    at += size
  }
  return found
}

/** The property list of run `index` on a page of runs: paragraphs and characters keep them differently. */
function listOf(page: Uint8Array, runs: number, index: number, kind: 'paragraph' | 'character'): Uint8Array {
  const place = (page[(runs + 1) * 4 + index * (kind === 'paragraph' ? 13 : 1)] ?? 0) * 2
  if (place === 0) return new Uint8Array()
  const count = page[place] ?? 0
  if (kind === 'character') return page.subarray(place + 1, place + 1 + count)
  return count === 0
    ? page.subarray(place + 4, place + 2 + 2 * (page[place + 1] ?? 0))
    : page.subarray(place + 3, place + 2 * count)
}

/** All runs of one kind, in the order of the file. `index` is the table that says which pages of the main stream hold them. */
export function readRuns(
  main: Uint8Array,
  index: Uint8Array,
  data: Uint8Array | undefined,
  kind: 'paragraph' | 'character',
): FormattedRun[] {
  const count = Math.floor((index.length - 4) / 8)
  const table = view(index)
  const found: FormattedRun[] = []
  for (let entry = 0; entry < count; entry += 1) {
    const number = table.getUint32((count + 1) * 4 + entry * 4, true) & 0x3fffff
    const page = main.subarray(number * pageSize, (number + 1) * pageSize)
    if (page.length < pageSize) break
    const bounds = view(page)
    const runs = page[pageSize - 1] ?? 0
    if ((runs + 1) * 4 > pageSize) continue
    for (let run = 0; run < runs; run += 1)
      found.push({
        start: bounds.getUint32(run * 4, true),
        end: bounds.getUint32(run * 4 + 4, true),
        properties: readProperties(listOf(page, runs, run, kind), data),
      })
  }
  return found
}
