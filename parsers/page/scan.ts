/**
 * The fast way to an outline: one walk over the tags, no tree. It follows only what decides where text and cells belong,
 * and gives up, saying why, on markup where a browser would move things about; a standard tree then serves that page.
 */
import { decodeHTML, decodeHTMLAttribute } from 'entities'
import { OutlineBuilder } from './outline-builder.ts'
import { asideTags, concealment, hasDigits, isConcealed, type Outline } from './outline.ts'
import type { TagKind } from './tag-kinds.ts'
import { Attributes, walkTags, type TagEvents } from './tags.ts'
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

/**
 * Follows the tags of one page. A class and not functions within a function: what the engine learns of those goes with the page that they
 * were made for.
 */
class Scanner implements TagEvents {
  readonly builder = new OutlineBuilder()
  reason: string | null = null
  deepest = 0
  private readonly page: string
  private readonly attributes: Attributes
  private readonly levels: Level[] = []
  private level: Level | undefined = undefined
  private readonly opened: TagKind[] = []
  private hidden = false
  private aside: Aside | null = null
  private readonly concealments: number[]
  private nextConcealment = 0
  private selects = 0

  constructor(page: string, attributes: Attributes) {
    this.page = page
    this.attributes = attributes
    this.concealments = Array.from(page.matchAll(concealment), (match) => match.index)
  }

  doubt(why: string): void {
    this.reason ??= why
  }

  wants(tag: TagKind, start: number): boolean {
    return tag.wanted || this.mayConceal(start)
  }

  text(start: number, end: number): void {
    if (this.hidden) return
    const { page, level, aside } = this
    if (level !== undefined && !level.cell && !level.caption) {
      if (!isLayout(page, start, end)) this.doubt('text between cells')
      return
    }
    const slice = page.slice(start, end)
    if (slice.includes('\0')) this.doubt('nul')
    const decoded = slice.includes('&') ? decodeHTML(slice) : slice
    this.builder.text(decoded, start, end)
    if (aside !== null && aside.level === this.levels.length && hasDigits(decoded)) this.builder.doubtCell()
  }

  raw({ name }: TagKind, start: number, end: number): void {
    if (this.hidden) return
    const slice = this.page.slice(start, end)
    if (slice.includes('\0')) this.doubt('nul')
    if (name === 'title') this.builder.title(decodeHTML(slice))
    else if (name === 'script' && slice.includes('<!--') && /<script/i.test(slice))
      this.doubt('script in script')
  }

  open(tag: TagKind, start: number, kept: boolean, selfClosing: boolean): void {
    if (this.hidden) return
    if (tag.strange) this.doubt(tag.name)
    if (tag.block) this.builder.newLine()
    if (!tag.free) {
      this.opened.push(tag)
      if (this.opened.length > this.deepest) this.deepest = this.opened.length
    }
    if (tag.name === 'select') this.selects += 1
    if (tag.table) {
      if (this.selects > 0) this.doubt('table in select')
      this.openTablePart(tag, start)
    } else if (this.level !== undefined && !this.level.cell && !this.level.caption && !tag.quiet)
      this.doubt(`${tag.name} between cells`)
    if (tag.heading) this.builder.heading()
    if (tag.wanted && !tag.cell) this.refer(tag, start)
    if (this.level?.cell === true && !selfClosing) this.openAside(tag.name, kept)
    if (tag.opaque) this.hidden = true
  }

  close(tag: TagKind, start: number, end: number): void {
    if (this.hidden) {
      if (tag.opaque) this.hidden = false
      return
    }
    const { name } = tag
    if (!tag.free) this.closeElement(tag)
    if (this.aside?.tag === name && this.aside.level === this.levels.length) {
      this.aside.open -= 1
      if (this.aside.open === 0) this.aside = null
    }
    if (name === 'select' && this.selects > 0) this.selects -= 1
    if (tag.table && this.level === undefined) this.doubt(`${name} ends nothing`)
    if (tag.cell) {
      if (this.level?.cell !== true) this.doubt('cell ends nothing')
      this.closeCell(end, false)
    } else if (name === 'table') {
      this.closeRow(start)
      if (this.level !== undefined) this.builder.closeTable(end)
      this.leaveTable()
    } else if (name === 'caption') {
      if (this.level !== undefined) this.level.caption = false
    } else if (name === 'tr' || name === 'thead' || name === 'tbody' || name === 'tfoot') this.closeRow(start)
    else if (name === 'a') this.builder.endLink()
    if (tag.block) this.builder.newLine()
  }

