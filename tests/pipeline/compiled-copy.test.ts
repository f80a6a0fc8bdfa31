/** The program starts from a compiled copy of itself, made anew when a source has changed, and does without where it cannot be written. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nameSources } from '../../pipeline/source-lines.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const compiler = pathToFileURL(join(root, 'pipeline', 'compile.mjs')).href

/** Compiles in a process of its own, as a start does, and answers what that said. */
async function compile(copy: string): Promise<string> {
  const script = `import { compile } from ${JSON.stringify(compiler)}
    console.log(await compile(${JSON.stringify(root)}, ['crawlers', 'dashboards', 'parsers', 'pipeline', 'warehouse'], ${JSON.stringify(copy)}))`
  const run = promisify(execFile)
  return (await run(process.execPath, ['--input-type=module', '--eval', script])).stdout.trim()
}

let shelf: string
beforeAll(async () => {
  shelf = await mkdtemp(join(tmpdir(), 'gouji-copies-'))
})
afterAll(() => rm(shelf, { recursive: true }))

test('one of two that compile at once is first, and its copy is whole', async () => {
  const copy = join(shelf, 'copy')
  const made = await Promise.all([compile(copy), compile(copy)])
  expect(made).toEqual(['true', 'true'])
  expect(await readdir(shelf)).toEqual(['copy'])
  const names = await readdir(copy)
  expect(names).toEqual(expect.arrayContaining(['main.cjs', 'main.cjs.map', 'read-task.cjs']))
})

test('a stack trace out of the copy names the lines of the sources', async () => {
  const main = join(shelf, 'copy', 'main.cjs')
  const lines = (await readFile(main, 'utf16le')).split('\n')
  const line = lines.findIndex((text) => text.includes('已按要求停止'))
  const place = `${pathToFileURL(main).href}:${line + 1}:${(lines[line] ?? '').indexOf('已按要求停止') + 1}`
  expect(nameSources(`at stop (${place})`)).toMatch(/^at stop \(\/.*\/pipeline\/main\.ts:\d+:\d+\)$/)
  expect(nameSources('at other (file:///nowhere/x.cjs:1:1)')).toBe('at other (file:///nowhere/x.cjs:1:1)')
})

test('where no copy can be written the answer is no, and nothing is left', async () => {
  expect(await compile('/sys/gouji/copy')).toBe('false')
})

test('what the engine compiled is kept beside the copy, and what is of no use is replaced', async () => {
  const start = (): Promise<{ stdout: string }> =>
    promisify(execFile)(process.execPath, [join(root, 'pipeline', 'gouji.mjs'), '--version'])
  await start()
  const copies = join(root, 'node_modules', '.cache', 'gouji')
  const names = (await readdir(copies, { recursive: true }))
    .filter((name) => /\/main-other-[^/]+\.code$/.test(name))
    .map((name) => join(copies, name))
  const found = await Promise.all(
    names.map(async (path) => ({ path, written: (await stat(path).catch(() => null))?.mtimeMs ?? 0 })),
  )
  const newest = found.toSorted((a, b) => b.written - a.written)[0]?.path ?? ''
  const { size } = await stat(newest)
  expect(size).toBeGreaterThan(100_000)
  await writeFile(newest, 'torn')
  expect((await start()).stdout).toBe('0.1.0\n')
  expect((await stat(newest)).size).toBeGreaterThan(100_000)
})
