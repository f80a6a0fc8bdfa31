/**
 * The fast way to an outline: one walk over the tags, no tree. It follows only what decides where text and cells belong,
 * and gives up, saying why, on markup where a browser would move things about; a standard tree then serves that page.
 */
import { decodeHTML, decodeHTMLAttribute } from 'entities'
import { OutlineBuilder } from './outline-builder.ts'
import { asideTags, concealment, hasDigits, isConcealed, type Outline } from './outline.ts'
import type { TagKind } from './tag-kinds.ts'
import { Attributes, walkTags } from './tags.ts'
import { isSpace } from './text.ts'

/** What a scan ends in: the outline, or the first construct that needs a tree; and how deep the tags nest. */
export interface Scanned {
  outline: Outline | null
  doubt: string | null
  depth: number
}

/** The farthest that an attribute is looked for behind the name of its element, in characters. */
const longestTag = 4000

/** How many open elements an end tag may reach over; careless pages leave a few open, hostile ones a hundred thousand. */
const farthestEnd = 200

/** An open element whose digits are not a cell's figure: how many of its name are open, and in which level of tables. */
interface Aside {
  tag: string
  open: number
  level: number
}

/** An open table; `floor` is how many elements were open when its cell at hand began: what stands in a cell ends with it. */
interface Level {
  row: boolean
  cell: boolean
  caption: boolean
  floor: number
}

/** True for white space that a browser leaves between the cells of a table. */
function isLayout(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0xa0 || !isSpace(code)) return false
  }
  return true
}

