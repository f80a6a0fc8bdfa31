/**
 * Turns an archived page into a harmless document that shows where a figure stands. Pure: text in, text out.
 * The page is read as a row of tags and texts, never as a tree: time and memory grow with its length alone however
 * deep it nests, every piece keeps its offset, and nothing reaches the output but escaped text and listed tags.
 */
import { QuoteType, Tokenizer } from 'htmlparser2'
import type { Attributes } from './evidence-allow.ts'
import {
  escapeDecoded,
  escapeText,
  isShown,
  isSilent,
  placeholderOf,
  readAttribute,
  writeAttributes,
} from './evidence-allow.ts'
import type { Highlight } from './evidence-marks.ts'
import { cutAtMarks, highlightId } from './evidence-marks.ts'

/** What of an archived page the drawing needs: decoded text, its address, and its media type where one was sent. */
export interface EvidencePage {
  text: string
  url: string
  media_type: string | null
}

const htmlTypes = /^(?:text\/html|application\/xhtml\+xml)\b/iu
const sourceWindow = 20_000
/** Table scaffolding and void elements, which can hold no anchor of their own. */
const scaffold = new Set(['table', 'tbody', 'thead', 'tfoot', 'tr', 'colgroup', 'col', 'br', 'hr'])

/** The classes by which a mark is drawn: the one asked for, one that differs, one shown only when it is asked for. */
function toneOf(mark: Highlight | undefined, index: number): string {
  if (mark?.changed === true) return ' changed'
  if (mark?.id !== undefined) return ' quiet'
  return index === 0 ? ' asked' : ''
}

/** The same as the attribute of a stretch of text; '' for none. */
function classOf(mark: Highlight | undefined, index: number): string {
  const tone = toneOf(mark, index).trim()
  return tone === '' ? '' : ` class="${tone}"`
}

/** Draws the body of the page; `found` counts the highlights that were given their id. */
function drawTags(page: EvidencePage, highlights: readonly Highlight[]): { body: string; found: number } {
  const { text } = page
  const named = new Set<number>()
  let body = ''
  let tag = { start: 0, name: '' }
  let attributes = new Map<string, string>()
  let attribute = { name: '', value: '' }
  let hushed: string | null = null

  const idOf = (index: number): string => {
    if (named.has(index)) return ''
    named.add(index)
    return ` id="${escapeDecoded(highlights[index]?.id ?? highlightId(index))}"`
  }

  const markText = (index: number, shown: string): string => {
    const mark = highlights[index]
    const first = !named.has(index)
    const label =
      first && mark !== undefined && mark.label !== '' ? ` data-label="${escapeDecoded(mark.label)}"` : ''
    return `<mark${classOf(mark, index)}${idOf(index)}${label}>${shown}</mark>`
  }

  const openTag = (kept: Attributes): void => {
    const { name, start } = tag
    if (hushed !== null) return
    if (isSilent(name)) {
      hushed = name
      return
    }
    const placeholder = placeholderOf(name, kept)
    if (placeholder !== null) body += placeholder
    if (!isShown(name)) return
    const index = highlights.findIndex((mark) => mark.start === start)
    const mark = highlights[index]
    let shown = writeAttributes(name, kept, page.url)
    if (mark !== undefined) {
      const label = mark.label === '' ? '' : ` data-label="${escapeDecoded(mark.label)}"`
      shown += ` class="marked${toneOf(mark, index)}"${label}`
      if (scaffold.has(name)) shown += idOf(index)
    }
    body += `<${name}${shown}>`
    if (mark !== undefined && !scaffold.has(name)) body += `<span${idOf(index)}></span>`
  }

  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      onopentagname: (start, end) => {
        tag = { start: start - 1, name: text.slice(start, end).toLowerCase() }
        attributes = new Map()
      },
      onattribname: (start, end) => {
        attribute = { name: text.slice(start, end).toLowerCase(), value: '' }
      },
      onattribdata: (start, end) => {
        attribute.value += text.slice(start, end)
      },
      onattribend: (quote) => {
        if (attributes.has(attribute.name)) return
        attributes.set(attribute.name, quote === QuoteType.NoValue ? '' : readAttribute(attribute.value))
      },
      onopentagend: () => openTag(attributes),
      onselfclosingtag: () => openTag(attributes),
      onclosetag: (start, end) => {
        const name = text.slice(start, end).trim().toLowerCase()
        if (hushed !== null) {
          if (hushed === name) hushed = null
        } else if (isShown(name) && name !== 'br') body += `</${name}>`
      },
      ontext: (start, end) => {
        if (hushed !== null) return
        for (const piece of cutAtMarks(start, end, highlights)) {
          const source = text.slice(piece.start, piece.end)
          const shown = escapeText(source)
          body += piece.mark === null || !/[^\s\u00a0]/u.test(source) ? shown : markText(piece.mark, shown)
        }
      },
      oncdata: () => undefined,
      oncomment: () => undefined,
      ondeclaration: () => undefined,
      onprocessinginstruction: () => undefined,
      onattribentity: () => undefined,
      ontextentity: () => undefined,
      onend: () => undefined,
    },
  )
  tokenizer.write(text)
  tokenizer.end()
  return { body, found: named.size }
}

/** Draws the page's source text around the highlights, for pages that are no HTML or lose a highlight as HTML. */
function drawSource(text: string, highlights: readonly Highlight[]): string {
  const from = Math.max(0, Math.min(...highlights.map((mark) => mark.start), 0) - sourceWindow)
  const to = Math.min(text.length, Math.max(...highlights.map((mark) => mark.end), 0) + sourceWindow)
  const named = new Set<number>()
  const body = cutAtMarks(from, to, highlights).map((piece) => {
    const shown = escapeDecoded(text.slice(piece.start, piece.end))
    if (piece.mark === null) return shown
    const id = named.has(piece.mark) ? '' : ` id="${highlightId(piece.mark)}"`
    named.add(piece.mark)
    return `<mark${classOf(highlights[piece.mark], piece.mark)}${id}>${shown}</mark>`
  })
  return `<p class="notice">此存档不能按网页显示，以下是其源文本。</p><pre class="source">${body.join('')}</pre>`
}

/**
 * Draws the archived page as a whole HTML document without scripts, styles, forms, images or anything fetched, every
 * highlight marked and reachable as `#figure-1` …. `notice` is said at its head; `style` is our own CSS, written into the
 * page so that it is laid out once and the figure stands in sight from the first paint.
 */
export function drawArchivedPage(
  page: EvidencePage,
  highlights: readonly Highlight[],
  words: { notice: string; style: string },
): string {
  const { length } = page.text
  const marks = highlights.filter((mark) => mark.start >= 0 && mark.start < mark.end && mark.end <= length)
  const isHtml = page.media_type === null || htmlTypes.test(page.media_type)
  const drawn = isHtml ? drawTags(page, marks) : null
  const body = drawn === null || drawn.found < marks.length ? drawSource(page.text, marks) : drawn.body
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><title>存档页面</title>
<style>${words.style}</style></head>
<body><p class="notice">${escapeDecoded(words.notice)}</p><div class="archived">${body}</div></body></html>
`
}
