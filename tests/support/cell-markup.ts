/** The text of one cell's markup by a standard tree, apart from any code of the reader. */
import { load } from 'cheerio'

/** Text of a cell given as its markup alone, without what tables nested in it say; simple markup needs no tree. */
export function cellMarkupText(markup: string): string {
  // The standard drops NUL from text.
  const body = markup
    .replace(/<!--.*?-->/gs, '')
    .replaceAll('&nbsp;', '\u00a0')
    .replaceAll('\0', '')
  const bare = body.replace(/<[^>]*>/g, '')
  const simple = /^<t[dh]\b[^<>]*>(?:[^<&]|<\/?(?:p|span|font|br|o:p)\b[^<>]*>)*<\/t[dh]>$/i.test(body)
  if (simple && !/["'=>]/.test(bare)) return bare
  const $ = load(`<table><tbody><tr>${markup}</tr></tbody></table>`)
  const cell = $('td, th').first()
  if (cell.length === 0) return $.text()
  cell.find('table, script, style').remove()
  return cell.text()
}
