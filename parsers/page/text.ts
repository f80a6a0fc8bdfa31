/** Text of pages: white space, width and punctuation made uniform, and the way back to the source. */
import { decodeHTML } from 'entities'

/** White space as county pages use it: also the no-break, ideographic and zero-width kinds and the byte-order mark. */
const blank = /[\s\u00a0\u00ad\u200b-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]+/g

/** Most cells and labels hold no white space at all; to see that is quicker than to replace it. Longer texts are not worth the look. */
function isTight(text: string): boolean {
  if (text.length > 40) return false
  for (let at = 0; at < text.length; at += 1) if (isSpace(text.charCodeAt(at))) return false
  return true
}

/** The text with every run of white space folded into one space and none at the ends. */
export function foldSpace(text: string): string {
  if (isTight(text)) return text
  return text.replace(blank, ' ').trim()
}

/** The text without any white space: Chinese labels lose nothing by it. */
export function dropSpace(text: string): string {
  if (isTight(text)) return text
  return text.replace(blank, '')
}

/** True for a UTF-16 code unit that `dropSpace` removes. */
export function isSpace(code: number): boolean {
  if (code < 0x80) return code === 32 || (code >= 9 && code <= 13)
  return (
    code === 0xa0 ||
    code === 0xad ||
    code === 0x3000 ||
    code === 0xfeff ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x2060 ||
    code === 0x1680
  )
}

/** Full-width ASCII as ASCII, unit for unit, so that offsets stay true; other characters as they are. */
export function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) - 0xfee0))
}

const entity = /&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?/y

/**
 * For each code unit of `value` the offset in `source` it came from, with one more entry for the end.
 * `source` is the markup that `value` was decoded from: character references, dropped line ends and stray tags are stepped over.
 */
export function mapOffsets(source: string, value: string): Int32Array {
  const map = new Int32Array(value.length + 1)
  let at = 0
  let done = 0
  while (done < value.length && at < source.length) {
    const here = source.charCodeAt(at)
    if (here === 38) {
      entity.lastIndex = at
      const reference = entity.exec(source)?.[0]
      const decoded = reference === undefined ? undefined : decodeHTML(reference)
      if (
        reference !== undefined &&
        decoded !== undefined &&
        decoded !== reference &&
        value.startsWith(decoded, done)
      ) {
        map.fill(at, done, done + decoded.length)
        done += decoded.length
        at += reference.length
        continue
      }
    }
    if (here === value.charCodeAt(done)) {
      map[done] = at
      done += 1
      at += 1
    } else if (here === 60) {
      const close = source.indexOf('>', at)
      at = close < 0 ? source.length : close + 1
    } else {
      at += 1
    }
  }
  map.fill(source.length, done)
  map[value.length] = Math.min(at, source.length)
  return map
}
