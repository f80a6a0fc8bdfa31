/** How far a figure lies from those of its peers: median and median absolute deviation of the non-zero ones. Pure. */

/** Middle and spread of a group; `spread` is scaled to compare with a standard deviation. */
export interface PeerScale {
  count: number
  median: number
  spread: number
}

function middle(sorted: readonly number[]): number {
  const half = sorted.length >> 1
  const [low, high] = [sorted[half - 1], sorted[half]]
  if (high === undefined) throw new Error('peers: the median of nothing was asked for')
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2
}

/** The scale of a group of figures, noughts left out; null where fewer than `fewest` remain. */
export function scaleOf(values: readonly number[], fewest: number): PeerScale | null {
  const sorted = values.filter((value) => value !== 0).sort((a, b) => a - b)
  if (sorted.length === 0 || sorted.length < fewest) return null
  const median = middle(sorted)
  const spread = 1.4826 * middle(sorted.map((value) => Math.abs(value - median)).sort((a, b) => a - b))
  return { count: sorted.length, median, spread }
}

/** Robust z of a figure. Where all peers are alike the spread is taken as one, so that counts off by little stay in scale. */
export function distanceOf(value: number, { median, spread }: PeerScale): number {
  return (value - median) / Math.max(spread, 1)
}
