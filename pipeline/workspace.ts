/** A workspace on disk: where everything lies, and what its config.yaml says. */
import { mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { loadFamilies } from '../crawlers/families.ts'
import { bundledSites, loadSites } from '../crawlers/site-files.ts'
import { openSiteMemory } from '../crawlers/site-memory.ts'
import type { CmsFamily } from '../crawlers/cms.ts'
import type { Site, SiteFault } from '../crawlers/site.ts'
import { fileURLToPath } from 'node:url'
import { isAbsent } from './absent.ts'
import { codeVersion } from './code-version.ts'
import { Stop } from './exit.ts'
import { crawledSites } from './outcome-journal.ts'
import { parseSettings, type Settings } from './settings.ts'

export { isAbsent }

export interface Workspace {
  folder: string
  config: string
  sites: string
  archive: string
  /** What was read and judged before; may be deleted at any time. */
  cache: string
  warehouse: string
  runs: string
  /** What the workers of a queue are given and bring back; may be deleted while no night is under way. */
  queue: string
  lock: string
}

/** Where the parts of a workspace lie; nothing is touched. */
export function workspaceAt(folder: string): Workspace {
  const root = resolve(folder)
  return {
    folder: root,
    config: join(root, 'config.yaml'),
    sites: join(root, 'sites'),
    archive: join(root, 'archive'),
    cache: join(root, 'cache'),
    warehouse: join(root, 'warehouse'),
    runs: join(root, 'runs'),
    queue: join(root, 'queue'),
    lock: join(root, 'lock'),
  }
}

/** Settings of a workspace; defaults where it has no config.yaml. Stops with every fault of the file. */
export async function readSettings(workspace: Workspace): Promise<Settings> {
  let text = ''
  try {
    text = await readFile(workspace.config, 'utf8')
  } catch (error) {
    if (!isAbsent(error)) throw error
  }
  const { settings, faults } = parseSettings(text)
  if (settings === null)
    throw new Stop(
      'usage',
      faults.map((fault) => `${workspace.config}:${fault.line}  ${fault.message}`).join('\n'),
    )
  return settings
}

/** Site files that are read only when something of theirs is asked for. */
const bundled = (families: readonly CmsFamily[]): ReturnType<typeof loadSites> =>
  loadSites(fileURLToPath(bundledSites), families)

function refuseFaults(faults: readonly SiteFault[]): void {
  if (faults.length > 0)
    throw new Stop(
      'usage',
      faults.map((fault) => `${fault.file}:${fault.line}  ${fault.message}\n    ${fault.remedy}`).join('\n'),
    )
}

/**
 * The sites to work on: the workspace's own, or the one county that is named, be it the workspace's or one that comes with gouji.
 * An empty workspace never means every county that comes with it.
 * Stops with every fault of every file.
 */
export async function readSites(workspace: Workspace, county: string | null): Promise<Site[]> {
  const families = await loadFamilies()
  const own = await ownSites(workspace, families)
  const named = (site: Site): boolean => site.code === county || site.name === county
  if (county === null && own.length > 0) return own
  const wanted = own.filter(named)
  if (wanted.length > 0) return wanted
  if (county === null)
    throw new Stop(
      'usage',
      `工作区没有站点文件（${workspace.sites}）。请用 --county 指定随附的一个县，或用 gouji new site <网址> --write 起草一个。`,
    )
  const { sites, faults } = await bundled(families)
  refuseFaults(faults)
  const found = sites.filter(named)
  if (found.length > 0) return found
  const known = [...own, ...sites]
  throw new Stop(
    'usage',
    `没有站点“${county}”。可用：${known.map((site) => `${site.code} ${site.name}`).join('、')}`,
  )
}

async function ownSites(workspace: Workspace, families: readonly CmsFamily[], keep = false): Promise<Site[]> {
  await mkdir(workspace.sites, { recursive: true })
  const memory = openSiteMemory(join(workspace.cache, 'site-files'), codeVersion(), keep)
  const { sites, faults } = await loadSites(workspace.sites, families, memory)
  refuseFaults(faults)
  return sites
}

/**
 * Every site whose reports are published together: the workspace's own, those just worked on, and those that were ever crawled. With
 * `keep` the next process need not take their files apart again.
 */
export async function sitesToPublish(
  workspace: Workspace,
  worked: readonly Site[],
  keep = false,
): Promise<Site[]> {
  const families = await loadFamilies()
  const found = new Map<string, Site>()
  for (const site of [...(await ownSites(workspace, families, keep)), ...worked])
    if (!found.has(site.code)) found.set(site.code, site)
  const crawled = (await crawledSites(workspace.archive)).filter((code) => !found.has(code))
  if (crawled.length > 0)
    for (const site of (await bundled(families)).sites)
      if (crawled.includes(site.code)) found.set(site.code, site)
  return [...found.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1))
}
