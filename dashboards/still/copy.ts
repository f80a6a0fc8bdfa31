/** Draws the whole dashboard into static files: follows every link from the pages of the menu and writes what it finds. */
import { choicesOf } from './choices.ts'
import { placeOf, relative } from './address.ts'
import { rewriteLinks, writePolicy } from './rewrite.ts'

/** What the copy is drawn from and written to. */
export interface StillParts {
  /** Answers one of the dashboard's addresses. */
  ask: (address: string) => Promise<Response>
  /** Addresses to begin with: the menu, and the filter states that no link leads to. */
  seeds: readonly string[]
  /** Turns a drawn page into its English twin. */
  translate: (page: string) => string
  write: (file: string, content: string | Uint8Array) => Promise<void>
  /** Told how far it has come, every few hundred files. */
  progress: (done: number, known: number) => void
}

const origin = 'http://still.invalid'
const progressEvery = 500
/** Pages under way at once, so that one is drawn while the warehouse answers another. */
const atOnce = 4
const script = '<script src="/app/still.js" defer></script>'

/** The same address without a language: pages are drawn once and said twice. */
function inChinese(address: string): string {
  const url = new URL(address, origin)
  url.searchParams.delete('lang')
  return `${url.pathname}${url.search}`
}

/** Writes the copy; answers how many files. Rejects where a page fails that is not simply missing. */
export async function copyDashboard({ ask, seeds, translate, write, progress }: StillParts): Promise<number> {
  const known = new Map<string, string>()
  const queue: string[] = []
  const states = new Map<string, Map<string, string>>()
  let written = 0

  async function put(file: string, content: string | Uint8Array): Promise<void> {
    await write(file, content)
    written += 1
  }

  function note(address: string, from: string): { file: string; fragment: string } | null {
    const place = placeOf(address, from)
    if (place === null) return null
    const chinese = placeOf(inChinese(place.address), from)
    if (chinese !== null && !known.has(chinese.address)) {
      known.set(chinese.address, chinese.file)
      queue.push(chinese.address)
    }
    return place
  }

  function drawStill(page: string, address: string, file: string, list: string): string {
    const linked = rewriteLinks(page.replace('</head>', `${script}</head>`), (found) => {
      const place = note(found, address)
      return place === null ? null : `${relative(file, place.file)}${place.fragment}`
    })
    const root = relative(file, '')
    const own = `data-root="${root === '' ? './' : root}" data-states="${encodeURI(list)}"`
    return linked.replace('<html lang', () => `<html ${own} lang`)
  }

  /** Writes a page in one language, and remembers which filter state it is for the script that answers its form. */
  async function writePage(page: string, address: string, file: string): Promise<void> {
    const { pathname, searchParams } = new URL(inChinese(address), origin)
    const language = file.startsWith('en/') ? 'en/' : ''
    const list = `${language}states${pathname === '/' ? '/index' : pathname}.json`
    const own = states.get(list) ?? new Map<string, string>()
    own.set(searchParams.toString(), file)
    states.set(list, own)
    await put(file, drawStill(page, address, file, list))
  }

  async function take(address: string, file: string): Promise<void> {
    const response = await ask(address)
    if (!response.ok && response.status !== 404)
      throw new Error(`dashboards: ${address} answered ${response.status}; see the log above`)
    if (!(response.headers.get('Content-Type') ?? '').startsWith('text/html'))
      return put(file, new Uint8Array(await response.arrayBuffer()))
    const isBare = /^\/(?:archive|paper)\//u.test(address)
    const policy = response.headers.get('Content-Security-Policy') ?? ''
    // The script asks for the list of drawn states beside the page; bare documents have no script.
    const page = writePolicy(await response.text(), policy, isBare ? [] : ["connect-src 'self'"])
    if (isBare) return put(file, page)
    for (const choice of choicesOf(page, address)) note(choice, address)
    await writePage(page, address, file)
    const english = placeOf(`${address}${address.includes('?') ? '&' : '?'}lang=en`, '/')
    if (english !== null) await writePage(translate(page), english.address, english.file)
  }

  for (const seed of ['/app/still.js', ...seeds]) note(seed, '/')
  let done = 0
  async function takeAll(): Promise<void> {
    for (let address = queue.shift(); address !== undefined; address = queue.shift()) {
      await take(address, known.get(address) ?? '')
      done += 1
      if (done % progressEvery === 0) progress(done, known.size)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, takeAll))
  for (const [list, own] of states)
    await put(list, JSON.stringify(Object.fromEntries([...own].toSorted(([a], [b]) => (a < b ? -1 : 1)))))
  return written
}
