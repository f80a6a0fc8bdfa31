/** The name of the program that reads and judges: any change of it may change what pages come to. */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folders = ['crawlers', 'parsers', 'pipeline', 'warehouse']

let known: string | null = null

/** SHA-256, in hex, of the sources that turn archived pages into rows, and of the packages that they stand on; read once a process. */
export function codeVersion(): string {
  if (known !== null) return known
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|sql)$/.test(name))
      .map((name) => join(folder, name)),
  )
  const hash = createHash('sha256')
  for (const file of [...files.sort(), 'package.json']) {
    hash.update(`${file}\n`)
    hash.update(readFileSync(join(root, file)))
  }
  return (known = hash.digest('hex'))
}
