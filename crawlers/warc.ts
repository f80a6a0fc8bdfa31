/** One snapshot as WARC 1.1: a response record and a metadata record, each its own gzip member. Pure: bytes in, bytes out. */
import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { WARCParser, WARCRecord, WARCSerializer } from 'warcio'
import type { Attribution } from './archive-row.ts'
import type { Snapshot } from './fetched.ts'

/** Inflated records beyond this are no pages of ours. */
const largestRecord = 512 * 1024 * 1024

/** One gzip member. Digests are set here by the platform's SHA-256, since warcio's own costs more than all else together. */
async function member(record: WARCRecord, payload: Uint8Array): Promise<Uint8Array> {
  const head = record.httpHeaders === null ? '' : `${record.httpHeaders.toString()}\r\n`
  record.warcHeaders.headers.set('WARC-Block-Digest', `sha256:${sha256(Buffer.from(head, 'utf8'), payload)}`)
  record.warcHeaders.headers.set('WARC-Payload-Digest', `sha256:${sha256(payload)}`)
  return gzipSync(await WARCSerializer.serialize(record, { gzip: false }))
}

function sha256(...parts: Uint8Array[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** The body is stored as it was after decoding, so the transfer headers stand under another name. */
function storedHeaders(headers: Snapshot['headers']): [string, string][] {
  return Object.entries(headers).map(([name, value]) =>
    name === 'content-encoding' || name === 'content-length' ? [`x-orig-${name}`, value] : [name, value],
  )
}

function urn(seed: string): string {
  const hex = sha256(Buffer.from(seed, 'utf8'))
  return `<urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}>`
}

/** The gzip members of one snapshot. The same snapshot gives the same bytes: record ids come from its content and time. */
export async function encodeSnapshot(snapshot: Snapshot, attribution: Attribution): Promise<Uint8Array> {
  const id = urn(`response ${snapshot.sha256} ${snapshot.url} ${snapshot.fetched_at}`)
  const response = WARCRecord.create(
    {
      type: 'response',
      url: snapshot.url,
      date: snapshot.fetched_at,
      warcVersion: 'WARC/1.1',
      statusline: `HTTP/1.1 ${snapshot.status} ${snapshot.status === 200 ? 'OK' : 'Status'}`,
      warcHeaders: { 'WARC-Record-ID': id },
      httpHeaders: storedHeaders(snapshot.headers),
    },
    [snapshot.bytes],
  )
  const said: [string, string | number | null][] = [
    ['via', snapshot.via],
    ['requested-url', snapshot.requested_url],
    ['payload-sha256', snapshot.sha256],
    ['role', attribution.role],
    ['site', attribution.site],
    ['publisher', attribution.publisher],
    ['year', attribution.year],
    ['link-title', attribution.link_title],
    ['found-on', attribution.found_on],
    // Header bytes above 0x7F do not survive a WARC header block, so the kept ones stand here as they came.
    ['headers-base64', Buffer.from(JSON.stringify(snapshot.headers), 'utf8').toString('base64')],
  ]
  const fields = said.flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${String(value).replace(/[\r\n]+/g, ' ')}\r\n`],
  )
  const warcFields = Buffer.from(fields.join(''), 'utf8')
  const metadata = WARCRecord.create(
    {
      type: 'metadata',
      url: snapshot.url,
      date: snapshot.fetched_at,
      warcVersion: 'WARC/1.1',
      warcHeaders: {
        'WARC-Record-ID': urn(`metadata ${id}`),
        'WARC-Concurrent-To': id,
        'Content-Type': 'application/warc-fields',
      },
    },
    [warcFields],
  )
  return Buffer.concat([await member(response, snapshot.bytes), await member(metadata, warcFields)])
}

/** Payload of the response record in the members of one snapshot, or null where they are cut, broken or another thing. */
export async function decodePayload(members: Uint8Array): Promise<Uint8Array | null> {
  const inflated = inflate(members)
  if (inflated === null) return null
  const record = await WARCParser.parse([inflated])
  return record === null || record.warcType !== 'response' ? null : record.readFully(true)
}

function inflate(members: Uint8Array): Uint8Array | null {
  try {
    return gunzipSync(members, { maxOutputLength: largestRecord })
  } catch (error) {
    // zlib names a broken or cut member by code; anything else is our own fault.
    if (error instanceof Error && 'code' in error && /^(?:Z_|ERR_BUFFER_TOO_LARGE)/.test(String(error.code)))
      return null
    throw error
  }
}
