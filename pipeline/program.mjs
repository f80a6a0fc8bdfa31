// Starts a part of the program from its compiled copy; plain JavaScript, since nothing else can be loaded before it.
// The copy is made when first needed and whenever a source has changed. Where it cannot be written, every file is compiled as it is loaded.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The state of all sources, by name, size and time of change. */
function stampOf(folders) {
  const hash = createHash('sha256').update(`${root} ${process.version}\n`)
  const note = (file) => {
    const { size, mtimeMs } = statSync(join(root, file))
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  for (const folder of folders)
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort())
      if (/\.m?[jt]s$/.test(file)) note(join(folder, file))
  note('package.json')
  return hash.digest('hex').slice(0, 16)
}

/** Loads one of the entries: `main`, or `read-task` in a worker. */
export async function start(entry) {
  const folders = ['crawlers', 'dashboards', 'parsers', 'pipeline', 'warehouse']
  const copy = join(root, 'node_modules', '.cache', 'gouji', stampOf(folders))
  if (!existsSync(copy) && !(await (await import('./compile.mjs')).compile(root, folders, copy))) {
    const { register } = await import('tsx/esm/api')
    register()
    await import(`./${entry}.ts`)
    return
  }
  await import(pathToFileURL(join(copy, `${entry}.mjs`)).href)
}
