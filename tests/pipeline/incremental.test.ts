/** Publishing again costs what has changed: a county that has not is neither read nor judged nor written anew. */
import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openArchive } from '../../crawlers/archive.ts'
import type { Site } from '../../crawlers/site.ts'
import type { Context } from '../../pipeline/context.ts'
import { parseSettings } from '../../pipeline/settings.ts'
import { publishSites } from '../../pipeline/steps/publish.ts'
import { forgetMade } from '../../pipeline/steps/replay.ts'
import { workspaceAt } from '../../pipeline/workspace.ts'
import { archiveCountry } from '../support/archived-country.ts'
import { stage } from '../support/stage.ts'

const size = { counties: 3, publishers: 4, years: 2 }
const pages = size.publishers * size.years
let folder = ''
let sites: Site[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-incremental-'))
  sites = (await archiveCountry(join(folder, 'archive'), size)).sites
})
afterAll(() => rm(folder, { recursive: true }))

function context(): Context {
  const { settings } = parseSettings('')
  if (settings === null) throw new Error('the defaults of the settings are faulty')
  return { workspace: workspaceAt(folder), settings, effects: stage('2026-06-01T00:00:00Z') }
}

/** Times at which shards were written, by their hash. */
async function shardTimes(): Promise<Map<string, number>> {
  const shards = join(folder, 'warehouse', 'shards')
  const names = await readdir(shards)
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, (await stat(join(shards, name, 'facts.parquet'))).mtimeMs] as const),
    ),
  )
}

/** Archives another version of one report of a site, with every figure changed. */
async function revise(site: Site): Promise<void> {
  const archive = await openArchive(join(folder, 'archive'), {
    mode: 'write',
    verify: 'last',
    aside_stamp: 'test',
  })
  const row = archive.rows().find((one) => one.site === site.code && one.publisher?.endsWith('100000'))
  if (row === undefined) throw new Error(`Nothing is archived of ${site.code}.`)
  const text = new TextDecoder().decode(await archive.read(row.sha256))
  const changed = text.replace(
    />(\d+)<(?=\/(?:td|span|p))/g,
    (_, figure: string) => `>${Number(figure) + 1}<`,
  )
  expect(changed).not.toBe(text)
  const bytes = new TextEncoder().encode(changed)
  const { url, status, headers, media_type, via, role, publisher, year, link_title, found_on } = row
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const fetched_at = '2026-05-02T00:00:00.000Z'
  await archive.add(
    { sha256, url, requested_url: url, fetched_at, status, headers, media_type, via, bytes },
    { role, site: site.code, publisher, year, link_title, found_on, looks_like_report: true },
  )
  await archive.close()
}

test('only what changed is recomputed, and comes to what computing everything comes to', async () => {
  const first = await publishSites(context(), sites)
  expect(first).toMatchObject({ remade: size.counties, read: size.counties * pages, changed: true })
  const shards = await shardTimes()
  expect(shards.size).toBe(size.counties)

  const idle = await publishSites(context(), sites)
  expect(idle).toMatchObject({ remade: 0, read: 0, changed: false, hash: first.hash })
  expect(await shardTimes()).toEqual(shards)

  const [county] = sites
  if (county === undefined) throw new Error('no county')
  await revise(county)
  const next = await publishSites(context(), sites, { accept: 'figures were changed on purpose' })
  expect(next).toMatchObject({ remade: 1, read: 1, changed: true })
  const after = await shardTimes()
  expect([...shards].filter(([hash, at]) => after.get(hash) === at)).toHaveLength(size.counties - 1)

  await forgetMade(context())
  const anew = await publishSites(context(), sites, { mode: 'rebuild', accept: 'the same again' })
  expect(anew).toMatchObject({ remade: size.counties, read: size.counties * pages + 1, hash: next.hash })
}, 180_000)
