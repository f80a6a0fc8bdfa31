// Makes the compiled copy of the program, which starts in a fifth of the time. Plain JavaScript, since it is what makes TypeScript run.
import { randomUUID } from 'node:crypto'
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, stop } from 'esbuild'
import { isUnwritable } from './program.mjs'

/** Packages that are compiled in, since each is loaded from very many files; those that look for files of their own stay where they are. */
const within =
  /^(?:cheerio|commander|domhandler|entities|htmlparser2|iconv-lite|ipaddr\.js|prom-client|robots-parser|undici|warcio|yaml|zod)(?:\/|$)/

/** Copies that stay, since a process may still be loading parts of them: the newest ones, and all of the last hour (ms). */
const kept = { count: 10, age: 3_600_000 }

/** The files of a folder, named one by one: one script cannot wait for what it finds while it is loaded. */
async function nameRules(root) {
  const names = await readdir(join(root, 'pipeline', 'audit', 'rules'))
  const files = names.filter((file) => file.endsWith('.ts')).sort()
  const loaded = files.map((file, at) => `import * as file${at} from './rules/${file}'\n`)
  const named = files.map((file, at) => `[${JSON.stringify(file)}, file${at}]`)
  return `${loaded.join('')}export const ruleFiles = [${named.join(', ')}]\n`
}

/** Of undici what asks sites; the rest of it (fetch, mocks, caches) loads half of the platform. */
const asking = `exports.Agent = require('./lib/dispatcher/agent')
exports.buildConnector = require('./lib/core/connect')\n`

/** What stands in the copy in the place of a file. */
const instead = {
  'pipeline/audit/rule-files.ts': nameRules,
  'node_modules/undici/index.js': () => asking,
  // HTTP/2 is never asked for.
  'node_modules/undici/lib/dispatcher/client-h2.js': () => '',
  // Whether headers are of the platform's class is asked of each; they never are (crawlers/warc.ts), and the class brings all of fetch.
  'node_modules/warcio/dist/index.js': async (root) =>
    `class Headers {}\n${await readFile(join(root, 'node_modules/warcio/dist/index.js'), 'utf8')}`,
  // The same parser without what fetches and streams, and not before there is something to parse.
  'node_modules/cheerio/dist/esm/index.js': () =>
    `export const load = (...given) => require('../browser/index.js').load(...given)\n`,
}

/** Resolves for a package whether it is compiled in, and gives every source its own address, since files are looked for beside it. */
const inPlace = (root, folders) => ({
  name: 'in place',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind, importer }) => {
      const own = folders.includes(relative(root, importer).split(sep)[0])
      return kind === 'entry-point' || !own || within.test(path) ? undefined : { path, external: true }
    })
    for (const [file, write] of Object.entries(instead))
      onLoad({ filter: new RegExp(`/${file.replaceAll('.', '\\.')}$`) }, async ({ path }) =>
        path === join(root, file) ? { contents: await write(root), resolveDir: dirname(path) } : undefined,
      )
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const address = JSON.stringify(pathToFileURL(path).href)
      return { loader: 'ts', contents: source.replaceAll('import.meta.url', address) }
    })
  },
})

/** The digests of the sources, as the program itself takes them. */
async function digestsOf(plugins, root) {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'pipeline', 'code-version.ts')],
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'node',
    plugins,
  })
  const { sourceDigests } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`)
  return sourceDigests()
}

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
    const plugins = [inPlace(root, folders)]
    const digests = await digestsOf(plugins, root)
    const { outputFiles } = await build({
      entryPoints: ['main', 'read-task'].map((entry) => join(root, 'pipeline', `${entry}.ts`)),
      outdir: draft,
      write: false,
      bundle: true,
      // One script an entry, as a function: of scripts the engine gives away what it has compiled, of modules it does not.
      format: 'cjs',
      banner: { js: '(function (require) {' },
      footer: { js: '})' },
      outExtension: { '.js': '.cjs' },
      minifyWhitespace: true,
      charset: 'utf8',
      platform: 'node',
      target: 'node20',
      // A thread can import nothing out of a script; every package that is loaded late can be required.
      supported: { 'dynamic-import': false },
      sourcemap: 'external',
      sourcesContent: false,
      logLevel: 'error',
      define: { compiledFrom: JSON.stringify(digests) },
      plugins,
    })
    await stop()
    // Scripts as the engine holds them, two bytes a character: nothing has to be decoded at each start.
    for (const { path, contents, text } of outputFiles)
      await writeFile(path, path.endsWith('.cjs') ? Buffer.from(text, 'utf16le') : contents)
    await rename(draft, copy)
    await clear(dirname(copy))
    return true
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    // Another process may have been first with the same copy.
    if (/^(?:ENOTEMPTY|EEXIST)$/.test(error.code)) return true
    if (isUnwritable(error)) return false
    throw error
  }
}
