/** What a verification found damaged, noted beside the archive: whoever opens it next looks at those records again, and a crawl asks for their pages anew. */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const noteName = 'damaged.json'
const noteSchema = z.array(z.string().regex(/^[0-9a-f]{64}$/))

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Notes the digests of damaged payloads of one archive folder; where there are none, nothing is left of an earlier note. */
export async function noteDamage(folder: string, digests: readonly string[]): Promise<void> {
  const path = join(folder, noteName)
  if (digests.length === 0) await rm(path, { force: true })
  else await writeFile(path, `${JSON.stringify([...new Set(digests)].sort())}\n`)
}

/** The digests that were noted. A note that is itself damaged says nothing: the next verification writes it anew. */
export async function notedDamage(folder: string): Promise<ReadonlySet<string>> {
  try {
    const note = noteSchema.safeParse(JSON.parse(await readFile(join(folder, noteName), 'utf8')))
    return new Set(note.success ? note.data : [])
  } catch (error) {
    if (isAbsent(error) || error instanceof SyntaxError) return new Set()
    throw error
  }
}
