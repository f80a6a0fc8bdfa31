/** The published snapshot of a workspace, opened for one piece of work. */
import { openReadOnly } from '../warehouse/open.ts'
import { readCurrent } from '../warehouse/publish.ts'
import type { Reader } from '../warehouse/reader.ts'
import type { Context } from './context.ts'
import { Stop } from './exit.ts'

/** Opens the current snapshot, hands it over and closes it. Stops with `usage` where nothing is published. */
export async function withPublished<T>(
  { workspace }: Pick<Context, 'workspace'>,
  work: (reader: Reader, hash: string) => Promise<T>,
): Promise<T> {
  const current = await readCurrent(workspace.warehouse).catch((error: unknown) => {
    throw new Stop('usage', `没有可用的数据集：${error instanceof Error ? error.message : String(error)}`)
  })
  const reader = await openReadOnly(current.path, { timeout_ms: 120_000 })
  try {
    return await work(reader, current.hash)
  } finally {
    await reader.close()
  }
}
