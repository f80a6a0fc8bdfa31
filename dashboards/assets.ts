/** Our own static files: style sheets, the small script and the icon, read once. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

const names = ['archive.css', 'enhance.js', 'still.js', 'icon.svg'] as const
/** The parts of the one style sheet, in the order in which they must stand: what narrows comes last. */
const styles = [
  'paper-and-ink',
  'frame',
  'filters',
  'tables',
  'tones',
  'coverage',
  'figures',
  'compare',
  'publisher',
  'findings',
  'review',
  'evidence',
  'report-evidence',
  'charts',
  'multiples',
  'identities',
  'changes',
  'side-by-side',
  'lists',
  'small-screens',
  'print',
] as const
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

async function readOwn(name: string): Promise<string> {
  const address = new URL(`./app/${name}`, import.meta.url)
  try {
    return await readFile(address, 'utf8')
  } catch (error) {
    throw new Error(`dashboards: cannot read ${address.pathname}; install gouji again`, { cause: error })
  }
}

/** Reads the files of dashboards/app. Throws where one is missing: the installation is incomplete. */
export async function readAssets(): Promise<Assets> {
  const sheets = await Promise.all(styles.map((name) => readOwn(`style/${name}.css`)))
  const bodies = new Map<string, string>([['gouji.css', sheets.join('')]])
  for (const name of names) bodies.set(name, await readOwn(name))
  const files = new Map(
    [...bodies].map(([name, body]) => [
      name,
      { body, type: types.get(name.split('.').at(-1) ?? '') ?? 'text/plain' },
    ]),
  )
  const version = createHash('sha256')
    .update([...bodies.values()].join('\0'))
    .digest('hex')
    .slice(0, 10)
  const text = bodies.get('archive.css') ?? ''
  const hash = `sha256-${createHash('sha256').update(text).digest('base64')}`
  return { files, version, archiveStyle: { text, hash } }
}
