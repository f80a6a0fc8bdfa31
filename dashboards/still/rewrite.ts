/** Turns a page of the dashboard into one of the static copy: links made relative, our policy written into it. Pure. */
import { Tokenizer } from 'htmlparser2'
import { escapeDecoded, readAttribute } from '../evidence-allow.ts'

const linking = new Set(['href', 'xlink:href', 'src', 'action'])
const nothing = (): void => undefined

/** Rewrites every own address (one that begins with a slash) of a drawn page; `find` answers what to write instead, or null to hide the link. */
export function rewriteLinks(page: string, find: (address: string) => string | null): string {
  let written = ''
  let done = 0
  let attribute = { name: '', start: 0 }
  let span: { start: number; end: number } | null = null
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      onattribname: (start, end) => {
        attribute = { name: page.slice(start, end), start }
        span = null
      },
      onattribdata: (start, end) => {
        span = { start: span?.start ?? start, end }
      },
      onattribend: (_, stop) => {
        if (span === null || !linking.has(attribute.name)) return
        const { start, end } = span
        const address = readAttribute(page.slice(start, end))
        if (!/^\/(?!\/)/u.test(address)) return
        const found = find(address)
        if (found === null) {
          written += `${page.slice(done, attribute.start)}hidden`
          done = stop
        } else {
          written += page.slice(done, start) + escapeDecoded(found)
          done = end
        }
      },
      onopentagname: nothing,
      onopentagend: nothing,
      onselfclosingtag: nothing,
      onclosetag: nothing,
      ontext: nothing,
      oncdata: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
      onattribentity: nothing,
      ontextentity: nothing,
      onend: nothing,
    },
  )
  tokenizer.write(page)
  tokenizer.end()
  return written + page.slice(done)
}

/** Writes a policy into a page's head: a plain file server sends none. `more` are rules that the copy alone needs. */
export function writePolicy(page: string, policy: string, more: readonly string[]): string {
  const own = policy.split('; ').filter((rule) => !/^(?:frame-ancestors|sandbox)\b/u.test(rule))
  const kept = [...own, ...more].join('; ')
  return page.replace(
    '<meta charset="utf-8"',
    () => `<meta http-equiv="Content-Security-Policy" content="${escapeDecoded(kept)}"><meta charset="utf-8"`,
  )
}
