/** Whether a page as served holds its content, or only the script that would draw it in a browser. Pure. */
import { decode } from '../parsers/page/decode.ts'

/** Larger pages carry their content themselves. */
const longest = 48 * 1024
/** A page with fewer visible characters than this says nothing to a reader. */
const fewest = 120

/** True where a reader without a browser would see nothing: scripts, an empty root, hardly a word. */
export function isShell(page: {
  bytes: Uint8Array
  media_type: string | null
  content_type: string | null
}): boolean {
  const { bytes, media_type, content_type } = page
  if (bytes.length > longest || (media_type !== null && !/html/.test(media_type))) return false
  const { text } = decode(bytes, content_type).value
  if (!/<script\b/i.test(text)) return false
  // Other families' lists stand in scripts as data, and are content all the same.
  if (
    /<datastore\b|jpaas-publish-server|webBuilderCommon|gkmlpt|createPageHTML\s*\(|<frame\b|<iframe\b/i.test(
      text,
    )
  )
    return false
  const words = text
    .replace(/<(script|style|noscript|title|head)\b[\s\S]*?<\/\1\s*>/gi, ' ')
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;|\s+/g, ' ')
    .trim()
  const root = /<div\b[^>]*\bid\s*=\s*["']?(?:app|root|__nuxt|__next|main-app)\b/i.test(text)
  const plea = /<noscript\b[^>]*>[\s\S]{0,400}?(?:JavaScript|脚本)/i.test(text)
  return words.length < fewest && (root || plea || /<script\b[^>]*\bsrc\s*=/i.test(text))
}
