// Starts a part of the program from its compiled copy; plain JavaScript, since nothing else can be loaded before it.
// The copy is made when first needed and whenever a source has changed. Where it cannot be written, every file is compiled as it is loaded.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'
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
  const hash = createHash('sha256').update(`${root} ${process.version}\n`)
  const note = (file) => {
    const { size, mtimeMs } = statSync(join(root, file))
    hash.update(`${file} ${size} ${mtimeMs}\n`)
  }
  for (const folder of folders)
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort())
      if (/\.(?:m?[jt]s|sql)$/.test(file)) note(join(folder, file))
  note('package.json')
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

/** Runs an entry of the copy. What the engine compiles is kept beside it, one file a command, since each uses other parts. */
function run(copy, entry) {
  const path = join(copy, `${entry}.cjs`)
  const command = /^[a-z]+$/.test(process.argv[2]) ? process.argv[2] : 'other'
  const kept = join(copy, `${entry}${isMainThread ? `-${command}` : ''}.code`)
  // What is used once must still be there when the run ends.
  setFlagsFromString('--no-flush-bytecode')
  const cachedData = existsSync(kept) ? readFileSync(kept) : undefined
  const script = new Script(readFileSync(path, 'utf16le'), {
    filename: pathToFileURL(path).href,
    cachedData,
  })
  if (cachedData === undefined || script.cachedDataRejected) {
    if (isMainThread) process.once('exit', (code) => void (idle.includes(code) || keep(kept, script)))
    else setTimeout(() => keep(kept, script), settled).unref()
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
