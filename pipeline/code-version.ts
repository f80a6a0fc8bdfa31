/** The name of the program that reads and judges: any change of it may change what pages come to. */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

const known = new Map<string, string>()

/** SHA-256, in hex, of all sources in some folders, and of the packages that they stand on; read once a process. */
function versionOf(folders: readonly string[]): string {
  const name = folders.join(' ')
  const before = known.get(name)
  if (before !== undefined) return before
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:ts|sql)$/.test(file))
      .map((file) => join(folder, file)),
  )
  const hash = createHash('sha256')
  for (const file of [...files.sort(), 'package.json']) {
    hash.update(`${file}\n`)
    hash.update(readFileSync(join(root, file)))
  }
  const version = hash.digest('hex')
  known.set(name, version)
  return version
}

/** The version of everything that turns archived pages into rows. */
export function codeVersion(): string {
  return versionOf(['crawlers', 'parsers', 'pipeline', 'warehouse'])
}

/** The version of what reads the bytes of one document. */
export function readingVersion(): string {
  return versionOf(['parsers'])
}
