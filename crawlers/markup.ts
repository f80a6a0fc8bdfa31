/** HTML of lists as a tree, by the same tokeniser that first counts how deep it is: what one sees the other sees. */
import { load, type CheerioAPI } from 'cheerio'
import { Parser } from 'htmlparser2'
import { plainText } from './links.ts'

/** Beyond this many open elements a tree costs more than any list is worth. */
const deepest = 1000
const step = 16_384

/** Whether a text nests elements deeper than any list does; stops reading where it does. */
export function isTooDeep(text: string): boolean {
  const seen = { depth: 0, most: 0 }
  const parser = new Parser({
    onopentag() {
      seen.depth += 1
      seen.most = Math.max(seen.most, seen.depth)
    },
    onclosetag() {
      seen.depth -= 1
    },
  })
  for (let at = 0; at < text.length; at += step) {
    parser.write(text.slice(at, at + step))
    if (seen.most > deepest) return true
  }
  return false
}

/** The tree of a page or of a piece of one; an empty tree for what is nested too deeply, wherever it came from. */
export function parseMarkup(text: string): CheerioAPI {
  return load(isTooDeep(text) ? '' : text, { xml: { xmlMode: false, decodeEntities: true } })
}

/** The words of a page: of its body where it has one, else of all of it. */
export function printedText($: CheerioAPI): string {
  const body = $('body')
  return plainText(body.length > 0 ? body.text() : $.root().text())
}
