/** Lists that a sentence counts up: 其中，工作动态55条，政府文件9条 — or number first: 1条权责清单、11条工作信息. */
import type { StatedItem } from './report.ts'

/** Counting words that can stand behind a figure. */
export const countWords = '人次|条次|条|件|篇|份|次|项|宗|例|期|个|只|起|批|部|则|场|余条'

/** A figure as prose writes it: thousands separated or plain, never part of a longer number, a date or a document number. */
export const figure = '(?<![\\d.,])(?:\\d{1,3}(?:,\\d{3})+|\\d{1,9})(?:\\.\\d{1,6})?(?![\\d.])'

/** What a list came to. `closed` tells that its wording claims to be complete. */
export interface ItemList {
  items: StatedItem[]
  closed: boolean
  /** How many characters of the text the list takes. */
  length: number
}

const opener =
  /^(?:\([^()]{0,60}\))?[,;:。、]{0,2}(其中|包括|分别为|分别是|主要包括|主要为|主要有|主要涉及|涉及|具体为|具体包括|内有|包含|分为)(?:主动公开|分别|主要|具体|公开|发布|包括|包含|有|为|是|涉及)*[:,;]?/
const itemNameFirst = new RegExp(`^([^\\d,;。、:()]{1,40})(${figure})(余|多)?(${countWords})(余|多)?`)
const itemNumberFirst = new RegExp(`^(${figure})(余|多)?(${countWords})(余|多)?([^\\d,;。、:()]{1,40})`)
const aside = /^\([^()]{0,200}\)/
const separator = /^(?:[,;、]|以及|及|和|与)+/
const words = /^[^\d,;。、:()]{1,20}[、]/

/** Trims the words that lead into an item's name. */
function nameOf(text: string): string {
  return text
    .replace(/^(?:其中|包括|以及|及|和|与|公开|发布|通过)(?=.)/, '')
    .replace(/(?:类)?(?:信息)?(?:共计|共|计|为|有|达|约|近|各)?$/, (tail) =>
      tail.replace(/(?:共计|共|计|为|有|达|约|近|各)$/, ''),
    )
}

/** Reads the list that begins at the start of `text` (half-width, no white space); null where none begins there. */
export function readItems(text: string): ItemList | null {
  const open = opener.exec(text)
  if (open === null) return null
  let at = open[0].length
  let closed = !open[0].includes('主要') && !open[0].includes('涉及')
  const items: StatedItem[] = []
  const numberFirst = itemNumberFirst.test(text.slice(at))
  for (;;) {
    let rest = text.slice(at)
    let lead = ''
    if (!numberFirst) {
      for (let part = words.exec(rest); part !== null && lead.length < 40; part = words.exec(rest)) {
        lead += part[0]
        rest = rest.slice(part[0].length)
      }
    }
    const match = (numberFirst ? itemNumberFirst : itemNameFirst).exec(rest)
    if (match === null) break
    const [whole, a = '', b = '', c = '', d = '', e = ''] = match
    const [name, digits, unit, rough] = numberFirst
      ? [e, a, c, b !== '' || d !== '']
      : [lead + a, b, d, c !== '' || e !== '']
    items.push({ name: nameOf(name), value: Number(digits.replaceAll(',', '')), unit })
    if (rough) closed = false
    at += lead.length + whole.length
    const note = aside.exec(text.slice(at))
    if (note !== null) at += note[0].length
    if (/^等/.test(text.slice(at))) {
      closed = false
      break
    }
    const gap = separator.exec(text.slice(at))?.[0]
    if (gap === undefined) break
    if (
      !itemNameFirst.test(text.slice(at + gap.length)) &&
      !itemNumberFirst.test(text.slice(at + gap.length)) &&
      !words.test(text.slice(at + gap.length))
    )
      break
    at += gap.length
  }
  return items.length === 0 ? null : { items, closed, length: at }
}
