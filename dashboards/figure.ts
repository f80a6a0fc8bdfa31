/** How one figure is drawn: a number, a nought or a named kind of nothing, never alike, and always a link home. */
import { html } from 'hono/html'
import type { LinkValues } from './filters.ts'
import { evidenceLink } from './filters.ts'
import type { Html } from './view.ts'
import { nothingWord } from './words.ts'

/** A figure as the marts state it; `value` is null unless `state` is `number`. */
export interface Figure {
  report: string
  cell: string
  value: number | null
  state: string
  raw: string
}

const digits = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 })

/** Writes a number with thousands marks and at most six decimals. */
export function writeNumber(value: number): string {
  return digits.format(value)
}

/** Says a value or its kind of nothing in words: 12, 0, 空白 …. */
export function sayFigure(figure: { value: number | null; state: string; raw: string }): string {
  if (figure.value !== null) return writeNumber(figure.value)
  const word = nothingWord(figure.state)
  return figure.state === 'non_numeric' ? `${word.label}“${shorten(figure.raw)}”` : word.label
}

/** Cuts a text to what a table cell can hold. */
export function shorten(text: string, length = 10): string {
  const letters = [...text]
  return letters.length <= length ? text : `${letters.slice(0, length).join('')}…`
}

/** Draws a kind of nothing that no archived cell stands behind, as a mark with its word. */
export function drawNothing(state: string): Html {
  const word = nothingWord(state)
  return html`<span class="figure ${word.tone}" title="${word.meaning}"
    ><span class="glyph" aria-hidden="true">${word.glyph}</span><span class="word">${word.label}</span></span
  >`
}

/** Draws a figure as a link to its evidence. `hint` says what the figure is, for those who cannot see the table. */
export function drawFigure(figure: Figure, hint: string, values: LinkValues = {}): Html {
  const href = evidenceLink(figure.report, figure.cell, values)
  if (figure.value !== null) {
    const tone = figure.value === 0 ? 'zero' : 'number'
    return html`<a class="figure ${tone}" href="${href}" title="${hint}">${writeNumber(figure.value)}</a>`
  }
  const word = nothingWord(figure.state)
  const shown = figure.state === 'non_numeric' ? shorten(figure.raw) : word.glyph
  return html`<a class="figure ${word.tone}" href="${href}" title="${hint}：${word.meaning}"
    ><span class="glyph">${shown}</span><span class="word">${word.label}</span></a
  >`
}
