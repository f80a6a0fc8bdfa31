/** The rule packs of a workspace, read from its rules folder. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Stop } from '../exit.ts'
import { isAbsent } from '../workspace.ts'
import { rules } from './catalogue.ts'
import { parsePack, type RulePack } from './pack.ts'

/** All packs in the order of their file names; none where the folder is absent. Stops with every fault of every file, and applies nothing then. */
export async function readRulePacks(folder: string): Promise<RulePack[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isAbsent(error)) return []
    throw error
  })
  const codes = rules.map(({ code }) => code)
  const packs: RulePack[] = []
  const faults: string[] = []
  for (const name of names.filter((file) => /\.ya?ml$/.test(file)).sort()) {
    const path = join(folder, name)
    const result = parsePack(await readFile(path, 'utf8'), codes)
    if (result.pack === null)
      faults.push(...result.faults.map(({ line, message }) => `${path}:${line}  ${message}`))
    else packs.push(result.pack)
  }
  if (faults.length > 0) throw new Stop('usage', faults.join('\n'))
  return packs
}
