/** Streams of the compound files that Office wrote before 2007 (.doc, .xls); the container format is the library's work. */
import { z } from 'zod'

const container = z.object({
  FullPaths: z.array(z.string()),
  FileIndex: z.array(z.object({ name: z.string(), content: z.unknown().optional() })),
})

/** Stream by name; the main streams of a document stand right under the root. */
export type Streams = ReadonlyMap<string, Uint8Array>

const asBytes = (content: unknown): Uint8Array =>
  content instanceof Uint8Array
    ? content
    : Array.isArray(content)
      ? Uint8Array.from(content, (byte) => Number(byte))
      : new Uint8Array()

/** All streams of a compound file; null where its structure is broken. */
export async function readStreams(bytes: Uint8Array): Promise<Streams | null> {
  const { CFB } = await import('@e965/xlsx')
  try {
    const file = container.parse(CFB.read(Buffer.from(bytes), { type: 'buffer' }))
    const streams = new Map<string, Uint8Array>()
    for (const [index, { name, content }] of file.FileIndex.entries()) {
      const depth = (file.FullPaths[index] ?? '').replace(/\/$/, '').split('/').length
      if (depth === 2) streams.set(name, asBytes(content))
    }
    return streams
  } catch {
    // The library throws strings as well as errors; whatever it threw, the container is broken.
    return null
  }
}

/** Names of the streams under the root; null where the structure is broken. */
export async function streamNames(bytes: Uint8Array): Promise<string[] | null> {
  const streams = await readStreams(bytes)
  return streams === null ? null : [...streams.keys()]
}
