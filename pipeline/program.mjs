// Starts a part of the program from its compiled copy; plain JavaScript, since nothing else can be loaded before it.
// The copy is made when first needed and whenever a source has changed. Where it cannot be written, every file is compiled as it is loaded.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { cachedDataVersionTag, setFlagsFromString } from 'node:v8'
import { Script } from 'node:vm'
import { isMainThread, threadId } from 'node:worker_threads'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Milliseconds after which a thread has compiled most of what it needs; it is ended without notice. */
const settled = 3_000
/** Ways to end before there was anything to do: wrong usage, and another run that holds the lock. */
const idle = [2, 75]

/** Whether a file could not be written because of where it lies, or because another process has cleared it away. */
export function isUnwritable({ code }) {
  return /^(?:EROFS|EACCES|EPERM|ENOSPC|EDQUOT|ENOENT)$/.test(code)
}

/** The state of all sources, by name, size and time of change. */
function stampOf(folders) {
  const states = []
  const note = (file) => {
    const { size, mtimeMs } = statSync(join(root, file))
    states.push(`${file} ${size} ${mtimeMs}\n`)
  }
  const look = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) look(path)
      else if (/\.(?:m?[jt]s|sql)$/.test(path)) note(path)
    }
  }
  folders.forEach(look)
  note('package.json')
  const hash = createHash('sha256').update(
    `${root} ${process.version}\n${states.sort((a, b) => (a < b ? -1 : 1)).join('')}`,
  )
  return hash.digest('hex').slice(0, 16)
}

/** Keeps what the engine has compiled of a script so far, whole or not at all. */
function keep(path, script) {
  const draft = `${path}.${process.pid}.${threadId}`
  try {
    writeFileSync(draft, script.createCachedData(), { flush: true })
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    if (!isUnwritable(error)) throw error
  }
}

/**
 * Runs an entry of the copy. What the engine compiles is kept beside it, one file a command, since each uses other parts; and once more
 * after the second run, which seldom goes the same ways as the first.
 */
function run(copy, entry) {
  const path = join(copy, `${entry}.cjs`)
  const command = /^[a-z]+$/.test(process.argv[2]) ? process.argv[2] : 'other'
  // What is used once must still be there when the run ends.
  setFlagsFromString('--no-flush-bytecode')
  // The parser of answers is WebAssembly: to compile it a second time, for speed, costs a short night more than it ever gives a long one.
  setFlagsFromString('--no-wasm-tier-up')
  setFlagsFromString('--no-wasm-dynamic-tiering')
  // Only an engine with the same flags can use it.
  const name = join(
    copy,
    `${entry}${isMainThread ? `-${command}` : ''}-${cachedDataVersionTag().toString(36)}`,
  )
  const [again, first] = [`${name}-again.code`, `${name}.code`]
  const known = [again, first].find((file) => existsSync(file))
  const script = new Script(readFileSync(path, 'utf16le'), {
    filename: pathToFileURL(path).href,
    cachedData: known && readFileSync(known),
  })
  const refused = script.cachedDataRejected !== false
  const next = refused ? (known ?? first) : isMainThread && known === first ? again : null
  if (next !== null) {
    if (isMainThread) process.once('exit', (code) => void (idle.includes(code) || keep(next, script)))
    else setTimeout(() => keep(next, script), settled).unref()
  }
  script.runInThisContext()(createRequire(path))
}

/** Loads one of the entries: `main`, or `read-task` in a worker. */
export async function start(entry) {
  const folders = ['crawlers', 'dashboards', 'parsers', 'pipeline', 'warehouse']
  const copy = join(root, 'node_modules', '.cache', 'gouji', stampOf(folders))
  if (existsSync(copy) || (await (await import('./compile.mjs')).compile(root, folders, copy)))
    return run(copy, entry)
  const { register } = await import('tsx/esm/api')
  register()
  await import(`./${entry}.ts`)
}
