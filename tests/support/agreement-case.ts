/** What must hold of the two ways to an outline: on every page where the scan answers, it says what the tree says. */
import { isDeepStrictEqual } from 'node:util'
import { decode } from '../../parsers/page/decode.ts'
import { scan } from '../../parsers/page/scan.ts'
import { outlineFromTree } from '../../parsers/page/tree.ts'
import { damaged, type DamagedCase } from './damage-case.ts'
import { contentOf } from './outline-content.ts'

/** How the two readings of a damaged page compare. */
export type Agreement = 'same' | 'left to the tree' | 'different'

/** Reads a damaged page both ways. */
export function agreementOn(one: DamagedCase): Agreement {
  const { text } = decode(damaged(one).broken).value
  const { outline } = scan(text)
  if (outline === null) return 'left to the tree'
  return isDeepStrictEqual(contentOf(outline), contentOf(outlineFromTree(text))) ? 'same' : 'different'
}
