/** Whether one number may have been typed for another. Pure. */

/** How fingers and eyes go wrong: one digit for another, two neighbours swapped, a digit lost, a digit too many. */
export type Slip = 'one_digit' | 'transposed' | 'digit_lost' | 'digit_added'

/** Chinese names of the slips. */
export const slipWords: Readonly<Record<Slip, string>> = {
  one_digit: '有一位数字不同',
  transposed: '相邻两位数字颠倒',
  digit_lost: '漏写一位数字',
  digit_added: '多写一位数字',
}

/** True where `long` becomes `short` by leaving out one digit. */
function losesOne(long: string, short: string): boolean {
  if (long.length !== short.length + 1) return false
  const at = [...short].findIndex((digit, index) => long[index] !== digit)
  const cut = at < 0 ? short.length : at
  return long.slice(0, cut) + long.slice(cut + 1) === short
}

/** The slip that turns what should stand into what stands; null where none does, or where either is no count. */
export function slipOf(written: number, meant: number): Slip | null {
  if (!Number.isInteger(written) || !Number.isInteger(meant) || written < 0 || meant < 0 || written === meant)
    return null
  const [a, b] = [String(written), String(meant)]
  if (a.length === b.length) {
    const unlike = [...a].flatMap((digit, index) => (digit === b[index] ? [] : [index]))
    const [first = 0, second = 0] = unlike
    if (unlike.length === 1) return 'one_digit'
    const swapped =
      unlike.length === 2 && second === first + 1 && a[first] === b[second] && a[second] === b[first]
    return swapped ? 'transposed' : null
  }
  if (losesOne(b, a)) return 'digit_lost'
  return losesOne(a, b) ? 'digit_added' : null
}
