/** Repeatable chance: the same words always give the same numbers, on every machine. Pure. */

/** A source of numbers in [0, 1). */
export type Chance = () => number

/** A generator seeded by a text (xorshift-multiply, 32 bits). */
export function chanceOf(seed: string): Chance {
  let state = 2166136261
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A whole number from `low` to `high`, both included. */
export function between(chance: Chance, low: number, high: number): number {
  return low + Math.floor(chance() * (high - low + 1))
}

/** The list in a random order. */
export function shuffle<T>(chance: Chance, list: readonly T[]): T[] {
  return list
    .map((item) => ({ item, rank: chance() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}

/** One of the options, each as likely as its weight says. Throws on an empty list. */
export function weigh<T>(chance: Chance, options: readonly { option: T; weight: number }[]): T {
  let rest = chance() * options.reduce((sum, { weight }) => sum + weight, 0)
  for (const { option, weight } of options) {
    rest -= weight
    if (rest < 0) return option
  }
  const last = options.at(-1)
  if (last === undefined) throw new Error('weigh: nothing to choose from')
  return last.option
}
