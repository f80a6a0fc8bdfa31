/** Which year a figure of a sentence belongs to, where the sentence tells of several. Pure. */

const namedYear = /(?<![〔[(《\d])(?:(?<relation>比|较|与|同|和|从|自|至|到)\s*)?(?<year>20\d{2})年/g

/**
 * True for a figure that a sentence tells of another year than `year`, the report's: 2023年公开120条 next to 2022年公开98条. A year
 * that something is compared with holds up to the next comma, any other up to the next year. A sentence that names no year but a wrong
 * one is taken at its word: it may be a slip, and the audit says so.
 */
export function isOfAnotherYear(words: string, at: number, year: number | null): boolean {
  if (year === null) return false
  const named = Array.from(words.matchAll(namedYear), ({ index, groups }) => ({
    index,
    compared: groups?.['relation'] !== undefined,
    year: Number(groups?.['year']),
  }))
  if (!named.some((one) => one.year === year)) return false
  const before = named.filter((one) => one.index < at)
  const governing = before.findLast((one) => !one.compared || !/[,;，；]/.test(words.slice(one.index, at)))
  return governing !== undefined && governing.year !== year
}
