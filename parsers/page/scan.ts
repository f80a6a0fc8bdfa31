/**
 * The fast way to an outline: one pass of a tokeniser, no tree. It follows only what decides where text and cells belong,
 * and gives up, saying why, on markup where a browser would move things about; a standard tree then serves that page.
 */
import { decodeHTML, decodeHTMLAttribute } from 'entities'
import { Tokenizer } from 'htmlparser2'
import { OutlineBuilder } from './outline-builder.ts'
import { asideTags, blockTags, concealment, hasDigits, isConcealed, type Outline } from './outline.ts'
import { dropSpace } from './text.ts'

/** What a scan ends in: the outline, or the first construct that needs a tree; and how deep the tags nest. */
export interface Scanned {
  outline: Outline | null
  doubt: string | null
  depth: number
}

const tableTags = new Set([
  'table',
  'caption',
  'colgroup',
  'col',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'td',
  'th',
])
/** What may stand between the cells of a table without being moved out of it. */
const quietInTable = new Set(['script', 'style', 'template', 'form', 'input', 'meta', 'link'])
/** Elements whose content a browser takes as raw text, or shows only without scripts. */
const opaque = new Set(['iframe', 'noscript', 'noembed', 'noframes'])
const strange = new Set(['svg', 'math', 'template', 'frameset', 'plaintext', 'xmp', 'listing'])
const raw = new Set(['script', 'style', 'title', 'textarea'])
const wanted = new Set(['td', 'th', 'a', 'img', 'iframe', 'embed', 'object', 'meta'])
const depthFree = new Set(
  'area base br col embed hr img input link meta param source track wbr p li td th tr thead tbody tfoot dd dt option colgroup html body head'.split(
    ' ',
  ),
)

/** The farthest that an attribute is looked for behind the name of its element, in characters. */
const longestTag = 4000

/** An open element whose digits are not a cell's figure: how many of its name are open, and in which level of tables. */
interface Aside {
  tag: string
  open: number
  level: number
}

interface Level {
  row: boolean
  cell: boolean
  caption: boolean
}

