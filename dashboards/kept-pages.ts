/** Drawn pages, packed and kept as long as their snapshot: the same address is drawn once, however many ask for it at once. */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/** A page as it is sent. */
export interface KeptPage {
  body: Uint8Array<ArrayBuffer>
  /** Strong: equal tag, equal bytes. */
  etag: string
  encoding: 'gzip' | null
}

/** Keeps the pages that were asked for last, up to so many packed bytes. */
export interface KeptPages {
  /** The page of a name; drawn where it is not kept. `draw` answers null for what is not to be kept. */
  take: (name: string, packed: boolean, draw: () => Promise<string | null>) => Promise<KeptPage | null>
}

/** The tag of a page's name, which says everything that the page depends on. */
export function tagOf(name: string, packed: boolean): string {
  return `"${createHash('sha256').update(name).digest('hex').slice(0, 32)}${packed ? '-gz' : ''}"`
}

/** Makes an empty store. */
export function keepPages(most_bytes = 64_000_000): KeptPages {
  const kept = new Map<string, Buffer>()
  const making = new Map<string, Promise<Buffer | null>>()
  let bytes = 0

  function keep(name: string, body: Buffer): void {
    kept.set(name, body)
    bytes += body.byteLength
    for (const [oldest, old] of kept) {
      if (bytes <= most_bytes) break
      kept.delete(oldest)
      bytes -= old.byteLength
    }
  }

  async function make(name: string, draw: () => Promise<string | null>): Promise<Buffer | null> {
    const drawn = await draw()
    if (drawn === null) return null
    const body = await pack(drawn)
    keep(name, body)
    return body
  }

  async function find(name: string, draw: () => Promise<string | null>): Promise<Buffer | null> {
    const known = kept.get(name)
    if (known !== undefined) {
      kept.delete(name)
      kept.set(name, known)
      return known
    }
    const under_way = making.get(name) ?? make(name, draw).finally(() => making.delete(name))
    making.set(name, under_way)
    return under_way
  }

  return {
    async take(name, packed, draw) {
      const body = await find(name, draw)
      if (body === null) return null
      return {
        body: Uint8Array.from(packed ? body : await unpack(body)),
        etag: tagOf(name, packed),
        encoding: packed ? 'gzip' : null,
      }
    },
  }
}
