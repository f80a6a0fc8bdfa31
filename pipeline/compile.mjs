// Makes the compiled copy of the program, which starts in a third of the time. Plain JavaScript, since it is what makes TypeScript run.
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, stop } from 'esbuild'

/** Packages that are compiled in, since each is loaded from very many files; those that look for files of their own stay where they are. */
const within =
  /^(?:cheerio|commander|domhandler|entities|htmlparser2|iconv-lite|ipaddr\.js|prom-client|robots-parser|undici|warcio|yaml|zod)(?:\/|$)/

/** Copies that stay, since a process may still be loading parts of them: the newest ones, and all of the last hour (ms). */
const kept = { count: 10, age: 3_600_000 }

/** Resolves for a package whether it is compiled in, and gives every source its own address, since files are looked for beside it. */
const inPlace = (root, folders) => ({
  name: 'in place',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
      const own = folders.includes(relative(root, importer).split(sep)[0])
      return kind === 'entry-point' || !own || within.test(path) ? undefined : { path, external: true }
    })
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const address = JSON.stringify(pathToFileURL(path).href)
      return { loader: 'ts', contents: source.replaceAll('import.meta.url', address) }
    })
  },
})

/** Removes copies that nobody uses any more. */
async function clear(shelf) {
  const names = await readdir(shelf)
  const copies = names.map(async (name) => ({ name, made: (await stat(join(shelf, name))).mtimeMs }))
  const byAge = (await Promise.all(copies)).toSorted((a, b) => b.made - a.made)
  for (const { name, made } of byAge.slice(kept.count))
    if (Date.now() - made > kept.age) await rm(join(shelf, name), { recursive: true, force: true })
}

/** Compiles the program into a folder, whole or not at all; answers false where it cannot be written. */
export async function compile(root, folders, copy) {
  const draft = `${copy}.${process.pid}.${randomUUID()}`
  try {
    await mkdir(draft, { recursive: true })
    const { outputFiles } = await build({
      entryPoints: ['main', 'read-task'].map((entry) => join(root, 'pipeline', `${entry}.ts`)),
      outdir: draft,
      write: false,
      bundle: true,
      splitting: true,
      format: 'esm',
      // A name that says what it is: nothing has to be looked up or guessed for it.
      outExtension: { '.js': '.mjs' },
      minifyWhitespace: true,
      charset: 'utf8',
      platform: 'node',
      target: 'node20',
      sourcemap: 'external',
      sourcesContent: false,
      logLevel: 'error',
      // What is compiled in and was written for `require` still finds the platform's own modules.
      banner: {
        js: "import { createRequire as $require } from 'node:module'; const require = $require(import.meta.url);",
      },
      plugins: [inPlace(root, folders)],
    })
    await stop()
    for (const { path, contents } of outputFiles) await writeFile(path, contents)
    await rename(draft, copy)
    await clear(dirname(copy))
    return true
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    // Another process may have been first with the same copy.
    if (/^(?:ENOTEMPTY|EEXIST)$/.test(error.code)) return true
    if (/^(?:EROFS|EACCES|EPERM|ENOSPC|EDQUOT)$/.test(error.code)) return false
    throw error
  }
}
