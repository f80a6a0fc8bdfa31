/** Texts as sets of overlapping pieces, so that likeness is the share of pieces in common. Names, figures and prescribed words do not count. Pure. */
import type { Paragraph } from '../../parsers/report/paragraphs.ts'
import { skeleton } from './similarity-skeleton.ts'

/** Units of text in one piece. */
export const shingleLength = 6

/** What is compared of a text: its own words, each with the way back to the decoded page. A line feed stands where something was cut out. */
export interface Masked {
  text: string
  /** Offset in the decoded page of each unit of `text`. */
  offsets: Int32Array
  /** Hashes of the distinct pieces, ascending. */
  shingles: Uint32Array
}

const plain = /[\p{L}\p{N}]/u
const figure = /\d[\d.]*/
const self = /(?:我|本|全)(?:省|市|州|县|区|旗|镇|乡|街道|苏木|局|办|委|院|单位|机关)/

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const bare = (text: string): string => [...text].filter((unit) => plain.test(unit)).join('')

/** Names that stand for the publishers of a county in prose: whole, without the county, and without the kind of office. */
export function nameForms(names: readonly string[], county: string): string[] {
  const forms = new Set<string>([county])
  for (const name of names) {
    const short = name.startsWith(county) ? name.slice(county.length) : name
    const stem = short.replace(/(?:人民政府(?:办公室)?|办事处|管理委员会|管委会)$/, '')
    for (const form of [name, short, stem]) if (form.length >= 2) forms.add(form)
  }
  return [...forms].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
}

/** Replaces what does not count in the texts of one county. */
export interface Mask {
  (paragraphs: readonly Pick<Paragraph, 'text' | 'offsets'>[]): Masked
}

interface Units {
  text: string
  offsets: number[]
}

function replaceAll({ text, offsets }: Units, pattern: RegExp, by: string): Units {
  const kept: Units = { text: '', offsets: [] }
  let from = 0
  const keep = (to: number): void => {
    kept.text += text.slice(from, to)
    for (let index = from; index < to; index += 1) kept.offsets.push(offsets[index] ?? -1)
  }
  for (const match of text.matchAll(pattern)) {
    keep(match.index)
    kept.text += by
    if (by !== '') kept.offsets.push(offsets[match.index] ?? -1)
    from = match.index + match[0].length
  }
  keep(text.length)
  return kept
}

/** Hash of the piece that begins at a place. */
function hashAt(text: string, start: number): number {
  let hash = 0x811c9dc5
  for (let index = start; index < start + shingleLength; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x85ebca6b)
  return hash ^ (hash >>> 13)
}

/** Calls back with the hash of each piece and its place; pieces that would run over a cut are left out. */
function eachPiece(text: string, visit: (hash: number, at: number) => void): void {
  let whole = 0
  for (let at = 0; at < text.length; at += 1) {
    whole = text.charCodeAt(at) === 10 ? 0 : whole + 1
    if (whole >= shingleLength) visit(hashAt(text, at - shingleLength + 1), at - shingleLength + 1)
  }
}

/** The distinct hashes of a text's pieces, ascending. */
function shinglesOf(text: string): Uint32Array {
  const all = new Uint32Array(Math.max(0, text.length - shingleLength + 1))
  let count = 0
  eachPiece(text, (hash) => {
    all[count] = hash
    count += 1
  })
  const sorted = all.subarray(0, count).sort()
  let kept = 0
  for (let at = 0; at < count; at += 1)
    if (at === 0 || sorted[at] !== sorted[at - 1]) {
      sorted[kept] = sorted[at] ?? 0
      kept += 1
    }
  return sorted.slice(0, kept)
}

/** True for what counts of a text: letters, characters and figures, but no punctuation. */
function isPlain(unit: string): boolean {
  const code = unit.charCodeAt(0)
  if (code >= 0x4e00 && code <= 0x9fff) return true
  if (code < 0x80)
    return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
  return plain.test(unit)
}

/** Prepares the mask of one county: its names, all figures, and the prescribed words. */
export function maskOf(names: readonly string[]): Mask {
  const named = names.map((name) => escape(bare(name))).filter((name) => name !== '')
  const words = new RegExp([...named, self.source].join('|'), 'gu')
  const figures = new RegExp(figure.source, 'gu')
  const phrases = skeleton
    .map((phrase) => bare(phrase).replace(figures, '0'))
    .toSorted((a, b) => b.length - a.length)
  const prescribed = new RegExp(phrases.map(escape).join('|'), 'gu')
  return (paragraphs) => {
    const units: Units = { text: '', offsets: [] }
    for (const { text, offsets } of paragraphs) {
      for (let index = 0; index < text.length; index += 1) {
        const unit = text.charAt(index)
        if (!isPlain(unit)) continue
        units.text += unit
        units.offsets.push(offsets[index] ?? -1)
      }
      units.text += '\n'
      units.offsets.push(-1)
    }
    const own = replaceAll(replaceAll(replaceAll(units, words, '某'), figures, '0'), prescribed, '\n')
    return { text: own.text, offsets: Int32Array.from(own.offsets), shingles: shinglesOf(own.text) }
  }
}

/**
 * Share of pieces that two texts have in common among all pieces of either: 0 to 1. Two empty texts share nothing. Where the share
 * cannot reach `least` any more the rest is not looked at and the answer is 0.
 */
export function resemblance(one: Uint32Array, other: Uint32Array, least = 0): number {
  const sum = one.length + other.length
  // A share of `least` needs this many pieces in common, so that no more than the others may stand alone.
  const alone = sum - 2 * Math.ceil((least * sum) / (1 + least) - 1e-9)
  let common = 0
  let i = 0
  let j = 0
  while (i < one.length && j < other.length) {
    const a = one[i] ?? 0
    const b = other[j] ?? 0
    if (a === b) common += 1
    else if (i + j - 2 * common >= alone) return 0
    if (a <= b) i += 1
    if (b <= a) j += 1
  }
  const share = sum === 0 ? 0 : common / (sum - common)
  return share < least ? 0 : share
}

/** A passage that two texts share: character offsets [start, end) in the decoded page of each. */
export interface Passage {
  start: number
  end: number
  other_start: number
  other_end: number
}

/** The longest passages of at least `least` units that two texts have in common, in the order of the first text. */
export function commonPassages(one: Masked, other: Masked, least = 16): Passage[] {
  const places = new Map<number, number[]>()
  eachPiece(other.text, (hash, at) => {
    const known = places.get(hash)
    if (known === undefined) places.set(hash, [at])
    else if (known.length < 8) known.push(at)
  })
  const passages: Passage[] = []
  for (let at = 0; at + shingleLength <= one.text.length;) {
    let best = { length: 0, there: 0 }
    for (const there of places.get(hashAt(one.text, at)) ?? []) {
      let length = 0
      while (one.text[at + length] === other.text[there + length] && (one.text[at + length] ?? '\n') !== '\n')
        length += 1
      if (length > best.length) best = { length, there }
    }
    if (best.length >= least)
      passages.push({
        start: one.offsets[at] ?? -1,
        end: (one.offsets[at + best.length - 1] ?? -2) + 1,
        other_start: other.offsets[best.there] ?? -1,
        other_end: (other.offsets[best.there + best.length - 1] ?? -2) + 1,
      })
    at += Math.max(1, best.length >= least ? best.length : 1)
  }
  return passages
}
