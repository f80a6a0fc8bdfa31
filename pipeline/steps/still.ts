/** Step: draw the published dashboard into a folder of static files for any web server. */
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { copyDashboard } from '../../dashboards/still/copy.ts'
import { sayInEnglish } from '../../dashboards/english/english.ts'
import type { Context } from '../context.ts'
import { Stop } from '../exit.ts'
import { withPages } from '../serving/in-process.ts'
import { isAbsent } from '../workspace.ts'

/** Stands in every copy, so that a folder of somebody else's is never replaced. */
const marker = 'gouji-copy.txt'

async function namesIn(folder: string): Promise<string[] | null> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
}

/** Draws the copy beside the folder and puts it in its place whole. Stops with `usage` where the folder holds something else. */
export async function writeStill(context: Context, target: string): Promise<void> {
  const folder = resolve(target)
  const before = await namesIn(folder)
  if (before !== null && before.length > 0 && !before.includes(marker))
    throw new Stop('usage', `${folder} 不是空文件夹，也不是以前写出的静态副本；请另选一个文件夹。`)
  const fresh = `${folder}.new`
  await rm(fresh, { recursive: true, force: true })
  let bytes = 0
  const files = await withPages(context, async (ask, addresses) =>
    copyDashboard({
      ask,
      seeds: addresses,
      translate: sayInEnglish,
      write: async (file, content) => {
        const path = join(fresh, file)
        await mkdir(dirname(path), { recursive: true })
        await writeFile(path, content)
        bytes += (await stat(path)).size
      },
      progress: (done, known) => context.effects.log(`静态副本：已写 ${done} 个文件，已知 ${known} 个`),
    }),
  )
  await writeFile(join(fresh, marker), '由 gouji publish --static 写出，可整夹复制到任何网站服务器。\n')
  const old = `${folder}.old`
  await rm(old, { recursive: true, force: true })
  if (before !== null) await rename(folder, old)
  await rename(fresh, folder)
  await rm(old, { recursive: true, force: true })
  context.effects.print(`静态副本：${folder}，${files} 个文件，${(bytes / 1e6).toFixed(1)} MB`)
}
