/** Whole numbers written in Chinese characters, as prose spells small counts: 十二, 一百零五, 三百, 两. */

const digits = '零一二三四五六七八九'
const steps: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** The value below ten thousand, or null where the characters do not stand in an order that is a number. */
function readPart(text: string): number | null {
  let total = 0
  let digit: number | null = null
  let last = 10_000
  let skipped = false
  for (const sign of text) {
    const step = steps[sign]
    if (step !== undefined) {
      if (step >= last || (digit === null && (step !== 10 || total > 0)) || digit === 0) return null
      total += (digit ?? 1) * step
      digit = null
      last = step
      skipped = false
    } else if (sign === '零') {
      if (digit !== null || total === 0 || skipped) return text === '零' ? 0 : null
      skipped = true
    } else {
      if (digit !== null) return null
      digit = digits.indexOf(sign)
      if (digit < 0) return null
    }
  }
  // 一百五 is 150 in speech and 105 to a careless writer.
  if (digit !== null && last > 10 && last < 10_000 && !skipped) return null
  if (digit === null && skipped) return null
  return total + (digit ?? 0)
}

/** Reads a numeral below one hundred million; null for anything whose value is not beyond doubt. */
export function readChineseNumeral(text: string): number | null {
  if (text === '' || text.length > 15) return null
  const plain = text.replace(/[〇○]/g, '零').replace(/两/g, '二')
  const [high, low, ...rest] = plain.split('万')
  if (high === undefined || rest.length > 0) return null
  if (low === undefined) return readPart(high)
  const thousands = readPart(high)
  if (thousands === null || thousands === 0) return null
  if (low === '') return thousands * 10_000
  // 一万五 is 15 000 in speech.
  if (low.length === 1) return null
  const ones = low.startsWith('零') ? readPart(low.slice(1)) : readPart(low)
  return ones === null ? null : thousands * 10_000 + ones
}
