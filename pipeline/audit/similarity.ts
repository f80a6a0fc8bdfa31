/** Which reports say the same: with the publisher's own earlier years, and with its neighbours of the same year. Pure. */
import type { Paragraph } from '../../parsers/report/paragraphs.ts'
import { commonPassages, maskOf, nameForms, resemblance, type Masked, type Passage } from './shingles.ts'
import { candidatePairs, signatureOf } from './similarity-minhash.ts'

/** A report's text as it is compared. Years are report years. */
export interface ProseText {
  report: string
  publisher: string
  year: number
  kind: string
  prose: readonly Pick<Paragraph, 'section' | 'text' | 'offsets'>[]
}

/** The whole report, or only its fifth chapter: problems and what is planned. */
export type Part = 'body' | 'plan'

/** Two texts that are alike; `report` is the later year, or the one whose publisher code is the greater. */
export interface Similarity {
  report: string
  other: string
  scope: 'own_earlier' | 'neighbour'
  part: Part
  /** Share of pieces in common, 0 to 1. */
  share: number
  passages: Passage[]
}

/** What is compared and kept. */
export const similarityLimits = {
  /** Pairs less alike than this are not worth a row. */
  share: 0.6,
  /** Texts with fewer pieces of their own say too little to be compared: 无。 is not copied from anybody. */
  shingles: { body: 60, plan: 24 },
  /** Up to so many reports a year every pair is compared; beyond, only candidates. */
  exact: 2000,
} as const

/** What two texts are to each other; null where they are not compared. */
function scopeOf(later: ProseText, earlier: ProseText): Similarity['scope'] | null {
  if (later.kind !== earlier.kind) return null
  if (later.publisher === earlier.publisher) return later.year > earlier.year ? 'own_earlier' : null
  return later.year === earlier.year ? 'neighbour' : null
}

const byAge = (a: ProseText, b: ProseText): number =>
  a.year - b.year ||
  (a.publisher < b.publisher ? -1 : a.publisher > b.publisher ? 1 : a.report < b.report ? -1 : 1)

/** Positions of the pairs to compare, the earlier first: all that stand in a scope, or of many only those whose signatures meet. */
function pairsOf(texts: readonly ProseText[], masked: readonly Masked[]): [number, number][] {
  if (texts.length > similarityLimits.exact)
    return candidatePairs(masked.map(({ shingles }) => signatureOf(shingles)))
  return texts.flatMap((_, later) =>
    Array.from({ length: later }, (__, earlier): [number, number] => [earlier, later]),
  )
}

function comparePart(texts: readonly ProseText[], part: Part, mask: ReturnType<typeof maskOf>): Similarity[] {
  const masked = texts.map(({ prose }) =>
    mask(prose.filter(({ section }) => (part === 'plan' ? section === 5 : section !== null))),
  )
  const found: Similarity[] = []
  for (const [earlier, later] of pairsOf(texts, masked)) {
    const [a, b, one, other] = [texts[later], texts[earlier], masked[later], masked[earlier]]
    if (a === undefined || b === undefined || one === undefined || other === undefined) continue
    const scope = scopeOf(a, b)
    const least = similarityLimits.shingles[part]
    if (scope === null || one.shingles.length < least || other.shingles.length < least) continue
    const smaller = Math.min(one.shingles.length, other.shingles.length)
    if (smaller / Math.max(one.shingles.length, other.shingles.length) < similarityLimits.share) continue
    const share = resemblance(one.shingles, other.shingles, similarityLimits.share)
    if (share === 0) continue
    found.push({
      report: a.report,
      other: b.report,
      scope,
      part,
      share: Number(share.toFixed(4)),
      passages: commonPassages(one, other),
    })
  }
  return found
}

/** Compares the reports of one county, by chapters as a whole and by their plans; `names` are its publishers' and its own. */
export function compareTexts(
  texts: readonly ProseText[],
  names: { county: string; publishers: readonly string[] },
): Similarity[] {
  const mask = maskOf(nameForms(names.publishers, names.county))
  const ordered = texts.toSorted(byAge)
  return [...comparePart(ordered, 'body', mask), ...comparePart(ordered, 'plan', mask)]
}