/** Scans decoded text. Linear in its length; never throws on any input. */
export function scan(text: string): Scanned {
  const builder = new OutlineBuilder()
  const attributes = new Attributes(text)
  const levels: Level[] = []
  let level: Level | undefined
  let doubt: string | null = null
  const opened: TagKind[] = []
  let deepest = 0
  let hidden = false
  let aside: Aside | null = null
  const concealments = Array.from(text.matchAll(concealment), (match) => match.index)
  let nextConcealment = 0
  let selects = 0

  const suspect = (why: string): void => {
    doubt ??= why
  }
  const attribute = (name: string): string | undefined => {
    const value = attributes.get(name)
    return value?.includes('&') === true ? decodeHTMLAttribute(value) : value
  }

  /** True where something in the tag that begins at `start` may conceal its element. */
  function mayConceal(start: number): boolean {
    while ((concealments[nextConcealment] ?? Infinity) < start) nextConcealment += 1
    return (concealments[nextConcealment] ?? Infinity) < start + longestTag
  }

  function openAside(tag: string, kept: boolean): void {
    if (aside?.tag === tag) aside.open += 1
    else if (
      aside === null &&
      (asideTags.has(tag) || (kept && isConcealed(attribute('style'), attribute('hidden'))))
    )
      aside = { tag, open: 1, level: levels.length }
  }

  function closeCell(end: number, cut: boolean): void {
    if (level?.cell !== true) return
    builder.closeCell(end, cut)
    opened.length = Math.min(opened.length, level.floor)
    level.cell = false
    if (aside?.level === levels.length) aside = null
  }

  function closeRow(end: number): void {
    closeCell(end, false)
    if (level !== undefined) level.row = false
  }

  function openTablePart(tag: TagKind, start: number): void {
    if (tag.name === 'table') {
      if (level !== undefined && !level.cell) suspect('table between cells')
      builder.openTable(start)
      level = { row: false, cell: false, caption: false, floor: opened.length }
      levels.push(level)
      return
    }
    if (level === undefined) {
      if (tag.cell || tag.name === 'tr') suspect('cell outside table')
      return
    }
    if (level.caption) suspect('cell in caption')
    if (tag.cell) {
      closeCell(start, false)
      if (!level.row) builder.openRow()
      level.row = true
      builder.openCell(start, tag.name === 'th', attribute('colspan'), attribute('rowspan'))
      level.cell = true
      level.floor = opened.length
    } else {
      closeRow(start)
      if (tag.name === 'tr') {
        builder.openRow()
        level.row = true
      } else if (tag.name === 'caption') level.caption = true
    }
  }

  /** Ends the nearest open element of this kind and what is open inside it. Browsers ignore an end tag that ends nothing. */
  function closeElement(tag: TagKind): void {
    const floor = Math.max(level === undefined ? 0 : level.floor, opened.length - farthestEnd)
    let crossesLink = false
    let at = opened.length - 1
    while (at >= floor && opened[at]?.name !== tag.name) {
      crossesLink ||= opened[at]?.name === 'a'
      at -= 1
    }
    if (at >= floor) {
      if (crossesLink) suspect('link crosses an end')
      opened.length = at
    } else if (tag.block || opened.length > farthestEnd) suspect(`${tag.name} ends nothing`)
  }

  function refer({ name }: TagKind, start: number): void {
    if (name === 'a') builder.refer('link', attribute('href') ?? '', '', start)
    else if (name === 'img') builder.refer('image', attribute('src') ?? '', attribute('alt') ?? '', start)
    else if (name === 'meta') {
      const label = attribute('name') ?? attribute('property') ?? attribute('http-equiv')
      if (label !== undefined) builder.meta(label, attribute('content') ?? '')
    } else if (name === 'iframe' || name === 'embed')
      builder.refer('frame', attribute('src') ?? '', '', start)
    else if (name === 'object') builder.refer('frame', attribute('data') ?? '', '', start)
  }

  walkTags(text, attributes, {
    doubt: suspect,
    wants: (tag, start) => tag.wanted || mayConceal(start),
    text(start, end) {
      if (hidden) return
      if (level !== undefined && !level.cell && !level.caption) {
        if (!isLayout(text, start, end)) suspect('text between cells')
        return
      }
      const slice = text.slice(start, end)
      if (slice.includes('\0')) suspect('nul')
      const decoded = slice.includes('&') ? decodeHTML(slice) : slice
      builder.text(decoded, start, end)
      if (aside !== null && aside.level === levels.length && hasDigits(decoded)) builder.doubtCell()
    },
    raw({ name }, start, end) {
      if (hidden) return
      const slice = text.slice(start, end)
      if (slice.includes('\0')) suspect('nul')
      if (name === 'title') builder.title(decodeHTML(slice))
      else if (name === 'script' && slice.includes('<!--') && /<script/i.test(slice))
        suspect('script in script')
    },
    open(tag, start, kept, selfClosing) {
      if (hidden) return
      if (tag.strange) suspect(tag.name)
      if (tag.block) builder.newLine()
      if (!tag.free) {
        opened.push(tag)
        if (opened.length > deepest) deepest = opened.length
      }
      if (tag.name === 'select') selects += 1
      if (tag.table) {
        if (selects > 0) suspect('table in select')
        openTablePart(tag, start)
      } else if (level !== undefined && !level.cell && !level.caption && !tag.quiet)
        suspect(`${tag.name} between cells`)
      if (tag.heading) builder.heading()
      if (tag.wanted && !tag.cell) refer(tag, start)
      if (level?.cell === true && !selfClosing) openAside(tag.name, kept)
      if (tag.opaque) hidden = true
    },
    close(tag, start, end) {
      if (hidden) {
        if (tag.opaque) hidden = false
        return
      }
      const { name } = tag
      if (!tag.free) closeElement(tag)
      if (aside?.tag === name && aside.level === levels.length) {
        aside.open -= 1
        if (aside.open === 0) aside = null
      }
      if (name === 'select' && selects > 0) selects -= 1
      if (tag.table && level === undefined) suspect(`${name} ends nothing`)
      if (tag.cell) {
        if (level?.cell !== true) suspect('cell ends nothing')
        closeCell(end, false)
      } else if (name === 'table') {
        closeRow(start)
        if (level !== undefined) builder.closeTable(end)
        levels.pop()
        level = levels.at(-1)
      } else if (name === 'caption') {
        if (level !== undefined) level.caption = false
      } else if (name === 'tr' || name === 'thead' || name === 'tbody' || name === 'tfoot') closeRow(start)
      else if (name === 'a') builder.endLink()
      if (tag.block) builder.newLine()
    },
  })
  if (levels.length > 0) builder.markCut()
  while (levels.length > 0) {
    closeCell(text.length, true)
    builder.closeTable(text.length)
    levels.pop()
    level = levels.at(-1)
  }
  return { outline: doubt === null ? builder.outline : null, doubt, depth: deepest }
}
