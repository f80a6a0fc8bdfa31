/**
 * Walks over markup tag by tag. It is strict: markup on whose reading a careful writer and a browser might differ is told as a doubt, and
 * the page then goes to a standard tree. Linear in the length of the text.
 */
import { tagKind, type TagKind } from './tag-kinds.ts'

/** What is met, in order; offsets are [start, end) of the tag or text. Attributes are those of `attributesOf`. */
export interface TagEvents {
  text(start: number, end: number): void
  /** Whether the attributes of the tag that begins here are to be kept. */
  wants(tag: TagKind, start: number): boolean
  open(tag: TagKind, start: number, kept: boolean, selfClosing: boolean): void
  close(tag: TagKind, start: number, end: number): void
  /** The content of an element that holds no markup: script, style, title, textarea, iframe. */
  raw(tag: TagKind, start: number, end: number): void
  doubt(why: string): void
}

const mostAttributes = 64

/** Names and values of the tag at hand, as offsets; valid until the next tag. */
export class Attributes {
  /** Four numbers an attribute. */
  private readonly at = new Int32Array(4 * mostAttributes)
  private count = 0
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  clear(): void {
    this.count = 0
  }

  /** False where the tag has more attributes than any honest one. */
  add(nameStart: number, nameEnd: number, start: number, end: number): boolean {
    const { at, count } = this
    if (count === at.length) return false
    at[count] = nameStart
    at[count + 1] = nameEnd
    at[count + 2] = start
    at[count + 3] = end
    this.count = count + 4
    return true
  }

  /** The value of the first attribute of this lower-case name, character references as they stand; undefined where there is none. */
  get(name: string): string | undefined {
    const { at, text, count } = this
    for (let index = 0; index < count; index += 4) {
      const [from = 0, to = 0, start = 0, end = 0] = [at[index], at[index + 1], at[index + 2], at[index + 3]]
      if (to - from === name.length && text.slice(from, to).toLowerCase() === name)
        return text.slice(start, end)
    }
    return undefined
  }
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13 && code !== 11)
const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
const [quote, apostrophe, slash, less, equals, greater] = [34, 39, 47, 60, 61, 62]

/** Where the raw content of an element ends: at its end tag, else at the end of the text. */
function rawEnd(text: string, from: number, name: string): number {
  const end = rawEnds.get(name) ?? new RegExp(`</${name}[\\t\\n\\f\\r />]`, 'gi')
  rawEnds.set(name, end)
  end.lastIndex = from
  return end.exec(text)?.index ?? text.length
}
const rawEnds = new Map<string, RegExp>()

/** Reads attributes from `from`; gives the offset behind the closing bracket, negative for a self-closing tag, 0 at the end of the text. */
function readAttributes(
  text: string,
  from: number,
  keep: boolean,
  attributes: Attributes,
  events: TagEvents,
): number {
  const { length } = text
  let i = from
  for (;;) {
    let code = text.charCodeAt(i)
    let closing = false
    while (isSpace(code) || code === slash) {
      closing = code === slash
      i += 1
      code = text.charCodeAt(i)
    }
    if (code === greater) return closing ? -(i + 1) : i + 1
    if (i >= length) return 0
    const nameStart = i
    while (i < length && !isSpace(code) && code !== slash && code !== greater && code !== equals) {
      if (code === quote || code === apostrophe || code === less) events.doubt('quote in attribute name')
      i += 1
      code = text.charCodeAt(i)
    }
    if (i === nameStart) {
      events.doubt('attribute without name')
      i += 1
    }
    const nameEnd = i
    while (isSpace(code)) {
      i += 1
      code = text.charCodeAt(i)
    }
    if (code !== equals) {
      if (keep && !attributes.add(nameStart, nameEnd, nameEnd, nameEnd)) events.doubt('many attributes')
      continue
    }
    do {
      i += 1
      code = text.charCodeAt(i)
    } while (isSpace(code))
    let valueStart = i
    let valueEnd: number
    if (code === quote || code === apostrophe) {
      valueStart = i + 1
      valueEnd = text.indexOf(code === quote ? '"' : "'", valueStart)
      if (valueEnd < 0) return 0
      i = valueEnd + 1
    } else {
      while (i < length && !isSpace(code) && code !== greater) {
        if (code === quote || code === apostrophe || code === less) events.doubt('quote in bare value')
        i += 1
        code = text.charCodeAt(i)
      }
      valueEnd = i
    }
    if (keep && !attributes.add(nameStart, nameEnd, valueStart, valueEnd)) events.doubt('many attributes')
  }
}

/** Steps over a comment, a declaration or an end tag without a name; gives the offset behind it, 0 where the text ends first. */
function skipOther(text: string, from: number, events: TagEvents): number {
  if (text.startsWith('<!--', from)) {
    if (text.startsWith('>', from + 4) || text.startsWith('->', from + 4)) events.doubt('empty comment')
    const end = text.indexOf('-->', from + 4)
    if (text.slice(from, end < 0 ? text.length : end).includes('--!>')) events.doubt('comment end')
    return end < 0 ? 0 : end + 3
  }
  if (text.startsWith('<![CDATA[', from)) events.doubt('cdata')
  const end = text.indexOf('>', from + 2)
  return end < 0 ? 0 : end + 1
}

/** Walks over the whole text. An unfinished tag or comment at its end is dropped, as browsers do. */
export function walkTags(text: string, attributes: Attributes, events: TagEvents): void {
  const { length } = text
  let textStart = 0
  let at = text.indexOf('<')

  while (at >= 0) {
    const next = text.charCodeAt(at + 1)
    const closing = next === slash
    const letter = closing ? text.charCodeAt(at + 2) : next
    let end: number
    if (isLetter(letter)) {
      if (at > textStart) events.text(textStart, at)
      const nameStart = closing ? at + 2 : at + 1
      let i = nameStart + 1
      let code = text.charCodeAt(i)
      while (i < length && code !== greater && !isSpace(code) && code !== slash) {
        if (code === less || code === quote || code === apostrophe) events.doubt('bracket in tag name')
        i += 1
        code = text.charCodeAt(i)
      }
      const tag = tagKind(text.slice(nameStart, i))
      const keep = !closing && events.wants(tag, at)
      if (keep) attributes.clear()
      end = code === greater ? i + 1 : readAttributes(text, i, keep, attributes, events)
      if (end === 0) return
      const selfClosing = end < 0
      if (selfClosing) end = -end
      if (closing) events.close(tag, at, end)
      else {
        events.open(tag, at, keep, selfClosing)
        if (tag.raw) {
          if (selfClosing) events.doubt('self-closing raw text')
          const stop = rawEnd(text, end, tag.name)
          events.raw(tag, end, stop)
          end = stop
        }
      }
    } else if (next === 33 || next === 63 || (closing && at + 2 < length)) {
      if (at > textStart) events.text(textStart, at)
      end = skipOther(text, at, events)
      if (end === 0) return
    } else {
      // A bracket that begins no tag is text.
      at = text.indexOf('<', at + 1)
      continue
    }
    textStart = end
    at = text.indexOf('<', end)
  }
  if (length > textStart) events.text(textStart, length)
}
