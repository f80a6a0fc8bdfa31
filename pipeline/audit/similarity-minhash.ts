/** Finds the pairs worth comparing among tens of thousands of texts without comparing all of them: MinHash signatures in bands. Pure. */

/** Bands × rows of a signature. A pair of resemblance 0.85 is met with 99.99 %, one of 0.5 with 27 %, one of 0.3 with 1 %. */
const bands = 20
const rowsOfBand = 6
const size = bands * rowsOfBand

/** Odd multipliers and offsets of the hash functions, drawn once from a fixed sequence so that every run agrees. */
const functions = (() => {
  const values = new Uint32Array(size * 2)
  let state = 0x9e3779b9
  for (let index = 0; index < values.length; index += 1) {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    values[index] = (mixed ^ (mixed >>> 14)) >>> 0
  }
  return values
})()

/** The signature of a set of pieces: the smallest value of each hash function. */
export function signatureOf(shingles: Uint32Array): Uint32Array {
  const signature = new Uint32Array(size).fill(0xffffffff)
  for (let index = 0; index < size; index += 1) {
    const multiplier = (functions[index * 2] ?? 0) | 1
    const offset = functions[index * 2 + 1] ?? 0
    let least = 0xffffffff
    for (let at = 0; at < shingles.length; at += 1) {
      const value = (Math.imul(shingles[at] ?? 0, multiplier) + offset) >>> 0
      if (value < least) least = value
    }
    signature[index] = least
  }
  return signature
}

/** Above this many texts in one bucket each is paired with this many before it only: a template that all share needs no square of pairs. */
const crowd = 50

/** Pairs [i, j], i < j, of positions whose signatures agree in a band; each pair once. Empty sets are never paired. */
export function candidatePairs(signatures: readonly Uint32Array[]): [number, number][] {
  const found = new Set<number>()
  const count = signatures.length
  for (let band = 0; band < bands; band += 1) {
    const buckets = new Map<string, number[]>()
    for (const [position, signature] of signatures.entries()) {
      const rows = signature.subarray(band * rowsOfBand, (band + 1) * rowsOfBand)
      if (rows[0] === 0xffffffff) continue
      const key = rows.join(' ')
      const bucket = buckets.get(key)
      if (bucket === undefined) buckets.set(key, [position])
      else {
        for (const other of bucket.slice(-crowd)) found.add(other * count + position)
        bucket.push(position)
      }
    }
  }
  return [...found]
    .toSorted((a, b) => a - b)
    .map((pair): [number, number] => [Math.floor(pair / count), pair % count])
}
