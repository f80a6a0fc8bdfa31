/** Steps: make the data again from what is precious, to prove it, or because what was made of it is lost. */
import { rm } from 'node:fs/promises'
import { shardFolder } from '../../warehouse/publish.ts'
import type { Site } from '../../crawlers/site.ts'
import { codeVersion } from '../code-version.ts'
import type { Context } from '../context.ts'
import type { ExitName } from '../exit.ts'
import { sayFigure } from '../figure-changes.ts'
import { publishedHash } from '../record/inputs.ts'
import { latestPublication } from '../run-log.ts'
import { publishSites, type PublishResult } from './publish.ts'

/** Whether the published data were made by this very program. */
async function isOwn({ workspace }: Context): Promise<boolean> {
  const versions = (await latestPublication(workspace.runs))?.['versions']
  const program: unknown =
    typeof versions === 'object' && versions !== null ? Reflect.get(versions, 'program') : null
  return program === codeVersion()
}

/** Prints what a publication came to, or would. */
export function tellPublication(context: Context, result: PublishResult, json: boolean): void {
  const { print } = context.effects
  const { hash, counts, read, differing, refused } = result
  const { reading, source, listed } = differing
  if (json) {
    for (const change of listed) print(JSON.stringify(change))
    print(
      JSON.stringify({ hash, ...counts, read, read_differently: reading, source_changed: source, refused }),
    )
    return
  }
  for (const change of listed) print(sayFigure(change))
  for (const { check, details } of refused) print(`不能发布：${check}：${details.join('；')}`)
  print(
    `重读 ${read} 页，${counts.reports} 份报告，${counts.facts} 个指标；与已发布的数据不同的指标 ${reading + source} 个`,
  )
  print(`数据集 ${hash}`)
}

/** Says what publishing would come to, and writes nothing. */
export async function rehearse(context: Context, sites: readonly Site[], json: boolean): Promise<ExitName> {
  const result = await publishSites(context, sites, { mode: 'rehearse' })
  tellPublication(context, result, json)
  return result.refused.length > 0 ? 'refused' : 'complete'
}

/**
 * Reads the whole archive again, offline, and says which published figures would be others. With the program that published them there
 * must be none; a changed program says which it would change before it publishes.
 */
export async function replay(context: Context, sites: readonly Site[], json: boolean): Promise<ExitName> {
  const published = await publishedHash(context)
  const result = await publishSites(context, sites, { mode: 'replay' })
  tellPublication(context, result, json)
  if (result.refused.length > 0) return 'refused'
  if (published === null || published === result.hash) return 'complete'
  if (result.differing.reading === 0 || !(await isOwn(context))) return 'complete'
  context.effects.log('同一程序读同一存档，结果却与已发布的不同：请运行 gouji verify，并报告维护者。')
  return 'unverified'
}

/** Deletes everything that can be made from archive and decisions, except the published snapshot, which stays until a new one is whole. */
export async function forgetMade({ workspace }: Context): Promise<void> {
  await rm(workspace.cache, { recursive: true, force: true })
  await rm(shardFolder(workspace.warehouse), { recursive: true, force: true })
}
