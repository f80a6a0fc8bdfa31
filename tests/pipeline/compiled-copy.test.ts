/** The program starts from a compiled copy of itself, made anew when a source has changed, and does without where it cannot be written. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
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
  expect(names).toEqual(expect.arrayContaining(['main.mjs', 'main.mjs.map', 'read-task.mjs']))
})

test('a stack trace out of the copy names the lines of the sources', async () => {
  const main = join(shelf, 'copy', 'main.mjs')
  const lines = (await readFile(main, 'utf8')).split('\n')
  const line = lines.findIndex((text) => text.includes('再次运行会接着做'))
  const place = `${pathToFileURL(main).href}:${line + 1}:${(lines[line] ?? '').indexOf('再次运行会接着做') + 1}`
  expect(nameSources(`at stop (${place})`)).toMatch(/^at stop \(\/.*\/pipeline\/main\.ts:\d+:\d+\)$/)
  expect(nameSources('at other (file:///nowhere/x.mjs:1:1)')).toBe('at other (file:///nowhere/x.mjs:1:1)')
})

test('where no copy can be written the answer is no, and nothing is left', async () => {
  expect(await compile('/sys/gouji/copy')).toBe('false')
})
