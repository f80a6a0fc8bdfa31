/** Our own static files: style sheets, the small script and the icon, read once. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

const names = ['gouji.css', 'pages.css', 'archive.css', 'enhance.js', 'icon.svg'] as const
const types: ReadonlyMap<string, string> = new Map([
  ['css', 'text/css; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['svg', 'image/svg+xml'],
])

/** The static files by name, and a version that changes with any of them. */
export interface Assets {
  files: ReadonlyMap<string, { body: string; type: string }>
  version: string
  /** The style sheet of archived pages, written into each; `hash` allows it in their policy. */
  archiveStyle: { text: string; hash: string }
}

/** Reads the files of dashboards/app. Throws where one is missing: the installation is incomplete. */
export async function readAssets(): Promise<Assets> {
  const bodies = await Promise.all(
    names.map(async (name) => {
      const address = new URL(`./app/${name}`, import.meta.url)
      try {
        return await readFile(address, 'utf8')
      } catch (error) {
        throw new Error(`dashboards: cannot read ${address.pathname}; install gouji again`, { cause: error })
      }
    }),
  )
  const files = new Map(
    names.map((name, at) => [
      name,
      { body: bodies[at] ?? '', type: types.get(name.split('.').at(-1) ?? '') ?? 'text/plain' },
    ]),
  )
  const version = createHash('sha256').update(bodies.join('\0')).digest('hex').slice(0, 10)
  const text = files.get('archive.css')?.body ?? ''
  const hash = `sha256-${createHash('sha256').update(text).digest('base64')}`
  return { files, version, archiveStyle: { text, hash } }
}
