/** A list of phrases in two languages, and how one text is said by it. Pure. */

/** Chinese phrases and their English, `{}` standing for whatever the page puts there, `{n}` for a number. */
export type Phrases = readonly (readonly [chinese: string, english: string])[]

/** A word list made ready for looking up. */
export interface Dictionary {
  exact: ReadonlyMap<string, string>
  patterns: readonly { match: RegExp; english: string; first: string }[]
  /** What was said before: pages repeat themselves, and each pattern costs. */
  said: Map<string, string>
}

const chinese = /[\p{Script=Han}，；：。（）]/u
/** Characters that join labels into one text, with their English; each side is looked up by itself. */
const joints: readonly (readonly [string, string])[] = [
  [' · ', ' · '],
  [' / ', ' / '],
  ['；', '; '],
  ['：', ': '],
  ['，', ', '],
  [' ', ' '],
]

const mostKept = 20_000
const hole = /\{n?\}/u
const everyHole = /\{n?\}/gu

/** What a hole of a phrase may stand for. */
function patternOf(found: string | undefined): string {
  return found === undefined ? '' : found === '{n}' ? '([\\d,.–-]+)' : '(.*?)'
}

const escapePattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')

/** Makes a word list ready. */
export function makeDictionary(phrases: Phrases): Dictionary {
  const exact = new Map<string, string>()
  const patterns: { match: RegExp; english: string; first: string }[] = []
  for (const [text, english] of phrases) {
    if (!hole.test(text)) exact.set(text, english)
    else {
      const parts = text.split(hole)
      const holes = text.match(everyHole) ?? []
      const source = parts.map((part, at) => escapePattern(part) + patternOf(holes[at])).join('')
      const match = new RegExp(`^${source}$`, 'su')
      patterns.push({ match, english, first: parts.sort((a, b) => b.length - a.length)[0] ?? '' })
    }
  }
  return { exact, patterns, said: new Map() }
}

/** Says one text in English, as far as the list knows; the rest stays Chinese. White space at its ends is kept. */
export function translateText(text: string, dictionary: Dictionary): string {
  if (!chinese.test(text)) return text
  const known = dictionary.said.get(text)
  if (known !== undefined) return known
  const said = sayText(text, dictionary)
  if (dictionary.said.size >= mostKept) dictionary.said.clear()
  dictionary.said.set(text, said)
  return said
}

function sayText(text: string, dictionary: Dictionary): string {
  const [, before = '', body = '', after = ''] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? []
  const plain = body.replace(/\s+/gu, ' ')
  const exact = dictionary.exact.get(plain)
  if (exact !== undefined) return `${before}${exact}${after}`
  for (const { match, english, first } of dictionary.patterns) {
    const found = plain.includes(first) ? match.exec(plain) : null
    if (found === null) continue
    let at = 0
    const said = english.replace(everyHole, () => {
      at += 1
      return translateText(found[at] ?? '', dictionary)
    })
    return `${before}${said}${after}`
  }
  const split = joints
    .filter(([joint]) => plain.includes(joint))
    .flatMap(([joint, between]) => {
      const parts = plain.split(joint)
      const said = parts.map((part) => translateText(part, dictionary))
      return said.some((part, at) => part !== parts[at]) ? [said.join(between)] : []
    })
  const best = split.find((said) => !chinese.test(said)) ?? split[0]
  return best === undefined ? text : `${before}${best}${after}`
}
