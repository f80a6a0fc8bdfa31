/** Response bodies: content codings undone as a stream, counted after inflating, never beyond the limit. */
import type { Readable } from 'node:stream'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw, type Zlib } from 'node:zlib'
import type { Transform } from 'node:stream'
import { TooSlow } from './answer.ts'

/** A body, or why there is none. */
export type Body = { bytes: Uint8Array } | { refused: 'too_large' | 'encoding'; detail: string }

/** The slowest body that is still waited for. */
export interface RateFloor {
  /** Milliseconds of the injected clock. */
  clock: () => number
  bytes_per_second: number
  /** Nothing is judged before this many milliseconds. */
  grace_ms: number
}

/** The body grew beyond the limit; the stream was stopped there. */
class TooLarge extends Error {}

/** Deflate comes with and without zlib's two-byte head; the first byte tells. */
function inflaterFor(first: number | undefined): Transform & Zlib {
  return first !== undefined && (first & 0x0f) === 8 ? createInflate() : createInflateRaw()
}

async function firstByte(source: Readable): Promise<number | undefined> {
  for await (const chunk of source.iterator({ destroyOnReturn: false })) {
    if (!(chunk instanceof Uint8Array) || chunk.length === 0) continue
    source.unshift(chunk)
    return chunk[0]
  }
  return undefined
}

/** The decoders of a Content-Encoding header, outermost first; null where one is unknown or there are too many. */
async function decodersFor(encoding: string, source: Readable): Promise<Transform[] | null> {
  const codings = encoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
  if (codings.length > 2) return null
  const decoders: Transform[] = []
  for (const coding of codings.toReversed()) {
    if (coding === 'gzip' || coding === 'x-gzip') decoders.push(createGunzip())
    else if (coding === 'br') decoders.push(createBrotliDecompress())
    else if (coding === 'deflate')
      decoders.push(inflaterFor(decoders.length === 0 ? await firstByte(source) : 0x78))
    else return null
  }
  return decoders
}

/**
 * Reads a whole body; throws what the streams throw where it is cut or broken, and TooSlow under the floor. `limit` counts
 * bytes after decoding.
 */
export async function readBody(
  source: Readable,
  encoding: string,
  limit: number,
  signal: AbortSignal,
  floor: RateFloor,
): Promise<Body> {
  const decoders = await decodersFor(encoding, source)
  if (decoders === null) {
    // A body that is dropped on purpose reports its own end as an error.
    source.on('error', () => undefined).destroy()
    return { refused: 'encoding', detail: `不认识的内容编码“${encoding.slice(0, 60)}”` }
  }
  const chunks: Uint8Array[] = []
  let size = 0
  const began = floor.clock()
  const sink = new Writable({
    write(chunk: Uint8Array, _, done) {
      size += chunk.length
      if (size > limit) {
        done(new TooLarge())
        return
      }
      chunks.push(chunk)
      const took = floor.clock() - began
      const slow = took > floor.grace_ms && (size * 1000) / took < floor.bytes_per_second
      done(slow ? new TooSlow(`${Math.round(took / 1000)} 秒只收到 ${size} 字节`) : null)
    },
  })
  try {
    await pipeline([source, ...decoders, sink], { signal })
  } catch (error) {
    if (error instanceof TooLarge) return { refused: 'too_large', detail: `内容超过 ${limit} 字节` }
    throw error
  }
  return { bytes: Buffer.concat(chunks) }
}
