/** One HTTP request with limits: size after inflating, total time, least rate, and the address that is really connected to. */
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { Agent, request } from 'undici'
import { z } from 'zod'
import type { AllowedNetworks } from './address.ts'
import { headerMap, judgeBreak, judgeStatus, keptHeaders, redirects, redirectTarget } from './answer.ts'
import { readBody, type RateFloor } from './body.ts'
import {
  guardedConnector,
  guardedLookup,
  resolveBySystem,
  type Resolve,
  type TlsException,
} from './connection.ts'
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
  /** A signal that aborts when the request's total time is over. */
  deadline: () => AbortSignal
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
}

export interface Fetcher {
  /** Asks once and follows nothing. The URL must already have been judged. */
  hop(what: string | PageRequest, options?: HopOptions): Promise<Hop>
  /** The `address:port` that a URL's host was last found at; null where nothing was resolved yet. */
  addressOf(url: string): string | null
  /** When the last connection to a URL's host stood, in milliseconds of the clock: before that its server saw nothing. */
  connectedAt(url: string): number | null
  close(): Promise<void>
}

/** An answer whose headers have come. */
interface Exchange {
  status: number
  headers: Map<string, string>
  body: Readable
  drain: () => Promise<void>
}

/** An unwanted body is drained up to this many bytes, so that the connection lives on; a longer one is cut. */
const drained = 16 * 1024
const slowest = { bytes_per_second: 256, grace_ms: 10_000 }
const rawHeaders = z.array(z.string())

/** A fetcher that keeps its connections until it is closed. */
export function createFetcher(settings: FetchSettings): Fetcher {
  const { allow, now } = settings
  const exceptions = settings.tls_exceptions ?? []
  const found = new Map<string, string>()
  const connections = new Map<string, number>()
  const lookup = guardedLookup(settings.resolve ?? resolveBySystem, allow, (host, address) =>
    found.set(host, address),
  )
  const connect = guardedConnector(lookup, allow, exceptions, (host) =>
    connections.set(host, now().getTime()),
  )
  const agent = new Agent({ connect, pipelining: 1, connections: 1, maxHeaderSize: 64 * 1024 })
  const floor: RateFloor = { clock: () => now().getTime(), ...slowest }
  /** Hosts whose headers only the lenient parser reads; found out by asking. */
  const lenient = new Set<string>()

  async function exchange(url: string, sent: AskedRequest, signal: AbortSignal): Promise<Exchange> {
    const { method, headers, body } = sent
    if (lenient.has(new URL(url).host)) {
      const answer = await askLeniently(url, { method, headers, body, lookup, allow, exceptions, signal })
      return {
        status: answer.statusCode ?? 0,
        headers: headerMap(answer.rawHeaders),
        body: answer,
        drain: () => Promise.resolve(void answer.on('error', () => undefined).destroy()),
      }
    }
    const answer = await request(url, {
      dispatcher: agent,
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      body: body ?? null,
      responseHeaders: 'raw',
      signal,
    })
    return {
      status: answer.statusCode,
      // With responseHeaders 'raw' undici hands out a flat list, which its types do not say.
      headers: headerMap(rawHeaders.parse(answer.headers)),
      body: answer.body,
      drain: () => answer.body.dump({ limit: drained, signal }),
    }
  }

  async function ask(page: PageRequest, options: HopOptions): Promise<Hop> {
    const signal = settings.deadline()
    const { url } = page
    const asked: AskedRequest = {
      method: page.method,
      headers: requestHeaders(settings.user_agent, page, options.validators),
      ...(page.body === undefined ? {} : { body: page.body }),
    }
    const { status, headers, body, drain } = await exchange(url, asked, signal)
    if (redirects.has(status)) {
      await drain()
      return { kind: 'redirect', url, status, target: redirectTarget(headers.get('location') ?? '', url) }
    }
    const early = judgeStatus(url, status, headers.get('retry-after'), now())
    if (early !== null) {
      await drain()
      return early
    }
    const read = await readBody(
      body,
      headers.get('content-encoding') ?? '',
      settings.max_bytes,
      signal,
      floor,
    )
    if ('refused' in read) return { kind: 'refused', url, reason: read.refused, detail: read.detail, status }
    const kept = keptHeaders.flatMap((name) => {
      const value = headers.get(name)
      return value === undefined ? [] : [[name, value] as const]
    })
    const type = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
    const media_type = type === '' ? null : type
    const obstacle = findObstacle({ asked: options.start ?? url, answered: url, media_type }, read.bytes)
    if (obstacle !== null) return { kind: 'refused', url, ...obstacle, status }
    return {
      kind: 'fetched',
      url,
      snapshot: {
        sha256: createHash('sha256').update(read.bytes).digest('hex'),
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

  return {
    async hop(what, options = {}) {
      const page = typeof what === 'string' ? getPage(what) : what
      const { url } = page
      const { host } = new URL(url)
      try {
        return await ask(page, options)
      } catch (error) {
        const broken = judgeBreak(url, error)
        if (broken.kind !== 'failed' || broken.reason !== 'protocol' || lenient.has(host)) return broken
        lenient.add(host)
        return { ...broken, retry: true }
      }
    },
    addressOf(url) {
      const { hostname, port, protocol } = new URL(url)
      const literal = /^(?:[\d.]+|\[.*\])$/.test(hostname)
      const address = literal ? hostname : found.get(hostname)
      return address === undefined
        ? null
        : `${address}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`
    },
    connectedAt: (url) => connections.get(new URL(url).host) ?? null,
    close: () => agent.close(),
  }
}
