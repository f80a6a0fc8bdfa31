/** What sound site files were found to say, by content: taking a county's YAML apart is dearer than asking whether its pages have changed. */
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { siteSchema, type Site } from './site.ts'

/** Sites by the text of their file, for one version of the code that checks them. */
export interface SiteMemory {
  recall(text: string): Promise<Site | null>
  keep(text: string, site: Site): Promise<void>
}

/** Files that are known to be in their places: what was recalled need not be kept. */
const there = new Set<string>()

/** Opens the memory; the folder may be deleted at any time. Where `mayKeep` is false it is only looked into. */
export function openSiteMemory(folder: string, version: string, mayKeep: boolean): SiteMemory {
  const own = version.slice(0, 16)
  const pathOf = (text: string): string =>
    join(folder, own, `${createHash('sha256').update(text).digest('hex')}.json`)

  async function recall(text: string): Promise<Site | null> {
    const path = pathOf(text)
    try {
      const { data = null } = siteSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
      if (data !== null) there.add(path)
      return data
    } catch (error) {
      if (error instanceof SyntaxError) return null
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    }
  }

  return {
    recall,
    async keep(text, site) {
      const path = pathOf(text)
      if (!mayKeep || there.has(path)) return
      // A folder that is new is that of a new version: what others have left is of no use.
      if ((await mkdir(join(folder, own), { recursive: true })) !== undefined)
        for (const name of await readdir(folder))
          if (name !== own) await rm(join(folder, name), { recursive: true, force: true })
      const draft = `${path}.${randomUUID()}`
      await writeFile(draft, JSON.stringify(site))
      await rename(draft, path)
      there.add(path)
    },
  }
}
