/** One HTTP request with limits: size after inflating, total time, least rate, and the address that is really connected to. */
import { hash } from 'node:crypto'
import { Agent } from 'undici'
import type { AllowedNetworks } from './address.ts'
import { tooLate } from './alarm.ts'
import {
  bringsPage,
  headerIn,
  headersOf,
  judgeBreak,
  judgeStatus,
  keptHeaders,
  redirects,
  redirectTarget,
} from './answer.ts'
import { takeBody, type BodyLimits } from './body.ts'
import {
  guardedConnector,
  guardedLookup,
  resolveBySystem,
  type Resolve,
  type TlsException,
} from './connection.ts'
import { exchange, type Answered, type ExchangeOptions, type Opener } from './exchange.ts'
import type { AskedRequest, Fetched, Validators } from './fetched.ts'
import { askLeniently } from './lenient.ts'
import { findObstacle } from './obstacle.ts'
import { getPage, requestHeaders, type PageRequest } from './request.ts'

export interface FetchSettings {
  /** Name and contact, as the site's operator will read it. */
  user_agent: string
  allow: AllowedNetworks
  /** Bytes of one body after decoding. */
  max_bytes: number
  now: () => Date
  /** Calls `ring` when the request's total time is over; answers what calls that off. */
  alarm: (ring: () => void) => () => void
  /** The system's resolver where absent. */
  resolve?: Resolve
  /** Hosts whose TLS is accepted in spite of its faults. */
  tls_exceptions?: readonly TlsException[]
}

/** One hop: an outcome, or where the site sends us next. */
export type Hop = Fetched | { kind: 'redirect'; url: string; status: number; target: string | null }

/** What a hop is asked with. */
export interface HopOptions {
  validators?: Validators | undefined
  /** The address that was asked for first, where redirects led here. */
  start?: string
  /** The page's address where it was taken apart already. */
  address?: URL
}

export interface Fetcher {
  /** Asks once and follows nothing. The URL must already have been judged. */
  hop(what: string | PageRequest, options?: HopOptions): Promise<Hop>
  /** The `address:port` that a URL's host was last found at; null where nothing was resolved yet. */
  addressOf(url: URL): string | null
  /** When the last request to a URL's host went out, in milliseconds of the clock: before that its server saw nothing of it. */
  beganAt(url: URL): number | null
  close(): Promise<void>
}

const slowest = { bytes_per_second: 256, grace_ms: 10_000 }

/** A fetcher that keeps its connections until it is closed. */
export function createFetcher(settings: FetchSettings): Fetcher {
  const { allow, now, alarm } = settings
  const exceptions = settings.tls_exceptions ?? []
  const found = new Map<string, string>()
  const starts = new Map<string, number>()
  const begin = (host: string): void => void starts.set(host, now().getTime())
  /** `address:port` by origin, for as long as no name is resolved anew. */
  const places = new Map<string, string>()
  const lookup = guardedLookup(settings.resolve ?? resolveBySystem, allow, (host, address) => {
    found.set(host, address)
    places.clear()
  })
  const connect = guardedConnector(lookup, allow, exceptions, begin)
  const agent = new Agent({ connect, pipelining: 1, connections: 1, maxHeaderSize: 64 * 1024 })
  const limits: BodyLimits = { bytes: settings.max_bytes, floor: slowest, clock: () => now().getTime() }
  const open: Opener = ({ status, headers }) =>
    bringsPage(status) ? takeBody(headerIn(headers, 'content-encoding') ?? '', limits) : null
  const conditions: ExchangeOptions = { alarm, open, began: begin }
  /** Hosts whose headers only the lenient parser reads; found out by asking. */
  const lenient = new Set<string>()

  async function askAgainLeniently(url: URL, { method, headers, body }: AskedRequest): Promise<Answered> {
    const over = new AbortController()
    const callOff = alarm(() => over.abort(tooLate()))
    try {
      const options = { method, headers, body, lookup, allow, exceptions, signal: over.signal }
      const answer = await askLeniently(url.href, options)
      begin(url.host)
      const head = { status: answer.statusCode ?? 0, headers: headersOf(answer.rawHeaders) }
      const taker = open(head)
      // A body that is dropped on purpose reports its own end as an error.
      if (taker === null) answer.on('error', () => undefined).destroy()
      else for await (const chunk of answer) if (!(chunk instanceof Uint8Array) || !taker.take(chunk)) break
      return { ...head, taker }
    } finally {
      callOff()
    }
  }

  function askOnce(url: URL, sent: AskedRequest): Promise<Answered> {
    return lenient.has(url.host) ? askAgainLeniently(url, sent) : exchange(agent, url, sent, conditions)
  }

  async function ask(page: PageRequest, address: URL, options: HopOptions): Promise<Hop> {
    const { url, method, body } = page
    const sent = requestHeaders(settings.user_agent, page, options.validators)
    const asked: AskedRequest =
      body === undefined ? { method, headers: sent } : { method, headers: sent, body }
    const { status, headers, taker } = await askOnce(address, asked)
    if (redirects.has(status))
      return {
        kind: 'redirect',
        url,
        status,
        target: redirectTarget(headerIn(headers, 'location') ?? '', url),
      }
    const early = judgeStatus(url, status, headerIn(headers, 'retry-after'), now())
    if (early !== null) return early
    if (taker === null) throw new Error(`${url}: status ${status} brings a page, but nobody took it.`)
    const read = await taker.whole()
    if ('refused' in read) return { kind: 'refused', url, reason: read.refused, detail: read.detail, status }
    const kept = keptHeaders.flatMap((name) => {
      const value = headerIn(headers, name)
      return value === undefined ? [] : [[name, value] as const]
    })
    const type = headerIn(headers, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
    const media_type = type === '' ? null : type
    const obstacle = findObstacle({ asked: options.start ?? url, answered: url, media_type }, read.bytes)
    if (obstacle !== null) return { kind: 'refused', url, ...obstacle, status }
    return {
      kind: 'fetched',
      url,
      snapshot: {
        sha256: hash('sha256', read.bytes, 'hex'),
        url,
        requested_url: url,
        fetched_at: now().toISOString(),
        status,
        headers: Object.fromEntries(kept),
        media_type,
        via: 'http',
        asked,
        bytes: read.bytes,
      },
    }
  }

  function placeOf({ hostname, port, protocol }: URL): string | null {
    const literal = /^(?:[\d.]+|\[.*\])$/.test(hostname)
    const address = literal ? hostname : found.get(hostname)
    return address === undefined
      ? null
      : `${address}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`
  }

  return {
    async hop(what, options = {}) {
      const page = typeof what === 'string' ? getPage(what) : what
      const { url } = page
      const address = options.address ?? new URL(url)
      try {
        return await ask(page, address, options)
      } catch (error) {
        const broken = judgeBreak(url, error)
        if (broken.kind !== 'failed' || broken.reason !== 'protocol' || lenient.has(address.host))
          return broken
        lenient.add(address.host)
        return { ...broken, retry: true }
      }
    },
    addressOf(url) {
      const { origin } = url
      const place = places.get(origin) ?? placeOf(url)
      if (place !== null) places.set(origin, place)
      return place
    },
    beganAt: ({ host }) => starts.get(host) ?? null,
    close: () => agent.close(),
  }
}
