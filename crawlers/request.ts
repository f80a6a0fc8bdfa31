/** What is asked of a site: an address, and for the few interfaces that want it a body. Reading only: nothing here changes a site. */
import type { Validators } from './fetched.ts'

/** One request for a list page. */
export interface PageRequest {
  /** Absolute, without a fragment. */
  url: string
  method: 'GET' | 'POST'
  /** Text of a POST. */
  body?: string
  /** Names in lower case; only those without which an interface does not answer. */
  headers?: Readonly<Record<string, string>>
}

/** Asks for a page in the ordinary way; some list interfaces answer only to the page that they belong to. */
export function getPage(url: string, referer?: string): PageRequest {
  return referer === undefined ? { url, method: 'GET' } : { url, method: 'GET', headers: { referer } }
}

/** Sends the fields of a search or list form. */
export function postForm(
  url: string,
  fields: Readonly<Record<string, string>>,
  referer: string,
): PageRequest {
  const body = new URLSearchParams(fields).toString()
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8', referer }
  return { url, method: 'POST', body, headers }
}

/** Sends a query in JSON, as the list interfaces of newer products want it. */
export function postJson(url: string, value: unknown, referer: string): PageRequest {
  const headers = { 'content-type': 'application/json; charset=UTF-8', referer }
  return { url, method: 'POST', body: JSON.stringify(value), headers }
}

/**
 * The name under which an answer is archived and known: the address, and for a POST its body as a fragment,
 * which no server is ever sent.
 */
export function requestName(request: PageRequest): string {
  return request.body === undefined ? request.url : `${request.url}#${encodeURIComponent(request.body)}`
}

/** A validator as the site sent it, unless it holds what no request header may. */
function plainValidator(value: string | null | undefined): string | null {
  return value !== null && value !== undefined && /^[\x20-\x7e]+$/.test(value) ? value : null
}

/** Headers as they are sent; conditional where validators are known. */
export function requestHeaders(
  userAgent: string,
  page: PageRequest,
  validators: Validators | undefined,
): Record<string, string> {
  const etag = plainValidator(validators?.etag)
  const modified = plainValidator(validators?.last_modified)
  const headers: Record<string, string> = {
    'user-agent': userAgent,
    accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
    'accept-language': 'zh-CN,zh;q=0.9',
    'accept-encoding': 'gzip, deflate, br',
  }
  if (page.headers !== undefined) Object.assign(headers, page.headers)
  if (etag !== null) headers['if-none-match'] = etag
  if (modified !== null) headers['if-modified-since'] = modified
  return headers
}
