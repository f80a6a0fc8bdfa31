/** What one request came to. The world's faults are values here, never exceptions. */

/** How a page was carried: an ordinary request, or a browser. */
type Via = 'http' | 'browser'

/** Bytes as a site served them, after content decoding, with all that is needed to prove where and when. */
export interface Snapshot {
  /** Lower-case hex digest of `bytes`. */
  sha256: string
  /** The address that answered, after redirects. */
  url: string
  /** The address that was asked for. */
  requested_url: string
  /** UTC ISO time of the answer's last byte. */
  fetched_at: string
  status: number
  /** Kept response headers, names in lower case, values as sent (latin1). */
  headers: Readonly<Record<string, string>>
  /** Media type without parameters, lower case; null where the site named none. */
  media_type: string | null
  via: Via
  /** The request that was answered; absent where the carrier does not say. */
  asked?: AskedRequest
  bytes: Uint8Array
}

/** A request as it was sent: enough to ask again. */
export interface AskedRequest {
  method: string
  headers: Readonly<Record<string, string>>
  /** Text of the body; absent where there was none. */
  body?: string
}

/** Why a page was not asked for, or an answer not taken: a closed list. */
export type RefusalReason =
  | 'robots'
  | 'strange_host'
  | 'address'
  | 'scheme'
  | 'port'
  | 'userinfo'
  | 'status'
  | 'too_large'
  | 'too_many_redirects'
  | 'redirect_loop'
  | 'encoding'
  | 'challenge'
  | 'waf'
  | 'captcha'
  | 'login'
  | 'soft_404'
  | 'moved'
  | 'needs_browser'

/** Why a request broke: a closed list. */
export type FailureReason =
  | 'dns'
  | 'connect'
  | 'tls'
  | 'timeout'
  | 'reset'
  | 'protocol'
  | 'server'
  | 'busy'
  | 'decoding'
  | 'too_slow'
  | 'deferred'
  | 'circuit'
  | 'window'
  | 'browser'

/** The answer to one request. Nothing found is never taken for nothing published: only `missing` says that a page is gone. */
export type Fetched =
  | { kind: 'fetched'; url: string; snapshot: Snapshot }
  | { kind: 'unchanged'; url: string; fetched_at: string }
  | { kind: 'missing'; url: string; status: number }
  | { kind: 'refused'; url: string; reason: RefusalReason; detail: string; status: number | null }
  | {
      kind: 'failed'
      url: string
      reason: FailureReason
      detail: string
      status: number | null
      /** True where asking again later may help. */
      retry: boolean
      /** Milliseconds the site asked us to wait (Retry-After); null where it said nothing. */
      retry_after_ms: number | null
    }

/** What the crawler knows of a page from last time, for a conditional request. */
export interface Validators {
  etag: string | null
  last_modified: string | null
}
