/** A workspace on disk: where everything lies, and what its config.yaml says. */
import { mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { loadFamilies } from '../crawlers/families.ts'
import { bundledSites, loadSites } from '../crawlers/site-files.ts'
import type { Site } from '../crawlers/site.ts'
import { fileURLToPath } from 'node:url'
import { Stop } from './exit.ts'
import { parseSettings, type Settings } from './settings.ts'

export interface Workspace {
  folder: string
  config: string
  sites: string
  archive: string
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
    warehouse: join(root, 'warehouse'),
    runs: join(root, 'runs'),
    queue: join(root, 'queue'),
    lock: join(root, 'lock'),
  }
}

/** True for the error of a file or folder that is not there. */
export function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
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

/**
 * The sites to work on: the workspace's own, or the one county that is named, be it the workspace's or one that comes with gouji.
 * An empty workspace never means every county that comes with it.
 * Stops with every fault of every file.
 */
export async function readSites(workspace: Workspace, county: string | null): Promise<Site[]> {
  const families = await loadFamilies()
  await mkdir(workspace.sites, { recursive: true })
  const own = await loadSites(workspace.sites, families)
  const bundled = await loadSites(fileURLToPath(bundledSites), families)
  const faults = [...own.faults, ...bundled.faults]
  if (faults.length > 0)
    throw new Stop(
      'usage',
      faults.map((fault) => `${fault.file}:${fault.line}  ${fault.message}\n    ${fault.remedy}`).join('\n'),
    )
  const owned = new Set(own.sites.map((site) => site.code))
  const known = [...own.sites, ...bundled.sites.filter((site) => !owned.has(site.code))]
  if (county === null && own.sites.length === 0)
    throw new Stop(
      'usage',
      `工作区没有站点文件（${workspace.sites}）。请用 --county 指定随附的一个县，或用 gouji new site <网址> --write 起草一个。`,
    )
  const wanted =
    county === null ? own.sites : known.filter((site) => site.code === county || site.name === county)
  if (wanted.length === 0)
    throw new Stop(
      'usage',
      `没有站点“${county ?? ''}”。可用：${known.map((site) => `${site.code} ${site.name}`).join('、')}`,
    )
  return wanted
}
