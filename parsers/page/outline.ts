/**
 * A page as the reader needs it: its text in reading order and its tables, every piece with its place in the source.
 * Two ways lead here, a fast scan of the tags and a standard tree; both must say the same of every page that both can read.
 */
import { dropSpace } from './text.ts'

/** A stretch of text without tags inside. `block` changes wherever the page starts a new line; `cell` is -1 outside tables. */
export interface Run {
  value: string
  start: number
  end: number
  block: number
  cell: number
}

/**
 * A table cell: [start, end) covers its markup. `cut` tells that the page ended before the cell did, `doubtful` that digits in it are
 * raised, lowered, struck out or hidden, so that a person sees another figure than its text spells.
 */
export interface OutlineCell {
  table: number
  start: number
  end: number
  colspan: number
  rowspan: number
  header: boolean
  cut: boolean
  doubtful: boolean
  /** Its own text, without that of tables nested in it. */
  runs: Run[]
  images: number
  /** What `cellWords` has made of the runs; null until it is asked. */
  words: CellWords | null
}

/** A cell's text, lines kept apart by a line feed and white space as on the page; and its label, without any white space. */
export interface CellWords {
  text: string
  label: string
}

/** A table in document order; `cell` is the cell it is nested in, or -1. */
export interface OutlineTable {
  no: number
  cell: number
  start: number
  end: number
  rows: OutlineCell[][]
}

/** Something a page refers to: a link, an image or a frame. */
export interface Reference {
  kind: 'link' | 'image' | 'frame'
  target: string
  text: string
  start: number
  cell: number
}

export interface Outline {
  runs: Run[]
  cells: OutlineCell[]
  tables: OutlineTable[]
  references: Reference[]
  /** meta elements by lower-case name. */
  metas: Map<string, string>
  /** The text of the title element, or null. */
  titleTag: string | null
  /** Where h1 to h3 stand: block numbers. */
  headings: Set<number>
  /** True where the page ends inside a tag or a table. */
  cut: boolean
}

/** Elements that begin and end a line of text. */
export const blockTags = new Set(
  'address article aside blockquote br caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section select option table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)

/** Elements whose text is not part of the page. */
export const silentTags = new Set(['script', 'style', 'noscript', 'template', 'textarea', 'title', 'head'])

/** Elements whose text is beside the figure of a cell or no longer holds: footnote marks, struck-out text. */
export const asideTags = new Set(['sup', 'sub', 's', 'strike', 'del'])

const concealing = /display\s*:\s*none|visibility\s*:\s*hidden/i
/** What the markup of a concealed element holds, wherever it stands; a first look before attributes are read. */
export const concealment = /display\s*:\s*none|visibility\s*:\s*hidden|\shidden(?=[\s=/>])/gi

/** True for an element that a browser does not show, by its own attributes. */
export function isConcealed(style: string | undefined, hidden: string | undefined): boolean {
  return hidden !== undefined || (style !== undefined && concealing.test(style))
}

/** True for text that a figure could be made of. */
export function hasDigits(text: string): boolean {
  return /[\d０-９]/.test(text)
}

function textOf(runs: readonly Run[]): string {
  const [first, ...rest] = runs
  if (first === undefined) return ''
  let text = first.value
  let { block } = first
  for (const run of rest) {
    text += run.block === block ? run.value : `\n${run.value}`
    block = run.block
  }
  return text
}

/** The words of a cell, made once; to be asked when the page has been read to its end. */
export function cellWords(cell: OutlineCell): CellWords {
  if (cell.words === null) {
    const text = textOf(cell.runs)
    cell.words = { text, label: dropSpace(text) }
  }
  return cell.words
}
