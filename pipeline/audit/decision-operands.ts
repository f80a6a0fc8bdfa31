/** The digest that binds a decision to what the source said: equal text, equal digest, in whatever order it was read. Pure. */
import { createHash } from 'node:crypto'
import { dropSpace, halfWidth } from '../../parsers/page/text.ts'

/** One piece of the source that a check looked at: which, and its raw text. */
export interface Operand {
  /** Cell id, `sentence`, or the name that a rule gives it. */
  name: string
  raw: string
}

/** SHA-256 in hex of operands as a set; white space and full-width forms, which reading may treat anew, do not count. */
export function digestOperands(operands: readonly Operand[]): string {
  const lines = operands.map(({ name, raw }) => JSON.stringify([name, halfWidth(dropSpace(raw))]))
  return createHash('sha256')
    .update([...new Set(lines)].sort().join('\n'))
    .digest('hex')
}
