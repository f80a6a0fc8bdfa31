/**
 * Writes what a document holds as one plain page. Places of facts are offsets in this text, and the evidence page shows this text:
 * the same document must always give the same text.
 */

/** A cell of a rendered table; `lines` are its lines of text, empty for an empty cell. */
export interface MarkupCell {
  lines: readonly string[]
  colspan: number
  rowspan: number
  images?: number
}

/** One piece of a document in reading order. */
export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'image' }
  | { kind: 'table'; rows: readonly (readonly MarkupCell[])[] }

/** Anything XML 1.0 refuses, lone surrogates included: no reader of the page may stumble over it. */
// oxlint-disable-next-line no-control-regex -- control characters are what is to be removed
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu

/** Text as it may stand between tags. */
export function escapeMarkup(text: string): string {
  return text
    .replace(unprintable, '')
    .replace(/[&<>"]/g, (sign) =>
      sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : sign === '>' ? '&gt;' : '&quot;',
    )
}

const image = '<img src="" alt="">'

function writeCell(cell: MarkupCell): string {
  const spans =
    (cell.colspan > 1 ? ` colspan="${cell.colspan}"` : '') +
    (cell.rowspan > 1 ? ` rowspan="${cell.rowspan}"` : '')
  return `<td${spans}>${cell.lines.map(escapeMarkup).join('<br>')}${image.repeat(cell.images ?? 0)}</td>`
}

function writeBlock(block: Block): string {
  if (block.kind === 'paragraph') return `<p>${escapeMarkup(block.text).replaceAll('\n', '<br>')}</p>`
  if (block.kind === 'image') return `<p>${image}</p>`
  const rows = block.rows.map((row) => `<tr>${row.map(writeCell).join('')}</tr>`)
  return `<table>\n${rows.join('\n')}\n</table>`
}

/** Puts a body into the page that all rendered documents share. */
export function writePage(body: string): string {
  return `<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"></head>\n<body>\n${body}\n</body></html>\n`
}

/** The page that shows these blocks. */
export function writeMarkup(blocks: readonly Block[]): string {
  return writePage(blocks.map(writeBlock).join('\n'))
}