/** Scans decoded text. Linear in its length; never throws on any input. */
export function scan(text: string): Scanned {
  const builder = new OutlineBuilder()
  const levels: Level[] = []
  let doubt: string | null = text.includes('--!>') ? 'comment end' : null
  let depth = 0
  let deepest = 0
  let tag = ''
  let tagStart = 0
  let attribute = ''
  let value = ''
  let attributes: Map<string, string> = new Map()
  let keep = false
  let until = ''
  let rawTag = ''
  let titleText = ''
  let selects = 0
  let aside: Aside | null = null
  const concealments = Array.from(text.matchAll(concealment), (match) => match.index)
  let nextConcealment = 0

  /** True where something in the tag that begins at `start` may conceal its element. */
  function mayConceal(start: number): boolean {
    while ((concealments[nextConcealment] ?? Infinity) < start) nextConcealment += 1
    return (concealments[nextConcealment] ?? Infinity) < start + longestTag
  }

  const suspect = (why: string): void => {
    doubt ??= why
  }

  function closeCell(end: number, cut: boolean): void {
    const level = levels.at(-1)
    if (level?.cell !== true) return
    builder.closeCell(end, cut)
    level.cell = false
    if (aside?.level === levels.length) aside = null
  }

  function closeRow(end: number): void {
    closeCell(end, false)
    const level = levels.at(-1)
    if (level !== undefined) level.row = false
  }

  function openTableTag(level: Level | undefined): void {
    if (tag === 'table') {
      if (level !== undefined && !level.cell) suspect('table between cells')
      builder.openTable(tagStart)
      levels.push({ row: false, cell: false, caption: false })
      return
    }
    if (level === undefined) {
      if (tag === 'td' || tag === 'th' || tag === 'tr') suspect('cell outside table')
      return
    }
    if (level.caption) suspect('cell in caption')
    if (tag === 'td' || tag === 'th') {
      closeCell(tagStart, false)
      if (!level.row) builder.openRow()
      level.row = true
      builder.openCell(tagStart, tag === 'th', attributes.get('colspan'), attributes.get('rowspan'))
      level.cell = true
    } else {
      closeRow(tagStart)
      if (tag === 'tr') {
        builder.openRow()
        level.row = true
      } else if (tag === 'caption') level.caption = true
    }
  }

  function refer(): void {
    if (tag === 'a') builder.refer('link', attributes.get('href') ?? '', '', tagStart)
    else if (tag === 'img')
      builder.refer('image', attributes.get('src') ?? '', attributes.get('alt') ?? '', tagStart)
    else if (tag === 'meta') {
      const name = attributes.get('name') ?? attributes.get('property') ?? attributes.get('http-equiv')
      if (name !== undefined) builder.meta(name, attributes.get('content') ?? '')
    } else if (tag === 'iframe' || tag === 'embed')
      builder.refer('frame', attributes.get('src') ?? '', '', tagStart)
    else if (tag === 'object') builder.refer('frame', attributes.get('data') ?? '', '', tagStart)
  }

  function openAside(): void {
    if (aside?.tag === tag) aside.open += 1
    else if (
      aside === null &&
      (asideTags.has(tag) || (keep && isConcealed(attributes.get('style'), attributes.get('hidden'))))
    )
      aside = { tag, open: 1, level: levels.length }
  }

  function open(end: number, selfClosing: boolean): void {
    if (until !== '') return
    if (strange.has(tag)) suspect(tag)
    if (raw.has(tag)) {
      if (selfClosing) suspect('self-closing raw text')
      rawTag = tag
      return
    }
    const level = levels.at(-1)
    if (blockTags.has(tag)) builder.newLine()
    if (!depthFree.has(tag) && !selfClosing) {
      depth += 1
      if (depth > deepest) deepest = depth
    }
    if (tag === 'select') selects += 1
    if (tableTags.has(tag)) {
      if (selects > 0) suspect('table in select')
      openTableTag(level)
    } else if (level !== undefined && !level.cell && !level.caption && !quietInTable.has(tag))
      suspect(`${tag} between cells`)
    if (tag === 'h1' || tag === 'h2' || tag === 'h3') builder.heading()
    if (keep) refer()
    if (levels.at(-1)?.cell === true && !selfClosing) openAside()
    if (opaque.has(tag)) until = tag
    tagStart = end
  }

  function close(name: string, start: number, end: number): void {
    if (until !== '') {
      if (name === until) until = ''
      return
    }
    if (raw.has(name)) {
      rawTag = ''
      if (name === 'title' && titleText !== '') builder.title(titleText)
      return
    }
    if (!depthFree.has(name) && depth > 0) depth -= 1
    if (aside?.tag === name && aside.level === levels.length) {
      aside.open -= 1
      if (aside.open === 0) aside = null
    }
    if (name === 'select' && selects > 0) selects -= 1
    const level = levels.at(-1)
    if (name === 'td' || name === 'th') {
      closeCell(end, false)
    } else if (name === 'tr' || name === 'thead' || name === 'tbody' || name === 'tfoot') {
      closeRow(start)
    } else if (name === 'table') {
      closeRow(start)
      if (level !== undefined) builder.closeTable(end)
      levels.pop()
    } else if (name === 'caption' && level !== undefined) level.caption = false
    else if (name === 'a') builder.endLink()
    if (blockTags.has(name)) builder.newLine()
  }

  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: false },
    {
      onopentagname(start, end) {
        tag = text.slice(start, end).toLowerCase()
        tagStart = start - 1
        keep = wanted.has(tag) || mayConceal(tagStart)
        if (keep) attributes = new Map()
      },
      onattribname(start, end) {
        if (keep) attribute = text.slice(start, end).toLowerCase()
        value = ''
      },
      onattribdata(start, end) {
        if (keep) value += text.slice(start, end)
      },
      onattribentity() {},
      onattribend() {
        if (keep && !attributes.has(attribute))
          attributes.set(attribute, value.includes('&') ? decodeHTMLAttribute(value) : value)
      },
      onopentagend(end) {
        open(end + 1, false)
      },
      onselfclosingtag(end) {
        open(end + 1, true)
      },
      onclosetag(start, end) {
        const bracket = text.indexOf('>', end)
        close(text.slice(start, end).toLowerCase(), start - 2, bracket < 0 ? text.length : bracket + 1)
      },
      ontext(start, end) {
        if (until !== '') return
        const slice = text.slice(start, end)
        if (rawTag !== '') {
          if (rawTag === 'title') titleText += decodeHTML(slice)
          else if (rawTag === 'script' && slice.includes('<!--') && /<script/i.test(slice))
            suspect('script in script')
          return
        }
        const decoded = slice.includes('&') ? decodeHTML(slice) : slice
        const level = levels.at(-1)
        if (level !== undefined && !level.cell && !level.caption) {
          if (dropSpace(decoded) !== '' || decoded.includes('\u00a0')) suspect('text between cells')
          return
        }
        builder.text(decoded, start, end)
        if (aside !== null && aside.level === levels.length && hasDigits(decoded)) builder.doubtCell()
      },
      ontextentity() {},
      oncdata() {
        suspect('cdata')
      },
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  )
  tokenizer.write(text)
  tokenizer.end()
  if (levels.length > 0) builder.markCut()
  while (levels.length > 0) {
    closeCell(text.length, true)
    builder.closeTable(text.length)
    levels.pop()
  }
  return { outline: doubt === null ? builder.outline : null, doubt, depth: deepest }
}
