/** One snapshot as WARC 1.1: a response (or revisit), a request and a metadata record, each its own gzip member. Pure: bytes in, bytes out. */
import { createHash, hash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { WARCParser, WARCRecord } from 'warcio'
import type { Attribution } from './archive-row.ts'
import type { Snapshot } from './fetched.ts'

/** Inflated records beyond this are no pages of ours. */
const largestRecord = 512 * 1024 * 1024

/**
 * Pages are text that compresses well at any level, and compressing is half of what a fetched page costs: level 3 takes a third of
 * the time of the default for a fifth more bytes.
 */
const level = 3

/** Where records are put together before they are compressed: one piece of memory for all of them, as large as the largest. */
let bench = Buffer.alloc(512 * 1024)

/**
 * One record as a gzip member. Its headers are warcio's; its bytes are put together and hashed here, which costs a third of what
 * warcio's own way does.
 */
function member(record: WARCRecord, payload: Uint8Array, payloadDigest = sha256(payload)): Uint8Array {
  const http = record.httpHeaders === null ? '' : `${record.httpHeaders.toString()}\r\n`
  const { headers } = record.warcHeaders
  const block = createHash('sha256').update(http).update(payload).digest('hex')
  headers.set('WARC-Block-Digest', `sha256:${block}`)
  headers.set('WARC-Payload-Digest', `sha256:${payloadDigest}`)
  headers.set('Content-Length', String(Buffer.byteLength(http) + payload.length))
  const head = Buffer.from(`${record.warcHeaders.toString()}\r\n${http}`, 'utf8')
  const length = head.length + payload.length + 4
  if (bench.length < length) bench = Buffer.alloc(length)
  bench.set(head)
  bench.set(payload, head.length)
  bench.write('\r\n\r\n', head.length + payload.length, 'latin1')
  return gzipSync(bench.subarray(0, length), { level })
}

function sha256(bytes: Uint8Array | string): string {
  return hash('sha256', bytes, 'hex')
}

/** The body is stored as it was after decoding, so the transfer headers stand under another name. */
function storedHeaders(headers: Snapshot['headers']): [string, string][] {
  return Object.entries(headers).map(([name, value]) =>
    name === 'content-encoding' || name === 'content-length' ? [`x-orig-${name}`, value] : [name, value],
  )
}

function urn(seed: string): string {
  const hex = sha256(seed)
  return `<urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}>`
}

/** Headers of one WARC record about a page. */
function common(
  snapshot: Snapshot,
  id: string,
  to?: string,
): Pick<Parameters<typeof WARCRecord.create>[0] & object, 'url' | 'date' | 'warcVersion' | 'warcHeaders'> {
  const warcHeaders = { 'WARC-Record-ID': id, ...(to === undefined ? {} : { 'WARC-Concurrent-To': to }) }
  return { url: snapshot.url, date: snapshot.fetched_at, warcVersion: 'WARC/1.1', warcHeaders }
}

const statusline = ({ status }: Snapshot): string => `HTTP/1.1 ${status} ${status === 200 ? 'OK' : 'Status'}`

/** What was sent: request line, headers and the text of a POST. */
function requestRecord(snapshot: Snapshot, id: string): { record: WARCRecord; body: Uint8Array } {
  const { method, headers, body = '' } = snapshot.asked ?? { method: 'GET', headers: {} }
  const { pathname, search, host } = new URL(snapshot.url)
  const bytes = Buffer.from(body, 'utf8')
  const record = WARCRecord.create(
    {
      ...common(snapshot, urn(`request ${id}`), id),
      type: 'request',
      statusline: `${method} ${pathname}${search} HTTP/1.1`,
      httpHeaders: [['host', host], ...Object.entries(headers)],
    },
    bytes.length === 0 ? [] : [bytes],
  )
  return { record, body: bytes }
}

/** What we know of the page beside its bytes. */
function metadataRecord(
  snapshot: Snapshot,
  attribution: Attribution,
  id: string,
): { record: WARCRecord; body: Uint8Array } {
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
  const body = Buffer.from(fields.join(''), 'utf8')
  const headers = common(snapshot, urn(`metadata ${id}`), id)
  const warcHeaders = { ...headers.warcHeaders, 'Content-Type': 'application/warc-fields' }
  return { record: WARCRecord.create({ ...headers, type: 'metadata', warcHeaders }, [body]), body }
}

function members(snapshot: Snapshot, attribution: Attribution, id: string, first: Uint8Array): Uint8Array {
  const request = requestRecord(snapshot, id)
  const metadata = metadataRecord(snapshot, attribution, id)
  return Buffer.concat([first, member(request.record, request.body), member(metadata.record, metadata.body)])
}

/** The gzip members of one snapshot. The same snapshot gives the same bytes: record ids come from its content and time. */
export function encodeSnapshot(snapshot: Snapshot, attribution: Attribution): Uint8Array {
  const id = urn(`response ${snapshot.sha256} ${snapshot.url} ${snapshot.fetched_at}`)
  const response = WARCRecord.create(
    {
      ...common(snapshot, id),
      type: 'response',
      statusline: statusline(snapshot),
      httpHeaders: storedHeaders(snapshot.headers),
    },
    [snapshot.bytes],
  )
  return members(snapshot, attribution, id, member(response, snapshot.bytes, snapshot.sha256))
}

/** The gzip members of a page whose bytes lie in the archive already, under the address and time given. */
export function encodeRevisit(
  snapshot: Snapshot,
  attribution: Attribution,
  first: { url: string; fetched_at: string },
): Uint8Array {
  const id = urn(`revisit ${snapshot.sha256} ${snapshot.url} ${snapshot.fetched_at}`)
  const revisit = WARCRecord.create({
    ...common(snapshot, id),
    type: 'revisit',
    statusline: statusline(snapshot),
    httpHeaders: storedHeaders(snapshot.headers),
    refersToUrl: first.url,
    refersToDate: first.fetched_at,
  })
  return members(snapshot, attribution, id, member(revisit, new Uint8Array(), snapshot.sha256))
}

/** Payload of the response record in the members of one snapshot, or null where they are cut, broken or another thing. */
export async function decodePayload(members: Uint8Array): Promise<Uint8Array | null> {
  const inflated = inflate(members)
  if (inflated === null) return null
  // In their own case, headers are a plain map; the platform's class for them would bring all of fetch along.
  const record = await WARCParser.parse([inflated], { keepHeadersCase: true })
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