  /** Ends what the page has left open. */
  finish(): void {
    const { length } = this.page
    if (this.levels.length > 0) this.builder.markCut()
    while (this.levels.length > 0) {
      this.closeCell(length, true)
      this.builder.closeTable(length)
      this.leaveTable()
    }
  }

  private attribute(name: string): string | undefined {
    const value = this.attributes.get(name)
    return value?.includes('&') === true ? decodeHTMLAttribute(value) : value
  }

  /** True where something in the tag that begins at `start` may conceal its element. */
  private mayConceal(start: number): boolean {
    const { concealments } = this
    while ((concealments[this.nextConcealment] ?? Infinity) < start) this.nextConcealment += 1
    return (concealments[this.nextConcealment] ?? Infinity) < start + longestTag
  }

  private openAside(tag: string, kept: boolean): void {
    if (this.aside?.tag === tag) this.aside.open += 1
    else if (
      this.aside === null &&
      (asideTags.has(tag) || (kept && isConcealed(this.attribute('style'), this.attribute('hidden'))))
    )
      this.aside = { tag, open: 1, level: this.levels.length }
  }

  private leaveTable(): void {
    this.levels.pop()
    this.level = this.levels.at(-1)
  }

  private closeCell(end: number, cut: boolean): void {
    const { level, opened } = this
    if (level?.cell !== true) return
    this.builder.closeCell(end, cut)
    opened.length = Math.min(opened.length, level.floor)
    level.cell = false
    if (this.aside?.level === this.levels.length) this.aside = null
  }

  private closeRow(end: number): void {
    this.closeCell(end, false)
    if (this.level !== undefined) this.level.row = false
  }

  private openTablePart(tag: TagKind, start: number): void {
    const { level, builder } = this
    if (tag.name === 'table') {
      if (level !== undefined && !level.cell) this.doubt('table between cells')
      builder.openTable(start)
      this.level = { row: false, cell: false, caption: false, floor: this.opened.length }
      this.levels.push(this.level)
      return
    }
    if (level === undefined) {
      if (tag.cell || tag.name === 'tr') this.doubt('cell outside table')
      return
    }
    if (level.caption) this.doubt('cell in caption')
    if (tag.cell) {
      this.closeCell(start, false)
      if (!level.row) builder.openRow()
      level.row = true
      builder.openCell(start, tag.name === 'th', this.attribute('colspan'), this.attribute('rowspan'))
      level.cell = true
      level.floor = this.opened.length
    } else {
      this.closeRow(start)
      if (tag.name === 'tr') {
        builder.openRow()
        level.row = true
      } else if (tag.name === 'caption') level.caption = true
    }
  }

  /** Ends the nearest open element of this kind and what is open inside it. Browsers ignore an end tag that ends nothing. */
  private closeElement(tag: TagKind): void {
    const { level, opened } = this
    const floor = Math.max(level === undefined ? 0 : level.floor, opened.length - farthestEnd)
    let crossesLink = false
    let at = opened.length - 1
    while (at >= floor && opened[at]?.name !== tag.name) {
      crossesLink ||= opened[at]?.name === 'a'
      at -= 1
    }
    if (at >= floor) {
      if (crossesLink) this.doubt('link crosses an end')
      opened.length = at
    } else if (tag.block || opened.length > farthestEnd) this.doubt(`${tag.name} ends nothing`)
  }

  private refer({ name }: TagKind, start: number): void {
    const { builder } = this
    if (name === 'a') builder.refer('link', this.attribute('href') ?? '', '', start)
    else if (name === 'img')
      builder.refer('image', this.attribute('src') ?? '', this.attribute('alt') ?? '', start)
    else if (name === 'meta') {
      const label = this.attribute('name') ?? this.attribute('property') ?? this.attribute('http-equiv')
      if (label !== undefined) builder.meta(label, this.attribute('content') ?? '')
    } else if (name === 'iframe' || name === 'embed')
      builder.refer('frame', this.attribute('src') ?? '', '', start)
    else if (name === 'object') builder.refer('frame', this.attribute('data') ?? '', '', start)
  }
}

/** Scans decoded text. Linear in its length; never throws on any input. */
export function scan(text: string): Scanned {
  const attributes = new Attributes(text)
  const scanner = new Scanner(text, attributes)
  walkTags(text, attributes, scanner)
  scanner.finish()
  const { builder, reason, deepest } = scanner
  return { outline: reason === null ? builder.outline : null, doubt: reason, depth: deepest }
}
