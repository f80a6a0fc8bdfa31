/** Every draft of `gouji new`, written into a copy of the source tree, compiles, passes the linter and is found by its registry. */
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)
let tree: string

const drafts = [
  ['family', 'exampleshow'],
  ['rule', 'ZZZ-01'],
  ['view', 'late-reports'],
  ['fixture', 'header-cut-twice'],
] as const

/** What the draft tells to add by hand: a row of the wordings, a line of the registry of views. */
async function addRow(path: string, after: string, row: string): Promise<void> {
  const text = await readFile(join(tree, path), 'utf8')
  expect(text).toContain(after)
  await writeFile(
    join(tree, path),
    text.replace(after, () => `${after}${row}`),
  )
}

/** Runs a script of the copy's own sources. */
async function play(script: string): Promise<string> {
  const path = join(tree, 'script.ts')
  await writeFile(path, script)
  return (await run(process.execPath, ['--import', 'tsx', path], { cwd: tree })).stdout
}

beforeAll(async () => {
  tree = await mkdtemp(join(tmpdir(), 'gouji-drafts-'))
  for (const name of ['crawlers', 'parsers', 'pipeline', 'warehouse', 'dashboards', 'tests'])
    await cp(join(root, name), join(tree, name), { recursive: true })
  for (const name of ['package.json', 'tsconfig.json', '.oxlintrc.json'])
    await cp(join(root, name), join(tree, name))
  await symlink(join(root, 'node_modules'), join(tree, 'node_modules'))
  await play(
    `import { runCli } from './pipeline/cli.ts'
     import { realEffects } from './pipeline/effects.ts'
     const effects = realEffects(new AbortController().signal)
     for (const draft of ${JSON.stringify(drafts)}) {
       const exit = await runCli(['new', ...draft, '--write'], effects)
       if (exit !== 0) process.exitCode = exit
     }`,
  )
})
afterAll(() => rm(tree, { recursive: true, force: true }))

test('the drafts are found by their registries', async () => {
  await addRow(
    'pipeline/audit/wordings.ts',
    'export const wordings = {',
    "\n  'ZZZ-01': '标题为“{title}”，没有写明是年度报告。',",
  )
  await addRow(
    'dashboards/registry.ts',
    '',
    "export { default as lateReports } from './views/late-reports.ts'\n",
  )
  const found = await play(
    `import { loadFamilies } from './crawlers/families.ts'
     import { rules } from './pipeline/audit/catalogue.ts'
     import * as views from './dashboards/registry.ts'
     import { goldenPages } from './tests/support/golden-pages.ts'
     console.log((await loadFamilies()).map(({ name }) => name).join(' '))
     console.log(rules.map(({ code }) => code).join(' '))
     console.log(Object.keys(views).join(' '))
     console.log(goldenPages().map(({ name }) => name).join(' '))`,
  )
  const lists = found.split('\n').map((line) => line.split(' '))
  const wanted = ['exampleshow', 'ZZZ-01', 'lateReports', 'header-cut-twice']
  for (const [at, name] of wanted.entries()) expect(lists[at]).toContain(name)
})

test('with them the tree compiles and passes the linter', async () => {
  await rm(join(tree, 'script.ts'), { force: true })
  const bin = (name: string): string => join(root, 'node_modules', '.bin', name)
  const types = await run(bin('tsc'), ['--noEmit'], { cwd: tree }).catch(
    (failed: { stdout: string }) => failed,
  )
  expect(types.stdout).toBe('')
  const paths = ['crawlers/cms', 'pipeline/audit/rules', 'dashboards/views', 'dashboards/registry.ts']
  await run(bin('oxlint'), ['--type-aware', '--deny-warnings', ...paths], { cwd: tree })
})
