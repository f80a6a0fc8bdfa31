/** The name of the program that reads and judges: any change of it may change what pages come to. */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = 'package.json'
const root = fileURLToPath(new URL('..', import.meta.url))

/** A name and a digest a line: the sources that the compiled copy was made of. Undefined where files are compiled as they are loaded. */
declare const compiledFrom: string | undefined

const known = new Map<string, string>()
if (typeof compiledFrom === 'string')
  for (const [name = '', digest = ''] of compiledFrom.split('\n').map((line) => line.split(' ')))
    known.set(name, digest)

/** SHA-256, in hex, of one file or of the sources in a folder, by their names; looked at once a process. */
function digestOf(name: string): string {
  const before = known.get(name)
  if (before !== undefined) return before
  const hash = createHash('sha256')
  if (/\.[a-z]+$/.test(name)) hash.update(readFileSync(join(root, name)))
  else
    for (const file of readdirSync(join(root, name), { recursive: true, encoding: 'utf8' }).sort())
      if (/\.(?:ts|sql)$/.test(file)) hash.update(`${file} ${digestOf(join(name, file))}\n`)
  const digest = hash.digest('hex')
  known.set(name, digest)
  return digest
}

/** SHA-256, in hex, of all sources in some folders, and of the packages that they stand on. */
function versionOf(folders: readonly string[]): string {
  const named = [...folders, packages].map((name) => `${name} ${digestOf(name)}\n`)
  return createHash('sha256').update(named.join('')).digest('hex')
}

const parts = { program: ['crawlers', 'parsers', 'pipeline', 'warehouse'], reading: ['parsers'] } as const

/** The digest of each folder and file that versions are made of: a name and a digest a line. */
export function sourceDigests(): string {
  return [...parts.program, packages].map((name) => `${name} ${digestOf(name)}`).join('\n')
}

/** The version of everything that turns archived pages into rows. */
export function codeVersion(): string {
  return versionOf(parts.program)
}

/** The version of what reads the bytes of one document. */
export function readingVersion(): string {
  return versionOf(parts.reading)
}
