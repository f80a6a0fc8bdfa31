/** What an HTTP answer means: status, obstacles and broken connections as named values. */
import type { Fetched, FailureReason, RefusalReason } from './fetched.ts'
import { retryAfterMs } from './manners.ts'

/** Response headers that are kept with a snapshot. */
export const keptHeaders: readonly string[] = [
  'content-type',
  'content-encoding',
  'content-length',
  'last-modified',
  'etag',
  'date',
  'server',
  'cache-control',
  'expires',
]

/** Statuses that lead elsewhere. */
export const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Headers of an answer by their names in lower case; values are the raw bytes as latin1. */
export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>

/** The value of a header, repeated ones joined; undefined where there is none. */
export function headerIn(headers: AnswerHeaders, name: string): string | undefined {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined
  return Array.isArray(value) ? value.join(', ') : value
}

/** Headers as they came, name and value in turn, by name. */
export function headersOf(raw: readonly string[]): AnswerHeaders {
  const headers = new Map<string, string>()
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase()
    const value = raw[index + 1] ?? ''
    const known = headers.get(name)
    headers.set(name, known === undefined ? value : `${known}, ${value}`)
  }
  return Object.fromEntries(headers)
}

/** The target of a Location header, absolute; bytes that are no ASCII (GBK on old servers) are sent back as they came. */
export function redirectTarget(location: string, base: string): string | null {
  const ascii = location
    .trim()
    .replace(
      /[\u0080-\u00ff]/g,
      (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
    )
  if (!URL.canParse(ascii, base)) return null
  const url = new URL(ascii, base)
  url.hash = ''
  return url.href
}

/** True where the body of an answer is the page that was asked for. */
export const bringsPage = (status: number): boolean => status === 200 || status === 203

/** The outcome of an answer whose body is not wanted; null where the body must be read. */
export function judgeStatus(
  url: string,
  status: number,
  retryAfter: string | undefined,
  now: Date,
): Fetched | null {
  if (bringsPage(status)) return null
  if (status === 304) return { kind: 'unchanged', url, fetched_at: now.toISOString() }
  if (status === 404 || status === 410) return { kind: 'missing', url, status }
  if (status === 412 || status === 521)
    return { kind: 'refused', url, reason: 'challenge', detail: `网站防护返回 ${status}`, status }
  if (status === 429 || status >= 500) {
    const wait = retryAfterMs(retryAfter, now)
    const reason = status === 429 || status === 503 ? 'busy' : 'server'
    return {
      kind: 'failed',
      url,
      reason,
      detail: `网站返回 ${status}`,
      status,
      retry: true,
      retry_after_ms: wait,
    }
  }
  return { kind: 'refused', url, reason: 'status', detail: `网站返回 ${status}`, status }
}

/** The connection was refused by ourselves: the address is not one to connect to. */
export class AddressRefused extends Error {}

/** The body came more slowly than is worth waiting for. */
export class TooSlow extends Error {}

const failureCodes: readonly (readonly [RegExp, FailureReason, string])[] = [
  [/^(?:ENOTFOUND|EAI_AGAIN|ENODATA)$/, 'dns', '域名无法解析'],
  [/^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/, 'connect', '无法连接'],
  [/^(?:UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|ABORT_ERR)$/, 'timeout', '超过时限'],
  [/^(?:ERR_TLS_|CERT_|ERR_SSL_|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/, 'tls', 'TLS 连接失败'],
  [/^(?:Z_|ERR__?(?:ERROR_)?(?:BROTLI|PADDING|FORMAT)|ERR_BROTLI)/, 'decoding', '内容压缩损坏'],
  [/^(?:HPE_|UND_ERR_RES|UND_ERR_INFO|UND_ERR_HEADERS_OVERFLOW)/, 'protocol', '响应不合 HTTP 规则'],
]

const ourFaults = /^ERR_(?:INVALID_ARG|ASSERTION|MISSING_ARGS|OUT_OF_RANGE)/

/** The code of an error or of its cause; '' where it has none. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  // undici's parser errors of some causes carry no code.
  if (error.name === 'HTTPParserError') return 'HPE_UNKNOWN'
  return error.name === 'TimeoutError' || error.name === 'AbortError' ? 'ABORT_ERR' : codeOf(error.cause)
}

/** Names what broke a request; an error that is no fault of the world is thrown on. */
export function judgeBreak(url: string, error: unknown): Fetched {
  const refused = error instanceof Error && error.cause instanceof AddressRefused ? error.cause : error
  if (refused instanceof AddressRefused) {
    const reason: RefusalReason = 'address'
    return { kind: 'refused', url, reason, detail: refused.message, status: null }
  }
  if (error instanceof TooSlow)
    return {
      kind: 'failed',
      url,
      reason: 'too_slow',
      detail: error.message,
      status: null,
      retry: false,
      retry_after_ms: null,
    }
  const code = codeOf(error)
  if (code === '' || ourFaults.test(code)) throw error
  const [, reason, words] =
    failureCodes.find(([pattern]) => pattern.test(code)) ?? ([null, 'reset', '连接中断'] as const)
  const retry = reason !== 'tls' && reason !== 'protocol'
  return {
    kind: 'failed',
    url,
    reason,
    detail: `${words}（${code}）`,
    status: null,
    retry,
    retry_after_ms: null,
  }
}
