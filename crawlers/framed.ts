/** What an article shows inside itself: a document in a viewer, or the report as a page in a frame. Pure. */
import { Parser } from 'htmlparser2'
import { absoluteUrl } from './links.ts'

const document = /\.(?:docx?|wps|pdf|ofd|xlsx?|et)$/i
const elements = ['iframe', 'frame', 'embed', 'object'] as const
/** Words that a report has wherever it stands: a page that has them needs no frame to be one. */
const reportWords = /主动公开|信息公开申请/
const web = /\.(?:s?html?|jspx?|aspx?|php|do)$|\/$/i

/** Whether a page can hold a frame at all, told from its bytes. */
export function mentionsFrame(page: Buffer): boolean {
  return elements.some((name) => page.includes(`<${name}`) || page.includes(`<${name.toUpperCase()}`))
}

/** The document that an address shows: itself, or the one it names to its viewer; null where it shows none. */
function shownBy(address: string): string | null {
  const url = new URL(address)
  if (document.test(url.pathname)) return address
  const named = [...url.searchParams.values()].find((value) =>
    document.test(value.replace(/[?#].*$/, '').trim()),
  )
  return named === undefined ? null : absoluteUrl(named, address)
}

/**
 * The addresses of documents that a page shows in frames; of other pages in frames only where the page itself says nothing of a report,
 * and only on its own host.
 */
export function framedIn(page: { url: string; text: string }): { url: string; title: string }[] {
  const framed: { url: string; title: string }[] = []
  const bare = page.text.replace(/<!--[\s\S]*?-->/g, '')
  const bodiless = !reportWords.test(
    bare.replace(/<title[\s>][\s\S]*?<\/title|<h1[\s>][\s\S]*?<\/h1|<meta\b[^>]*>/gi, ''),
  )
  const parser = new Parser({
    onopentag(_, { src, data, title = '' }) {
      const url = absoluteUrl(src ?? data, page.url)
      if (url === null || url === page.url) return
      const shown = shownBy(url)
      const name =
        title.trim() === '' ? (new URL(shown ?? url).pathname.split('/').at(-1) ?? '') : title.trim()
      const own = new URL(url).host === new URL(page.url).host
      if (shown !== null) framed.push({ url: shown, title: name })
      else if (bodiless && own && web.test(new URL(url).pathname)) framed.push({ url, title: name })
    },
  })
  for (const [element] of bare.matchAll(/<(?:iframe|frame|embed|object)\b[^>]{0,4000}>/gi))
    parser.write(element)
  parser.end()
  return framed
}
