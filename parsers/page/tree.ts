/** The standard way to an outline: the tree that a browser would build, with the place of every node in the source. */
import { load } from 'cheerio'
import type { AnyNode, Element } from 'domhandler'
import { OutlineBuilder } from './outline-builder.ts'
import {
  asideTags,
  blockTags,
  cellWords,
  hasDigits,
  isConcealed,
  silentTags,
  type Outline,
} from './outline.ts'

interface Location {
  startOffset: number
  endOffset: number
  endTag?: unknown
}

const nowhere: Location = { startOffset: 0, endOffset: 0 }

/** parse5 leaves the place of a node beside it when asked to; domhandler's types call it nullable. */
const placeOf = (node: AnyNode): Location => node.sourceCodeLocation ?? nowhere

function enter(builder: OutlineBuilder, element: Element): void {
  const { name, attribs } = element
  const place = placeOf(element)
  if (blockTags.has(name)) builder.newLine()
  if (name === 'table') builder.openTable(place.startOffset)
  else if (name === 'tr') builder.openRow()
  else if (name === 'td' || name === 'th')
    builder.openCell(place.startOffset, name === 'th', attribs['colspan'], attribs['rowspan'])
  else if (name === 'h1' || name === 'h2' || name === 'h3') builder.heading()
  else if (name === 'a') builder.refer('link', attribs['href'] ?? '', '', place.startOffset)
  else if (name === 'img')
    builder.refer('image', attribs['src'] ?? '', attribs['alt'] ?? '', place.startOffset)
  else if (name === 'iframe' || name === 'embed')
    builder.refer('frame', attribs['src'] ?? '', '', place.startOffset)
  else if (name === 'object') builder.refer('frame', attribs['data'] ?? '', '', place.startOffset)
  else if (name === 'meta') {
    const label = attribs['name'] ?? attribs['property'] ?? attribs['http-equiv']
    if (label !== undefined) builder.meta(label, attribs['content'] ?? '')
  }
}

function leave(builder: OutlineBuilder, element: Element, length: number): void {
  const { name } = element
  const place = placeOf(element)
  const cut = place.endTag === undefined && place.endOffset >= length
  if (name === 'td' || name === 'th') builder.closeCell(place.endOffset, cut)
  else if (name === 'table') {
    if (cut) builder.markCut()
    builder.closeTable(place.endOffset)
  } else if (name === 'a') builder.endLink()
  if (blockTags.has(name)) builder.newLine()
}

/** True for an element whose digits are not a cell's figure. */
const isAside = ({ name, attribs }: Element): boolean =>
  asideTags.has(name) || isConcealed(attribs['style'], attribs['hidden'])

const endsWithDigit = /[\d.,，．０-９]\s*$/
/** Digits behind a cell, with nothing but tags before them: no other cell, no end of the table. */
const strayDigits = /(?:\s|<(?!\/?table\b|t[dh]\b|caption\b)[^<>]{0,300}>){0,40}[\d.,，．０-９]/iy

/**
 * A browser moves text that stands between the cells of a table out of it. Where such text goes on with digits behind a cell that ends
 * in digits, the cell's figure may be cut: the cell is marked so.
 */
function doubtCellsBeforeStrayDigits(outline: Outline, text: string): void {
  for (const cell of outline.cells) {
    strayDigits.lastIndex = cell.end
    if (strayDigits.test(text) && endsWithDigit.test(cellWords(cell).text)) cell.cut = true
  }
}

/** Builds the outline from a standard tree. The caller sees to it that the page does not nest too deep for one. */
export function outlineFromTree(text: string): Outline {
  const $ = load(text, { sourceCodeLocationInfo: true })
  const builder = new OutlineBuilder()
  /** Open elements that are asides, and the cell each stands in. */
  const asides: { element: Element; cell: number }[] = []
  const waiting: (AnyNode | { left: Element })[] = $.root()
    .toArray()
    .flatMap((root) => root.children.toReversed())
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ('left' in node) {
      if (asides.at(-1)?.element === node.left) asides.pop()
      leave(builder, node.left, text.length)
      continue
    }
    if (node.type === 'text') {
      const place = placeOf(node)
      builder.text(node.data, place.startOffset, place.endOffset)
      if (asides.some(({ cell }) => cell === builder.here()) && hasDigits(node.data)) builder.doubtCell()
    } else if ('children' in node && 'name' in node && node.type === 'tag') {
      if (node.name === 'title') builder.title($(node).text())
      if (silentTags.has(node.name) && node.name !== 'head') continue
      enter(builder, node)
      if (builder.here() >= 0 && isAside(node)) asides.push({ element: node, cell: builder.here() })
      waiting.push({ left: node })
      if (node.name !== 'iframe') waiting.push(...node.children.toReversed())
    }
  }
  doubtCellsBeforeStrayDigits(builder.outline, text)
  return builder.outline
}
