/** Bytes of a list → the page a CMS family reads, or why no family should be shown it. */
import { decode } from '../parsers/page/decode.ts'
import type { ListPage } from './cms.ts'
import { isTooDeep } from './markup.ts'

/** A longer list is no list that a person was meant to read. */
const longest = 4_000_000

/** Decodes a list page; `fault` is plain Chinese. */
export function openListPage(
  url: string,
  bytes: Uint8Array,
  contentType: string | null,
): { page: ListPage } | { fault: string } {
  const { text } = decode(bytes, contentType).value
  if (text.trim() === '') return { fault: '页面为空' }
  if (text.includes('\u0000')) return { fault: '内容不是网页' }
  if (text.length > longest) return { fault: `列表页超过 ${longest} 个字符` }
  return isTooDeep(text) ? { fault: '页面标签嵌套过深' } : { page: { url, text } }
}
