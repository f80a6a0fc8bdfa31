/** Bytes of a list → the page a CMS family reads, or why no family should be shown it. */
import { Parser } from 'htmlparser2'
import { decode } from '../parsers/page/decode.ts'
import type { ListPage } from './cms.ts'

/** Beyond this many open elements a tree costs more than any list is worth. */
const deepest = 1000

function isTooDeep(text: string): boolean {
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
  for (let at = 0; at < text.length; at += 16_384) {
    parser.write(text.slice(at, at + 16_384))
    if (seen.most > deepest) return true
  }
  return false
}

/** Decodes a list page; `fault` is plain Chinese. */
export function openListPage(
  url: string,
  bytes: Uint8Array,
  contentType: string | null,
): { page: ListPage } | { fault: string } {
  const { text } = decode(bytes, contentType).value
  if (text.trim() === '') return { fault: '页面为空' }
  if (text.includes('\u0000')) return { fault: '内容不是网页' }
  return isTooDeep(text) ? { fault: '页面标签嵌套过深' } : { page: { url, text } }
}
