/** Site files are taken apart once: what a sound one says is remembered by its text, and never what an unsound one says. */
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadFamilies } from '../../crawlers/families.ts'
import { loadSites } from '../../crawlers/site-files.ts'
import { openSiteMemory } from '../../crawlers/site-memory.ts'
import { countyYaml } from '../support/county-server.ts'

const families = await loadFamilies()
const version = 'a'.repeat(64)
let root: string
let sites: string
let memory: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'gouji-site-memory-'))
  sites = join(root, 'sites')
  memory = join(root, 'memory')
  await mkdir(sites)
  await writeFile(join(sites, 'county.yaml'), `${countyYaml('127.0.0.1:8080', 3)}\n# ${root}\n`)
})
afterEach(() => rm(root, { recursive: true }))

/** The files of the memory, by version. */
async function kept(): Promise<string[]> {
  const names = await readdir(memory, { recursive: true }).catch(() => [])
  return names.filter((name) => name.endsWith('.json'))
}

test('a file that was kept is recalled as the same site', async () => {
  const text = await readFile(join(sites, 'county.yaml'), 'utf8')
  const store = openSiteMemory(memory, version, true)
  const first = await loadSites(sites, families, store)
  expect(first.faults).toEqual([])
  expect(await store.recall(text)).toEqual(first.sites[0])
  expect(JSON.stringify(await store.recall(text))).toBe(JSON.stringify(first.sites[0]))
  expect(await store.recall(`${text}\n`)).toBeNull()
})

test('where nothing may be written nothing is, and what is torn is not recalled', async () => {
  const text = await readFile(join(sites, 'county.yaml'), 'utf8')
  await loadSites(sites, families, openSiteMemory(memory, version, false))
  expect(await kept()).toEqual([])
  const store = openSiteMemory(memory, version, true)
  await loadSites(sites, families, store)
  const [name = ''] = await kept()
  await writeFile(join(memory, name), '{"code": ')
  expect(await store.recall(text)).toBeNull()
})

test('another version recalls nothing, and what it keeps takes the place of the old', async () => {
  const text = await readFile(join(sites, 'county.yaml'), 'utf8')
  await loadSites(sites, families, openSiteMemory(memory, version, true))
  const later = openSiteMemory(memory, 'b'.repeat(64), true)
  expect(await later.recall(text)).toBeNull()
  await loadSites(sites, families, later)
  expect(await kept()).toEqual([expect.stringMatching(/^b{16}\//)])
})

test('an unsound file is told anew each time', async () => {
  await writeFile(join(sites, 'county.yaml'), `name: 无\n# ${root}\n`)
  const store = openSiteMemory(memory, version, true)
  const told = async (): Promise<number> => (await loadSites(sites, families, store)).faults.length
  expect(await told()).toBeGreaterThan(0)
  expect(await told()).toBeGreaterThan(0)
  expect(await kept()).toEqual([])
})
