/** Response bodies: chunks taken as they come, content codings undone at the end, never beyond the limit in either form. */
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw, type InputType, type ZlibOptions } from 'node:zlib'
import { TooSlow } from './answer.ts'

/** A body, or why there is none. */
export type Body = { bytes: Uint8Array } | { refused: 'too_large' | 'encoding'; detail: string }

/** The slowest body that is still waited for. */
interface RateFloor {
  bytes_per_second: number
  /** Nothing is judged before this many milliseconds. */
  grace_ms: number
}

/** What one body may be. */
export interface BodyLimits {
  /** Bytes, as sent and after decoding. */
  bytes: number
  floor: RateFloor
  /** Milliseconds of the injected clock. */
  clock: () => number
}

/** Takes a body chunk by chunk. */
export interface BodyTaker {
  /** False where no more is wanted; throws TooSlow under the floor. */
  take(chunk: Uint8Array): boolean
  /** The decoded body; throws what the decoders throw where it is cut or broken. */
  whole(): Promise<Body>
}

type Decoder = (bytes: InputType, options: ZlibOptions) => Promise<Uint8Array>
const undoGzip: Decoder = promisify(gunzip)
const undoBrotli: Decoder = promisify(brotliDecompress)
const undoZlib: Decoder = promisify(inflate)
const undoRaw: Decoder = promisify(inflateRaw)

/** Deflate comes with and without zlib's two-byte head; the first byte tells. */
const undoDeflate: Decoder = (bytes, options) =>
  (bytes instanceof Uint8Array && ((bytes[0] ?? 0) & 0x0f) === 8 ? undoZlib : undoRaw)(bytes, options)

const decoders: Readonly<Record<string, Decoder>> = {
  gzip: undoGzip,
  'x-gzip': undoGzip,
  br: undoBrotli,
  deflate: undoDeflate,
}

/** The decoders of a Content-Encoding header, outermost first; null where one is unknown or there are too many. */
function decodersFor(encoding: string): Decoder[] | null {
  if (encoding === '') return []
  const codings = encoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
  const found = codings.flatMap((coding) => (Object.hasOwn(decoders, coding) ? [decoders[coding]] : []))
  const known = found.filter((decoder) => decoder !== undefined)
  return known.length < codings.length || codings.length > 2 ? null : known.toReversed()
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}

/** Takes the body of an answer with that Content-Encoding. */
export function takeBody(encoding: string, limits: BodyLimits): BodyTaker {
  const { bytes: limit, floor, clock } = limits
  const codings = decodersFor(encoding)
  const tooLarge: Body = { refused: 'too_large', detail: `内容超过 ${limit} 字节` }
  const chunks: Uint8Array[] = []
  const began = clock()
  let size = 0
  return {
    take(chunk) {
      if (codings === null) return false
      size += chunk.length
      if (size > limit) return false
      chunks.push(chunk)
      const took = clock() - began
      if (took > floor.grace_ms && (size * 1000) / took < floor.bytes_per_second)
        throw new TooSlow(`${Math.round(took / 1000)} 秒只收到 ${size} 字节`)
      return true
    },
    async whole() {
      if (codings === null)
        return { refused: 'encoding', detail: `不认识的内容编码“${encoding.slice(0, 60)}”` }
      if (size > limit) return tooLarge
      try {
        let bytes: Uint8Array = Buffer.concat(chunks, size)
        for (const undo of codings) bytes = await undo(bytes, { maxOutputLength: limit })
        return { bytes }
      } catch (error) {
        if (isTooLarge(error)) return tooLarge
        throw error
      }
    },
  }
}
