/** What a run was given, by digest: with the same inputs and the same code it comes to the same data. */
import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { indexesOfWhole } from '../../crawlers/archive-whole.ts'
import type { Site } from '../../crawlers/site.ts'
import { readCurrent } from '../../warehouse/publish.ts'
import { decisionsPath } from '../audit/decision-file.ts'
import type { Context } from '../context.ts'
import { codeVersion, readingVersion } from '../code-version.ts'
import { defaultReadLimits } from '../read-pool.ts'
import { isAbsent } from '../workspace.ts'

const hex = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

async function digestFile(path: string): Promise<string | null> {
  try {
    return hex(await readFile(path))
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
}

async function digestFolder(folder: string): Promise<Record<string, string | null>> {
  const names = await readdir(folder).catch((error: unknown): string[] => {
    if (isAbsent(error)) return []
    throw error
  })
  const digests = names.sort().map(async (name) => [name, await digestFile(join(folder, name))] as const)
  return Object.fromEntries(await Promise.all(digests))
}

/** Bytes of the archive's indexes, which only grow: their length says which state of the archive a run saw. */
async function archiveState({
  workspace,
}: Context): Promise<{ index_bytes: number; index_sha256: string | null }> {
  const indexes = await indexesOfWhole(workspace.archive)
  const index_bytes = indexes.reduce((sum, { size }) => sum + size, 0)
  const [first, ...parts] = indexes
  if (first === undefined || parts.length === 0)
    return { index_bytes, index_sha256: first === undefined ? null : await digestFile(first.path) }
  const all = createHash('sha256')
  for (const { path } of indexes) all.update(`${await digestFile(path)}\n`)
  return { index_bytes, index_sha256: all.digest('hex') }
}

/** The hash of the published snapshot; null where none can be used. */
export async function publishedHash({ workspace }: Pick<Context, 'workspace'>): Promise<string | null> {
  try {
    return (await readCurrent(workspace.warehouse)).hash
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('warehouse:')) return null
    throw error
  }
}

/** The part of the manifest that is known before anything is done. */
export async function describeInputs(
  context: Context,
  sites: readonly Site[],
  version: string,
): Promise<Record<string, unknown>> {
  const { workspace, settings } = context
  return {
    versions: { gouji: version, node: process.version, program: codeVersion(), reading: readingVersion() },
    settings,
    limits: { deadline: context.deadline?.toISOString() ?? null, reading: defaultReadLimits },
    sites: sites.map(({ code }) => code),
    inputs: {
      config: await digestFile(workspace.config),
      sites: Object.fromEntries(sites.map((site) => [site.code, hex(JSON.stringify(site))])),
      rules: await digestFolder(join(workspace.folder, 'rules')),
      decisions: await digestFile(decisionsPath(workspace)),
      archive: await archiveState(context),
      snapshot: await publishedHash(context),
    },
  }
}

/** The part of the manifest that says what stands there afterwards. */
export async function describeOutputs(context: Context): Promise<Record<string, unknown>> {
  return { outputs: { archive: await archiveState(context), snapshot: await publishedHash(context) } }
}
