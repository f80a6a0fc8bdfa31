/** 统一社会信用代码 (GB 32100-2015): the 18 signs by which an organ is known across sites and years. */

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

/** The parts of a code whose check digits are right. */
export interface CreditCode {
  code: string
  /** Registered by: 1 for public institutions; then 1 organ, 2 institution, 3 mass organisation, 9 other. */
  registry: string
  category: string
  /** GB/T 2260 division, six digits. */
  region: string
  /** Nine signs of GB 11714, the last its own check. */
  organisation: string
}

/** True for a nine-sign organisation code (a hyphen before the last is allowed) whose check is right. */
export function isOrganisationCode(text: string): boolean {
  const code = text.replace(/-(?=.$)/, '')
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(code)) return false
  const sum = organisationWeights.reduce((total, weight, at) => {
    const value = Number.parseInt(code.charAt(at), 36)
    return total + weight * value
  }, 0)
  const check = 11 - (sum % 11)
  return code.charAt(8) === (check === 10 ? 'X' : check === 11 ? '0' : String(check))
}

/** Reads 18 signs as a credit code; null unless both check digits are right. */
export function readCreditCode(text: string): CreditCode | null {
  const code = text.toUpperCase()
  if (!/^[1-9A-HJ-NP-RT-UW-Y][0-9A-HJ-NP-RT-UW-Y]\d{6}[0-9A-HJ-NP-RT-UW-Y]{10}$/.test(code)) return null
  const sum = weights.reduce((total, weight, at) => total + weight * alphabet.indexOf(code.charAt(at)), 0)
  if (code.charAt(17) !== alphabet.charAt((31 - (sum % 31)) % 31)) return null
  const organisation = code.slice(8, 17)
  if (!isOrganisationCode(organisation)) return null
  return {
    code,
    registry: code.charAt(0),
    category: code.charAt(1),
    region: code.slice(2, 8),
    organisation,
  }
}

/** The first credit code that stands by itself in a text, such as an address or the head of a page; null where none does. */
export function findCreditCode(text: string): CreditCode | null {
  for (const match of text.slice(0, 20_000).matchAll(/(?<![0-9A-Za-z])[0-9A-Za-z]{18}(?![0-9A-Za-z])/g)) {
    const code = readCreditCode(match[0])
    if (code !== null) return code
  }
  return null
}
