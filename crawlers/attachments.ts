/** The documents that hang on an article: reports whose tables, or whose whole text, stand only in a file. Pure. */
import { Parser } from 'htmlparser2'
import { framedIn, mentionsFrame } from './framed.ts'
import { absoluteUrl, plainText } from './links.ts'
import type { RefusedRef } from './page-ref.ts'
import type { Site } from './site.ts'

/** One document named by a page. */
export interface AttachmentLink {
  url: string
  /** The words of the link, or the file's name where it has none. */
  title: string
}

const documents = /\.(?:docx?|wps|pdf|ofd|xlsx?|et)$/i
/** Download scripts that name the file in a parameter, or only in the words of the link. */
const downloads = /\/(?:download|downfile|downloadfile|attach)\w*\.(?:jsp|do|aspx|php|action)$/i
const likely = /\.(?:docx?|wps|pdf|ofd|xlsx?|et)\b|down|attach/i
/** No article has more; what goes beyond is a list of its own. */
const most = 20

function isDocument(url: URL, words: string): boolean {
  if (documents.test(url.pathname)) return true
  if (!downloads.test(url.pathname)) return false
  return [...url.searchParams.values(), words].some((value) => documents.test(value.trim()))
}

/** Whether a page can hold a link to a document at all, told from its bytes: names of documents are ASCII in every charset. */
export function mentionsDocument(bytes: Uint8Array): boolean {
  const page = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (mentionsFrame(page)) return true
  for (const name of ['href', 'HREF', 'Href'])
    for (let at = page.indexOf(name); at >= 0; at = page.indexOf(name, at + 4)) {
      const end = page.indexOf('>', at)
      if (likely.test(page.toString('latin1', at, end < 0 ? at + 2000 : end))) return true
    }
  return false
}

/** Every link of a page with its words, without building a tree. */
function linksOf(text: string): { href: string; words: string }[] {
  const links: { href: string; words: string }[] = []
  let open: { href: string; words: string } | null = null
  const parser = new Parser({
    onopentag(name, { href }) {
      if (name === 'a' && href !== undefined) {
        open = { href, words: '' }
        links.push(open)
      }
    },
    ontext(piece) {
      if (open !== null && open.words.length < 200) open.words += piece
    },
    onclosetag(name) {
      if (name === 'a') open = null
    },
  })
  // Only links are parsed: on a report of 200 KB all the rest costs twenty times as much.
  for (const [anchor] of text.replace(/<!--[\s\S]*?-->/g, '').matchAll(/<a\b[^>]*>[\s\S]{0,2000}?<\/a\s*>/gi))
    if (likely.test(anchor)) parser.write(anchor)
  parser.end()
  return links
}

/** The documents that a page links to. */
function linkedBy(page: { url: string; text: string }): AttachmentLink[] {
  return linksOf(page.text).flatMap(({ href, words }) => {
    const url = absoluteUrl(href, page.url)
    if (url === null || url === page.url) return []
    const parsed = new URL(url)
    const printed = plainText(words)
    if (!isDocument(parsed, printed)) return []
    return [{ url, title: printed === '' ? (parsed.pathname.split('/').at(-1) ?? '') : printed }]
  })
}

/** The documents of an article that may be asked for, linked or shown in a frame, without repeats, and those on hosts that are not registered, with the reason. */
export function attachmentsOf(
  page: { url: string; text: string },
  site: Site,
): { links: AttachmentLink[]; refused: RefusedRef[] } {
  const links = new Map<string, AttachmentLink>()
  const refused = new Map<string, RefusedRef>()
  for (const { url, title } of [...linkedBy(page), ...framedIn(page)]) {
    if (links.has(url) || refused.has(url)) continue
    const parsed = new URL(url)
    if (!site.hosts.includes(parsed.host))
      refused.set(url, {
        url,
        link_title: title,
        found_on: page.url,
        code: 'strange_host',
        reason: `附件在 ${parsed.host}，不是登记的主机，只列出，不访问`,
      })
    else if (links.size < most) links.set(url, { url, title })
    else
      refused.set(url, {
        url,
        link_title: title,
        found_on: page.url,
        code: 'too_many',
        reason: `一页的附件超过 ${most} 个`,
      })
  }
  return { links: [...links.values()], refused: [...refused.values()] }
}
