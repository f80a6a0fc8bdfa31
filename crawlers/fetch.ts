/** One HTTP request with limits: size after inflating, total time, and the address that is really connected to. */
import { createHash } from 'node:crypto'
import type { LookupAddress } from 'node:dns'
import { lookup as systemLookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { Agent, request } from 'undici'
import { z } from 'zod'
import { refuseAddress, type AllowedNetworks } from './address.ts'
import {
  AddressRefused,
  headerMap,
  isChallenge,
  judgeBreak,
  judgeStatus,
  keptHeaders,
  redirects,
  redirectTarget,
} from './answer.ts'
import { readBody } from './body.ts'
import type { Fetched, Validators } from './fetched.ts'

/** Resolves a host name to every address it has. */
export type Resolve = (host: string) => Promise<LookupAddress[]>

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
}

/** One hop: an outcome, or where the site sends us next. */
export type Hop = Fetched | { kind: 'redirect'; url: string; status: number; target: string | null }

export interface Fetcher {
  /** Asks once and follows nothing. The URL must already have been judged. */
  hop(url: string, validators?: Validators): Promise<Hop>
  close(): Promise<void>
}

/** An unwanted body is drained up to this many bytes, so that the connection lives on; a longer one is cut. */
const drained = 16 * 1024
const rawHeaders = z.array(z.string())

const resolveBySystem: Resolve = (host) => systemLookup(host, { all: true, verbatim: true })

/** Every address of a name; throws where one of them may not be connected to. */
async function allowedAddresses(
  host: string,
  resolve: Resolve,
  allow: AllowedNetworks,
): Promise<LookupAddress[]> {
  const addresses = await resolve(host)
  const refused = addresses
    .map(({ address }) => refuseAddress(address, allow))
    .find((reason) => reason !== null)
  if (refused !== undefined) throw new AddressRefused(`${host} 解析到不可访问的地址：${refused}`)
  return addresses
}

/** The resolver hook of a connection: what it answers is what is connected to. */
function guardedLookup(resolve: Resolve, allow: AllowedNetworks): LookupFunction {
  return (host, options, callback) => {
    const answer = async (): Promise<void> => {
      try {
        const addresses = await allowedAddresses(host, resolve, allow)
        const [first] = addresses
        if (options.all === true) callback(null, addresses)
        else if (first === undefined) callback(new AddressRefused(`${host} 没有地址`), '', 0)
        else callback(null, first.address, first.family)
      } catch (error) {
        callback(error instanceof Error ? error : new Error(String(error)), '', 0)
      }
    }
    void answer()
  }
}

/** A validator as the site sent it, unless it holds what no request header may. */
function plainValidator(value: string | null | undefined): string | null {
  return value !== null && value !== undefined && /^[\x20-\x7e]+$/.test(value) ? value : null
}

function requestHeaders(settings: FetchSettings, validators: Validators | undefined): Record<string, string> {
  const etag = plainValidator(validators?.etag)
  const modified = plainValidator(validators?.last_modified)
  return {
    'user-agent': settings.user_agent,
    accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
    'accept-language': 'zh-CN,zh;q=0.9',
    'accept-encoding': 'gzip, deflate, br',
    ...(etag === null ? {} : { 'if-none-match': etag }),
    ...(modified === null ? {} : { 'if-modified-since': modified }),
  }
}

/** A fetcher that keeps its connections until it is closed. */
export function createFetcher(settings: FetchSettings): Fetcher {
  const lookup = guardedLookup(settings.resolve ?? resolveBySystem, settings.allow)
  const agent = new Agent({ connect: { lookup }, pipelining: 1, connections: 1, maxHeaderSize: 64 * 1024 })

  async function ask(url: string, validators: Validators | undefined): Promise<Hop> {
    const signal = settings.deadline()
    const answer = await request(url, {
      dispatcher: agent,
      headers: requestHeaders(settings, validators),
      responseHeaders: 'raw',
      signal,
    })
    const { statusCode: status, body } = answer
    // With responseHeaders 'raw' undici hands out a flat list, which its types do not say.
    const headers = headerMap(rawHeaders.parse(answer.headers))
    if (redirects.has(status)) {
      await body.dump({ limit: drained, signal })
      return { kind: 'redirect', url, status, target: redirectTarget(headers.get('location') ?? '', url) }
    }
    const early = judgeStatus(url, status, headers.get('retry-after'), settings.now())
    if (early !== null) {
      await body.dump({ limit: drained, signal })
      return early
    }
    const read = await readBody(body, headers.get('content-encoding') ?? '', settings.max_bytes, signal)
    if ('refused' in read) return { kind: 'refused', url, reason: read.refused, detail: read.detail, status }
    if (isChallenge(read.bytes))
      return { kind: 'refused', url, reason: 'challenge', detail: '网站防护的脚本页', status }
    const kept = keptHeaders.flatMap((name) => {
      const value = headers.get(name)
      return value === undefined ? [] : [[name, value] as const]
    })
    const mediaType = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
    return {
      kind: 'fetched',
      url,
      snapshot: {
        sha256: createHash('sha256').update(read.bytes).digest('hex'),
        url,
        requested_url: url,
        fetched_at: settings.now().toISOString(),
        status,
        headers: Object.fromEntries(kept),
        media_type: mediaType === '' ? null : mediaType,
        via: 'http',
        bytes: read.bytes,
      },
    }
  }

  return {
    async hop(url, validators) {
      try {
        return await ask(url, validators)
      } catch (error) {
        return judgeBreak(url, error)
      }
    },
    close: () => agent.close(),
  }
}
