/** Affine transformations as PDF writes them: six numbers. */

/** a, b, c, d, e, f of the PDF reference, 8.3.3. */
export type Matrix = readonly [number, number, number, number, number, number]

/** The matrix that changes nothing. */
export const identity: Matrix = [1, 0, 0, 1, 0, 0]

/** The matrix that does `n` first and then `m`. */
export const multiply = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]
/** A point moved by a matrix. */
export const apply = (m: Matrix, x: number, y: number): [number, number] => [
  m[0] * x + m[2] * y + m[4],
  m[1] * x + m[3] * y + m[5],
]
