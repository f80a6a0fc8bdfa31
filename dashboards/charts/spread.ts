/** How the numbers of one figure spread over publishers of one kind in one year. Pure. */

/** Fewer numbers than this are shown without median, band or order: one report would decide the picture. */
export const smallestRanked = 5

/** Median and the band from the 10th to the 90th percentile; `zeros` counts the noughts among `count` numbers. */
export interface Spread {
  count: number
  zeros: number
  median: number
  low: number
  high: number
}

/** The p-quantile (0 to 1) of sorted numbers by linear interpolation; null of an empty list. */
export function quantile(sorted: readonly number[], p: number): number | null {
  const at = (sorted.length - 1) * p
  const below = sorted[Math.floor(at)]
  const above = sorted[Math.ceil(at)]
  if (below === undefined || above === undefined) return null
  return below + (above - below) * (at - Math.floor(at))
}

/** The spread of some numbers; null where they are too few for it to be fair. */
export function spreadOf(values: readonly number[]): Spread | null {
  if (values.length < smallestRanked) return null
  const sorted = [...values].sort((left, right) => left - right)
  const [low, median, high] = [quantile(sorted, 0.1), quantile(sorted, 0.5), quantile(sorted, 0.9)]
  if (low === null || median === null || high === null) return null
  return { count: values.length, zeros: values.filter((value) => value === 0).length, median, low, high }
}
