/** What of an archived page may be shown: elements and attributes by name; everything else is dropped. */
import { decodeHTML, decodeHTMLAttribute, escapeUTF8 } from 'entities'

const elements = new Set(
  `a abbr address article aside b big blockquote br caption center cite code col colgroup dd del dfn div dl dt em
  figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li main nav ol p pre q s samp section small span
  strong sub sup table tbody td tfoot th thead tr tt u ul var`.split(/\s+/u),
)

/** Elements whose text is never part of the page. */
const silent = new Set(['script', 'style', 'title', 'textarea', 'template'])

const spanLimits: ReadonlyMap<string, number> = new Map([
  ['colspan', 1000],
  ['rowspan', 2000],
  ['span', 1000],
])
const spanned = new Set(['td', 'th', 'col', 'colgroup'])

/** Attributes of one start tag, decoded, by lower-case name; the first of a repeated name counts. */
export type Attributes = ReadonlyMap<string, string>

/** True where the element may be shown. */
export const isShown = (name: string): boolean => elements.has(name)
/** True where the element's text must not be shown. */
export const isSilent = (name: string): boolean => silent.has(name)

/** Escapes a stretch of the page's source text for output: its own character references are read first. */
export function escapeText(source: string): string {
  return escapeUTF8(decodeHTML(source))
}

/** Escapes a decoded text for output in text or between double quotes. */
export const escapeDecoded = (text: string): string => escapeUTF8(text)

/** Reads an attribute value's character references. */
export const readAttribute = (source: string): string => decodeHTMLAttribute(source)

/** An absolute http(s) address, or null for anything else; relative ones are resolved against the page's own. */
export function safeAddress(href: string, base: string): string | null {
  const address = URL.canParse(href, base) ? new URL(href, base) : null
  if (address === null || (address.protocol !== 'http:' && address.protocol !== 'https:')) return null
  address.username = ''
  address.password = ''
  return address.href
}

/** The attributes of an allowed element that may be kept, written out with a leading space each. */
export function writeAttributes(name: string, attributes: Attributes, base: string): string {
  let written = ''
  if (spanned.has(name)) {
    for (const [attribute, limit] of spanLimits) {
      const count = Number.parseInt(attributes.get(attribute) ?? '', 10)
      if (Number.isInteger(count) && count > 1) written += ` ${attribute}="${Math.min(count, limit)}"`
    }
  }
  const href = name === 'a' ? attributes.get('href') : undefined
  const address = href === undefined ? null : safeAddress(href.trim(), base)
  if (address !== null) {
    written += ` href="${escapeDecoded(address)}" rel="noreferrer noopener nofollow" target="_blank"`
  }
  return written
}

/** What stands in an image's or another carrier's place: its words and its file name, fetched from nowhere. */
export function placeholderOf(name: string, attributes: Attributes): string | null {
  const what = carriers.get(name)
  if (what === undefined) return null
  if (name === 'input' && attributes.get('type')?.toLowerCase() !== 'image') return null
  const source = attributes.get('src') ?? attributes.get('data') ?? ''
  const file = source.startsWith('data:') ? '内嵌数据' : (source.split(/[?#]/u)[0]?.split('/').at(-1) ?? '')
  const words = [attributes.get('alt') ?? attributes.get('title') ?? '', file].filter((text) => text !== '')
  return `<span class="placeholder">${escapeDecoded([what, ...words].join(' · '))}</span>`
}

const carriers: ReadonlyMap<string, string> = new Map([
  ['img', '图片'],
  ['input', '图片'],
  ['iframe', '内嵌页面'],
  ['embed', '内嵌文件'],
  ['object', '内嵌文件'],
  ['video', '视频'],
  ['audio', '音频'],
])
