/** Reads folders of site files from disk: the project's own and a workspace's. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CmsFamily } from './cms.ts'
import type { SiteMemory } from './site-memory.ts'
import { parseSite, type SiteReading } from './site-reading.ts'
import type { Site, SiteFault } from './site.ts'

/** Folder of the site files that come with the project. */
export const bundledSites = new URL('./sites/', import.meta.url)

const readings = new Map<string, SiteReading>()

/** What a site file says; the same text is read once a process, and where there is a memory once altogether. */
async function readSite(
  text: string,
  file: string,
  families: readonly CmsFamily[],
  memory: SiteMemory | null,
): Promise<SiteReading> {
  const key = [file, ...families.map(({ name }) => name), text].join('\n')
  const known = readings.get(key)
  const site = known === undefined ? ((await memory?.recall(text)) ?? null) : null
  const reading = known ?? (site === null ? parseSite(text, file, families) : { site, faults: [] })
  readings.set(key, reading)
  if (reading.site !== null) await memory?.keep(text, reading.site)
  return reading
}

/** Every site of a folder, in order of file name, and every fault of every file; a code that two files claim is a fault. */
export async function loadSites(
  folder: string,
  families: readonly CmsFamily[],
  memory: SiteMemory | null = null,
): Promise<{ sites: Site[]; faults: SiteFault[] }> {
  const names = (await readdir(folder)).filter((name) => /\.ya?ml$/.test(name)).sort()
  const sites: Site[] = []
  const faults: SiteFault[] = []
  const fileOf = new Map<string, string>()
  for (const name of names) {
    const file = join(folder, name)
    const reading = await readSite(await readFile(file, 'utf8'), file, families, memory)
    if (reading.site === null) {
      faults.push(...reading.faults)
      continue
    }
    const { code } = reading.site
    const other = fileOf.get(code)
    if (other !== undefined)
      faults.push({
        file,
        line: 1,
        message: `站点代码 ${code} 已用于 ${other}`,
        remedy: '删去其中一个文件，或改正代码',
      })
    else sites.push(reading.site)
    fileOf.set(code, file)
  }
  return { sites, faults }
}
