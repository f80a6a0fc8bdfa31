/** Turns a drawn Chinese page into its English twin, phrase by phrase out of a word list. Pure. */
import { Tokenizer } from 'htmlparser2'
import type { Dictionary } from './phrases.ts'
import { translateText } from './phrases.ts'

const voids = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source'])
const spoken = new Set(['title', 'aria-label', 'placeholder', 'alt', 'data-search', 'label'])
const addresses = new Set(['href', 'action'])
/** Addresses that have no English twin. */
const unspoken = /^\/(?:\/|app\/|archive\/|export\/|paper\/|review)|[?&;](?:format|lang)=/u

/** Hands the language on in one of our own addresses; others are left alone. */
function keepLanguage(address: string): string {
  if (!address.startsWith('/') || unspoken.test(address)) return address
  const [path = '', fragment] = address.split('#')
  const joined = `${path}${path.includes('?') ? '&amp;' : '?'}lang=en`
  return fragment === undefined ? joined : `${joined}#${fragment}`
}

interface Piece {
  start: number
  end: number
  text: string
}
interface Tag {
  name: string
  kept: boolean
  posts: boolean
  /** True for a link that says its language itself. */
  foreign: boolean
  values: { name: string; start: number; end: number }[]
}

/** Finds what to replace: texts and spoken attributes outside `translate="no"`, and our own addresses everywhere. */
function findPieces(page: string, dictionary: Dictionary): Piece[] {
  const pieces: Piece[] = []
  const open: { name: string; kept: boolean }[] = []
  let tag: Tag = { name: '', kept: false, posts: false, foreign: false, values: [] }
  let attribute = { name: '', start: -1, end: -1 }
  const isKept = (): boolean => open.at(-1)?.kept ?? false
  const replace = (start: number, end: number, said: string): void => {
    if (said !== page.slice(start, end)) pieces.push({ start, end, text: said })
  }

  const finishTag = (end: number): void => {
    const kept = isKept() || tag.kept
    for (const { name, start, end: stop } of tag.values) {
      const source = page.slice(start, stop)
      if (addresses.has(name))
        replace(start, stop, tag.name === 'link' || tag.foreign ? source : keepLanguage(source))
      else if (!kept) replace(start, stop, translateText(source, dictionary))
    }
    if (tag.name === 'form' && !tag.posts)
      pieces.push({ start: end + 1, end: end + 1, text: '<input type="hidden" name="lang" value="en">' })
    if (!voids.has(tag.name)) open.push({ name: tag.name, kept })
  }

  const nothing = (): void => undefined
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      onopentagname: (start, end) => {
        tag = { name: page.slice(start, end), kept: false, posts: false, foreign: false, values: [] }
      },
      onattribname: (start, end) => {
        attribute = { name: page.slice(start, end), start: -1, end: -1 }
      },
      onattribdata: (start, end) => {
        attribute = { ...attribute, start: attribute.start < 0 ? start : attribute.start, end }
      },
      onattribend: () => {
        const { name, start, end } = attribute
        if (start < 0) return
        const value = page.slice(start, end)
        if (name === 'translate' && value === 'no') tag.kept = true
        if (name === 'hreflang') tag.foreign = true
        if (name === 'method' && value === 'post') tag.posts = true
        if (spoken.has(name) || addresses.has(name)) tag.values.push({ name, start, end })
      },
      onopentagend: finishTag,
      onselfclosingtag: (end) => {
        finishTag(end)
        if (!voids.has(tag.name)) open.pop()
      },
      onclosetag: (start, end) => {
        const at = open.findLastIndex((one) => one.name === page.slice(start, end))
        if (at >= 0) open.length = at
      },
      ontext: (start, end) => {
        if (!isKept()) replace(start, end, translateText(page.slice(start, end), dictionary))
      },
      oncdata: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
      onattribentity: nothing,
      ontextentity: nothing,
      onend: nothing,
    },
  )
  tokenizer.write(page)
  tokenizer.end()
  return pieces
}

/** Translates a whole page. What the list does not know stays Chinese. */
export function translatePage(page: string, dictionary: Dictionary): string {
  const pieces = findPieces(page, dictionary).sort((a, b) => a.start - b.start || a.end - b.end)
  let written = ''
  let done = 0
  for (const { start, end, text } of pieces) {
    written += page.slice(done, start) + text
    done = end
  }
  return (written + page.slice(done)).replace('<html lang="zh-CN">', '<html lang="en">')
}
